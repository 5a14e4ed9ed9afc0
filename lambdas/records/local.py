"""Records in one folder: events in SQLite, documents in files. They survive a crash or kill -9 at any point.

`records.sqlite` holds events, submissions, outbox and what is awaited. `records/<reference>/<name>` holds
documents, `incoming/` those being written. Nothing here goes by the class of retention: the report has it.
"""

import shutil
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from threading import RLock
from typing import Any

from lambdas.records.attention import needs_attention
from lambdas.records.chain import ChainBroken
from lambdas.records.database import connect
from lambdas.records.files import drop_abandoned, flush_names, is_older, write_once
from lambdas.records.items import due_text
from lambdas.records.model import (
    UNCLASSED,
    Awaited,
    Document,
    Event,
    OutboxItem,
    Owed,
    Submission,
    canonical,
    document_key,
)
from lambdas.records.outbox import begun
from lambdas.records.port import (
    AwaitedNow,
    Link,
    NumberTaken,
    RecordsUnavailable,
    ReferenceTaken,
    SubmissionExists,
    check_append,
    check_commit,
)


class LocalRecords:
    """The records of one folder. Threads share one connection; other processes may use the folder too."""

    def __init__(self, folder: Path, busy_seconds: float = 10) -> None:
        self._folder = folder
        self._lock = RLock()
        with _unavailable():
            for part in (folder, folder / "records", folder / "incoming"):
                part.mkdir(parents=True, exist_ok=True, mode=0o700)
            drop_abandoned(folder / "incoming")
            self._connection = connect(folder / "records.sqlite", busy_seconds)

    def close(self) -> None:
        with self._lock:
            self._connection.close()

    def submission(self, id: str) -> Submission | None:  # noqa: A002
        row = self._read("select body from submissions where id = ?", id)
        return Submission.model_validate_json(row[0][0]) if row else None

    def put_document(
        self,
        reference: str,
        document: Document,
        body: bytes,
        retention: str = UNCLASSED,  # noqa: ARG002
    ) -> None:
        document.check(body)
        path = self._folder / document_key(reference, document.name)
        with _unavailable():
            path.parent.mkdir(exist_ok=True, mode=0o700)
            try:
                write_once(path, body, self._folder / "incoming")
            except FileExistsError:
                if path.read_bytes() != body:
                    raise ReferenceTaken(f"{document.name} of {reference} is already stored.") from None
            # Also when the file was there: whoever wrote it may have died before its name was safe on disk.
            flush_names(path.parent)
            flush_names(path.parent.parent)

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
        check_commit(event, submission, outbox, awaited, link)
        with self._transaction() as connection:
            self._insert_submission(connection, submission)
            if self._event_hash(event.reference, 1) is not None:
                raise ReferenceTaken(f"{event.reference} is already in use.")
            self._check_documents(event)
            _insert_event(connection, event)
            _insert_outbox(connection, outbox)
            _set_awaited(connection, event.reference, {one.form: one for one in awaited})
            if link:
                self._continue(connection, link.event)
                _set_awaited(connection, link.event.reference, link.awaited)
            _destroy_draft(connection, draft)

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
        check_append(event, done, submission, outbox, awaited)
        with self._transaction() as connection:
            if submission:
                self._insert_submission(connection, submission)
            self._continue(connection, event)
            _insert_outbox(connection, outbox)
            _set_awaited(connection, event.reference, awaited or {})
            if done:
                connection.execute("delete from outbox where id = ?", (done.id,))
            _destroy_draft(connection, draft)

    def awaited(self, reference: str) -> list[Awaited]:
        rows = self._read("select body from awaited where reference = ? order by form", reference)
        return [Awaited.model_validate_json(body) for (body,) in rows]

    def due(self, now: datetime, most: int = 100) -> list[Awaited]:
        query = "select body from awaited where at <= ? order by at, reference, form limit ?"
        return [Awaited.model_validate_json(body) for (body,) in self._read(query, due_text(now), most)]

    def owed(self, item: OutboxItem) -> Owed | None:
        found = self._owed("where id = ?", item.id)
        return found[0] if found else None

    def advance(self, before: Owed, after: Owed) -> bool:
        changed = "update outbox set state = ?, tries = ?, due_at = ?"
        unchanged = "where id = ? and state = ? and tries = ? and due_at = ?"
        with self._transaction() as connection:
            values = (*_progress(after), before.item.id, *_progress(before))
            return connection.execute(f"{changed} {unchanged}", values).rowcount == 1

    def left_over(self, now: datetime, most: int = 100) -> list[Owed]:
        return self._owed("where due_at <= ? order by due_at, id limit ?", due_text(now), most)

    def ready(self, most: int) -> list[OutboxItem]:
        """The oldest items that a worker may claim, at most so many: what the stream delivers on AWS."""
        return [owed.item for owed in self._owed("where state = 'ready' order by rowid limit ?", most)]

    def free(self) -> None:
        """End every claim. For the one process that uses this folder, as it starts: who claimed is dead."""
        with self._transaction() as connection:
            connection.execute("update outbox set state = 'ready' where state = 'claimed'")

    def attention(self, most: int = 100) -> list[Event]:
        query = (
            "select body from events join attention using (reference, number) order by at, reference limit ?"
        )
        return [Event.model_validate_json(body) for (body,) in self._read(query, most)]

    def clear(self, item: OutboxItem) -> None:
        with self._transaction() as connection:
            connection.execute("delete from outbox where id = ?", (item.id,))

    def events(self, reference: str) -> list[Event]:
        rows = self._read("select body from events where reference = ? order by number", reference)
        return [Event.model_validate_json(body) for (body,) in rows]

    def document(self, reference: str, name: str) -> bytes:
        with _unavailable():
            try:
                return (self._folder / document_key(reference, name)).read_bytes()
            except (ValueError, FileNotFoundError):
                raise KeyError(f"{name} of {reference}") from None

    def pending(self) -> list[OutboxItem]:
        items = [OutboxItem.model_validate_json(body) for (body,) in self._read("select body from outbox")]
        return sorted(items, key=lambda item: (item.created_at, item.id))

    def unpromised(self, before: datetime) -> list[str]:
        with _unavailable():
            begun = set(self.references())
            left = [one for one in (self._folder / "records").iterdir() if one.name not in begun]
            return sorted(one.name for one in left if is_older(one, before.timestamp()))

    def discard(self, reference: str) -> bool:
        with self._transaction():
            if self._event_hash(reference, 1) is None:
                shutil.rmtree(self._folder / "records" / reference)
        return True

    def references(self) -> list[str]:
        rows = self._read("select reference from events where number = 1 order by rowid desc")
        return [reference for (reference,) in rows]

    def _insert_submission(self, connection: sqlite3.Connection, submission: Submission) -> None:
        if earlier := self.submission(submission.id):
            raise SubmissionExists(earlier)
        body = canonical(submission).decode()
        connection.execute("insert into submissions values (?, ?)", (submission.id, body))

    def _continue(self, connection: sqlite3.Connection, event: Event) -> None:
        if self._event_hash(event.reference, event.number) is not None:
            raise NumberTaken(f"{event.reference} already has an event {event.number}.")
        if self._event_hash(event.reference, event.number - 1) != event.previous:
            raise ChainBroken(f"Event {event.number} of {event.reference} does not follow the last.")
        _insert_event(connection, event)

    def _check_documents(self, event: Event) -> None:
        """A process that slept for a day after it wrote them may find that the sweep has removed them."""
        for document in event.documents:
            if not (self._folder / document_key(event.reference, document.name)).exists():
                raise RecordsUnavailable(f"{document.name} of {event.reference} is gone.")

    def _event_hash(self, reference: str, number: int) -> str | None:
        rows = self._read("select hash from events where reference = ? and number = ?", reference, number)
        return str(rows[0][0]) if rows else None

    def _owed(self, which: str, *values: str | int) -> list[Owed]:
        query = f"select body, state, tries, due_at from outbox {which}"  # noqa: S608  our own words
        rows = self._read(query, *values)
        return [_owed_of(row) for row in rows]

    def _read(self, query: str, *values: str | int) -> list[tuple[Any, ...]]:
        with self._lock, _unavailable():
            return self._connection.execute(query, values).fetchall()

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        with self._lock, _unavailable():
            self._connection.execute("begin immediate")
            try:
                yield self._connection
                self._connection.execute("commit")
            finally:
                if self._connection.in_transaction:
                    self._connection.execute("rollback")


def _insert_event(connection: sqlite3.Connection, event: Event) -> None:
    row = (event.reference, event.number, event.hash, canonical(event).decode())
    connection.execute("insert into events values (?, ?, ?, ?)", row)
    if needs_attention(event):
        listed = (event.reference, event.number, due_text(event.at))
        connection.execute("insert into attention values (?, ?, ?)", listed)


def _insert_outbox(connection: sqlite3.Connection, outbox: Sequence[OutboxItem]) -> None:
    rows = [(item.id, canonical(item).decode(), *_progress(begun(item))) for item in outbox]
    connection.executemany("insert into outbox values (?, ?, ?, ?, ?)", rows)


def _progress(owed: Owed) -> tuple[str, int, str]:
    return owed.state, owed.tries, due_text(owed.due_at)


def _owed_of(row: tuple[Any, ...]) -> Owed:
    body, state, tries, due_at = row
    item = OutboxItem.model_validate_json(body)
    return Owed(item=item, state=state, tries=tries, due_at=datetime.fromisoformat(due_at))


def _set_awaited(connection: sqlite3.Connection, reference: str, awaited: AwaitedNow) -> None:
    gone = [(reference, form) for form in awaited]
    connection.executemany("delete from awaited where reference = ? and form = ?", gone)
    there = [
        (reference, one.form, due_text(one.at), canonical(one).decode()) for one in awaited.values() if one
    ]
    connection.executemany("insert into awaited values (?, ?, ?, ?)", there)


def _destroy_draft(connection: sqlite3.Connection, draft: str | None) -> None:
    connection.execute("delete from drafts where id = ?", (draft,))


@contextmanager
def _unavailable() -> Iterator[None]:
    try:
        yield
    except (sqlite3.Error, OSError) as failure:
        raise RecordsUnavailable(f"The local records did not answer: {type(failure).__name__}.") from failure
