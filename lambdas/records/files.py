"""Files that are whole or not there, whenever the process is killed or the power lost."""

import os
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile
from time import time

_ABANDONED_AFTER_SECONDS = 3600


def write_once(path: Path, body: bytes, incoming: Path) -> None:
    """Write a file that is whole as soon as it has its name. Raises FileExistsError, never overwrites."""
    with NamedTemporaryFile(dir=incoming) as file:
        file.write(body)
        file.flush()
        os.fsync(file.fileno())
        os.link(file.name, path)


def flush_names(folder: Path) -> None:
    """Make the names in a folder survive a loss of power."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def drop_abandoned(incoming: Path) -> None:
    """Remove what a killed process was writing; what is younger may be another process at work."""
    for file in incoming.iterdir():
        with suppress(FileNotFoundError):  # whoever was writing it has just finished
            if time() - file.stat().st_mtime > _ABANDONED_AFTER_SECONDS:
                file.unlink()


def is_older(folder: Path, before: float) -> bool:
    """Whether all in a folder was written before a moment, in seconds since 1970."""
    return all(path.stat().st_mtime < before for path in (folder, *folder.iterdir()))
