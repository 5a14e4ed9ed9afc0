"""Settles the local outbox within a second, as the notify Lambda does from the DynamoDB stream, and sweeps
every few seconds, as the sweep Lambda does on a schedule.

The worker is the stream: it hands over what is ready to be claimed. When to try again after a failure is for
the sweep. What nobody could claim is handed over again, later and later.
"""

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from lambdas.local.terminal import warn
from lambdas.notify.stream import stream_event
from lambdas.records.model import OutboxItem

PAUSE_SECONDS = 0.2
FIRST_WAIT_SECONDS = 0.5
LONGEST_WAIT_SECONDS = 30.0
SWEEP_SECONDS = 3.0
MOST = 50  # at a time: Ctrl-C waits for them
IN_SIGHT = 1000  # of those ready; some may have to wait, and others must not wait for them

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


class Outbox(Protocol):
    """What lambdas.records.local.LocalRecords offers to the one process that uses its folder."""

    def ready(self, most: int) -> list[OutboxItem]:
        """The oldest items that may be claimed."""

    def free(self) -> None:
        """End every claim."""


class Worker:
    """A thread that hands emails that are ready to `notify`. As it starts, claims of a dead process end.

    Without `sweep` nothing is swept.
    """

    def __init__(self, outbox: Outbox, notify: Lambda, sweep: Lambda | None = None) -> None:
        self._outbox = outbox
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
        self._free()
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

    def _free(self) -> None:
        """At once: nobody else uses the folder, and the local carrier knows a repeated email."""
        try:
            self._outbox.free()
        except Exception as failure:
            warn(f"Claims are not ended ({type(failure).__name__}); they end by themselves in 15 minutes.")

    def _sweep_once(self, sweep: Lambda, now: float) -> None:
        try:
            sweep({}, None)
            self._swept = Wait(until=now + SWEEP_SECONDS)
        except Exception as failure:
            self._swept = self._swept.after_failure(now)
            self._say("The sweep is not done", failure, self._swept, now)

    def _work(self, now: float) -> None:
        ready = self._outbox.ready(IN_SIGHT)
        self._waits = {item.id: self._waits.get(item.id, Wait()) for item in ready}
        due = [item for item in ready if self._waits[item.id].until <= now][:MOST]
        if not due:
            return
        reason = self._attempt(due)
        left = {item.id for item in self._outbox.ready(IN_SIGHT)}
        for item in due:
            if item.id in left:
                self._waits[item.id] = wait = self._waits[item.id].after_failure(now)
                self._say(f"{item.id} is not claimed", reason, wait, now)

    def _attempt(self, due: Sequence[OutboxItem]) -> Exception | None:
        """Hand over; what is still ready afterwards nobody could claim, with or without an exception."""
        try:
            self._notify(stream_event(due), None)
        except Exception as failure:
            return failure
        return None

    def _say(self, what: str, reason: Exception | None, wait: Wait, now: float) -> None:
        # The kind of failure only: its message may quote an answer.
        kind = f" ({type(reason).__name__})" if reason else ""
        warn(f"{what}{kind}; next try in {wait.until - now:g} s.")
