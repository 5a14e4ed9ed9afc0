"""Filing what became of an email in its record, once, behind whatever others append meanwhile."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from lambdas.records.chain import following
from lambdas.records.model import Document, Event, EventKind, OutboxItem
from lambdas.records.port import NumberTaken, Records

_TRIES = 5
_FILED = {"email_sent", "email_not_sent", "not_processed"}


@dataclass(frozen=True)
class Outcome:
    """What became of an email, as an event of its record says it."""

    kind: EventKind
    documents: tuple[Document, ...] = ()
    details: Mapping[str, str] = field(default_factory=dict)


def email_name(item: OutboxItem, fingerprint: str = "") -> str:
    """The name of an email as a document; with a fingerprint, that of one built anew under the same item."""
    name = item.id.removeprefix(f"{item.reference}-")
    return f"email-{name}-{fingerprint[:8]}.eml" if fingerprint else f"email-{name}.eml"


def is_filed(item: OutboxItem, events: Sequence[Event]) -> bool:
    """Return whether a record says what became of an email."""
    return any(event.kind in _FILED and event.details.get("outbox") == item.id for event in events)


def file_outcome(item: OutboxItem, records: Records, outcome: Outcome, now: datetime) -> None:
    """Append the outcome and take the item out of the outbox; only the last where one is filed already.

    That a report could not be passed on is owed to the person once. Raises NumberTaken, RecordsUnavailable.
    """
    for _ in range(_TRIES):
        events = records.events(item.reference)
        if is_filed(item, events):
            return records.clear(item)
        details = {"outbox": item.id, **outcome.details}
        event = following(events[-1], now, outcome.kind, outcome.documents, details)
        try:
            return records.append(event, done=item, outbox=_owed(event, events))
        except NumberTaken:
            continue
    raise NumberTaken(f"Others kept writing to {item.reference}.")


def _owed(event: Event, earlier: Sequence[Event]) -> list[OutboxItem]:
    if event.kind != "not_processed" or any(one.kind == "not_processed" for one in earlier):
        return []
    return [OutboxItem.of(event.reference, "not_processed", event.at, str(event.number))]
