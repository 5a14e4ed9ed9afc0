"""Claims on outbox items, on the folder and on AWS: one worker at a time, nothing forgotten."""

import sqlite3
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from lambdas.records.chain import following
from lambdas.records.local import LocalRecords
from lambdas.records.model import OutboxItem, Owed
from lambdas.records.outbox import CLAIM, LOOK_AFTER, MOST_TRIES, WAITS, claim, hand_over, release
from lambdas.records.port import Records
from tests.lambdas.conftest import RECEIVED_AT

Begin = Callable[..., Any]
NOW = datetime(2026, 6, 5, 4, 31, tzinfo=UTC)
INSTANT = timedelta(microseconds=1)


@pytest.fixture
def item(records: Records, begin: Begin) -> OutboxItem:
    """The first of the two that a report owes."""
    sent = begin()
    sent.store(records)
    first: OutboxItem = sent.outbox[0]
    return first


def claimed(item: OutboxItem, records: Records, now: datetime = NOW) -> Owed:
    owed = claim(item, records, now)
    assert owed
    return owed


def test_a_new_item_is_ready_and_untried(records: Records, item: OutboxItem) -> None:
    assert records.owed(item) == Owed(item=item, state="ready", tries=0, due_at=RECEIVED_AT + LOOK_AFTER)


def test_of_two_workers_one_gets_it(records: Records, item: OutboxItem) -> None:
    owed = claimed(item, records)
    assert owed == Owed(item=item, state="claimed", tries=1, due_at=NOW + CLAIM)
    assert records.owed(item) == owed
    assert claim(item, records, NOW) is None


def test_of_two_workers_that_read_the_same_one_gets_it(records: Records, item: OutboxItem) -> None:
    before = records.owed(item)
    assert before
    one, other = (
        before.model_copy(update={"state": "claimed", "tries": 1, "due_at": NOW + late})
        for late in (INSTANT, 2 * INSTANT)
    )
    assert [records.advance(before, after) for after in (one, other)] == [True, False]
    assert records.owed(item) == one


def test_of_many_workers_at_once_one_gets_it(local_records: LocalRecords, begin: Begin) -> None:
    """On the folder only: moto does not keep threads apart."""
    sent = begin()
    sent.store(local_records)
    ready = threading.Barrier(16)

    def work(_: int) -> Owed | None:
        ready.wait()
        return claim(sent.outbox[0], local_records, NOW)

    with ThreadPoolExecutor(16) as pool:
        assert len([owed for owed in pool.map(work, range(16)) if owed]) == 1


def test_what_was_settled_cannot_be_claimed(records: Records, item: OutboxItem) -> None:
    before = records.owed(item)
    records.clear(item)
    assert before
    assert records.owed(item) is None
    assert claim(item, records, NOW) is None
    assert not records.advance(before, before)
    assert records.owed(item) is None


def test_a_claim_holds_for_a_quarter_of_an_hour_and_is_then_left_over(
    records: Records, item: OutboxItem
) -> None:
    assert timedelta(minutes=15) == CLAIM
    owed = claimed(item, records)
    assert owed not in records.left_over(NOW + CLAIM - INSTANT)
    assert owed in records.left_over(NOW + CLAIM)


def test_what_runs_out_or_waited_is_claimed_again_only_once_it_is_handed_over(
    records: Records, item: OutboxItem
) -> None:
    owed = claimed(item, records)
    later = NOW + CLAIM
    assert claim(item, records, later) is None
    assert hand_over(owed, records, later)
    assert claimed(item, records, later).tries == 2


def test_an_item_is_handed_over_once_by_two_sweeps_and_looked_at_again(
    records: Records, item: OutboxItem
) -> None:
    at = RECEIVED_AT + LOOK_AFTER
    (owed, _) = records.left_over(at)
    assert hand_over(owed, records, at)
    assert not hand_over(owed, records, at + INSTANT)
    assert records.owed(item) == owed.model_copy(update={"due_at": at + LOOK_AFTER})


def test_a_worker_that_was_too_slow_cannot_release_what_another_has(
    records: Records, item: OutboxItem
) -> None:
    slow = claimed(item, records)
    hand_over(slow, records, NOW + CLAIM)
    quick = claimed(item, records, NOW + CLAIM)
    assert not release(slow, records, NOW + CLAIM)
    assert records.owed(item) == quick


def test_each_failed_try_waits_longer_than_the_one_before_and_no_wait_is_a_day(
    records: Records, item: OutboxItem
) -> None:
    now, waited = NOW, []
    for _ in range(MOST_TRIES + 1):
        assert release(claimed(item, records, now), records, now)
        owed = records.owed(item)
        assert owed
        assert owed.state == "waiting"
        waited.append(owed.due_at - now)
        now = owed.due_at
        assert hand_over(owed, records, now)
    assert waited == [*WAITS, WAITS[-1], WAITS[-1]]
    assert sorted(set(waited)) == list(WAITS)
    assert sum(WAITS, timedelta()) < timedelta(days=1)


def test_what_is_left_over_comes_longest_due_first_and_no_more_than_asked(
    records: Records, begin: Begin
) -> None:
    sent = begin()
    sent.store(records)
    first, second = sent.outbox
    release(claimed(first, records), records, NOW)
    later = NOW + timedelta(days=400)
    assert [owed.item for owed in records.left_over(later)] == [first, second]
    assert [owed.item for owed in records.left_over(later, most=1)] == [first]
    assert records.left_over(NOW) == []


def test_follow_ups_and_emails_are_not_mixed(records: Records, item: OutboxItem) -> None:
    later = NOW + timedelta(days=400)
    assert records.left_over(later)
    assert records.due(later) == []


def test_an_item_that_comes_with_a_later_event_is_ready_too(records: Records, begin: Begin) -> None:
    sent = begin()
    sent.store(records)
    owed = OutboxItem.of(sent.event.reference, "reminder", NOW, "second")
    records.append(following(sent.event, NOW, "follow_up_reminder", (), {}), None, outbox=[owed])
    assert claimed(owed, records).due_at == NOW + CLAIM


def test_on_a_folder_claims_of_a_dead_process_end_at_once(local_records: LocalRecords, begin: Begin) -> None:
    sent = begin()
    sent.store(local_records)
    claim(sent.outbox[0], local_records, NOW)
    release(claimed(sent.outbox[1], local_records), local_records, NOW)
    assert local_records.ready(9) == []
    local_records.free()
    assert local_records.ready(9) == [sent.outbox[0]]


def test_a_folder_hands_over_the_oldest_items_and_no_more_than_asked(
    local_records: LocalRecords, begin: Begin
) -> None:
    first, second = begin(), begin("NDI-5K7Q-2MXR", "another press")
    for sent in (first, second):
        sent.store(local_records)
    assert local_records.ready(3) == [*first.outbox, second.outbox[0]]


def test_the_outbox_of_an_earlier_folder_is_ready(tmp_path: Path, begin: Begin) -> None:
    item = begin().outbox[0]
    with closing(sqlite3.connect(tmp_path / "records.sqlite")) as earlier:
        earlier.execute("create table outbox (id text primary key, body text not null)")
        earlier.execute("insert into outbox values (?, ?)", (item.id, item.model_dump_json()))
        earlier.commit()
    for _ in range(2):
        with closing(LocalRecords(tmp_path)) as records:
            assert records.ready(9) == [item]
            assert [owed.item for owed in records.left_over(NOW)] == [item]
