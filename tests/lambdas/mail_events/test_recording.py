"""What SES says of emails is in their records: once, in any order, without an address."""

import json
from collections.abc import Callable
from itertools import permutations
from typing import Any

import pytest

from lambdas import ports
from lambdas.logs import KEYS
from lambdas.mail_events import handler as mail_events
from lambdas.mail_events.reading import read
from lambdas.mail_events.recording import record_event
from lambdas.notify.emails import correction_notice, notice
from lambdas.records.chain import following, verify
from lambdas.records.model import Document, Event, OutboxItem, canonical, sha256
from lambdas.records.outbox import CLAIM, claim
from lambdas.records.port import Records, RecordsUnavailable
from lambdas.settings import Settings
from tests.lambdas.mail_events.conftest import EMAIL, OUTBOX, QUOTED, SENT_AS
from tests.lambdas.notify.conftest import NOW, SENDER, HeldMail, settle

Begin = Callable[..., Any]
SesEvent = Callable[..., str]
REFERENCE = "NDI-4K7Q-2MXR"
EML = "message/rfc822"
SETTINGS = Settings({"MAIL_FROM": SENDER, "AGENCY_INBOXES": '{"ndis-commission": "reports@agency.example"}'})


@pytest.fixture(autouse=True)
def _ports(records: Records, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ports, "records", lambda: records)


@pytest.fixture
def sent(records: Records, begin: Begin) -> Any:
    """A report whose confirmation is claimed and stored: nobody knows whether it was sent."""
    made = begin()
    made.store(records)
    claim(made.outbox[0], records, NOW)
    records.put_document(REFERENCE, Document.of("email-confirmation.eml", EMAIL, EML), EMAIL)
    return made


def deliver(*bodies: str) -> Any:
    messages = [
        {"messageId": str(place), "body": body, "eventSource": "aws:sqs"} for place, body in enumerate(bodies)
    ]
    return mail_events.handler({"Records": messages}, None)


def history(records: Records) -> list[tuple[str, dict[str, Any]]]:
    verify(records.events(REFERENCE))
    return [(event.kind, event.details) for event in records.events(REFERENCE)[1:]]


def test_an_email_whose_answer_was_lost_is_filed_as_sent_and_never_sent_again(
    records: Records, sent: Any, ses: SesEvent
) -> None:
    assert deliver(ses("Send")) == {"batchItemFailures": []}
    assert history(records) == [("email_sent", {"outbox": OUTBOX, "sent_as": SENT_AS})]
    (document,) = records.events(REFERENCE)[1].documents
    assert document == Document.of("email-confirmation.eml", EMAIL, EML)
    assert records.pending() == [sent.outbox[1]]
    mail = HeldMail()
    settle(sent.outbox[0], records, mail, SETTINGS, NOW + CLAIM)
    assert mail.sent == []


def test_an_email_built_anew_is_filed_by_the_one_that_was_sent(
    records: Records, sent: Any, ses: SesEvent
) -> None:
    anew = EMAIL.replace(b"received", b"have")
    name = f"email-confirmation-{sha256(anew)[:8]}.eml"
    records.put_document(REFERENCE, Document.of(name, anew, EML), anew)
    deliver(ses("Send", sha256=sha256(anew)))
    assert records.events(REFERENCE)[1].documents[0].name == name


def test_an_email_that_nobody_stored_is_not_filed(records: Records, sent: Any, ses: SesEvent) -> None:
    deliver(ses("Send", sha256=sha256(b"another")))
    assert history(records) == []


def test_an_email_that_is_filed_already_stays_as_it_is(records: Records, sent: Any, ses: SesEvent) -> None:
    filed = following(sent.event, NOW, "email_sent", (), {"outbox": OUTBOX, "sent_as": "1"})
    records.append(filed, sent.outbox[0])
    deliver(ses("Send"), ses("Delivery"))
    assert history(records) == [("email_sent", {"outbox": OUTBOX, "sent_as": "1"})]


def test_a_bounce_is_recorded_by_its_type_listed_and_nothing_quoted(
    records: Records, sent: Any, bounce: SesEvent, caplog: pytest.LogCaptureFixture
) -> None:
    deliver(bounce("Permanent", "NoEmail"))
    assert history(records) == [
        ("email_bounced", {"outbox": OUTBOX, "type": "Permanent", "subtype": "NoEmail"})
    ]
    assert [event.kind for event in records.attention()] == ["email_bounced"]
    (line,) = map(mail_events.logger.registered_formatter.format, caplog.records)
    assert json.loads(line)["message"] == "Email came back"
    assert {"outbox", "kind", "reason"} <= KEYS
    stored = "".join(canonical(event).decode() for event in records.events(REFERENCE))
    assert QUOTED not in stored + line


def test_in_any_order_and_twice_each_is_recorded_once(
    records: Records, begin: Begin, ses: SesEvent, bounce: SesEvent
) -> None:
    said = (ses("Send"), bounce(), ses("Complaint", {"complaintFeedbackType": "abuse"}))
    for number, order in enumerate(permutations(said)):
        reference = f"NDI-0000-000{number}"
        begin(reference, str(number)).store(records)
        records.put_document(reference, Document.of("email-confirmation.eml", EMAIL, EML), EMAIL)
        bodies = [body.replace(REFERENCE, reference) for body in order]
        assert deliver(*bodies, *bodies) == {"batchItemFailures": []}
        kinds = sorted(event.kind for event in records.events(reference)[1:])
        assert kinds == ["email_bounced", "email_complained", "email_sent"]


def test_what_is_said_of_unknown_emails_is_dropped_with_a_line(
    records: Records, sent: Any, ses: SesEvent, bounce: SesEvent, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", logger="mail_events")
    unknown = "NDI-0000-9999-confirmation"
    bodies = (ses("Send", outbox=unknown), bounce(outbox=unknown), bounce(outbox=f"{REFERENCE}-reminder-x"))
    assert deliver(*bodies, "no event") == {"batchItemFailures": []}
    assert history(records) == []
    assert records.events("NDI-0000-9999") == []
    assert [one.message for one in caplog.records] == ["Mail event changes nothing"] * 3 + [
        "Mail event left alone"
    ]


def test_only_what_could_not_be_recorded_comes_again(
    records: Records, sent: Any, ses: SesEvent, bounce: SesEvent, monkeypatch: pytest.MonkeyPatch
) -> None:
    append = records.append

    def failing(event: Event, *more: Any, **named: Any) -> None:
        if event.kind == "email_bounced":
            raise RecordsUnavailable("The records did not answer: Test.")
        append(event, *more, **named)

    with monkeypatch.context() as patch:
        patch.setattr(records, "append", failing)
        assert deliver(ses("Send"), bounce()) == {"batchItemFailures": [{"itemIdentifier": "1"}]}
    assert deliver(bounce()) == {"batchItemFailures": []}
    assert [kind for kind, _ in history(records)] == ["email_sent", "email_bounced"]


def test_a_queue_without_messages_is_nothing_to_do() -> None:
    assert mail_events.handler({"Records": []}, None) == {"batchItemFailures": []}


@pytest.mark.parametrize("outbox", [OUTBOX, f"{REFERENCE}-notice"])
def test_a_confirmation_that_came_back_is_told_in_the_agencys_next_notice(
    records: Records, sent: Any, bounce: SesEvent, outbox: str
) -> None:
    said = read(bounce(outbox=outbox))
    assert said
    assert record_event(said, records, NOW)
    mail = HeldMail()
    settle(sent.outbox[1], records, mail, SETTINGS)
    words = str(mail.sent[0].get_body(("plain",)))
    assert ("An email to the sender came back." in words) == (outbox == OUTBOX)


def test_both_notices_say_it_in_both_forms(make_report: Callable[..., Any]) -> None:
    report = make_report(version=2, corrected_at=NOW, correction_reason="x")
    item = OutboxItem.of(REFERENCE, "notice", NOW)
    other = OutboxItem.of(REFERENCE, "correction_notice", NOW, "2")
    for told in (
        notice(report, item, SENDER, "a@agency.example", undelivered=True),
        correction_notice(report, other, SENDER, "a@agency.example", undelivered=True),
    ):
        for part in ("plain", "html"):
            body = told.get_body((part,))
            assert body
            assert "An email to the sender came back." in str(body.get_content())


@pytest.mark.parametrize(
    ("kind", "goes"), [("corrected", False), ("not_processed", True), ("correction_notice", True)]
)
def test_after_a_complaint_a_person_gets_only_what_they_must_know(
    records: Records, sent: Any, ses: SesEvent, kind: str, goes: bool, begin: Begin
) -> None:
    deliver(ses("Complaint", {"complaintFeedbackType": "abuse"}))
    complained = records.events(REFERENCE)[-1]
    document = Document.of("report-2-0a1b2c3d.json", sent.body, "application/json")
    records.put_document(REFERENCE, document, sent.body)
    item = OutboxItem.of(REFERENCE, kind, NOW, "3")  # type: ignore[arg-type]
    records.append(following(complained, NOW, "corrected", (document,), {}, "reporter"), None, outbox=[item])
    mail = HeldMail()
    settle(item, records, mail, SETTINGS)
    assert len(mail.sent) == goes
    if not goes:
        assert history(records)[-1] == ("email_not_sent", {"outbox": item.id, "reason": "complained"})
        assert [event.kind for event in records.attention()] == ["email_complained"]
