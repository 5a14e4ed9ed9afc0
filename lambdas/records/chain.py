"""The chain of hashes that makes a change to a stored event visible."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import pairwise

from lambdas.records.model import Actor, Document, Event, EventKind


class ChainBroken(Exception):  # noqa: N818
    """An event does not follow the one before it. The message says which."""


def verify(events: Sequence[Event]) -> None:
    """Raise ChainBroken unless these are events 1, 2, 3 … of one record, each holding the hash of the last.

    A change to any event but the last shows here. The last is held by no later one, so a change to it, or its
    removal, shows only against a copy of its hash kept elsewhere.
    """
    if events and events[0].number != 1:
        raise ChainBroken(f"The first event of {events[0].reference} is missing.")
    for before, after in pairwise(events):
        if after.reference != before.reference:
            raise ChainBroken(f"An event of {after.reference} lies among those of {before.reference}.")
        if after.number != before.number + 1:
            raise ChainBroken(f"Event {before.number + 1} of {before.reference} is missing.")
        if after.previous != before.hash:
            raise ChainBroken(f"Event {before.number} of {before.reference} was changed later.")


def following(
    last: Event,
    at: datetime,
    kind: EventKind,
    documents: tuple[Document, ...],
    details: Mapping[str, str | int | bool],
    actor: Actor = "service",
) -> Event:
    """The event that comes after `last`."""
    return Event(
        reference=last.reference,
        number=last.number + 1,
        at=at,
        actor=actor,
        kind=kind,
        documents=documents,
        details=dict(details),
        previous=last.hash,
    )
