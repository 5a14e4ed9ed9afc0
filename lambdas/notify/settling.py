"""Settling an outbox item: build the email, store it, send it, file that it was sent.

An email may be sent twice when its filing fails; it is never left out, and never filed unsent. A retry builds
the same bytes, because nothing in an email comes from the clock or from chance.
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from email.message import EmailMessage

from lambdas.mail.addresses import AddressRefused, address
from lambdas.mail.port import Mail, wire
from lambdas.notify.emails import confirmation, notice
from lambdas.records.chain import following
from lambdas.records.model import REPORT_NAME, Document, Event, EventKind, OutboxItem, Report, sha256
from lambdas.records.port import NumberTaken, Records, ReferenceTaken
from lambdas.settings import Settings

_TRIES = 5


class RecordDamaged(Exception):  # noqa: N818
    """A record lacks its report, or the report is not the one its first event names."""


def settle(item: OutboxItem, records: Records, mail: Mail, settings: Settings) -> None:
    """Send what `item` owes, file it and take it out of the outbox; if it was filed before, only the last.

    A confirmation that nobody can get is filed as not sent. A notice that cannot be sent raises each time.
    Raises RecordDamaged, RecordsUnavailable, MailUnavailable, SettingMissing, AddressRefused, NumberTaken.
    """
    events = records.events(item.reference)
    if _is_filed(item, events):
        return records.clear(item)
    report, fingerprint = _report(item.reference, events, records)
    if item.kind == "confirmation" and (reason := _why_nobody_gets_it(report.contact_email)):
        return _file(item, records, "email_not_sent", reason=reason)
    message = _message(item, report, fingerprint, settings)
    document = _store(item, records, wire(message))
    return _file(item, records, "email_sent", document, sent_as=mail.send(message))


def _is_filed(item: OutboxItem, events: Sequence[Event]) -> bool:
    return any(event.details.get("outbox") == item.id for event in events)


def _report(reference: str, events: Sequence[Event], records: Records) -> tuple[Report, str]:
    """The report and its fingerprint, once they are seen to fit."""
    named = {document.name: document.sha256 for event in events[:1] for document in event.documents}
    body = records.document(reference, REPORT_NAME)
    fingerprint = sha256(body)
    if named.get(REPORT_NAME) != fingerprint:
        raise RecordDamaged(f"The stored report of {reference} is not the one that was received.")
    return Report.model_validate_json(body), fingerprint


def _why_nobody_gets_it(contact_email: str | None) -> str | None:
    if contact_email is None:
        return "no_address"
    try:
        address(contact_email)
    except AddressRefused:
        return "address_refused"
    return None


def _message(item: OutboxItem, report: Report, fingerprint: str, settings: Settings) -> EmailMessage:
    if item.kind == "confirmation":
        return confirmation(report, fingerprint, item, settings.mail_from)
    return notice(report, item, settings.mail_from, settings.agency_inbox(report.agency))


def _store(item: OutboxItem, records: Records, body: bytes) -> Document:
    """Store the email as a document. One built before a change of words or inbox keeps the plain name."""
    document = Document.of(f"email-{item.kind}.eml", body, "message/rfc822")
    try:
        records.put_document(item.reference, document, body)
    except ReferenceTaken:
        document = Document.of(f"email-{item.kind}-{document.sha256[:8]}.eml", body, "message/rfc822")
        records.put_document(item.reference, document, body)
    return document


def _file(item: OutboxItem, records: Records, kind: EventKind, *documents: Document, **details: str) -> None:
    """Append what became of an item, behind whatever others append meanwhile."""
    for _ in range(_TRIES):
        events = records.events(item.reference)
        if _is_filed(item, events):
            return records.clear(item)
        event = following(events[-1], datetime.now(UTC), kind, documents, {"outbox": item.id, **details})
        try:
            return records.append(event, done=item)
        except NumberTaken:
            continue
    raise NumberTaken(f"Others kept writing to {item.reference}.")
