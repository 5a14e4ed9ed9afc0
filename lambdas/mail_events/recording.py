"""Recording what the carrier says of an email: in its record, once, in whatever order it comes."""

from collections.abc import Sequence
from datetime import datetime

from lambdas.mail_events.reading import MailEvent
from lambdas.notify.filing import Outcome, email_name, file_outcome
from lambdas.records.chain import following
from lambdas.records.model import Document, Event, EventKind, OutboxItem, sha256
from lambdas.records.port import NumberTaken, Records

_TRIES = 5
_KINDS: dict[str, EventKind] = {"bounced": "email_bounced", "complained": "email_complained"}


def record_event(said: MailEvent, records: Records, now: datetime) -> bool:
    """Record one event; False if it changes nothing: it came before, or the email is not one of ours.

    Raises RecordsUnavailable, NumberTaken: the same event again is safe.
    """
    return _sent(said, records, now) if said.kind == "sent" else _returned(said, records, now)


def _sent(said: MailEvent, records: Records, now: datetime) -> bool:
    """File an email as sent, if nobody did: its worker died, or never heard the answer."""
    owed = records.owed(_item(said, now))
    if owed is None or (document := _document(owed.item, said, records)) is None:
        return False
    file_outcome(owed.item, records, Outcome("email_sent", (document,), {"sent_as": said.sent_as}), now)
    return True


def _item(said: MailEvent, now: datetime) -> OutboxItem:
    """The outbox item as far as its id says: enough to ask for it."""
    return OutboxItem(id=said.outbox, reference=said.reference, kind="notice", created_at=now)


def _document(item: OutboxItem, said: MailEvent, records: Records) -> Document | None:
    """The email that was stored before it was sent, known by its fingerprint."""
    for name in (email_name(item), email_name(item, said.sha256)):
        try:
            body = records.document(item.reference, name)
        except KeyError:
            continue
        if sha256(body) == said.sha256:
            return Document.of(name, body, "message/rfc822")
    return None


def _returned(said: MailEvent, records: Records, now: datetime) -> bool:
    """Add that an email came back, or that someone complained of it. No address, and no words of a server."""
    kind, details = _KINDS[said.kind], {"outbox": said.outbox, "type": said.type, "subtype": said.subtype}
    for _ in range(_TRIES):
        events = records.events(said.reference)
        if not _is_known(said, events, records, now) or _is_there(kind, said, events):
            return False
        try:
            records.append(following(events[-1], now, kind, (), details), None)
        except NumberTaken:
            continue
        return True
    raise NumberTaken(f"Others kept writing to {said.reference}.")


def _is_known(said: MailEvent, events: Sequence[Event], records: Records, now: datetime) -> bool:
    """It may come before the email is filed as sent: then it is still owed."""
    filed = any(event.details.get("outbox") == said.outbox for event in events)
    return bool(events) and (filed or records.owed(_item(said, now)) is not None)


def _is_there(kind: EventKind, said: MailEvent, events: Sequence[Event]) -> bool:
    return any(event.kind == kind and event.details.get("outbox") == said.outbox for event in events)
