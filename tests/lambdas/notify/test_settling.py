"""Settling what is owed: sent, filed, taken out of the outbox; whatever breaks between."""

from collections.abc import Callable
from dataclasses import replace
from email.message import EmailMessage
from typing import Any, Protocol

import pytest

from lambdas.mail.port import MailUnavailable, wire
from lambdas.notify.settling import RecordDamaged
from lambdas.records.chain import following, verify
from lambdas.records.model import Document, Event, OutboxItem
from lambdas.records.outbox import CLAIM, WAITS
from lambdas.records.port import NumberTaken, Records, RecordsUnavailable
from lambdas.settings import SettingMissing, Settings
from tests.lambdas.notify.conftest import NOW, settle

Begin = Callable[..., Any]


class Held(Protocol):
    sent: list[EmailMessage]
    breaks: int

    def send(self, message: EmailMessage) -> str: ...


class Between:
    """A store in which something happens just before an append."""

    def __init__(self, records: Records, happening: Callable[[], object]) -> None:
        self._records = records
        self._happening = happening

    def append(self, event: Event, done: OutboxItem | None, **more: Any) -> None:
        self._happening()
        self._records.append(event, done, **more)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._records, name)


def test_both_emails_are_sent_and_filed_in_the_record(
    records: Records, mail: Held, settings: Settings, begin: Begin
) -> None:
    sent = begin()
    sent.store(records)
    for item in records.pending():
        settle(item, records, mail, settings)
    assert [message["To"] for message in mail.sent] == ["kiri@provider.example", "reports@agency.example"]
    assert records.pending() == []
    history = records.events("NDI-4K7Q-2MXR")
    verify(history)
    assert [(event.kind, event.actor, event.details) for event in history[1:]] == [
        ("email_sent", "service", {"outbox": "NDI-4K7Q-2MXR-confirmation", "sent_as": "id-1"}),
        ("email_sent", "service", {"outbox": "NDI-4K7Q-2MXR-notice", "sent_as": "id-2"}),
    ]


def test_the_filed_email_is_the_one_that_was_sent(
    records: Records, mail: Held, settings: Settings, begin: Begin
) -> None:
    begin().store(records)
    for item in records.pending():
        settle(item, records, mail, settings)
    for event, message in zip(records.events("NDI-4K7Q-2MXR")[1:], mail.sent, strict=True):
        (document,) = event.documents
        body = records.document("NDI-4K7Q-2MXR", document.name)
        document.check(body)
        assert body == wire(message)
        assert document.content_type == "message/rfc822"
    names = [event.documents[0].name for event in records.events("NDI-4K7Q-2MXR")[1:]]
    assert names == ["email-confirmation.eml", "email-notice.eml"]


def test_the_confirmation_shows_the_fingerprint_of_the_stored_report(
    records: Records, mail: Held, settings: Settings, begin: Begin
) -> None:
    sent = begin()
    sent.store(records)
    settle(sent.outbox[0], records, mail, settings)
    assert sent.document.sha256.encode() in wire(mail.sent[0])


def test_only_the_agency_is_told_of_signs_of_a_program(
    records: Records, mail: Held, settings: Settings, begin: Begin
) -> None:
    sent = begin()
    details = {**sent.event.details, "signals": "honeypot quick"}
    sent = replace(sent, event=sent.event.model_copy(update={"details": details}))
    sent.store(records)
    for item in records.pending():
        settle(item, records, mail, settings)
    assert [b"sent by a program" in wire(message) for message in mail.sent] == [False, True]


def test_an_item_delivered_twice_is_sent_once(
    records: Records, mail: Held, settings: Settings, begin: Begin
) -> None:
    sent = begin()
    sent.store(records)
    for _ in range(2):
        settle(sent.outbox[0], records, mail, settings)
    assert len(mail.sent) == 1
    assert len(records.events("NDI-4K7Q-2MXR")) == 2
    assert records.pending() == [sent.outbox[1]]


def test_an_item_left_over_although_filed_is_only_cleared(
    records: Records, mail: Held, settings: Settings, begin: Begin
) -> None:
    sent = begin()
    sent.store(records)
    filed = following(sent.event, sent.event.at, "email_sent", (), {"outbox": sent.outbox[0].id})
    records.append(filed, done=None)
    settle(sent.outbox[0], records, mail, settings)
    assert mail.sent == []
    assert records.pending() == [sent.outbox[1]]


def test_an_email_that_fails_stays_owed_and_unfiled_until_it_is_sent(
    records: Records, mail: Held, settings: Settings, begin: Begin
) -> None:
    sent = begin()
    sent.store(records)
    mail.breaks = 1
    with pytest.raises(MailUnavailable):
        settle(sent.outbox[0], records, mail, settings)
    assert records.pending() == list(sent.outbox)
    assert records.events("NDI-4K7Q-2MXR") == [sent.event]
    settle(sent.outbox[0], records, mail, settings, NOW + WAITS[0])
    assert records.pending() == [sent.outbox[1]]


def test_an_email_sent_but_not_filed_is_sent_again_when_its_claim_ends_with_the_same_bytes(
    records: Records, mail: Held, settings: Settings, begin: Begin
) -> None:
    def out_of_reach() -> None:
        raise RecordsUnavailable("The records did not answer: Test.")

    sent = begin()
    sent.store(records)
    with pytest.raises(RecordsUnavailable):
        settle(sent.outbox[0], Between(records, out_of_reach), mail, settings)
    settle(sent.outbox[0], records, mail, settings, NOW + CLAIM)
    first, second = map(wire, mail.sent)
    assert first == second
    names = [document.name for document in records.events("NDI-4K7Q-2MXR")[1].documents]
    assert names == ["email-confirmation.eml"]


def test_an_email_built_anew_after_a_change_of_inbox_is_the_one_filed(
    records: Records, mail: Held, settings: Settings, begin: Begin
) -> None:
    sent = begin()
    sent.store(records)
    mail.breaks = 1
    with pytest.raises(MailUnavailable):
        settle(sent.outbox[1], records, mail, settings)
    corrected = '{"ndis-commission": "corrected@agency.example"}'
    moved = Settings({**settings.values, "AGENCY_INBOXES": corrected})
    settle(sent.outbox[1], records, mail, moved, NOW + WAITS[0])
    assert [message["To"] for message in mail.sent] == ["corrected@agency.example"]
    (document,) = records.events("NDI-4K7Q-2MXR")[1].documents
    assert document.name == f"email-notice-{document.sha256[:8]}.eml"
    assert records.document("NDI-4K7Q-2MXR", document.name) == wire(mail.sent[0])


@pytest.mark.parametrize(
    ("contact_email", "reason"), [(None, "no_address"), ("kiri@a.example, b@b.example", "address_refused")]
)
def test_a_confirmation_nobody_can_get_is_filed_as_not_sent(
    records: Records, mail: Held, settings: Settings, begin: Begin, contact_email: str | None, reason: str
) -> None:
    sent = begin(contact_email=contact_email)
    sent.store(records)
    settle(sent.outbox[0], records, mail, settings)
    assert mail.sent == []
    assert records.pending() == [sent.outbox[1]]
    filed = records.events("NDI-4K7Q-2MXR")[1]
    assert (filed.kind, filed.documents) == ("email_not_sent", ())
    assert filed.details == {"outbox": "NDI-4K7Q-2MXR-confirmation", "reason": reason}


def test_a_notice_for_an_agency_without_an_inbox_stays_owed(
    records: Records, mail: Held, settings: Settings, begin: Begin
) -> None:
    sent = begin(agency="ssr")
    sent.store(records)
    with pytest.raises(SettingMissing, match="AGENCY_INBOXES has no address for ssr"):
        settle(sent.outbox[1], records, mail, settings)
    assert records.pending() == list(sent.outbox)
    settle(sent.outbox[0], records, mail, settings)
    assert [message["To"] for message in mail.sent] == ["kiri@provider.example"]


def test_what_others_append_meanwhile_stays_and_the_email_is_filed_behind_it(
    records: Records, mail: Held, settings: Settings, begin: Begin
) -> None:
    sent = begin()
    sent.store(records)
    others = iter([following(sent.event, sent.event.at, "email_sent", (), {"outbox": "another"})])

    def another_writes() -> None:
        for event in others:
            records.append(event, done=None)

    settle(sent.outbox[0], Between(records, another_writes), mail, settings)
    filed = [event.details["outbox"] for event in records.events("NDI-4K7Q-2MXR")[1:]]
    assert filed == ["another", "NDI-4K7Q-2MXR-confirmation"]
    verify(records.events("NDI-4K7Q-2MXR"))
    assert len(mail.sent) == 1


def test_when_another_files_the_same_email_first_it_is_filed_once(
    records: Records, mail: Held, settings: Settings, begin: Begin
) -> None:
    sent = begin()
    sent.store(records)
    filed = [following(sent.event, sent.event.at, "email_sent", (), {"outbox": sent.outbox[0].id})]

    def another_files() -> None:
        while filed:
            records.append(filed.pop(), done=sent.outbox[0])

    settle(sent.outbox[0], Between(records, another_files), mail, settings)
    assert len(records.events("NDI-4K7Q-2MXR")) == 2
    assert records.pending() == [sent.outbox[1]]


def test_filing_gives_up_after_five_tries_and_the_item_stays_owed(
    records: Records, mail: Held, settings: Settings, begin: Begin
) -> None:
    sent = begin()
    sent.store(records)
    tries: list[None] = []

    def always_another() -> None:
        tries.append(None)
        raise NumberTaken("Another was quicker.")

    with pytest.raises(NumberTaken, match="Others kept writing"):
        settle(sent.outbox[0], Between(records, always_another), mail, settings)
    assert len(tries) == 5
    assert records.pending() == list(sent.outbox)


def test_a_report_that_was_changed_in_the_store_is_not_confirmed(
    records: Records, mail: Held, settings: Settings, begin: Begin
) -> None:
    sent = begin()
    changed = sent.body.replace(b"kitchen", b"kitchens")
    records.put_document("NDI-4K7Q-2MXR", Document.of("report.json", changed, "application/json"), changed)
    records.commit(sent.event, sent.submission, sent.outbox)
    with pytest.raises(RecordDamaged, match="has no whole version"):
        settle(sent.outbox[0], records, mail, settings)
    assert mail.sent == []
