"""HEIC and MP4, which share a container (ISO/IEC 14496-12): boxes with a length, a name and a content."""

from collections.abc import Iterator
from typing import NamedTuple

from lambdas.uploads.refusals import DocumentRefused, check_pixels

_HEIC_BRANDS = {b"heic", b"heix", b"heim", b"heis"}
_HEIF = {b"mif1", b"msf1"}  # may stand first in a HEIC, and in pictures of other codings
_MP4_BRANDS = {b"isom", b"avc1", b"mp41", b"mp42", b"MSNV", b"M4V ", *(b"iso%d" % n for n in range(2, 10))}
_MOST_BOXES = 50_000
_MOST_BRANDS = 100


class Box(NamedTuple):
    """A box: its name, and where its content begins and ends."""

    name: bytes
    start: int
    end: int


def is_box_file(body: bytes) -> bool:
    """Return whether a file begins as one of boxes does."""
    return body[4:8] == b"ftyp"


def check_heic(body: bytes) -> None:
    """Raise DocumentRefused unless each picture in it, tiles and whole, is of a bearable size."""
    meta = next((box for box in _boxes(body, 0, len(body)) if box.name == b"meta"), None)
    sizes = list(_sizes(body, meta)) if meta else []
    if not sizes:
        raise DocumentRefused("wrong_kind")
    for width, height in sizes:
        check_pixels(width, height)


def check_mp4(body: bytes) -> None:
    """Raise DocumentRefused unless it is boxes from first to last byte, with an index of its film."""
    boxes = list(_boxes(body, 0, len(body)))
    if not boxes or boxes[-1].end != len(body) or not any(box.name == b"moov" for box in boxes):
        raise DocumentRefused("wrong_kind")


def is_heic(body: bytes) -> bool:
    """Return whether it says first of all that it is a picture, and of this coding."""
    return body[8:12] in _HEIC_BRANDS | _HEIF and bool(_brands(body) & _HEIC_BRANDS)


def is_mp4(body: bytes) -> bool:
    """Return whether it says that it is MP4, and no picture."""
    brands = _brands(body)
    return bool(brands & _MP4_BRANDS) and not brands & _HEIC_BRANDS


def _brands(body: bytes) -> set[bytes]:
    length = int.from_bytes(body[:4])
    return {body[8:12], *(body[at : at + 4] for at in range(16, min(length, _MOST_BRANDS * 4), 4))}


def _boxes(body: bytes, at: int, end: int) -> Iterator[Box]:
    """Yield the boxes from one place to another, as long as each fits."""
    for _ in range(_MOST_BOXES):
        length, head = int.from_bytes(body[at : at + 4]), 8
        if length == 1:  # a long one says its length in eight bytes more
            length, head = int.from_bytes(body[at + 8 : at + 16]), 16
        elif length == 0:  # up to the end
            length = end - at
        if at + head > end or length < head or at + length > end:
            return
        yield Box(body[at + 4 : at + 8], at + head, at + length)
        at += length


def _sizes(body: bytes, meta: Box) -> Iterator[tuple[int, int]]:
    """Yield width and height of each `ispe` in meta/iprp/ipco."""
    inner = Box(meta.name, meta.start + 4, meta.end)  # a version and flags come first
    for name in (b"iprp", b"ipco"):
        found = [box for box in _boxes(body, inner.start, inner.end) if box.name == name]
        if not found:
            return
        inner = found[0]
    for box in _boxes(body, inner.start, inner.end):
        if box.name == b"ispe":
            place = box.start + 4
            yield int.from_bytes(body[place : place + 4]), int.from_bytes(body[place + 4 : place + 8])
