"""What only a folder can be asked: many at once, and a disk in trouble.

Many at once is tried here only: moto does not keep transactions of different threads apart.
"""

import os
import random
import sqlite3
import stat
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from lambdas.records.chain import following, verify
from lambdas.records.local import LocalRecords
from lambdas.records.model import Document
from lambdas.records.port import NumberTaken, RecordsUnavailable, ReferenceTaken, SubmissionExists

Begin = Callable[..., Any]


def test_200_sends_at_once_with_20_keys_give_20_reports(local_records: LocalRecords, begin: Begin) -> None:
    presses = [begin(f"NDI-0000-{place:04d}", f"key {place % 20}") for place in range(200)]
    random.shuffle(presses)

    def send(press: Any) -> str:
        try:
            press.store(local_records)
        except SubmissionExists as earlier:
            return earlier.submission.reference
        return str(press.submission.reference)

    with ThreadPoolExecutor(32) as pool:
        told = Counter(pool.map(send, presses))
    assert sorted(told.values()) == [10] * 20
    assert set(told) == set(local_records.references())
    for press in presses:
        stored = local_records.submission(press.submission.id)
        assert stored
        assert told[stored.reference] == 10
    assert len(local_records.pending()) == 40


def test_two_stores_on_one_folder_wait_for_each_other(tmp_path: Path, begin: Begin) -> None:
    def send_twenty(run: str) -> None:
        with closing(LocalRecords(tmp_path)) as records:
            for number in range(20):
                reference = f"NDI-{run}-{number:04d}"
                begin(reference, key=reference).store(records)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(send_twenty, ("AAAA", "BBBB", "CCCC", "DDDD")))
    with closing(LocalRecords(tmp_path)) as records:
        assert len(records.references()) == 80


def test_one_of_many_appends_at_once_gets_the_number(local_records: LocalRecords, begin: Begin) -> None:
    sent = begin()
    sent.store(local_records)

    def append(writer: int) -> bool:
        event = following(sent.event, sent.event.at, "email_sent", (), {"outbox": str(writer)})
        try:
            local_records.append(event, done=None)
        except NumberTaken:
            return False
        return True

    with ThreadPoolExecutor(16) as pool:
        assert sum(pool.map(append, range(32))) == 1
    verify(local_records.events("NDI-4K7Q-2MXR"))


def test_one_of_many_documents_at_once_gets_the_name(local_records: LocalRecords) -> None:
    def put(writer: int) -> bytes | None:
        body = bytes([writer]) * 200_000
        try:
            local_records.put_document("NDI-4K7Q-2MXR", Document.of("a.bin", body, "text/plain"), body)
        except ReferenceTaken:
            return None
        return body

    with ThreadPoolExecutor(16) as pool:
        stored = [body for body in pool.map(put, range(32)) if body]
    assert stored == [local_records.document("NDI-4K7Q-2MXR", "a.bin")]


def test_a_writer_in_another_process_is_waited_for_and_then_reported(tmp_path: Path, begin: Begin) -> None:
    with closing(LocalRecords(tmp_path, busy_seconds=0.05)) as records:
        with closing(sqlite3.connect(tmp_path / "records.sqlite", isolation_level=None)) as other:
            other.execute("begin immediate")
            with pytest.raises(
                RecordsUnavailable, match=r"^The local records did not answer: OperationalError\.$"
            ):
                begin().store(records)
        assert records.references() == []
        begin().store(records)
        assert records.references() == ["NDI-4K7Q-2MXR"]


def test_a_commit_that_breaks_half_way_leaves_nothing(tmp_path: Path, begin: Begin) -> None:
    sent = begin()
    with closing(LocalRecords(tmp_path)) as records:
        with closing(sqlite3.connect(tmp_path / "records.sqlite")) as other:
            other.execute(
                "create trigger full before insert on outbox begin select raise(abort, 'full'); end"
            )
        with pytest.raises(RecordsUnavailable):
            sent.store(records)
        assert records.events("NDI-4K7Q-2MXR") == []
        assert records.submission(sent.submission.id) is None


def test_a_disk_that_refuses_a_document_is_reported_and_leaves_no_file(
    tmp_path: Path, begin: Begin, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    with closing(LocalRecords(tmp_path)) as records:
        monkeypatch.setattr("lambdas.records.files.os.fsync", full)
        with pytest.raises(RecordsUnavailable, match="OSError"):
            begin().put(records)
        assert [file for file in tmp_path.rglob("*") if file.is_file() and "sqlite" not in file.name] == []
        with pytest.raises(KeyError):
            records.document("NDI-4K7Q-2MXR", "report.json")


def test_a_file_in_place_of_the_folder_is_reported(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("not a folder")
    with pytest.raises(RecordsUnavailable):
        LocalRecords(tmp_path / "data")


def test_a_document_is_on_disk_before_it_has_its_name(
    local_records: LocalRecords, begin: Begin, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps: list[str] = []
    fsync, link = os.fsync, os.link

    def noted_fsync(descriptor: int) -> None:
        is_folder = stat.S_ISDIR(os.fstat(descriptor).st_mode)
        steps.append("flush names" if is_folder else "flush bytes")
        fsync(descriptor)

    def noted_link(old: str, new: Path) -> None:
        steps.append("name")
        link(old, new)

    monkeypatch.setattr("lambdas.records.files.os.fsync", noted_fsync)
    monkeypatch.setattr("lambdas.records.files.os.link", noted_link)
    begin().put(local_records)
    assert steps == ["flush bytes", "name", "flush names", "flush names"]


def test_events_are_flushed_at_every_commit(local_records: LocalRecords) -> None:
    connection = local_records._connection
    assert connection.execute("pragma journal_mode").fetchone() == ("wal",)
    assert connection.execute("pragma synchronous").fetchone() == (2,)


def test_only_the_owner_can_read_the_folder(
    local_records: LocalRecords, begin: Begin, tmp_path: Path
) -> None:
    begin().store(local_records)
    assert (tmp_path / "data").stat().st_mode & 0o077 == 0
    assert (tmp_path / "data/records/NDI-4K7Q-2MXR/report.json").stat().st_mode & 0o077 == 0


@pytest.fixture
def abandoned(tmp_path: Path) -> Iterator[Path]:
    with closing(LocalRecords(tmp_path)):
        file = tmp_path / "incoming" / "half-written"
        file.write_text("half")
        yield file


def test_what_a_killed_process_was_writing_is_removed_after_an_hour(abandoned: Path) -> None:
    os.utime(abandoned, (time.time() - 3601,) * 2)
    LocalRecords(abandoned.parent.parent).close()
    assert not abandoned.exists()


def test_what_another_process_may_be_writing_is_left_alone(abandoned: Path) -> None:
    LocalRecords(abandoned.parent.parent).close()
    assert abandoned.exists()


def test_what_another_process_finishes_meanwhile_is_passed_over(
    abandoned: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    os.utime(abandoned, (time.time() - 3601,) * 2)
    listed = [abandoned.with_name("finished"), abandoned]
    monkeypatch.setattr(Path, "iterdir", lambda _folder: iter(listed))
    LocalRecords(abandoned.parent.parent).close()
    assert not abandoned.exists()


def test_the_database_holds_no_answer(local_records: LocalRecords, begin: Begin, tmp_path: Path) -> None:
    begin().store(local_records)
    stored = b"".join(file.read_bytes() for file in (tmp_path / "data").glob("records.sqlite*"))
    assert b"NDI-4K7Q-2MXR" in stored
    for answer in (b"fell in the kitchen", b"Ari Example", b"430000001", b"provider.example"):
        assert answer not in stored
