"""Drafts in one folder: items in `records.sqlite`, beside the records, bodies in files of `drafts/`.

They survive a crash or kill -9 at any point. Only the owner of the folder can read them.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from threading import RLock

from lambdas.drafts.model import MAX_EMAILS, MAX_TRIES, Draft, Stored
from lambdas.drafts.port import DraftChanged, DraftsUnavailable
from lambdas.records.database import connect
from lambdas.records.items import due_text
from lambdas.records.model import canonical

_READ = "select body, tries, emails from drafts"
_NEW = "insert into drafts (revision, expires_at, body, id) values (?, ?, ?, ?) on conflict do nothing"
_NEXT = "update drafts set revision = ?, expires_at = ?, body = ? where id = ? and revision = ? and tries < ?"


class LocalDrafts:
    """The drafts of one folder. Threads share one connection; other processes may use the folder too."""

    def __init__(self, folder: Path, busy_seconds: float = 10) -> None:
        self._bodies = folder / "drafts"
        self._lock = RLock()
        with _unavailable():
            self._bodies.mkdir(parents=True, exist_ok=True, mode=0o700)
            self._connection = connect(folder / "records.sqlite", busy_seconds)

    def close(self) -> None:
        with self._lock:
            self._connection.close()

    def put_body(self, name: str, body: bytes) -> None:
        with _unavailable():
            writing = self._bodies / f".{name}"
            descriptor = os.open(writing, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "wb") as file:
                file.write(body)
                file.flush()
                os.fsync(file.fileno())
            writing.rename(self._bodies / name)
            self._flush_names()

    def body(self, name: str) -> bytes:
        with _unavailable():
            try:
                return (self._bodies / name).read_bytes()
            except FileNotFoundError:
                raise KeyError(name) from None

    def destroy_body(self, name: str) -> None:
        with self._lock, _unavailable():
            draft = self.find(Stored.draft_of(name))
            if draft and draft.body == name:  # it was saved since it was found without its draft
                return
            for file in (self._bodies / name, self._bodies / f".{name}"):
                file.unlink(missing_ok=True)
            self._flush_names()

    def bodies(self, after: str = "", most: int = 1000) -> list[Stored]:
        with _unavailable():
            found = {file.name.removeprefix("."): file for file in self._bodies.iterdir()}
            names = sorted(name for name in found if name > after)[:most]
            return [Stored(name=name, written_at=_written_at(found[name])) for name in names]

    def save(self, draft: Draft) -> None:
        values = (draft.revision, due_text(draft.expires_at), canonical(draft).decode(), draft.id)
        with self._lock:
            if not (self._bodies / draft.body).exists():  # who slept for an hour comes after the sweep
                raise DraftsUnavailable("The body of the draft is gone.")
            if draft.revision == 1:
                written = self._write(_NEW, *values)
            else:
                written = self._write(_NEXT, *values, draft.revision - 1, MAX_TRIES)
        if not written:
            raise DraftChanged(f"The draft is not at revision {draft.revision - 1}.")

    def find(self, id: str) -> Draft | None:  # noqa: A002
        return next(iter(self._read(f"{_READ} where id = ?", id)), None)

    def count_try(self, id: str) -> Draft | None:  # noqa: A002
        count = "update drafts set tries = tries + 1 where id = ? and tries < ? returning body, tries, emails"
        return next(iter(self._read(count, id, MAX_TRIES)), None)

    def forgive(self, id: str) -> None:  # noqa: A002
        self._write("update drafts set tries = 0 where id = ?", id)

    def count_email(self, id: str) -> bool:  # noqa: A002
        count = "update drafts set emails = emails + 1 where id = ? and emails < ?"
        return self._write(count, id, MAX_EMAILS)

    def expired(self, now: datetime, most: int = 100) -> list[Draft]:
        return self._read(f"{_READ} where expires_at <= ? order by expires_at limit ?", due_text(now), most)

    def destroy(self, draft: Draft) -> bool:
        gone = self._write("delete from drafts where id = ? and revision = ?", draft.id, draft.revision)
        return gone or self.find(draft.id) is None

    def _read(self, query: str, *values: str | int) -> list[Draft]:
        with self._lock, _unavailable():
            rows = self._connection.execute(query, values).fetchall()
        return [
            Draft.model_validate_json(body).model_copy(update={"tries": tries, "emails": emails})
            for body, tries, emails in rows
        ]

    def _write(self, query: str, *values: str | int) -> bool:
        """Write in a transaction of its own; whether anything was changed."""
        with self._lock, _unavailable():
            return self._connection.execute(query, values).rowcount > 0

    def _flush_names(self) -> None:
        """Make the names in the folder survive a loss of power."""
        descriptor = os.open(self._bodies, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _written_at(file: Path) -> datetime:
    return datetime.fromtimestamp(file.stat().st_mtime, UTC)


@contextmanager
def _unavailable() -> Iterator[None]:
    try:
        yield
    except (sqlite3.Error, OSError) as failure:
        raise DraftsUnavailable(f"The local drafts did not answer: {type(failure).__name__}.") from failure
