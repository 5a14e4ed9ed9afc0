"""A document's way into a record: arrived, then added or refused; delayed when no scan comes.

Each step is one event, found by the document's id, so what AWS tells twice, late or out of order is one event
of the record. The file is kept before the event says so, and leaves quarantine only after. A fault here
leaves the report as it is, and the file in quarantine for the next try.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from lambdas.documents.events import Verdict
from lambdas.documents.states import MAX_TRIES, TITLE, Listed, known, left, listed
from lambdas.records.chain import following
from lambdas.records.model import Document, Event, EventKind, OutboxItem, OutboxKind, sha256
from lambdas.records.port import NumberTaken, Records
from lambdas.records.versions import read_version, versions
from lambdas.uploads.kinds import CONTENT_TYPES, KINDS, Kind, kind_of
from lambdas.uploads.port import Upload, Uploads
from lambdas.uploads.refusals import DocumentRefused, Reason

_TRIES = 10
_OWED: dict[EventKind, tuple[OutboxKind, ...]] = {
    "document_arrived": (),
    "document_added": ("document_notice",),
    "document_refused": ("document_refused", "document_notice"),
    "document_delayed": ("document_delayed", "document_notice"),
}


class File(NamedTuple):
    """A file in quarantine with its bytes. Its id is that of these bytes under this upload."""

    upload: Upload
    version: str
    body: bytes

    @property
    def id(self) -> str:
        """The document's id: the same form sent twice with one file is one document, with two it is two."""
        return sha256(f"{self.upload.id}:{sha256(self.body)}".encode())[:16]


def file_of(uploads: Uploads, upload: Upload, version: str) -> File | None:
    """Return a file; None when it is no longer in quarantine. Raises UploadsUnavailable."""
    try:
        return File(upload, version, uploads.read(upload, version))
    except KeyError:
        return None


def arrive(uploads: Uploads, records: Records, file: File, now: datetime) -> Listed | None:
    """Look at a file, file in the record that it came or is refused, and return what it is there.

    None for a file that has no place in any record: one that was never offered, or one try too many. Those,
    and what is refused, leave quarantine. Raises UploadsUnavailable, RecordsUnavailable, NumberTaken.
    """
    try:
        title = uploads.note(file.upload)
    except KeyError:
        return _dropped(uploads, file)
    kind, refusal = _looked_at(file.body)
    document = Document.of(f"document-{file.id}{TITLE}", title, "application/json")
    for _ in range(_TRIES):
        events = records.events(file.upload.reference)
        found = known(events, file.id)
        if found is None and (not events or len(listed(events)) >= MAX_TRIES):
            return _dropped(uploads, file)
        if found is None:
            records.put_document(file.upload.reference, document, title, _retention(records, events))
        if found or _begin(records, events, file, document, kind, refusal, now):
            return _settled(uploads, file, found or known(records.events(file.upload.reference), file.id))
    raise NumberTaken(f"Others kept writing to {file.upload.reference}.")


def scanned(
    uploads: Uploads, records: Records, file: File, verdict: Verdict, scanned_by: str, now: datetime
) -> None:
    """Add a document that was found clean to its record, or refuse it. What is settled stays as it is.

    Raises as `arrive`.
    """
    found = arrive(uploads, records, file, now)
    if found is None or found.state not in ("checking", "delayed"):
        return
    if verdict == "clean":
        _add(records, file, next(kind for kind in KINDS if kind == found.kind), scanned_by, now)
    else:
        reason: Reason = "malware" if verdict == "malware" else "not_scanned"
        _append(records, file, "document_refused", (), now, reason=reason, scanned_by=scanned_by)
    uploads.delete(file.upload, file.version)


def delay(records: Records, file: File, now: datetime) -> None:
    """File that a document waits for its scan for too long. A scan that comes after all still counts."""
    _append(records, file, "document_delayed", (), now)


def _dropped(uploads: Uploads, file: File) -> Listed | None:
    uploads.delete(file.upload, file.version)
    return None


def _looked_at(body: bytes) -> tuple[Kind | None, Reason | None]:
    try:
        return kind_of(body), None
    except DocumentRefused as refused:
        return None, refused.reason


def _begin(
    records: Records,
    events: Sequence[Event],
    file: File,
    title: Document,
    kind: Kind | None,
    refusal: Reason | None,
    now: datetime,
) -> bool:
    """Append the first event of a document; False when another came first, which may fill the record."""
    details: dict[str, str | int | bool] = {"document": file.id, "bytes": len(file.body)}
    details |= {"kind": kind} if kind else {}
    reason = refusal or (None if left(events) else "too_many")
    details |= {"reason": reason} if reason else {}
    step: EventKind = "document_refused" if reason else "document_arrived"
    event = following(events[-1], now, step, (title,), details, "reporter")
    try:
        records.append(event, None, outbox=_owed(event))
    except NumberTaken:
        return False
    return True


def _settled(uploads: Uploads, file: File, found: Listed | None) -> Listed | None:
    if found and found.state in ("added", "refused"):
        uploads.delete(file.upload, file.version)
    return found


def _add(records: Records, file: File, kind: Kind, scanned_by: str, now: datetime) -> None:
    """Keep the file in the record, which refuses other bytes than those of its fingerprint, and file that."""
    document = Document.of(f"document-{file.id}.{kind}", file.body, CONTENT_TYPES[kind])
    events = records.events(file.upload.reference)
    records.put_document(file.upload.reference, document, file.body, _retention(records, events))
    _append(records, file, "document_added", (document,), now, scanned_by=scanned_by)


def _retention(records: Records, events: Sequence[Event]) -> str:
    """Return the class of retention of a record: that of the last version of its report."""
    return read_version(records, events[0].reference, versions(events)[-1]).retention


def _append(
    records: Records, file: File, step: EventKind, documents: tuple[Document, ...], now: datetime, **more: str
) -> None:
    """Append a later step of a document behind whatever others append, unless it is taken already."""
    before = ("checking",) if step == "document_delayed" else ("checking", "delayed")
    for _ in range(_TRIES):
        events = records.events(file.upload.reference)
        found = known(events, file.id)
        if found is None or found.state not in before:
            return None
        event = following(events[-1], now, step, documents, {"document": file.id, **more})
        try:
            return records.append(event, None, outbox=_owed(event))
        except NumberTaken:
            continue
    raise NumberTaken(f"Others kept writing to {file.upload.reference}.")


def _owed(event: Event) -> list[OutboxItem]:
    about = str(event.number)
    return [OutboxItem.of(event.reference, kind, event.at, about) for kind in _OWED[event.kind]]
