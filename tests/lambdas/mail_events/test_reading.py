"""What is read out of an event of SES: which email, what became of it, and nothing that it quotes."""

import json
from collections.abc import Callable

import pytest

from lambdas.mail_events.reading import MailEvent, read
from lambdas.records.model import OutboxItem, sha256
from tests.lambdas.conftest import RECEIVED_AT
from tests.lambdas.mail_events.conftest import EMAIL, OUTBOX, QUOTED, SENT_AS

SesEvent = Callable[..., str]


def event(kind: str, type_: str = "", subtype: str = "") -> MailEvent:
    return MailEvent(kind, OUTBOX, "NDI-4K7Q-2MXR", sha256(EMAIL), SENT_AS, type_, subtype)  # type: ignore[arg-type]


def test_each_type_of_event_is_known(ses: SesEvent, bounce: SesEvent) -> None:
    complaint = {"complaintFeedbackType": "abuse", "complainedRecipients": [{"emailAddress": QUOTED}]}
    assert read(ses("Send")) == event("sent")
    assert read(ses("Delivery", {"recipients": [QUOTED]})) == event("sent")
    assert read(bounce("Permanent", "NoEmail")) == event("bounced", "Permanent", "NoEmail")
    assert read(bounce("Transient", "MailboxFull")) == event("bounced", "Transient", "MailboxFull")
    assert read(bounce("Permanent", "OnAccountSuppressionList")) == event(
        "bounced", "Permanent", "OnAccountSuppressionList"
    )
    assert read(ses("Complaint", complaint)) == event("complained", "abuse")
    assert read(ses("Complaint", {"complaintSubType": None})) == event("complained")
    assert read(ses("Reject", {"reason": "Bad content"})) == event("bounced", "Reject")


def test_an_automatic_reply_is_no_bounce(bounce: SesEvent) -> None:
    assert read(bounce("Transient", "General")) is None


@pytest.mark.parametrize("kind", ["DeliveryDelay", "Open", "Click", "Rendering Failure", "Subscription"])
def test_what_does_not_end_an_email_is_left_alone(ses: SesEvent, kind: str) -> None:
    assert read(ses(kind)) is None


@pytest.mark.parametrize(
    "tags",
    [
        {"outbox": None},
        {"sha256": None},
        {"outbox": "another-service-17"},
        {"outbox": "NDI-4K7Q-2MXR"},
        {"outbox": "../../NDI-4K7Q-2MXR-notice"},
        {"sha256": "0"},
    ],
    ids=str,
)
def test_an_email_without_our_tags_is_left_alone(ses: SesEvent, tags: dict[str, str]) -> None:
    assert read(ses("Send", **tags)) is None


@pytest.mark.parametrize(
    "body",
    [
        "Successfully validated SNS topic for Amazon SES event publishing.",
        "",
        "null",
        "[]",
        "{}",
        '{"eventType": "Send"}',
        '{"eventType": "Send", "mail": {"tags": []}}',
        '{"eventType": "Send", "mail": {"tags": {"outbox": [], "sha256": ["x"]}}}',
        '{"eventType": "Send", "mail": {"tags": {"outbox": [7], "sha256": [7]}}}',
    ],
)
def test_what_is_no_event_is_left_alone(body: str) -> None:
    assert read(body) is None


def test_nothing_that_an_event_quotes_goes_further(ses: SesEvent, bounce: SesEvent) -> None:
    quoting = {"complaintFeedbackType": f"abuse by {QUOTED}", "complaintSubType": QUOTED}
    for body in (bounce(QUOTED, f"<{QUOTED}>"), ses("Complaint", quoting), ses("Reject", {"reason": QUOTED})):
        assert QUOTED in body
        assert QUOTED not in repr(read(body))


@pytest.mark.parametrize(
    ("kind", "about"), [("notice", ""), ("correction_notice", "2"), ("reminder", "ndis-five-day")]
)
def test_the_id_of_every_kind_of_item_is_read(ses: SesEvent, kind: str, about: str) -> None:
    item = OutboxItem.of("NDI-4K7Q-2MXR", kind, RECEIVED_AT, about)  # type: ignore[arg-type]
    said = read(ses("Send", outbox=item.id))
    assert said
    assert (said.outbox, said.reference) == (item.id, item.reference)
    assert OutboxItem.kind_of(item.id) == kind
    assert json.loads(ses("Send", outbox=item.id))["mail"]["tags"]["outbox"] == [item.id]
