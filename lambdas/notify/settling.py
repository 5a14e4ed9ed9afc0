"""Settling an outbox item that is claimed: build the email, store it, send it, file that it was sent.

An email is sent again only when it surely was not sent, or when the claim on it has run out and neither we
nor the carrier have filed it: never left out, never filed unsent. A retry builds the same bytes, because
nothing in an email comes from the clock or from chance.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage

from lambdas.mail.addresses import AddressRefused, address
from lambdas.mail.port import Mail, MailRefused, MailUnavailable, MailUnclear, wire
from lambdas.notify.emails import confirmation, corrected, correction_notice, notice, reminder
from lambdas.records.awaiting import has_arrived
from lambdas.records.chain import following
from lambdas.records.model import Document, Event, EventKind, OutboxItem, Owed, Report, sha256
from lambdas.records.outbox import release
from lambdas.records.port import NumberTaken, Records, ReferenceTaken
from lambdas.records.versions import Version, versions
from lambdas.settings import Settings

_TRIES = 5
_TO_CONTACT = {"confirmation", "corrected", "reminder"}
_OF_CORRECTIONS = {"corrected", "correction_notice"}


class RecordDamaged(Exception):  # noqa: N818
    """A record lacks its report, or the report is not the one its first event names."""


def settle(owed: Owed, records: Records, mail: Mail, settings: Settings, now: datetime) -> None:
    """Send what a claimed item owes, file it and take it out of the outbox; if filed before, only the last.

    What nobody can get or needs is filed as not sent. A notice that cannot be sent raises each time.
    What was surely not sent waits for its next try. Once it may have been sent, the claim stays.
    Raises RecordDamaged, RecordsUnavailable, MailUnavailable, MailUnclear, MailRefused, SettingMissing,
    AddressRefused, NumberTaken.
    """
    try:
        outcome = _outcome(owed.item, records, mail, settings)
    except MailUnclear:
        raise
    except Exception:
        release(owed, records, now)
        raise
    _file(owed.item, records, outcome, now)


@dataclass(frozen=True)
class _Outcome:
    """What became of an email: an event in the record. None of it where one is there already."""

    kind: EventKind
    documents: tuple[Document, ...]
    details: Mapping[str, str]


def _outcome(item: OutboxItem, records: Records, mail: Mail, settings: Settings) -> _Outcome | None:
    events = records.events(item.reference)
    if _is_filed(item, events):
        return None
    report, fingerprint = _report(item, events, records)
    if item.kind in _TO_CONTACT and (reason := _why_not_sent(item, report, events)):
        return _Outcome("email_not_sent", (), {"reason": reason})
    message = _message(item, report, fingerprint, events, settings)
    document = _store(item, records, wire(message), report.retention)
    return _Outcome("email_sent", (document,), {"sent_as": _send(mail, message)})


def _send(mail: Mail, message: EmailMessage) -> str:
    """The carrier's id. A failure that the port does not know of may have come after the email had gone."""
    try:
        return mail.send(message)
    except (MailRefused, MailUnavailable, MailUnclear):
        raise
    except Exception as failure:
        raise MailUnclear(f"Sending broke off: {type(failure).__name__}.") from failure


def _is_filed(item: OutboxItem, events: Sequence[Event]) -> bool:
    return any(event.details.get("outbox") == item.id for event in events)


def _report(item: OutboxItem, events: Sequence[Event], records: Records) -> tuple[Report, str]:
    """The report that an email is about and its fingerprint, once they are seen to fit."""
    version = _version(item, events)
    if version is None:
        raise RecordDamaged(f"{item.reference} has no version that {item.id} is about.")
    body = records.document(item.reference, version.name)
    if version.sha256 != sha256(body):
        raise RecordDamaged(f"The stored report of {item.reference} is not the one that was received.")
    return Report.model_validate_json(body), version.sha256


def _version(item: OutboxItem, events: Sequence[Event]) -> Version | None:
    """The first version, for a correction its own, for a reminder the last."""
    about = int(item.about) if item.kind in _OF_CORRECTIONS else len(events) if item.kind == "reminder" else 1
    found = versions([event for event in events if event.number <= about])
    return found[-1] if found else None


def _why_not_sent(item: OutboxItem, report: Report, events: Sequence[Event]) -> str | None:
    if item.kind == "reminder" and has_arrived(events, item.about):
        return "follow_up_arrived"
    if item.kind == "reminder" and _clock(item, events) not in {due.clock for due in report.due}:
        return "no_longer_due"
    if report.contact_email is None:
        return "no_address"
    try:
        address(report.contact_email)
    except AddressRefused:
        return "address_refused"
    return None


def _message(
    item: OutboxItem, report: Report, fingerprint: str, events: Sequence[Event], settings: Settings
) -> EmailMessage:
    sender = settings.mail_from
    match item.kind:
        case "confirmation":
            return confirmation(report, fingerprint, item, sender)
        case "corrected":
            return corrected(report, fingerprint, item, sender)
        case "reminder":
            return reminder(report, _clock(item, events), item, sender, settings.site_url)
        case "correction_notice":
            return correction_notice(report, item, sender, settings.agency_inbox(report.agency))
        case _:
            signals = str(events[0].details.get("signals", "")).split()
            return notice(report, item, sender, settings.agency_inbox(report.agency), signals)


def _clock(item: OutboxItem, events: Sequence[Event]) -> str:
    """The clock by which the follow-up of a reminder is due."""
    reminders = [event.details for event in events if event.kind == "follow_up_reminder"]
    return next(str(details["clock"]) for details in reminders if details["form"] == item.about)


def _store(item: OutboxItem, records: Records, body: bytes, retention: str) -> Document:
    """Store the email as a document. One built before a change of words or inbox keeps the plain name."""
    name = item.id.removeprefix(f"{item.reference}-")
    document = Document.of(f"email-{name}.eml", body, "message/rfc822")
    try:
        records.put_document(item.reference, document, body, retention)
    except ReferenceTaken:
        document = Document.of(f"email-{name}-{document.sha256[:8]}.eml", body, "message/rfc822")
        records.put_document(item.reference, document, body, retention)
    return document


def _file(item: OutboxItem, records: Records, outcome: _Outcome | None, now: datetime) -> None:
    """Append what became of an item, behind whatever others append meanwhile."""
    for _ in range(_TRIES):
        events = records.events(item.reference)
        if outcome is None or _is_filed(item, events):
            return records.clear(item)
        details = {"outbox": item.id, **outcome.details}
        event = following(events[-1], now, outcome.kind, outcome.documents, details)
        try:
            return records.append(event, done=item)
        except NumberTaken:
            continue
    raise NumberTaken(f"Others kept writing to {item.reference}.")
