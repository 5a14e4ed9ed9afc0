"""Notices changed files in a folder and passes them on, a save at a time."""

import threading
from collections.abc import Callable
from itertools import chain
from pathlib import Path

from watchfiles import DefaultFilter, watch

from lambdas.local.terminal import show_failure

STEP_MS = 10  # what an editor writes without a pause as long as this is one change
MOST_MS = 500  # after which a change is passed on even if more is being written

# What editors and compilers write is left out, and the file named by a number that vim tries a folder with.
WANTED = DefaultFilter(ignore_entity_patterns=(*DefaultFilter.ignore_entity_patterns, r"^\d+$"))


class Watch:
    """A thread that calls `changed` with the paths that were added, changed or removed."""

    def __init__(self, folder: Path, changed: Callable[[set[Path]], None]) -> None:
        """Watch from here on: what changes before `start` is passed on after it."""
        self._folder = folder
        self._changed = changed
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="watch", daemon=True)
        self._rounds = watch(
            folder,
            watch_filter=WANTED,
            debounce=MOST_MS,
            step=STEP_MS,
            rust_timeout=STEP_MS,
            yield_on_timeout=True,
            stop_event=self._stopping,
            raise_interrupt=False,
        )
        self._first = next(self._rounds)

    def start(self) -> None:
        """Start passing changes on."""
        self._thread.start()

    def stop(self) -> None:
        """Return when a change in hand is dealt with."""
        self._stopping.set()
        self._thread.join()

    def _run(self) -> None:
        for changes in chain([self._first], self._rounds):
            if changes:
                self._pass_on({Path(path) for _, path in changes})

    def _pass_on(self, paths: set[Path]) -> None:
        try:
            self._changed(paths)
        except Exception:
            show_failure(f"A change in {self._folder.name} could not be dealt with:")
