"""What the emails are tested with."""

import itertools
from collections.abc import Callable
from datetime import UTC, datetime
from email.message import EmailMessage
from typing import Any

import pytest

from lambdas.mail.port import Mail, MailUnavailable
from lambdas.notify import settling
from lambdas.notify.emails import confirmation, notice
from lambdas.records.model import OutboxItem, Report
from lambdas.records.outbox import claim, hand_over
from lambdas.records.port import Records
from lambdas.settings import Settings

SENDER = "Incident forms <forms@service.example>"
NOW = datetime(2026, 6, 5, 4, 31, tzinfo=UTC)


def settle(item: OutboxItem, records: Records, mail: Mail, settings: Settings, now: datetime = NOW) -> None:
    """What happens to an item whenever the sweep hands it over and a worker takes it."""
    owed = records.owed(item)
    if owed and owed.due_at <= now:
        hand_over(owed, records, now)
    claimed = claim(item, records, now)
    if claimed:
        settling.settle(claimed, records, mail, settings, now)


class HeldMail:
    """Mail that keeps what it is given, and breaks when it is told to: before, or after it has sent."""

    def __init__(self) -> None:
        self.sent: list[EmailMessage] = []
        self.breaks = 0
        self.failure: Exception = MailUnavailable("The mail service did not answer: Throttled.")
        self.after: Exception | None = None
        self._ids = itertools.count(1)

    def send(self, message: EmailMessage) -> str:
        if self.breaks:
            self.breaks -= 1
            raise self.failure
        self.sent.append(message)
        if self.after:
            raise self.after
        return f"id-{next(self._ids)}"


@pytest.fixture
def mail() -> HeldMail:
    return HeldMail()


@pytest.fixture
def settings() -> Settings:
    inboxes = '{"ndis-commission": "reports@agency.example"}'
    return Settings({"MAIL_FROM": SENDER, "AGENCY_INBOXES": inboxes})


@pytest.fixture
def confirm(make_report: Callable[..., Report]) -> Callable[..., EmailMessage]:
    """The confirmation of a report; arguments change the report."""

    def make(**changes: Any) -> EmailMessage:
        report = make_report(**changes)
        item = OutboxItem.of(report.reference, "confirmation", report.received_at)
        return confirmation(report, "f" * 64, item, SENDER)

    return make


@pytest.fixture
def tell_agency(make_report: Callable[..., Report]) -> Callable[..., EmailMessage]:
    """The notice about a report; arguments change the report."""

    def make(signals: tuple[str, ...] = (), **changes: Any) -> EmailMessage:
        report = make_report(**changes)
        item = OutboxItem.of(report.reference, "notice", report.received_at)
        return notice(report, item, SENDER, "reports@agency.example", signals)

    return make
