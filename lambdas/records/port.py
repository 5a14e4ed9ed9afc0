"""What a store of records must do. The contract suite in tests/lambdas/records holds every adapter to it."""

from collections.abc import Sequence
from typing import Protocol

from lambdas.records.model import Document, Event, OutboxItem, Submission


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

    def put_document(self, reference: str, document: Document, body: bytes) -> None:
        """Store a document for good, whole or not at all. The same bytes again are a success.

        Raises ReferenceTaken when other bytes are there, ValueError when `document` is not about this body.
        """

    def commit(self, event: Event, submission: Submission, outbox: Sequence[OutboxItem]) -> None:
        """Begin a record: its first event, the submission and the emails owed, all or none.

        Raises SubmissionExists, with what is stored, or ReferenceTaken. The very same commit again is either
        a success without effect or SubmissionExists with the same reference.
        """

    def append(self, event: Event, done: OutboxItem | None) -> None:
        """Add an event to a record and, with `done`, take that item out of the outbox: both or neither.

        Raises NumberTaken, or ChainBroken when `previous` is not the hash of the event before.
        """

    def clear(self, item: OutboxItem) -> None:
        """Take an item out of the outbox, if it is there."""

    def events(self, reference: str) -> list[Event]:
        """The events of a record in order; none for a reference that is not in use."""

    def document(self, reference: str, name: str) -> bytes:
        """A document's bytes. Raises KeyError when there is none."""

    def pending(self) -> list[OutboxItem]:
        """The emails still owed, oldest first. On AWS it reads the whole table: for tests and the sweep."""

    def references(self) -> list[str]:
        """Every record's reference, newest first. On AWS it reads the whole table, as `pending` does."""


def check_commit(event: Event, submission: Submission, outbox: Sequence[OutboxItem]) -> None:
    """Raise ValueError unless the parts of a commit begin one record."""
    references = {event.reference, submission.reference, *(item.reference for item in outbox)}
    if event.number != 1 or len(references) != 1:
        raise ValueError("A commit is event 1 of a record, with a submission and outbox of the same one.")


def check_append(event: Event, done: OutboxItem | None) -> None:
    """Raise ValueError unless the event continues a record and `done` belongs to it."""
    if event.number == 1 or (done and done.reference != event.reference):
        raise ValueError("An append is a later event of a record, and what it finishes is of the same one.")
