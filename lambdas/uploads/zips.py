"""DOCX and XLSX are zips: read as they list what is inside, and only the entry that names types is unpacked.

A bomb is known by what the list declares: too many entries or bytes, too great a ratio, or shared bytes.
"""

import re
import zipfile
import zlib
from io import BytesIO
from typing import Literal, NamedTuple

from lambdas.uploads.refusals import DocumentRefused

ZIP = b"PK\x03\x04"
MAX_ENTRIES = 5_000
MAX_UNPACKED = 500_000_000  # bytes
MAX_RATIO = 200  # of an entry over LITTLE; tables in XML reach 50
LITTLE = 1_000_000  # bytes
_END = b"PK\x05\x06"
_MOST_END = 22 + 65_535  # the record at the end, with the longest comment
_MOST_LIST = 4_000_000  # bytes
_TYPES, _MOST_TYPES = "[Content_Types].xml", 1_000_000
_MAIN: dict[Literal["docx", "xlsx"], tuple[str, bytes]] = {
    "docx": ("word/document.xml", b"wordprocessingml.document.main+xml"),
    "xlsx": ("xl/workbook.xml", b"spreadsheetml.sheet.main+xml"),
}
_RUNS = re.compile(
    r"vbaproject|\.(7z|apk|app|bat|cmd|com|cpl|dll|exe|gz|hta|iso|jar|js|jse|lnk|msi|ps1|rar|scr|sh|tar|"
    r"vbe?|vbs|wsf|xlam|xlsm|docm|dotm|zip)$",
    re.IGNORECASE,
)
_STRANGE = re.compile(r"^/|\\|[\x00-\x1f\x7f]|(^|/)\.\.?(/|$)|^[a-z]:", re.IGNORECASE)


class End(NamedTuple):
    """The record at the end of a zip: where it stands, how many entries it lists, and where that list is."""

    at: int
    entries: int
    size: int
    start: int


def ends_as_zip(body: bytes) -> End | None:
    """Return the record that makes a file a zip, whatever it begins with; None where there is none.

    It must be whole and point at a list of entries: the four bytes alone occur in pictures by chance.
    """
    tail = max(0, len(body) - _MOST_END)
    at = body.rfind(_END, tail)
    while at >= 0:
        end = _end(body, at)
        if end:
            return end
        at = body.rfind(_END, tail, at)
    return None


def office_kind(body: bytes) -> Literal["docx", "xlsx"]:
    """Return which of the two a zip is. Raises DocumentRefused."""
    end = ends_as_zip(body)
    if end is None:
        raise DocumentRefused("wrong_kind")
    if end.entries > MAX_ENTRIES or end.size > _MOST_LIST:
        raise DocumentRefused("unsafe")
    try:
        with zipfile.ZipFile(BytesIO(body)) as archive:
            _check_entries(archive.infolist(), end)
            return _kind(archive)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, ValueError, OSError, KeyError):
        raise DocumentRefused("wrong_kind") from None


def _end(body: bytes, at: int) -> End | None:
    entries, size, start = (
        int.from_bytes(body[at + place : at + place + length], "little")
        for place, length in ((10, 2), (12, 4), (16, 4))
    )
    comment = int.from_bytes(body[at + 20 : at + 22], "little")
    whole = at + 22 + comment <= len(body) and 0 < size <= at
    listed = body[at - size : at - size + 4] == b"PK\x01\x02"
    return End(at, entries, size, start) if whole and listed else None


def _check_entries(entries: list[zipfile.ZipInfo], end: End) -> None:
    """Raise DocumentRefused for a bomb, for names that lead elsewhere, for what could be run or is locked."""
    names = {entry.filename.lower() for entry in entries}
    if len(entries) > MAX_ENTRIES or len(names) < len(entries) or len(entries) != end.entries:
        raise DocumentRefused("unsafe")
    if sum(entry.file_size for entry in entries) > MAX_UNPACKED or _overlap(entries, end):
        raise DocumentRefused("unsafe")
    for entry in entries:
        if _STRANGE.search(entry.filename) or _RUNS.search(entry.filename) or entry.flag_bits & 1:
            raise DocumentRefused("unsafe")
        if entry.file_size > max(LITTLE, MAX_RATIO * entry.compress_size):
            raise DocumentRefused("unsafe")


def _overlap(entries: list[zipfile.ZipInfo], end: End) -> bool:
    """Whether entries share bytes, so that a few count a thousand times, or another zip comes first."""
    free = 0
    if min(entry.header_offset for entry in entries):
        return True
    for entry in sorted(entries, key=lambda entry: entry.header_offset):
        if entry.header_offset < free:
            return True
        free = entry.header_offset + 30 + len(entry.filename.encode()) + entry.compress_size
    return free > end.at


def _kind(archive: zipfile.ZipFile) -> Literal["docx", "xlsx"]:
    names = {entry.filename for entry in archive.infolist()}
    with archive.open(_TYPES) as file:
        types = file.read(_MOST_TYPES + 1)
    if len(types) > _MOST_TYPES or b"<!" in types or b"macroEnabled" in types:
        raise DocumentRefused("unsafe")
    found = [kind for kind, (part, type_) in _MAIN.items() if part in names and type_ in types]
    if len(found) == 2:
        raise DocumentRefused("unsafe")
    if not found:
        raise DocumentRefused("wrong_kind")
    return found[0]
