"""Emails about corrections and follow-ups: what they say, to whom, when they are not sent, and no answer."""

from collections.abc import Callable
from datetime import UTC, datetime
from email.message import EmailMessage
from typing import Any

import pytest

from lambdas.notify.emails import corrected, correction_notice, not_processed, reminder
from lambdas.records.chain import following, verify
from lambdas.records.model import Document, Event, OutboxItem, Report, canonical
from lambdas.records.port import Records
from lambdas.settings import Settings
from tests.lambdas.conftest import SECRET_ANSWER
from tests.lambdas.notify.conftest import SENDER, settle

Make = Callable[..., Report]
Begin = Callable[..., Any]
REFERENCE = "NDI-4K7Q-2MXR"
LATER = datetime(2026, 6, 5, 6, 0, tzinfo=UTC)
REASON = "Ari fell in the garden"
SITE = "https://forms.example"


@pytest.fixture
def settings() -> Settings:
    inboxes = '{"ndis-commission": "reports@agency.example"}'
    return Settings({"MAIL_FROM": SENDER, "AGENCY_INBOXES": inboxes, "SITE_URL": SITE})


def correction(make_report: Make, **changes: Any) -> Report:
    given = {"version": 2, "corrected_at": LATER, "correction_reason": REASON}
    return make_report(**{**given, **changes})


def text_of(message: EmailMessage) -> str:
    plain = message.get_body(("plain",))
    assert plain
    return str(plain.get_content())


def messages(make_report: Make) -> list[EmailMessage]:
    report = correction(make_report)
    of = OutboxItem.of
    return [
        corrected(report, "f" * 64, of(REFERENCE, "corrected", LATER, "2"), SENDER),
        correction_notice(
            report, of(REFERENCE, "correction_notice", LATER, "2"), SENDER, "in@agency.example"
        ),
        reminder(report, "ndis_5bd", of(REFERENCE, "reminder", LATER, "ndis-five-day"), SENDER, SITE),
        not_processed(report, of(REFERENCE, "not_processed", LATER, "3"), SENDER),
    ]


def test_no_email_holds_an_answer_or_the_reason_of_a_correction(make_report: Make) -> None:
    for message in messages(make_report):
        parts = [str(part.get_content()) for part in message.walk() if part.get_content_maintype() == "text"]
        assert len(parts) == 2
        for words in (*parts, *map(str, message.values())):
            for answer in (SECRET_ANSWER, "Ari Example", "430000001", REASON):
                assert answer not in words


def test_each_email_is_in_text_and_in_html_with_the_same_facts(make_report: Make) -> None:
    for message in messages(make_report):
        html = message.get_body(("html",))
        assert html
        assert REFERENCE in text_of(message)
        assert REFERENCE in str(html.get_content())
        assert message["Auto-Submitted"] == "auto-generated"


def test_the_contact_is_told_both_times_and_the_new_fingerprint(make_report: Make) -> None:
    message = messages(make_report)[0]
    words = text_of(message)
    assert message["Subject"] == f"We received your correction: {REFERENCE}"
    assert "Time of the correction: 4 pm, Friday 5 June 2026, Melbourne time" in words
    assert "Time the report was first received: 2.30 pm, Friday 5 June 2026, Melbourne time" in words
    assert "f" * 64 in words


def test_the_agency_is_told_where_both_versions_are(make_report: Make) -> None:
    message = messages(make_report)[1]
    assert message["To"] == "in@agency.example"
    assert "Both versions are kept under the same reference" in text_of(message)


def test_the_reminder_says_what_is_due_and_when(make_report: Make) -> None:
    message = messages(make_report)[2]
    assert message["Subject"] == f"Due soon: NDIS five-day form, for your report {REFERENCE}"
    assert "Due by: 2 pm, Friday 12 June 2026, Melbourne time" in text_of(message)
    assert f"{SITE}/" in text_of(message)
    assert "/api/receipts/" not in text_of(message)


def corrected_record(records: Records, begin: Begin, make_report: Make, **changes: Any) -> list[OutboxItem]:
    sent = begin()
    sent.put(records)
    records.commit(sent.event, sent.submission, ())
    body = canonical(correction(make_report, **changes))
    document = Document.of("report-2-0a1b2c3d.json", body, "application/json")
    records.put_document(REFERENCE, document, body)
    event = following(sent.event, LATER, "corrected", (document,), {"version": 2}, "reporter")
    owed = [OutboxItem.of(REFERENCE, kind, LATER, "2") for kind in ("corrected", "correction_notice")]
    records.append(event, None, outbox=owed)
    return owed


def test_both_emails_of_a_correction_are_sent_and_filed_under_names_of_their_own(
    records: Records, mail: Any, settings: Settings, begin: Begin, make_report: Make
) -> None:
    for item in corrected_record(records, begin, make_report):
        settle(item, records, mail, settings)
    assert [message["To"] for message in mail.sent] == ["kiri@provider.example", "reports@agency.example"]
    filed = [document.name for event in records.events(REFERENCE)[2:] for document in event.documents]
    assert filed == ["email-corrected-2.eml", "email-correction_notice-2.eml"]
    assert records.pending() == []
    verify(records.events(REFERENCE))


def test_a_correction_is_confirmed_to_the_address_that_it_gives(
    records: Records, mail: Any, settings: Settings, begin: Begin, make_report: Make
) -> None:
    owed = corrected_record(records, begin, make_report, contact_email="new@provider.example")
    settle(owed[0], records, mail, settings)
    assert mail.sent[0]["To"] == "new@provider.example"


def reminded(records: Records, begin: Begin, **changes: Any) -> tuple[Event, OutboxItem]:
    sent = begin(**changes)
    sent.put(records)
    records.commit(sent.event, sent.submission, ())
    details = {"form": "ndis-five-day", "clock": "ndis_5bd"}
    event = following(sent.event, LATER, "follow_up_reminder", (), details)
    item = OutboxItem.of(REFERENCE, "reminder", LATER, "ndis-five-day")
    records.append(event, None, outbox=[item])
    return event, item


def test_the_reminder_is_sent_to_the_contact_and_filed(
    records: Records, mail: Any, settings: Settings, begin: Begin
) -> None:
    _, item = reminded(records, begin)
    settle(item, records, mail, settings)
    assert mail.sent[0]["To"] == "kiri@provider.example"
    last = records.events(REFERENCE)[-1]
    assert (last.kind, last.documents[0].name) == ("email_sent", "email-reminder-ndis-five-day.eml")


def test_nobody_is_reminded_of_what_has_arrived_meanwhile(
    records: Records, mail: Any, settings: Settings, begin: Begin
) -> None:
    event, item = reminded(records, begin)
    arrived = {"arrived": "NDF-0000-1111", "form": "ndis-five-day"}
    records.append(following(event, LATER, "linked", (), arrived), None)
    settle(item, records, mail, settings)
    assert mail.sent == []
    last = records.events(REFERENCE)[-1]
    assert (last.kind, last.details["reason"]) == ("email_not_sent", "follow_up_arrived")
    assert records.pending() == []


def test_nobody_is_reminded_of_what_is_no_longer_due(
    records: Records, mail: Any, settings: Settings, begin: Begin, make_report: Make
) -> None:
    _, item = reminded(records, begin, due=make_report().due[:1])
    settle(item, records, mail, settings)
    assert mail.sent == []
    assert records.events(REFERENCE)[-1].details["reason"] == "no_longer_due"


def test_a_reminder_to_no_address_is_filed_as_not_sent(
    records: Records, mail: Any, settings: Settings, begin: Begin
) -> None:
    _, item = reminded(records, begin, contact_email=None)
    settle(item, records, mail, settings)
    assert records.events(REFERENCE)[-1].details["reason"] == "no_address"


def test_the_same_reminder_again_has_the_same_bytes(make_report: Make) -> None:
    assert [bytes(one) for one in messages(make_report)] == [bytes(one) for one in messages(make_report)]
