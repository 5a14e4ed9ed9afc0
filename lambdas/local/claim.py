"""One serve at a time for each data folder: two would send every email twice."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

NAME = "serve.lock"


class ClaimedError(Exception):
    """Another process serves from the folder."""


@contextmanager
def claim(folder: Path) -> Iterator[None]:
    """Hold the folder. The operating system lets go of it when the process ends, however it ends.

    Raises ClaimedError.
    """
    with (folder / NAME).open("w") as file:
        try:
            _lock(file)
        except OSError:
            raise ClaimedError from None
        yield


def _lock(file: IO[str]) -> None:
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
