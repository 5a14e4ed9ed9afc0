"""What becomes of a document: one event a step, whatever comes twice, late, out of order or at once."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from lambdas.documents.settling import File, arrive, delay, scanned
from lambdas.documents.states import MAX_DOCUMENTS, MAX_TRIES, left, listed
from lambdas.records.chain import following, verify
from lambdas.records.local import LocalRecords
from lambdas.records.model import Event, OutboxItem, sha256
from lambdas.records.port import NumberTaken, RecordsUnavailable
from lambdas.uploads.local import LocalUploads
from lambdas.uploads.port import Upload
from tests.lambdas.documents.conftest import REFERENCE, TITLE, Put
from tests.lambdas.uploads import files

NOW = datetime(2026, 6, 5, 6, tzinfo=UTC)


def kinds(records: LocalRecords) -> list[str]:
    return [str(event.kind) for event in records.events(REFERENCE)][1:]


def owed(records: LocalRecords) -> list[str]:
    return [item.kind for item in records.pending() if item.kind.startswith("document")]


def test_a_clean_document_is_kept_with_its_fingerprint_and_the_agency_is_told(
    uploads: LocalUploads, stored: LocalRecords, put: Put
) -> None:
    file = put(files.pdf())
    assert arrive(uploads, stored, file, NOW)
    assert [one.state for one in listed(stored.events(REFERENCE))] == ["checking"]
    assert owed(stored) == []
    scanned(uploads, stored, file, "clean", "clamav", NOW)
    [one] = listed(stored.events(REFERENCE))
    assert (one.number, one.state, one.kind, one.scanned_by) == (1, "added", "pdf", "clamav")
    event = stored.events(REFERENCE)[-1]
    assert [document.sha256 for document in event.documents] == [sha256(files.pdf())]
    assert stored.document(REFERENCE, event.documents[0].name) == files.pdf()
    assert TITLE in stored.document(REFERENCE, one.title_in).decode()
    assert uploads.waiting() == []
    assert owed(stored) == ["document_notice"]
    verify(stored.events(REFERENCE))


@pytest.mark.parametrize(("verdict", "reason"), [("malware", "malware"), ("not_scanned", "not_scanned")])
def test_what_the_scan_does_not_clear_is_destroyed_and_both_sides_are_told(
    uploads: LocalUploads, stored: LocalRecords, put: Put, verdict: Any, reason: str
) -> None:
    file = put(files.pdf())
    scanned(uploads, stored, file, verdict, "guardduty", NOW)
    [one] = listed(stored.events(REFERENCE))
    assert (one.state, one.reason) == ("refused", reason)
    assert uploads.waiting() == []
    assert owed(stored) == ["document_notice", "document_refused"]
    with pytest.raises(KeyError):
        stored.document(REFERENCE, f"document-{one.id}.pdf")


def test_the_wrong_kind_is_refused_before_any_scan(
    uploads: LocalUploads, stored: LocalRecords, put: Put
) -> None:
    file = put(b"MZ\x90\0")
    arrive(uploads, stored, file, NOW)
    [one] = listed(stored.events(REFERENCE))
    assert (one.state, one.reason) == ("refused", "wrong_kind")
    assert uploads.waiting() == []
    scanned(uploads, stored, file, "clean", "guardduty", NOW)
    assert kinds(stored) == ["document_refused"]
    assert owed(stored) == ["document_notice", "document_refused"]


def test_the_same_told_twice_late_or_out_of_order_is_one_event(
    uploads: LocalUploads, stored: LocalRecords, put: Put
) -> None:
    file = put(files.pdf())
    scanned(uploads, stored, file, "clean", "guardduty", NOW)
    arrive(uploads, stored, file, NOW)
    scanned(uploads, stored, file, "clean", "guardduty", NOW)
    scanned(uploads, stored, file, "malware", "guardduty", NOW)
    delay(stored, file, NOW)
    assert kinds(stored) == ["document_arrived", "document_added"]


def test_the_same_form_sent_twice_is_one_document_with_one_file_and_two_with_two(
    uploads: LocalUploads, stored: LocalRecords, put: Put
) -> None:
    upload = Upload.new(REFERENCE)
    for body in (files.pdf(), files.pdf(), files.png()):
        scanned(uploads, stored, put(body, upload), "clean", "guardduty", NOW)
    assert [one.kind for one in listed(stored.events(REFERENCE))] == ["pdf", "png"]
    assert uploads.waiting() == []


def test_ten_documents_are_taken_and_one_more_is_refused(
    uploads: LocalUploads, stored: LocalRecords, put: Put
) -> None:
    for number in range(MAX_DOCUMENTS):
        assert left(stored.events(REFERENCE)) == MAX_DOCUMENTS - number
        arrive(uploads, stored, put(files.pdf(str(number))), NOW)
    arrive(uploads, stored, put(files.pdf("one more")), NOW)
    found = listed(stored.events(REFERENCE))
    assert [one.state for one in found] == ["checking"] * 10 + ["refused"]
    assert found[-1].reason == "too_many"
    assert left(stored.events(REFERENCE)) == 0


def test_a_refused_document_leaves_its_place_to_another(
    uploads: LocalUploads, stored: LocalRecords, put: Put
) -> None:
    arrive(uploads, stored, put(b"MZ\0"), NOW)
    assert left(stored.events(REFERENCE)) == MAX_DOCUMENTS


def test_after_thirty_tries_nothing_more_is_filed_or_mailed(
    uploads: LocalUploads, stored: LocalRecords, put: Put
) -> None:
    for number in range(MAX_TRIES + 2):
        arrive(uploads, stored, put(b"MZ\0%d" % number), NOW)
    assert len(listed(stored.events(REFERENCE))) == MAX_TRIES
    assert left(stored.events(REFERENCE)) == 0
    assert uploads.waiting() == []


class Racing(LocalRecords):
    """Records in which another document takes the last place just before each append."""

    before: Callable[[], None] | None = None

    def append(self, event: Event, done: OutboxItem | None, **more: Any) -> None:
        if self.before:
            before, self.before = self.before, None
            before()
        super().append(event, done, **more)


def test_of_two_at_once_for_the_last_place_one_is_refused(
    uploads: LocalUploads, stored: LocalRecords, put: Put, tmp_path: Any
) -> None:
    for number in range(MAX_DOCUMENTS - 1):
        arrive(uploads, stored, put(files.pdf(str(number))), NOW)
    racing = Racing(tmp_path / "data")
    racing.before = lambda: arrive(uploads, stored, put(files.pdf("first")), NOW) and None
    found = arrive(uploads, racing, put(files.pdf("second")), NOW)
    racing.close()
    assert found
    assert (found.state, found.reason) == ("refused", "too_many")
    assert sum(one.state == "checking" for one in listed(stored.events(REFERENCE))) == MAX_DOCUMENTS


def test_a_file_that_was_never_offered_is_destroyed_and_nothing_is_said(
    uploads: LocalUploads, stored: LocalRecords, put: Put
) -> None:
    file = put(files.pdf())
    (uploads._folder / file.upload.note_key).unlink()
    assert arrive(uploads, stored, file, NOW) is None
    elsewhere = put(files.pdf(), Upload.new("NDI-0000-1111"))
    assert arrive(uploads, stored, elsewhere, NOW) is None
    assert kinds(stored) == []
    assert uploads.waiting() == []


def test_a_late_scan_is_told_once_and_still_counts_when_it_comes(
    uploads: LocalUploads, stored: LocalRecords, put: Put
) -> None:
    file = put(files.pdf())
    arrive(uploads, stored, file, NOW)
    delay(stored, file, NOW)
    delay(stored, file, NOW)
    assert owed(stored) == ["document_delayed", "document_notice"]
    assert [event.kind for event in stored.attention()] == ["document_delayed"]
    scanned(uploads, stored, file, "clean", "guardduty", NOW)
    assert kinds(stored) == ["document_arrived", "document_delayed", "document_added"]


class Broken(LocalRecords):
    """Records that fail at one method, before or after it is done."""

    def break_at(self, name: str, *, after: bool) -> None:
        working = getattr(self, name)

        def failing(*given: Any, **named: Any) -> None:
            setattr(self, name, working)
            if after:
                working(*given, **named)
            raise RecordsUnavailable("Broken.")

        setattr(self, name, failing)


@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize("name", ["put_document", "append"])
@pytest.mark.parametrize("step", ["arrive", "add"])
def test_a_fault_at_any_step_leaves_the_file_to_the_next_try(
    uploads: LocalUploads, stored: LocalRecords, put: Put, tmp_path: Any, name: str, after: bool, step: str
) -> None:
    broken, file = Broken(tmp_path / "data"), put(files.pdf())
    if step == "add":
        arrive(uploads, stored, file, NOW)
    broken.break_at(name, after=after)
    with pytest.raises(RecordsUnavailable):
        scanned(uploads, broken, file, "clean", "guardduty", NOW)
    assert [one.version for one in uploads.waiting()] == [file.version]
    scanned(uploads, broken, file, "clean", "guardduty", NOW)
    broken.close()
    assert kinds(stored) == ["document_arrived", "document_added"]
    assert uploads.waiting() == []
    verify(stored.events(REFERENCE))


def test_who_finds_others_writing_all_the_time_says_so(
    uploads: LocalUploads, stored: LocalRecords, put: Put, monkeypatch: pytest.MonkeyPatch
) -> None:
    def taken(*_given: Any, **_named: Any) -> None:
        raise NumberTaken

    file = put(files.pdf())
    monkeypatch.setattr(stored, "append", taken)
    with pytest.raises(NumberTaken):
        arrive(uploads, stored, file, NOW)
    assert len(uploads.waiting()) == 1


def test_events_of_other_kinds_are_no_documents(stored: LocalRecords) -> None:
    last = stored.events(REFERENCE)[-1]
    stored.append(following(last, NOW, "email_sent", (), {"outbox": "x"}), None)
    assert listed(stored.events(REFERENCE)) == []


def test_no_event_holds_a_title(uploads: LocalUploads, stored: LocalRecords, put: Put) -> None:
    for body in (files.pdf(), b"MZ\0"):
        file: File = put(body)
        scanned(uploads, stored, file, "clean", "guardduty", NOW)
    told = " ".join(event.model_dump_json() for event in stored.events(REFERENCE))
    assert TITLE not in told
    assert "Kiri" not in told
