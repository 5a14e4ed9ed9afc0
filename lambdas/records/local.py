"""Records in one folder: events in SQLite, documents in files. They survive a crash or kill -9 at any point.

`records.sqlite` holds events, submissions, outbox and what is awaited. `records/<reference>/<name>` holds
documents, `incoming/` those being written. Nothing here goes by the class of retention: the report has it.
"""

import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from tempfile import NamedTemporaryFile
from threading import RLock
from time import time
from typing import Any

from lambdas.records.chain import ChainBroken
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

_TABLES = """
create table if not exists events (
    reference text not null, number integer not null, hash text not null, body text not null,
    primary key (reference, number));
create table if not exists submissions (id text primary key, body text not null);
create table if not exists outbox (
    id text primary key, body text not null,
    state text not null, tries integer not null, due_at text not null);
create index if not exists outbox_by_time on outbox (due_at);
create table if not exists awaited (
    reference text not null, form text not null, at text not null, body text not null,
    primary key (reference, form));
create index if not exists awaited_by_time on awaited (at);
create table if not exists drafts (
    id text primary key, revision integer not null, expires_at text not null, body text not null,
    tries integer not null default 0, emails integer not null default 0);
create index if not exists drafts_by_time on drafts (expires_at);
"""
_ABANDONED_AFTER_SECONDS = 3600
_LATER_COLUMNS = {
    "state": "text not null default 'ready'",
    "tries": "integer not null default 0",
    "due_at": "text not null default '2026-01-01T00:00:00.000000Z'",
}


class LocalRecords:
    """The records of one folder. Threads share one connection; other processes may use the folder too."""

    def __init__(self, folder: Path, busy_seconds: float = 10) -> None:
        self._folder = folder
        self._lock = RLock()
        with _unavailable():
            for part in (folder, folder / "records", folder / "incoming"):
                part.mkdir(parents=True, exist_ok=True, mode=0o700)
            _drop_abandoned(folder / "incoming")
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
                _write_once(path, body, self._folder / "incoming")
            except FileExistsError:
                if path.read_bytes() != body:
                    raise ReferenceTaken(f"{document.name} of {reference} is already stored.") from None
            # Also when the file was there: whoever wrote it may have died before its name was safe on disk.
            _flush_names(path.parent)
            _flush_names(path.parent.parent)

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

    def ready(self) -> list[OutboxItem]:
        """The outbox items that a worker may claim, oldest first: what the stream delivers on AWS."""
        return [owed.item for owed in self._owed("where state = 'ready' order by rowid")]

    def free(self) -> None:
        """End every claim. For the one process that uses this folder, as it starts: who claimed is dead."""
        with self._transaction() as connection:
            connection.execute("update outbox set state = 'ready' where state = 'claimed'")

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


def connect(path: Path, busy_seconds: float) -> sqlite3.Connection:
    """Open the database, with every table it needs. Drafts lie in it too, so that Send can destroy one."""
    connection = sqlite3.connect(path, timeout=busy_seconds, isolation_level=None, check_same_thread=False)
    connection.execute("pragma journal_mode = wal")
    connection.execute("pragma synchronous = full")
    _bring_up_to_date(connection)
    connection.executescript(_TABLES)
    return connection


def _bring_up_to_date(connection: sqlite3.Connection) -> None:
    """Give the outbox of an earlier version its later columns: all in it is ready, and long due."""
    there = {name for _, name, *_ in connection.execute("pragma table_info(outbox)")}
    for name, kind in _LATER_COLUMNS.items():
        if there and name not in there:
            connection.execute(f"alter table outbox add column {name} {kind}")


def _insert_event(connection: sqlite3.Connection, event: Event) -> None:
    row = (event.reference, event.number, event.hash, canonical(event).decode())
    connection.execute("insert into events values (?, ?, ?, ?)", row)


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


def _write_once(path: Path, body: bytes, incoming: Path) -> None:
    """Write a file that is whole as soon as it has its name. Raises FileExistsError, never overwrites."""
    with NamedTemporaryFile(dir=incoming) as file:
        file.write(body)
        file.flush()
        os.fsync(file.fileno())
        os.link(file.name, path)


def _flush_names(folder: Path) -> None:
    """Make the names in a folder survive a loss of power."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _drop_abandoned(incoming: Path) -> None:
    """Remove what a killed process was writing; what is younger may be another process at work."""
    for file in incoming.iterdir():
        with suppress(FileNotFoundError):  # whoever was writing it has just finished
            if time() - file.stat().st_mtime > _ABANDONED_AFTER_SECONDS:
                file.unlink()
