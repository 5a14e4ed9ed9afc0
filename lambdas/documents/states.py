"""What became of each document of a record, as its events tell."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Literal, NamedTuple

from lambdas.records.model import Event, EventKind

MAX_DOCUMENTS = 10  # of a record, refused ones not counted
MAX_TRIES = 30  # of a record, refused ones counted: each refusal sends emails

State = Literal["checking", "delayed", "added", "refused"]
TITLE = "-title.json"
_STATES: dict[EventKind, State] = {
    "document_arrived": "checking",
    "document_delayed": "delayed",
    "document_added": "added",
    "document_refused": "refused",
}


class Listed(NamedTuple):
    """One document: its place from 1, when it came, and its state.

    `kind` is empty for one refused at once. `reason` says why one was refused; `scanned_by` who looked for
    malware. `title_in` is the name of the document of the record that holds its title.
    """

    number: int
    id: str
    at: datetime
    state: State
    kind: str
    reason: str
    scanned_by: str
    title_in: str


def listed(events: Sequence[Event]) -> list[Listed]:
    """Return the documents of a record, the first that came first."""
    found: dict[str, Listed] = {}
    for event in events:
        if state := _STATES.get(event.kind):
            id_ = str(event.details["document"])
            before = found.get(id_) or _new(event, id_, len(found) + 1)
            reason, scanned_by = (str(event.details.get(name, "")) for name in ("reason", "scanned_by"))
            found[id_] = before._replace(state=state, reason=reason, scanned_by=scanned_by)
    return list(found.values())


def known(events: Sequence[Event], id_: str) -> Listed | None:
    """Return one document of a record."""
    return next((one for one in listed(events) if one.id == id_), None)


def left(events: Sequence[Event]) -> int:
    """Return how many documents can still be added."""
    found = listed(events)
    taken = sum(one.state != "refused" for one in found)
    return max(0, min(MAX_DOCUMENTS - taken, MAX_TRIES - len(found)))


def _new(event: Event, id_: str, number: int) -> Listed:
    title_in = next(_titles(event), "")
    return Listed(number, id_, event.at, "checking", str(event.details.get("kind", "")), "", "", title_in)


def _titles(event: Event) -> Iterator[str]:
    return (document.name for document in event.documents if document.name.endswith(TITLE))
