"""What a store of records must do. The contract suite in tests/lambdas/records holds every adapter to it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from lambdas.records.model import UNCLASSED, Awaited, Document, Event, OutboxItem, Owed, Submission

AwaitedNow = Mapping[str, Awaited | None]  # by form id; None: no longer awaited


@dataclass(frozen=True)
class Link:
    """What a new record changes in an earlier one: an event there, and what that one awaits from then on."""

    event: Event
    awaited: AwaitedNow = field(default_factory=dict)


class SubmissionExists(Exception):  # noqa: N818
    """This press of Send was stored before: `submission` is what it led to."""

    def __init__(self, submission: Submission) -> None:
        super().__init__(f"Already stored as {submission.reference}.")
        self.submission = submission


class ReferenceTaken(Exception):  # noqa: N818
    """The reference, or a document's name under it, is in use for something else."""


class NumberTaken(Exception):  # noqa: N818
    """Another event has this number: read the events again and follow the last."""


class RecordsUnavailable(Exception):  # noqa: N818
    """The store did not answer, or not clearly. Nothing may be called done; trying again is safe."""


class Records(Protocol):
    """An append-only store. Every method may raise RecordsUnavailable."""

    def submission(self, id: str) -> Submission | None:  # noqa: A002  the model's own name
        """What a press of Send led to, as the latest commit left it."""

    def put_document(
        self, reference: str, document: Document, body: bytes, retention: str = UNCLASSED
    ) -> None:
        """Store a document for good, whole or not at all. The same bytes again are a success.

        `retention` is the class of its report: where storage has rules of its own for a class, they go by it.
        Raises ReferenceTaken when other bytes are there, ValueError when `document` is not about this body.
        """

    def commit(
        self,
        event: Event,
        submission: Submission,
        outbox: Sequence[OutboxItem],
        *,
        awaited: Sequence[Awaited] = (),
        link: Link | None = None,
        draft: str | None = None,
    ) -> None:
        """Begin a record: its first event, the submission, the emails owed, the follow-ups awaited, and its
        link in an earlier record, all or none. `draft` is the id of the draft that is destroyed by it.

        Raises SubmissionExists, with what is stored, or ReferenceTaken; for the link NumberTaken or
        ChainBroken. The very same commit again is either a success without effect or SubmissionExists with
        the same reference.
        """

    def append(
        self,
        event: Event,
        done: OutboxItem | None,
        *,
        submission: Submission | None = None,
        outbox: Sequence[OutboxItem] = (),
        awaited: AwaitedNow | None = None,
        draft: str | None = None,
    ) -> None:
        """Add an event to a record, with what comes with it: all or none.

        `done` leaves the outbox, `outbox` comes in, the draft with the id `draft` is destroyed. What a record
        awaits changes only together with an event of it, so whoever reads the events first and then what is
        awaited, changes it as it was read.
        Raises SubmissionExists, NumberTaken, or ChainBroken when `previous` is not the hash of the last.
        """

    def awaited(self, reference: str) -> list[Awaited]:
        """The follow-ups that a record awaits, by form id, as the latest commit left them."""

    def due(self, now: datetime, most: int = 100) -> list[Awaited]:
        """At most so many awaited follow-ups whose step is due at `now`, longest due first.

        One just changed may be told as it was: look at `awaited` before acting on it.
        """

    def attention(self, most: int = 100) -> list[Event]:
        """At most so many events that a person must look at (`attention.py`), the oldest first."""

    def clear(self, item: OutboxItem) -> None:
        """Take an item out of the outbox, if it is there."""

    def events(self, reference: str) -> list[Event]:
        """The events of a record in order; none for a reference that is not in use."""

    def document(self, reference: str, name: str) -> bytes:
        """A document's bytes. Raises KeyError when there is none."""

    def owed(self, item: OutboxItem) -> Owed | None:
        """How far an outbox item has got, as it was written last; None if it is not in the outbox."""

    def advance(self, before: Owed, after: Owed) -> bool:
        """Write how far an item has got, if it is still as it was `before`; return whether it was."""

    def left_over(self, now: datetime, most: int = 100) -> list[Owed]:
        """At most so many outbox items that are due at `now`, longest due first, perhaps as they were."""

    def pending(self) -> list[OutboxItem]:
        """The emails still owed, oldest first. On AWS it reads the whole table: for tests."""

    def unpromised(self, before: datetime) -> list[str]:
        """References with documents, all stored before a moment, and no event: nobody was told “received”.

        On AWS each call looks at one of 32 parts of them, which one the moment says.
        """

    def discard(self, reference: str) -> bool:
        """Remove the documents of a reference without events; False where the store keeps what it has."""

    def references(self) -> list[str]:
        """Every record's reference, newest first. On AWS it reads the whole table, as `pending` does."""


def check_commit(
    event: Event,
    submission: Submission,
    outbox: Sequence[OutboxItem],
    awaited: Sequence[Awaited] = (),
    link: Link | None = None,
) -> None:
    """Raise ValueError unless the parts of a commit begin one record, linked to another."""
    references = {
        submission.reference,
        *(one.reference for one in outbox),
        *(one.reference for one in awaited),
    }
    if event.number != 1 or references != {event.reference}:
        raise ValueError("A commit is event 1 of a record, with a submission and outbox of the same one.")
    if link:
        check_append(link.event, None, awaited=link.awaited)
        if link.event.reference == event.reference:
            raise ValueError("A record is linked to another, not to itself.")


def check_append(
    event: Event,
    done: OutboxItem | None,
    submission: Submission | None = None,
    outbox: Sequence[OutboxItem] = (),
    awaited: AwaitedNow | None = None,
) -> None:
    """Raise ValueError unless the event continues a record and all that comes with it belongs to that."""
    now = dict(awaited or {})
    references = {one.reference for one in (done, *outbox) if one}
    references |= {one.reference for one in (submission, *now.values()) if one}
    if event.number == 1 or not references <= {event.reference}:
        raise ValueError("An append is a later event of a record, and what it finishes is of the same one.")
    if any(one.form != form for form, one in now.items() if one):
        raise ValueError("What is awaited is named by its form.")
