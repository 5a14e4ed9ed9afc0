"""Awaited follow-ups: reminded of once before they are due, overdue after, however late or often swept."""

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from lambdas import ports
from lambdas.records.chain import following, verify
from lambdas.records.model import Awaited, Event
from lambdas.records.port import Link, Records, RecordsUnavailable
from lambdas.sweep import handler as sweep
from lambdas.sweep.follow_ups import settle_due
from tests.lambdas.sweep.conftest import Sweep

Begin = Callable[..., Any]
At = Callable[[datetime], dict[str, int]]
REMIND = datetime(2026, 6, 10, 2, tzinfo=UTC)
DUE = REMIND + timedelta(days=1)
SECOND = timedelta(seconds=1)
REFERENCE = "NDI-4K7Q-2MXR"


def waiting(reference: str = REFERENCE, form: str = "second") -> Awaited:
    return Awaited(reference=reference, form=form, clock="ndis_5bd", step="remind", at=REMIND, due_at=DUE)


def begun(records: Records, begin: Begin, reference: str = REFERENCE, key: str = "one") -> Event:
    sent = begin(reference, key)
    sent.put(records)
    records.commit(sent.event, sent.submission, (), awaited=[waiting(reference)])
    event: Event = sent.event
    return event


@pytest.fixture
def at(swept: Sweep) -> At:
    """Run the sweep as if it were some moment."""
    return lambda now: {"done": swept(now)["done"]}


def kinds(records: Records, reference: str = REFERENCE) -> Sequence[str]:
    return [event.kind for event in records.events(reference)][1:]


def reminders(records: Records) -> list[str]:
    return [item.id for item in records.pending() if item.kind == "reminder"]


def test_nothing_happens_before_the_moment_set(records: Records, begin: Begin, at: At) -> None:
    begun(records, begin)
    assert at(REMIND - SECOND) == {"done": 0}
    assert kinds(records) == []


@pytest.mark.parametrize("late", [timedelta(0), SECOND, timedelta(hours=23)])
def test_the_reminder_is_owed_at_or_after_its_moment(
    records: Records, begin: Begin, at: At, late: timedelta
) -> None:
    begun(records, begin)
    assert at(REMIND + late) == {"done": 1}
    assert kinds(records) == ["follow_up_reminder"]
    assert reminders(records) == [f"{REFERENCE}-reminder-second"]
    assert records.events(REFERENCE)[-1].details == {"form": "second", "clock": "ndis_5bd"}


def test_nobody_is_reminded_twice(records: Records, begin: Begin, at: At) -> None:
    begun(records, begin)
    for minutes in range(5):
        at(REMIND + timedelta(minutes=minutes))
    assert kinds(records) == ["follow_up_reminder"]
    assert len(reminders(records)) == 1


def test_it_is_overdue_after_its_due_time_and_once(records: Records, begin: Begin, at: At) -> None:
    begun(records, begin)
    at(REMIND)
    assert at(DUE) == {"done": 0}
    assert at(DUE + SECOND) == {"done": 1}
    assert at(DUE + SECOND) == {"done": 0}
    assert kinds(records) == ["follow_up_reminder", "follow_up_overdue"]
    assert records.awaited(REFERENCE) == []
    verify(records.events(REFERENCE))


def test_a_sweep_that_comes_only_after_the_due_time_marks_it_overdue_without_a_reminder(
    records: Records, begin: Begin, at: At
) -> None:
    begun(records, begin)
    assert at(DUE + timedelta(days=90)) == {"done": 1}
    assert kinds(records) == ["follow_up_overdue"]
    assert reminders(records) == []


@pytest.mark.parametrize("reminded", [False, True])
def test_a_follow_up_that_arrived_stops_both(records: Records, begin: Begin, at: At, reminded: bool) -> None:
    begun(records, begin)
    if reminded:
        at(REMIND)
    sent = begin("NDF-0000-1111", "follow-up")
    sent.put(records)
    last = records.events(REFERENCE)[-1]
    event = following(last, REMIND, "linked", (), {"arrived": "NDF-0000-1111", "form": "second"})
    records.commit(sent.event, sent.submission, (), link=Link(event, {"second": None}))
    assert at(REMIND) == {"done": 0}
    assert at(DUE + timedelta(days=9)) == {"done": 0}
    assert kinds(records) == [*(["follow_up_reminder"] if reminded else []), "linked"]


def test_what_is_no_longer_awaited_is_not_acted_on_though_the_list_still_has_it(
    records: Records, begin: Begin
) -> None:
    first = begun(records, begin)
    records.append(following(first, REMIND, "linked", (), {}), None, awaited={"second": None})
    assert settle_due(waiting(), records, REMIND) is False
    assert kinds(records) == ["linked"]


def test_two_sweeps_at_once_remind_once(local_records: Records, begin: Begin) -> None:
    """On the folder only: moto's transactions are not isolated between threads."""
    begun(local_records, begin)
    ready = threading.Barrier(8)

    def run(_: int) -> bool:
        ready.wait()
        return settle_due(waiting(), local_records, REMIND)

    with ThreadPoolExecutor(8) as pool:
        done = list(pool.map(run, range(8)))
    assert done.count(True) == 1
    assert kinds(local_records) == ["follow_up_reminder"]
    assert len(reminders(local_records)) == 1


class Between:
    """A store in which another sweep is quicker, between what is read and what is written."""

    def __init__(self, records: Records) -> None:
        self.records = records
        self.others: list[bool] = []

    def __getattr__(self, name: str) -> Any:
        return getattr(self.records, name)

    def append(self, *given: Any, **named: Any) -> None:
        if not self.others:
            self.others.append(settle_due(waiting(), self.records, REMIND))
        self.records.append(*given, **named)


def test_of_two_sweeps_that_read_the_same_the_slower_finds_it_done(records: Records, begin: Begin) -> None:
    begun(records, begin)
    between = Between(records)
    assert settle_due(waiting(), between, REMIND) is False
    assert between.others == [True]
    assert kinds(records) == ["follow_up_reminder"]
    assert len(reminders(records)) == 1


class Failing:
    """A store that fails on one operation of one record."""

    def __init__(self, records: Records, operation: str, reference: str, *, after: bool) -> None:
        self.records, self.operation, self.reference, self.after = records, operation, reference, after

    def __getattr__(self, name: str) -> Any:
        whole = getattr(self.records, name)
        if name != self.operation:
            return whole

        def failing(first: Any, *given: Any, **named: Any) -> Any:
            if getattr(first, "reference", first) != self.reference:
                return whole(first, *given, **named)
            if self.after:
                whole(first, *given, **named)
            raise RecordsUnavailable("a fault was put here")

        return failing


@pytest.mark.parametrize("operation", ["events", "awaited", "append"])
@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
def test_a_fault_at_any_step_holds_up_no_other_record_and_the_next_run_reminds_once(
    records: Records, begin: Begin, at: At, monkeypatch: pytest.MonkeyPatch, operation: str, after: bool
) -> None:
    begun(records, begin)
    begun(records, begin, "NDI-0000-1111", "two")
    with monkeypatch.context() as faulty:
        faulty.setattr(ports, "records", lambda: Failing(records, operation, REFERENCE, after=after))
        with pytest.raises(sweep.SweepIncomplete, match="1 of 2 steps failed"):
            at(REMIND)
    assert kinds(records, "NDI-0000-1111") == ["follow_up_reminder"]
    at(REMIND + SECOND)
    assert kinds(records) == ["follow_up_reminder"]
    assert len(reminders(records)) == 2


def test_a_sweep_does_its_most_and_leaves_the_rest_to_the_next(
    records: Records, begin: Begin, at: At, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert sweep.MOST == 500
    monkeypatch.setattr(sweep, "MOST", 2)
    for number in range(3):
        begun(records, begin, f"NDI-0000-000{number}", str(number))
    assert at(REMIND) == {"done": 2}
    assert at(REMIND) == {"done": 1}
    assert at(REMIND) == {"done": 0}
