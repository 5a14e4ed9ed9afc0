"""Local records: each shown with its documents and history, and checked against both."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import cast

import pytest

from lambdas.local.page import Answer
from lambdas.local.record_pages import SHOWN, RecordPages
from lambdas.records.chain import following
from lambdas.records.local import LocalRecords
from lambdas.records.model import Document, Event, OutboxItem, Submission
from lambdas.records.port import Records

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
REFERENCE = "NDI-0000-0000"
REPORT = b'{"answers":{"name":"Alex <Example>"}}'


def store(records: LocalRecords, reference: str = REFERENCE) -> None:
    documents = []
    for name, body, kind in (
        ("report.json", REPORT, "application/json"),
        ("rendition.html", b"<!doctype html><p>Report", "text/html; charset=utf-8"),
    ):
        documents.append(Document.of(name, body, kind))
        records.put_document(reference, documents[-1], body)
    received = Event(
        reference=reference, number=1, at=NOON, actor="reporter", kind="received", documents=tuple(documents)
    )
    submission = Submission(
        id=f"{len(records.references()):064x}", reference=reference, answers_sha256="0" * 64, received_at=NOON
    )
    outbox = [OutboxItem.of(reference, "confirmation", NOON)]
    records.commit(received, submission, outbox)
    email = Document.of("email-confirmation.eml", b"Subject: x\r\n\r\n", "message/rfc822")
    records.put_document(reference, email, b"Subject: x\r\n\r\n")
    records.append(following(received, NOON, "email_sent", (email,), {"outbox": outbox[0].id}), outbox[0])


@pytest.fixture
def records(tmp_path: Path) -> Iterator[LocalRecords]:
    made = LocalRecords(tmp_path)
    yield made
    made.close()


@pytest.fixture
def pages(records: LocalRecords) -> RecordPages:
    store(records)
    return RecordPages(records)


def read(answer: Answer) -> tuple[int, str, str]:
    """Status, media type and body as text."""
    return answer[0], answer[1].partition(";")[0], answer[2].decode()


def test_the_list_links_each_record(pages: RecordPages) -> None:
    status, kind, body = read(pages.page(""))
    assert (status, kind) == (200, "text/html")
    assert f'<a href="/_local/records/{REFERENCE}/">{REFERENCE}</a>' in body
    assert "<td>2026-11-22 12:00:00 UTC</td><td>2</td>" in body
    assert "1 of 1, newest first." in body


class Altered:
    """Records whose events are what a test says."""

    def __init__(self, *events: Event, document: Callable[[str, str], bytes] | None = None) -> None:
        self._events = events
        self.document = document

    def references(self) -> list[str]:
        return [event.reference for event in self._events]

    def events(self, reference: str) -> list[Event]:
        return [event for event in self._events if event.reference == reference]


def pages_of(records: Altered) -> RecordPages:
    return RecordPages(cast("Records", records))


def test_a_long_list_stops_and_says_how_many_there_are() -> None:
    references = [f"NDI-0000-{number:04}" for number in range(SHOWN + 1)]
    many = [Event(reference=one, number=1, at=NOON, actor="reporter", kind="received") for one in references]
    body = read(pages_of(Altered(*many)).page(""))[2]
    assert f"{SHOWN} of {SHOWN + 1}, newest first." in body
    assert body.count("<tr>") == SHOWN + 1


def test_a_record_shows_its_documents_and_history_verified(pages: RecordPages) -> None:
    body = read(pages.page(f"{REFERENCE}/"))[2]
    assert body.count("verified: fingerprint matches") == 3
    assert "verified: each event follows the one before it" in body
    assert body.index("received") < body.index("email_sent")
    assert "outbox: NDI-0000-0000-confirmation" in body


def test_a_changed_document_is_told(pages: RecordPages, tmp_path: Path) -> None:
    (tmp_path / "records" / REFERENCE / "report.json").write_bytes(b"{}")
    body = read(pages.page(f"{REFERENCE}/"))[2]
    assert "<strong>changed: fingerprint does not match</strong>" in body
    assert body.count("verified: fingerprint matches") == 2


def test_a_missing_document_is_told(pages: RecordPages, tmp_path: Path) -> None:
    (tmp_path / "records" / REFERENCE / "report.json").unlink()
    assert "<strong>missing</strong>" in read(pages.page(f"{REFERENCE}/"))[2]
    assert pages.page(f"{REFERENCE}/report.json")[0] == 404


def test_a_broken_history_is_told(records: LocalRecords) -> None:
    store(records)
    first, second = records.events(REFERENCE)
    altered = Altered(first.model_copy(update={"actor": "service"}), second, document=records.document)
    body = read(pages_of(altered).page(f"{REFERENCE}/"))[2]
    assert "<strong>Event 1 of NDI-0000-0000 was changed later.</strong>" in body


def test_each_document_is_served_as_what_a_browser_can_show(pages: RecordPages) -> None:
    assert read(pages.page(f"{REFERENCE}/report.json")) == (200, "application/json", REPORT.decode())
    assert read(pages.page(f"{REFERENCE}/rendition.html"))[1] == "text/html"
    assert read(pages.page(f"{REFERENCE}/email-confirmation.eml"))[1] == "text/plain"


@pytest.mark.parametrize(
    "path", ["NDI-9999-9999/", "x", "../x/", f"{REFERENCE}/x.json", f"{REFERENCE}/../../records.sqlite"]
)
def test_what_is_not_there_is_not_found(pages: RecordPages, path: str) -> None:
    assert pages.page(path)[0] == 404


def test_linked_records_lead_to_each_other(tmp_path: Path) -> None:
    records = LocalRecords(tmp_path)
    store(records)
    last = records.events(REFERENCE)[-1]
    details = {"arrived": "NDF-0000-1111", "form": "<second>"}
    records.append(following(last, NOON, "linked", (), details), None)
    _, _, body = RecordPages(records).page(f"{REFERENCE}/")
    records.close()
    assert b'<a href="/_local/records/NDF-0000-1111/">NDF-0000-1111</a>' in body
    assert b"form: &lt;second&gt;" in body
