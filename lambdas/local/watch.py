"""Notices changed files in a folder, by looking: it works on every file system and needs no package."""

import os
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

from lambdas.local.terminal import show_failure

PAUSE_SECONDS = 0.04
SETTLE_SECONDS = 0.02  # an editor's several writes to one file are one change
SETTLE_LOOKS = 10

Look = dict[str, tuple[int, int, int]]  # path -> time changed, size, inode


class Watch:
    """A thread that calls `changed` with the paths that were added, changed or removed."""

    def __init__(self, folder: Path, changed: Callable[[set[Path]], None]) -> None:
        self._folder = folder
        self._changed = changed
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="watch", daemon=True)
        self._last = look(folder)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Return when a change in hand is dealt with."""
        self._stopping.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._stopping.wait(PAUSE_SECONDS):
            try:
                if paths := self._settled():
                    self._changed({Path(path) for path in paths})
            except Exception:
                show_failure(f"A change in {self._folder.name} could not be dealt with:")

    def _settled(self) -> set[str]:
        """What changed since the last call, once nothing more changes."""
        paths = self._step()
        if paths:
            for _ in range(SETTLE_LOOKS):
                self._stopping.wait(SETTLE_SECONDS)
                more = self._step()
                paths |= more
                if not more:
                    break
        return paths

    def _step(self) -> set[str]:
        now, before = look(self._folder), self._last
        self._last = now
        return {path for path, _ in now.items() ^ before.items()}


def look(folder: Path) -> Look:
    """Every file below the folder as it is now, but for hidden ones, editors' copies and compiled Python."""
    return dict(_files(str(folder)))


def _files(folder: str) -> Iterator[tuple[str, tuple[int, int, int]]]:
    try:
        entries = list(os.scandir(folder))
    except FileNotFoundError:  # removed while we looked
        return
    for entry in entries:
        if entry.name.startswith(".") or entry.name.endswith("~") or entry.name == "__pycache__":
            continue
        if entry.is_dir():
            yield from _files(entry.path)
        elif found := _state(entry):
            yield entry.path, found


def _state(entry: os.DirEntry[str]) -> tuple[int, int, int] | None:
    try:
        state = entry.stat()
    except FileNotFoundError:
        return None
    return state.st_mtime_ns, state.st_size, state.st_ino
