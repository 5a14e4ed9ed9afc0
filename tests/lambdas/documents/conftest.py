"""A record, a quarantine and a way to put files into it, for what becomes of documents."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from lambdas.documents.settling import File
from lambdas.records.local import LocalRecords
from lambdas.uploads.local import LocalUploads
from lambdas.uploads.port import Upload

REFERENCE = "NDI-4K7Q-2MXR"
TITLE = "Kiri Example: plan of care"

Put = Callable[..., File]


@pytest.fixture
def uploads(tmp_path: Path) -> LocalUploads:
    return LocalUploads(tmp_path / "quarantine")


@pytest.fixture
def put(uploads: LocalUploads) -> Put:
    """Upload a file as a browser would; the same `upload` again is another version of it."""

    def send(body: bytes, upload: Upload | None = None, title: str = TITLE) -> File:
        upload, now = upload or Upload.new(REFERENCE), datetime.now(UTC)
        fields = uploads.offer(upload, f'{{"title":"{title}"}}'.encode(), "http://127.0.0.1/back", now).fields
        return File(upload, uploads.receive(fields, body, now)[1], body)

    return send


@pytest.fixture
def stored(local_records: LocalRecords, begin: Callable[..., object]) -> LocalRecords:
    """A store with one report in it."""
    begin(REFERENCE).store(local_records)  # type: ignore[attr-defined]
    return local_records
