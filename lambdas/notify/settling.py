"""Settling an outbox item that is claimed: build the email, store it, send it, file that it was sent.

An email is sent again only when it surely was not sent, or when the claim on it has run out and neither we
nor the carrier have filed it: never left out, never filed unsent. A retry builds the same bytes, because
nothing in an email comes from the clock or from chance.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from email.message import EmailMessage

from lambdas.logs import logger as logger_of
from lambdas.mail.addresses import AddressRefused, address
from lambdas.mail.port import Mail, MailRefused, MailUnavailable, MailUnclear, wire
from lambdas.notify import document_emails
from lambdas.notify.document_emails import document_email
from lambdas.notify.emails import confirmation, corrected, correction_notice, not_processed, notice, reminder
from lambdas.notify.filing import Outcome, email_name, file_outcome, is_filed
from lambdas.records.awaiting import has_arrived
from lambdas.records.model import Document, Event, EventKind, OutboxItem, Owed, Report, sha256
from lambdas.records.outbox import MOST_TRIES, release
from lambdas.records.port import Records, RecordsUnavailable, ReferenceTaken
from lambdas.records.versions import Version, versions
from lambdas.seals.links import PATH, Link, message_of
from lambdas.seals.port import Seals, SealsUnavailable
from lambdas.settings import SettingMissing, Settings

logger = logger_of("notify")

_TO_CONTACT = {"confirmation", "corrected", "reminder", "not_processed"} | document_emails.TO_CONTACT
# Without these a report is passed on all the same.
_BESIDE_THE_REPORT = _TO_CONTACT | document_emails.KINDS
_OF_CORRECTIONS = {"corrected", "correction_notice"}
# Who called an email unwanted gets only what they must know: that a report or a document was not passed on.
_NOT_AFTER_A_COMPLAINT = {"confirmation", "corrected", "reminder"}
_OF_THE_LAST = {"reminder"} | document_emails.KINDS


class RecordDamaged(Exception):  # noqa: N818
    """A record lacks its report, or the report is not the one its first event names."""


# Why an email was given up, as its record says it: no words of a failure, which may quote an answer.
_REASONS: Mapping[type[Exception], str] = {
    AddressRefused: "address_refused",
    MailRefused: "refused",
    MailUnavailable: "mail_unavailable",
    MailUnclear: "unclear",
    RecordDamaged: "record_damaged",
    RecordsUnavailable: "records_unavailable",
    SealsUnavailable: "seals_unavailable",
    SettingMissing: "setting_missing",
}


def settle(
    owed: Owed,
    records: Records,
    mail: Mail,
    settings: Settings,
    now: datetime,
    seals: Seals | None = None,
) -> None:
    """Send what a claimed item owes, file it and take it out of the outbox; if filed before, only the last.

    What nobody can get or needs, or the carrier refuses for good, is filed as not sent at once. What surely
    was not sent waits for its next try. Once it may have been sent, the claim stays. After the last try it is
    given up, which is filed too: see `_given_up`.
    Without `seals` a confirmation has no link to add documents.
    Raises RecordDamaged, RecordsUnavailable, SealsUnavailable, MailUnavailable, MailUnclear, MailRefused,
    SettingMissing, AddressRefused, NumberTaken.
    """
    try:
        if owed.tries > MOST_TRIES:  # the last try was cut off, and nobody has filed it since
            raise MailUnclear("The last try had no end.")
        outcome = _outcome(owed.item, records, mail, settings, seals)
    except Exception as failure:
        if not _is_last(owed, failure):
            if not isinstance(failure, MailUnclear):
                release(owed, records, now)
            raise
        outcome = _given_up(owed, failure)
    if outcome is None:
        records.clear(owed.item)
    else:
        file_outcome(owed.item, records, outcome, now)


def _is_last(owed: Owed, failure: Exception) -> bool:
    most = MOST_TRIES + 1 if isinstance(failure, MailUnclear) else MOST_TRIES
    return isinstance(failure, MailRefused) or owed.tries >= most


def _given_up(owed: Owed, failure: Exception) -> Outcome:
    """That a person gets no email, or that an agency is not told of a report: then the person must be."""
    reason = _REASONS.get(type(failure), "failed")
    logger.error("Email given up", outbox=owed.item.id, reason=reason, tries=owed.tries)
    kind: EventKind = "email_not_sent" if owed.item.kind in _BESIDE_THE_REPORT else "not_processed"
    return Outcome(kind, (), {"reason": reason})


def _outcome(
    item: OutboxItem, records: Records, mail: Mail, settings: Settings, seals: Seals | None
) -> Outcome | None:
    """Send an email, if it is to be sent. None where it is filed already."""
    events = records.events(item.reference)
    if is_filed(item, events):
        return None
    report, fingerprint = _report(item, events, records)
    if item.kind in _TO_CONTACT and (reason := _why_not_sent(item, report, events)):
        return Outcome("email_not_sent", (), {"reason": reason})
    message = _message(item, report, fingerprint, events, settings, seals)
    document = _store(item, records, wire(message), report.retention)
    return Outcome("email_sent", (document,), {"sent_as": _send(mail, message)})


def _send(mail: Mail, message: EmailMessage) -> str:
    """The carrier's id. A failure that the port does not know of may have come after the email had gone."""
    try:
        return mail.send(message)
    except (MailRefused, MailUnavailable, MailUnclear):
        raise
    except Exception as failure:
        raise MailUnclear(f"Sending broke off: {type(failure).__name__}.") from failure


def _report(item: OutboxItem, events: Sequence[Event], records: Records) -> tuple[Report, str]:
    """The report that an email is about and its fingerprint, once they are seen to fit."""
    for version in _about(item, events):
        body = _body(item, version, records)
        if body is not None and version.sha256 == sha256(body):
            return Report.model_validate_json(body), version.sha256
    raise RecordDamaged(f"{item.reference} has no whole version that {item.id} is about.")


def _about(item: OutboxItem, events: Sequence[Event]) -> list[Version]:
    """The first version, for a correction its own, for what comes later the last.

    For word that a report is not passed on, any that is whole, the last first.
    """
    if item.kind == "not_processed":
        return versions(events)[::-1]
    about = (
        int(item.about) if item.kind in _OF_CORRECTIONS else len(events) if item.kind in _OF_THE_LAST else 1
    )
    return versions([event for event in events if event.number <= about])[-1:]


def _body(item: OutboxItem, version: Version, records: Records) -> bytes | None:
    try:
        return records.document(item.reference, version.name)
    except KeyError:
        return None


def _why_not_sent(item: OutboxItem, report: Report, events: Sequence[Event]) -> str | None:
    if item.kind == "reminder" and has_arrived(events, item.about):
        return "follow_up_arrived"
    if item.kind == "reminder" and _clock(item, events) not in {due.clock for due in report.due}:
        return "no_longer_due"
    if item.kind in _NOT_AFTER_A_COMPLAINT and _of_contact("email_complained", events):
        return "complained"
    if report.contact_email is None:
        return "no_address"
    try:
        address(report.contact_email)
    except AddressRefused:
        return "address_refused"
    return None


def _message(
    item: OutboxItem,
    report: Report,
    fingerprint: str,
    events: Sequence[Event],
    settings: Settings,
    seals: Seals | None,
) -> EmailMessage:
    sender = settings.mail_from
    if item.kind in document_emails.KINDS:
        to_contact = item.kind in document_emails.TO_CONTACT
        to = report.contact_email or "" if to_contact else settings.agency_inbox(report.agency)
        return document_email(report, events, item, sender, to)
    match item.kind:
        case "confirmation":
            return confirmation(report, fingerprint, item, sender, _add_link(item, settings, seals))
        case "corrected":
            return corrected(report, fingerprint, item, sender)
        case "reminder":
            return reminder(report, _clock(item, events), item, sender, settings.site_url)
        case "not_processed":
            return not_processed(report, item, sender)
        case "correction_notice":
            inbox, undelivered = settings.agency_inbox(report.agency), _of_contact("email_bounced", events)
            return correction_notice(report, item, sender, inbox, undelivered=undelivered)
        case _:
            inbox, undelivered = settings.agency_inbox(report.agency), _of_contact("email_bounced", events)
            signals = str(events[0].details.get("signals", "")).split()
            return notice(report, item, sender, inbox, signals, undelivered=undelivered)


def _of_contact(kind: EventKind, events: Sequence[Event]) -> bool:
    """Whether there is an event of this kind about an email to the person who reported."""
    about = (event.details.get("outbox") for event in events if event.kind == kind)
    return any(OutboxItem.kind_of(str(id_)) in _TO_CONTACT for id_ in about)


def _add_link(item: OutboxItem, settings: Settings, seals: Seals | None) -> str:
    if seals is None:
        return ""
    link = Link(item.reference, seals.seal(message_of(item.reference)))
    return f"{settings.site_url}{PATH}{link}"


def _clock(item: OutboxItem, events: Sequence[Event]) -> str:
    """The clock by which the follow-up of a reminder is due."""
    reminders = [event.details for event in events if event.kind == "follow_up_reminder"]
    return next(str(details["clock"]) for details in reminders if details["form"] == item.about)


def _store(item: OutboxItem, records: Records, body: bytes, retention: str) -> Document:
    """Store the email as a document. One built before a change of words or inbox keeps the plain name."""
    document = Document.of(email_name(item), body, "message/rfc822")
    try:
        records.put_document(item.reference, document, body, retention)
    except ReferenceTaken:
        document = Document.of(email_name(item, document.sha256), body, "message/rfc822")
        records.put_document(item.reference, document, body, retention)
    return document
