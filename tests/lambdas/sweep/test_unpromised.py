"""Documents that nobody was promised: found a day later, and removed where the store lets us."""

import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from forms_src.references import ALPHABET
from lambdas import ports
from lambdas.records.aws import AwsRecords
from lambdas.records.listing import PART_SECONDS
from lambdas.records.local import LocalRecords
from lambdas.records.port import Records, RecordsUnavailable
from lambdas.sweep import handler as sweep
from lambdas.sweep.unpromised import SAFE_AGE, discard_unpromised

Begin = Callable[..., Any]
LEFT, STORED = "NDI-4K7Q-2MXR", "NDI-4000-1111"
MINUTE = timedelta(minutes=1)


def turn_of(letter: str, after: datetime) -> datetime:
    """The first moment in the turn of a letter: on AWS each has ten minutes."""
    turn = int(after.timestamp()) // PART_SECONDS
    turn += (ALPHABET.index(letter) - turn) % len(ALPHABET)
    return max(after, datetime.fromtimestamp(turn * PART_SECONDS, UTC))


def a_day_later() -> datetime:
    """A moment at which what was just written is as old as it has to be, in the turn of both references."""
    return turn_of("4", datetime.now(UTC) + MINUTE) + SAFE_AGE


def put(records: Records, begin: Begin) -> None:
    begin(STORED, "stored").store(records)
    begin(LEFT, "left").put(records)


def test_what_has_no_event_is_found_when_it_is_old_enough_and_a_record_never_is(
    records: Records, begin: Begin
) -> None:
    put(records, begin)
    later = a_day_later()
    assert records.unpromised(later - SAFE_AGE) == [LEFT]
    assert records.unpromised(turn_of("4", datetime.now(UTC) - SAFE_AGE)) == []


def test_one_document_that_is_new_keeps_the_others(
    local_records: LocalRecords, begin: Begin, tmp_path: Path
) -> None:
    put(local_records, begin)
    folder = tmp_path / "data" / "records" / LEFT
    (folder / "rendition.html").touch()
    long_ago = (datetime.now(UTC) - 9 * SAFE_AGE).timestamp()
    for path in (folder / "report.json", folder):
        os.utime(path, (long_ago, long_ago))
    assert local_records.unpromised(datetime.now(UTC) - SAFE_AGE) == []
    os.utime(folder / "rendition.html", (long_ago, long_ago))
    os.utime(folder, (long_ago, long_ago))
    assert local_records.unpromised(datetime.now(UTC) - SAFE_AGE) == [LEFT]


def test_the_sweep_removes_it_once_and_a_record_stays(
    local_records: LocalRecords, begin: Begin, tmp_path: Path
) -> None:
    put(local_records, begin)
    later = a_day_later()
    assert discard_unpromised(local_records, later) == 1
    assert discard_unpromised(local_records, later) == 0
    assert [folder.name for folder in (tmp_path / "data" / "records").iterdir()] == [STORED]
    assert local_records.document(STORED, "report.json")


def test_what_has_become_a_record_meanwhile_stays(local_records: LocalRecords, begin: Begin) -> None:
    put(local_records, begin)
    local_records.discard(STORED)
    assert local_records.document(STORED, "report.json")


def test_who_comes_back_after_the_sweep_removed_it_stores_no_record_without_it(
    local_records: LocalRecords, begin: Begin
) -> None:
    slept = begin(LEFT, "left")
    slept.put(local_records)
    assert discard_unpromised(local_records, a_day_later()) == 1
    with pytest.raises(RecordsUnavailable):
        local_records.commit(slept.event, slept.submission, slept.outbox)
    assert local_records.references() == []
    slept.store(local_records)  # pressed again
    assert local_records.document(LEFT, "report.json")


def test_on_aws_it_is_kept_and_told_again_with_its_reference_alone(
    aws_records: AwsRecords, begin: Begin, caplog: pytest.LogCaptureFixture
) -> None:
    put(aws_records, begin)
    later = a_day_later()
    for _ in range(2):
        assert discard_unpromised(aws_records, later) == 1
    assert aws_records.document(LEFT, "report.json")
    told = [(record.message, record.reference, record.reason) for record in caplog.records]  # type: ignore[attr-defined]
    assert told == [("Documents without a record", LEFT, "kept by the lock")] * 2


def test_on_aws_every_letter_has_its_turn_within_six_hours(aws_records: AwsRecords, begin: Begin) -> None:
    put(aws_records, begin)
    begin("SSC-ZZZZ-0000", "another").put(aws_records)
    start = datetime.now(UTC) + MINUTE
    runs = [start + timedelta(minutes=10 * number) for number in range(36)]
    assert {found for at in runs for found in aws_records.unpromised(at)} == {LEFT, "SSC-ZZZZ-0000"}


def test_a_list_of_several_pages_is_read_to_its_end(
    aws_records: AwsRecords, begin: Begin, monkeypatch: pytest.MonkeyPatch
) -> None:
    left = [f"NDI-4000-{number:04d}" for number in range(5)]
    for number, reference in enumerate(left):
        begin(reference, str(number)).put(aws_records)
    whole = aws_records._listed
    monkeypatch.setattr(aws_records, "_listed", lambda **request: whole(**request, MaxKeys=2))
    assert aws_records.unpromised(a_day_later() - SAFE_AGE) == left


def test_a_store_that_cannot_be_listed_holds_up_nothing_else_and_the_alarm_hears(
    local_records: LocalRecords, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_before: datetime) -> list[str]:
        raise RecordsUnavailable

    monkeypatch.setattr(ports, "records", lambda: local_records)
    monkeypatch.setattr(local_records, "unpromised", fail)
    with pytest.raises(sweep.SweepIncomplete, match="1 of 1 steps failed"):
        sweep.handler({}, None)
