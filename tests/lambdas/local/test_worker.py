"""The worker hands over what is ready, and later and later what nobody could claim."""

from collections.abc import Sequence
from datetime import UTC, datetime
from time import monotonic, sleep
from typing import Any

import pytest

from lambdas.local.worker import MOST, PAUSE_SECONDS, SWEEP_SECONDS, Wait, Worker
from lambdas.notify.stream import owed
from lambdas.records.model import OutboxItem
from tests.lambdas.local.client import PATIENCE

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
ONE = OutboxItem.of("NDI-0000-0000", "confirmation", NOON)
TWO = OutboxItem.of("NDI-0000-0000", "notice", NOON)


class Outbox:
    """Records of which only the outbox is asked for."""

    def __init__(self, *items: OutboxItem) -> None:
        self.items = list(items)
        self.freed = 0
        self.failure: Exception | None = None

    def ready(self, most: int) -> list[OutboxItem]:
        if self.failure:
            raise self.failure
        return self.items[:most]

    def free(self) -> None:
        if self.failure:
            raise self.failure
        self.freed += 1


class Notify:
    """Takes items out of the outbox, but for those it is told to fail."""

    def __init__(
        self, outbox: Outbox, failing: Sequence[OutboxItem] = (), failure: Exception | None = None
    ) -> None:
        self.outbox, self.failing, self.failure = outbox, list(failing), failure
        self.batches: list[list[OutboxItem]] = []

    def __call__(self, event: dict[str, Any], context: object) -> None:
        items = [item for record in event["Records"] if (item := owed(record))]
        self.batches.append(items)
        for item in items:
            if item not in self.failing:
                self.outbox.items.remove(item)
        if self.failure and any(item in self.failing for item in items):
            raise self.failure


def worker_for(outbox: Outbox, notify: Notify) -> Worker:
    return Worker(outbox, notify)


def test_all_that_is_owed_is_handed_over_as_stream_records() -> None:
    outbox = Outbox(ONE, TWO)
    notify = Notify(outbox)
    worker_for(outbox, notify).work(0.0)
    assert notify.batches == [[ONE, TWO]]


def test_it_hands_over_some_at_a_time_so_that_a_stop_need_not_wait_for_thousands() -> None:
    items = [OutboxItem.of(f"NDI-0000-{number:04d}", "notice", NOON) for number in range(MOST + 1)]
    notify = Notify(Outbox(*items))
    worker = worker_for(notify.outbox, notify)
    worker.work(0.0)
    assert [len(batch) for batch in notify.batches] == [MOST]
    worker.work(0.2)
    assert notify.batches == [items[:MOST], items[MOST:]]


def test_nothing_owed_calls_nothing() -> None:
    notify = Notify(Outbox())
    worker_for(notify.outbox, notify).work(0.0)
    assert notify.batches == []


@pytest.mark.parametrize("failure", [None, RuntimeError("Alex Example")])
def test_what_failed_is_tried_later_and_later_and_does_not_hold_up_the_rest(
    capfd: pytest.CaptureFixture[str], failure: Exception | None
) -> None:
    outbox = Outbox(ONE)
    notify = Notify(outbox, failing=[ONE], failure=failure)
    worker = worker_for(outbox, notify)
    worker.work(0.0)
    outbox.items.append(TWO)
    worker.work(0.1)
    assert notify.batches == [[ONE], [TWO]]
    worker.work(0.5)
    worker.work(1.4)
    worker.work(1.5)
    assert notify.batches == [[ONE], [TWO], [ONE], [ONE]]
    kind = " (RuntimeError)" if failure else ""
    assert capfd.readouterr().err.splitlines() == [
        f"NDI-0000-0000-confirmation is not claimed{kind}; next try in {seconds} s."
        for seconds in ("0.5", "1", "2")
    ]


def test_no_wait_is_longer_than_half_a_minute() -> None:
    wait = Wait()
    waits = []
    for _ in range(9):
        wait = wait.after_failure(0.0)
        waits.append(wait.until)
    assert waits == [0.5, 1, 2, 4, 8, 16, 30, 30, 30]


def test_a_store_that_cannot_be_read_is_asked_again_later(capfd: pytest.CaptureFixture[str]) -> None:
    outbox = Outbox(ONE)
    notify = Notify(outbox)
    worker = worker_for(outbox, notify)
    outbox.failure = OSError("disk")
    worker.work(0.0)
    worker.work(0.4)
    assert capfd.readouterr().err == "The records cannot be read (OSError); next try in 0.5 s.\n"
    outbox.failure = None
    worker.work(0.5)
    assert notify.batches == [[ONE]]


def test_it_sweeps_every_few_seconds_and_later_after_a_failure(capfd: pytest.CaptureFixture[str]) -> None:
    outbox = Outbox()
    swept: list[float] = []
    now = [0.0]

    def sweep(_event: dict[str, Any], _context: object) -> None:
        swept.append(now[0])
        if len(swept) == 2:
            raise OSError("Alex Example")

    worker = Worker(outbox, Notify(outbox), sweep)
    for now[0] in (0.0, SWEEP_SECONDS - 0.1, SWEEP_SECONDS, SWEEP_SECONDS + 0.4, SWEEP_SECONDS + 0.5):
        worker.work(now[0])
    assert swept == [0.0, SWEEP_SECONDS, SWEEP_SECONDS + 0.5]
    assert capfd.readouterr().err == "The sweep is not done (OSError); next try in 0.5 s.\n"


def test_a_sweep_that_fails_does_not_keep_emails_back() -> None:
    outbox = Outbox(ONE)
    notify = Notify(outbox)

    def sweep(_event: dict[str, Any], _context: object) -> None:
        raise OSError

    Worker(outbox, notify, sweep).work(0.0)
    assert notify.batches == [[ONE]]


def test_the_thread_looks_several_times_a_second_settles_and_stops() -> None:
    assert PAUSE_SECONDS < 0.5
    outbox = Outbox()
    worker = worker_for(outbox, Notify(outbox))
    worker.start()
    sleep(PAUSE_SECONDS)
    outbox.items.append(ONE)
    until = monotonic() + PATIENCE
    while outbox.items and monotonic() < until:
        sleep(0.01)
    worker.stop()
    assert outbox.items == []
    assert outbox.freed == 1


def test_claims_that_cannot_be_ended_do_not_keep_it_from_starting(
    capfd: pytest.CaptureFixture[str],
) -> None:
    outbox = Outbox()
    outbox.failure = OSError("Alex Example")
    worker = worker_for(outbox, Notify(outbox))
    worker.start()
    worker.stop()
    assert capfd.readouterr().err.splitlines()[0] == (
        "Claims are not ended (OSError); they end by themselves in 15 minutes."
    )
