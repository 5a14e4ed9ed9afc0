"""Settles the local outbox within a second, as the notify Lambda does from the DynamoDB stream, and sweeps
every few seconds, as the sweep Lambda does on a schedule.
"""

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from lambdas.local.terminal import warn
from lambdas.notify.stream import stream_event
from lambdas.records.model import OutboxItem
from lambdas.records.port import Records

PAUSE_SECONDS = 0.2
FIRST_WAIT_SECONDS = 0.5
LONGEST_WAIT_SECONDS = 30.0
SWEEP_SECONDS = 3.0

Lambda = Callable[[dict[str, Any], Any], Any]


@dataclass(frozen=True)
class Wait:
    """After so many failures, nothing more is tried before `until` (time.monotonic())."""

    failures: int = 0
    until: float = 0.0

    def after_failure(self, now: float) -> "Wait":
        """Twice as long as the last, up to the longest."""
        seconds = min(FIRST_WAIT_SECONDS * 2**self.failures, LONGEST_WAIT_SECONDS)
        return Wait(self.failures + 1, now + seconds)


class Worker:
    """A thread that hands owed emails to `notify`, and each that failed again later, later and later.

    Without `sweep` nothing is swept.
    """

    def __init__(self, records: Records, notify: Lambda, sweep: Lambda | None = None) -> None:
        self._records = records
        self._notify = notify
        self._sweep = sweep
        self._swept = Wait()
        self._waits: dict[str, Wait] = {}
        self._store = Wait()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="worker", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Return when the batch in hand is done."""
        self._stopping.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._stopping.wait(PAUSE_SECONDS):
            self.work(time.monotonic())

    def work(self, now: float) -> None:
        """Sweep, and settle what is due at `now`. Never raises."""
        if self._sweep and now >= self._swept.until:
            self._sweep_once(self._sweep, now)
        if now < self._store.until:
            return
        try:
            self._work(now)
            self._store = Wait()
        except Exception as failure:
            self._store = self._store.after_failure(now)
            self._say("The records cannot be read", failure, self._store, now)

    def _sweep_once(self, sweep: Lambda, now: float) -> None:
        try:
            sweep({}, None)
            self._swept = Wait(until=now + SWEEP_SECONDS)
        except Exception as failure:
            self._swept = self._swept.after_failure(now)
            self._say("The sweep is not done", failure, self._swept, now)

    def _work(self, now: float) -> None:
        pending = self._records.pending()
        self._waits = {item.id: self._waits.get(item.id, Wait()) for item in pending}
        due = [item for item in pending if self._waits[item.id].until <= now]
        if not due:
            return
        reason = self._attempt(due)
        left = {item.id for item in self._records.pending()}
        for item in due:
            if item.id in left:
                self._waits[item.id] = wait = self._waits[item.id].after_failure(now)
                self._say(f"{item.id} is not settled", reason, wait, now)

    def _attempt(self, due: Sequence[OutboxItem]) -> Exception | None:
        """Hand over; what is still pending afterwards has failed, with or without an exception."""
        try:
            self._notify(stream_event(due), None)
        except Exception as failure:
            return failure
        return None

    def _say(self, what: str, reason: Exception | None, wait: Wait, now: float) -> None:
        # The kind of failure only: its message may quote an answer.
        kind = f" ({type(reason).__name__})" if reason else ""
        warn(f"{what}{kind}; next try in {wait.until - now:g} s.")
