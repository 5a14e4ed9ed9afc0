"""Zips whose bytes depend on nothing but the names and bytes of the files in them."""

import stat
import zipfile
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path

LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the first moment that a zip can name
UNIX = 3
MODE = stat.S_IFREG | 0o644


def zipped(folder: Path, paths: Iterable[Path]) -> bytes:
    """Return a zip of these files below a folder: in order of their names, with one time and mode for all.

    The same zlib gives the same bytes; another may pack the same files otherwise.
    """
    whole = BytesIO()
    with zipfile.ZipFile(whole, "w") as archive:
        for name, path in sorted((path.as_posix(), path) for path in set(paths)):
            entry = zipfile.ZipInfo(name, LONG_AGO)
            entry.create_system, entry.external_attr = UNIX, MODE << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, (folder / path).read_bytes())
    return whole.getvalue()


def unpacked_size(archive: bytes) -> int:
    """Return the bytes of all files in a zip."""
    with zipfile.ZipFile(BytesIO(archive)) as opened:
        return sum(entry.file_size for entry in opened.infolist())
