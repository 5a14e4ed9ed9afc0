"""When trying ends: the record says so, staff find it, and the person whose agency was not told is told."""

import json
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from email.message import EmailMessage
from typing import Any

import pytest

from lambdas.mail.port import MailRefused, MailUnavailable, MailUnclear
from lambdas.notify import settling
from lambdas.notify.emails import not_processed
from lambdas.notify.settling import RecordDamaged
from lambdas.records.chain import following, verify
from lambdas.records.model import Document, Event, OutboxItem, Report
from lambdas.records.outbox import CLAIM, MOST_TRIES, WAITS
from lambdas.records.port import Records
from lambdas.settings import SettingMissing, Settings
from tests.lambdas.conftest import SECRET_ANSWER
from tests.lambdas.notify.conftest import NOW, SENDER, settle

Begin = Callable[..., Any]
Make = Callable[..., Report]
REFERENCE = "NDI-4K7Q-2MXR"

NOT_PASSED_ON = """\
We could not pass on your report

Reference: NDI-4K7Q-2MXR
Form: Tell the NDIS Commission about a reportable incident (24 hours)
Time received: 2.30 pm, Friday 5 June 2026, Melbourne time
Who should get it: NDIS Quality and Safeguards Commission

We have your report, and it is safe. But something went wrong on our side. We tried many times to tell NDIS Quality and Safeguards Commission that it is here, and could not.

Your report was on time. It was due by 2 pm, Saturday 6 June 2026, Melbourne time. The time that counts is the time we received it.

What to do now

Phone NDIS Quality and Safeguards Commission on 1800 035 544. Tell them your reference: NDI-4K7Q-2MXR.

You do not need to send your report again. Our staff know of this and are putting it right.

Your answers are not in this email. Email is not private enough for them. We have not checked that this address is yours.

A computer sent this email. Please do not reply to it.
"""  # noqa: E501


def text_of(message: EmailMessage) -> str:
    plain = message.get_body(("plain",))
    assert plain
    return str(plain.get_content()).replace("\r\n", "\n")


def tried_to_the_end(
    item: OutboxItem, records: Records, mail: Any, settings: Settings, start: datetime = NOW
) -> datetime:
    """Let the sweep and a worker take an item until nothing is left of it; the moment of the last try."""
    now = start
    for _ in range(MOST_TRIES + 1):
        with suppress(MailRefused, MailUnavailable, MailUnclear, RecordDamaged, SettingMissing):
            settle(item, records, mail, settings, now)
        owed = records.owed(item)
        if owed is None:
            return now
        now = owed.due_at
    raise AssertionError("There is no end to it.")


def last(records: Records) -> Event:
    return records.events(REFERENCE)[-1]


@pytest.fixture
def sent(records: Records, begin: Begin) -> Any:
    made = begin()
    made.store(records)
    return made


def test_after_the_last_try_the_record_says_that_the_agency_was_not_told_and_the_person_is(
    records: Records, mail: Any, settings: Settings, sent: Any
) -> None:
    mail.breaks = MOST_TRIES
    end = tried_to_the_end(sent.outbox[1], records, mail, settings)
    assert end == NOW + sum(WAITS, end - end)
    event = last(records)
    details = {"outbox": f"{REFERENCE}-notice", "reason": "mail_unavailable"}
    assert (event.kind, event.details) == ("not_processed", details)
    assert records.attention() == [event]
    (owed,) = [item for item in records.pending() if item.kind == "not_processed"]
    assert owed.id == f"{REFERENCE}-not_processed-{event.number}"
    settle(owed, records, mail, settings, end)
    (told,) = mail.sent
    assert told["To"] == "kiri@provider.example"
    assert told["Subject"] == f"Please phone about your report: {REFERENCE}"
    assert text_of(told) == NOT_PASSED_ON
    assert last(records).documents[0].name == f"email-not_processed-{event.number}.eml"
    verify(records.events(REFERENCE))


def test_a_try_before_the_last_gives_nothing_up(
    records: Records, mail: Any, settings: Settings, sent: Any
) -> None:
    mail.breaks = MOST_TRIES - 1
    tried_to_the_end(sent.outbox[1], records, mail, settings)
    assert last(records).kind == "email_sent"
    assert records.attention() == []


def test_a_confirmation_that_cannot_be_sent_is_filed_so_and_nobody_is_written_to_again(
    records: Records, mail: Any, settings: Settings, sent: Any
) -> None:
    mail.breaks = MOST_TRIES
    tried_to_the_end(sent.outbox[0], records, mail, settings)
    assert last(records).kind == "email_not_sent"
    assert last(records).details["reason"] == "mail_unavailable"
    assert records.attention() == [last(records)]
    assert records.pending() == [sent.outbox[1]]


@pytest.mark.parametrize(("place", "kind"), [(0, "email_not_sent"), (1, "not_processed")])
def test_what_the_carrier_refuses_for_good_is_not_tried_again(
    records: Records, mail: Any, settings: Settings, sent: Any, place: int, kind: str
) -> None:
    mail.breaks, mail.failure = 1, MailRefused("The mail service refused it: MessageRejected.")
    settle(sent.outbox[place], records, mail, settings)
    assert (last(records).kind, last(records).details["reason"]) == (kind, "refused")
    assert sent.outbox[place] not in records.pending()


def test_an_agency_without_an_inbox_is_given_up_after_all_tries(
    records: Records, mail: Any, settings: Settings, begin: Begin
) -> None:
    sent = begin(agency="ssr")
    sent.store(records)
    tried_to_the_end(sent.outbox[1], records, mail, settings)
    assert (last(records).kind, last(records).details["reason"]) == ("not_processed", "setting_missing")


def test_an_email_whose_last_try_nobody_can_tell_about_is_not_sent_once_more(
    records: Records, mail: Any, settings: Settings, sent: Any
) -> None:
    mail.breaks, mail.failure = MOST_TRIES, MailUnclear("The answer was lost.")
    end = tried_to_the_end(sent.outbox[1], records, mail, settings)
    assert end == NOW + MOST_TRIES * CLAIM
    assert mail.sent == []
    assert last(records).details["reason"] == "unclear"


def test_a_worker_that_dies_at_every_try_is_given_up_too(
    records: Records, mail: Any, settings: Settings, sent: Any
) -> None:
    now = NOW
    for _ in range(MOST_TRIES):
        mail.after = KeyboardInterrupt()
        with pytest.raises(KeyboardInterrupt):
            settle(sent.outbox[1], records, mail, settings, now)
        now += CLAIM
    settle(sent.outbox[1], records, mail, settings, now)
    assert len(mail.sent) == MOST_TRIES
    assert (last(records).kind, last(records).details["reason"]) == ("not_processed", "unclear")


def test_a_report_that_is_not_there_is_given_up_and_the_person_is_told_once_it_is(
    records: Records, mail: Any, settings: Settings, begin: Begin, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(reference: str, name: str) -> bytes:
        raise KeyError(f"{name} of {reference}")

    sent = begin()
    sent.store(records)
    with monkeypatch.context() as lost:
        lost.setattr(records, "document", gone)
        for item in sent.outbox:
            tried_to_the_end(item, records, mail, settings)
    told = [(event.kind, event.details["reason"]) for event in records.events(REFERENCE)[1:]]
    assert told == [("email_not_sent", "record_damaged"), ("not_processed", "record_damaged")]
    (owed,) = records.pending()
    settle(owed, records, mail, settings)
    assert [message["To"] for message in mail.sent] == ["kiri@provider.example"]


def test_a_changed_report_tells_nobody_whose_address_it_may_have_changed(
    records: Records, mail: Any, settings: Settings, begin: Begin
) -> None:
    sent = begin()
    changed = sent.body.replace(b"kiri@", b"else@")
    records.put_document(REFERENCE, Document.of("report.json", changed, "application/json"), changed)
    records.commit(sent.event, sent.submission, sent.outbox[1:])
    tried_to_the_end(sent.outbox[1], records, mail, settings)
    (owed,) = records.pending()
    tried_to_the_end(owed, records, mail, settings)
    assert mail.sent == []
    assert [event.kind for event in records.attention()] == ["not_processed", "email_not_sent"]


def test_the_person_is_told_once_however_many_notices_fail(
    records: Records, mail: Any, settings: Settings, sent: Any
) -> None:
    more = OutboxItem.of(REFERENCE, "correction_notice", NOW, "1")
    records.append(_corrected(sent.event), None, outbox=[more])
    mail.failure = MailRefused("The mail service refused it: MessageRejected.")
    for item in (sent.outbox[1], more):
        mail.breaks = 1
        settle(item, records, mail, settings)
    assert [event.kind for event in records.attention()] == ["not_processed", "not_processed"]
    assert len([item for item in records.pending() if item.kind == "not_processed"]) == 1


def _corrected(first: Event) -> Event:
    return following(first, NOW, "corrected", (), {}, "reporter")


def test_giving_up_is_logged_as_the_alarm_reads_it_and_quotes_nothing(
    records: Records, mail: Any, settings: Settings, sent: Any, caplog: pytest.LogCaptureFixture
) -> None:
    mail.breaks, mail.failure = 1, MailRefused("kiri@provider.example is bad")
    settle(sent.outbox[1], records, mail, settings)
    (record,) = caplog.records
    line = json.loads(settling.logger.registered_formatter.format(record))
    assert (line["message"], line["outbox"], line["reason"]) == (
        "Email given up",
        f"{REFERENCE}-notice",
        "refused",
    )
    assert "kiri" not in json.dumps(line)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"late": ("ndis_24h",)}, "Your report was late. It was due by 2 pm"),
        ({"due": ()}, "\n\nThe time that counts is the time we received it.\n"),
        ({"agency_phone": ""}, "Phone NDIS Quality and Safeguards Commission. Tell them"),
    ],
)
def test_the_words_fit_what_is_known(make_report: Make, changes: dict[str, Any], said: str) -> None:
    item = OutboxItem.of(REFERENCE, "not_processed", NOW, "3")
    words = text_of(not_processed(make_report(**changes), item, SENDER))
    assert said in words
    assert SECRET_ANSWER not in words
    assert MailUnavailable.__name__ not in words
