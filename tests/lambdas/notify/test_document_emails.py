"""Emails about documents: who is told what, in words that hold no title."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, get_args

import pytest

from forms_src.document_words import KIND_WORDS, REASON_WORDS
from forms_src.reading.grades import Count
from lambdas.documents.settling import arrive, delay, scanned
from lambdas.notify.document_emails import KINDS, document_email
from lambdas.records.local import LocalRecords
from lambdas.records.model import OutboxItem, Report
from lambdas.uploads.kinds import KINDS as FILE_KINDS
from lambdas.uploads.local import LocalUploads
from lambdas.uploads.port import Upload
from lambdas.uploads.refusals import Reason
from tests.lambdas.notify.conftest import SENDER
from tests.lambdas.uploads import files

REFERENCE = "NDI-4K7Q-2MXR"
NOW = datetime(2026, 6, 5, 6, tzinfo=UTC)
Told = Callable[..., dict[str, str]]


@pytest.fixture
def told(
    local_records: LocalRecords, begin: Callable[..., Any], make_report: Callable[..., Report], tmp_path: Path
) -> Told:
    """The emails owed after a file came, by their kind: subject and both texts."""

    def emails(body: bytes, verdict: Any = None, *, late: bool = False) -> dict[str, str]:
        begin(REFERENCE).store(local_records)
        uploads, upload, now = LocalUploads(tmp_path / "quarantine"), Upload.new(REFERENCE), datetime.now(UTC)
        fields = uploads.offer(upload, b'{"title":"Kiri\'s plan"}', "http://127.0.0.1/x", now).fields
        from lambdas.documents.settling import File

        file = File(upload, uploads.receive(fields, body, now)[1], body)
        arrive(uploads, local_records, file, NOW)
        if late:
            delay(local_records, file, NOW)
        if verdict:
            scanned(uploads, local_records, file, verdict, "nobody", NOW)
        owed = [item for item in local_records.pending() if item.kind in KINDS]
        return {item.kind: text(item) for item in owed}

    def text(item: OutboxItem) -> str:
        events = local_records.events(REFERENCE)
        message = document_email(make_report(), events, item, SENDER, "someone@example.com")
        again = document_email(make_report(), events, item, SENDER, "someone@example.com")
        assert message.as_bytes() == again.as_bytes()
        parts = [message.get_body((kind,)) for kind in ("plain", "html")]
        return " ".join([str(message["Subject"]), *(part.get_content() for part in parts if part)])

    return emails


def test_the_agency_alone_is_told_of_a_document_that_was_added(told: Told) -> None:
    found = told(files.pdf(), "clean")
    assert set(found) == {"document_notice"}
    assert f"A document was added: {REFERENCE}" in found["document_notice"]
    assert "Kind: PDF" in found["document_notice"]
    assert "It was not checked for viruses." in found["document_notice"]


@pytest.mark.parametrize(
    ("body", "verdict", "reason"), [(b"MZ\0", None, "wrong_kind"), (files.pdf(), "malware", "malware")]
)
def test_both_are_told_of_a_document_that_was_refused_and_why(
    told: Told, body: bytes, verdict: Any, reason: str
) -> None:
    found = told(body, verdict)
    assert set(found) == {"document_notice", "document_refused"}
    for text in found.values():
        assert REASON_WORDS[reason] in text.replace("\n", " ")
        assert "number 1" in text
    assert "Your report is not touched by this." in found["document_refused"]


def test_both_are_told_of_a_scan_that_does_not_come(told: Told) -> None:
    found = told(files.pdf(), late=True)
    assert set(found) == {"document_notice", "document_delayed"}
    assert "We are still checking a document" in found["document_delayed"]


def test_no_email_holds_a_title(told: Told) -> None:
    assert "Kiri" not in " ".join(told(files.pdf(), "malware").values())


def test_every_reason_and_kind_has_its_words_which_are_easy_to_read() -> None:
    assert set(REASON_WORDS) == set(get_args(Reason))
    assert set(KIND_WORDS) == set(FILE_KINDS)
    assert [words for words in REASON_WORDS.values() if Count.of(words).grade > 8] == []
