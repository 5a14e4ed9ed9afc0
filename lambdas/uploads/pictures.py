"""JPEG and PNG: only as much as says that a file is one, and how large its picture is."""

from collections.abc import Iterator

from lambdas.uploads.refusals import DocumentRefused, check_pixels

JPEG, PNG = b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"
_ALONE = {0x01, *range(0xD0, 0xD9)}  # markers without a length
_SCAN = 0xDA
# “Start of frame” of every coding; C4, C8 and CC are other things.
_FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}
_MOST_PARTS = 100_000


def check_jpeg(body: bytes) -> None:
    """Raise DocumentRefused unless a frame of a bearable size comes before the first scan.

    Phones add more behind the picture, so what follows the scan is not looked at.
    """
    for marker, at in _segments(body):
        if marker in _FRAMES:
            height, width = _two(body, at + 3), _two(body, at + 5)
            return check_pixels(width, height)
    raise DocumentRefused("wrong_kind")


def check_png(body: bytes) -> None:
    """Raise DocumentRefused unless it begins with a header of a bearable size and comes to its end."""
    chunks = _chunks(body)
    if next(chunks, None) != (b"IHDR", 16):
        raise DocumentRefused("wrong_kind")
    check_pixels(int.from_bytes(body[16:20]), int.from_bytes(body[20:24]))
    if not any(name == b"IEND" for name, _ in chunks):
        raise DocumentRefused("wrong_kind")


def _segments(body: bytes) -> Iterator[tuple[int, int]]:
    """Yield each marker up to the first scan, and where its length stands."""
    at = 2
    for _ in range(_MOST_PARTS):
        if at + 9 > len(body) or body[at] != 0xFF:
            return
        marker = body[at + 1]
        if marker == _SCAN:
            return
        if marker == 0xFF:  # filling
            at += 1
        elif marker in _ALONE:
            at += 2
        else:
            yield marker, at + 2
            at += 2 + max(2, _two(body, at + 2))


def _chunks(body: bytes) -> Iterator[tuple[bytes, int]]:
    """Yield the name of each chunk that is there whole, and where its content begins."""
    at = len(PNG)
    for _ in range(_MOST_PARTS):
        end = at + 12 + int.from_bytes(body[at : at + 4])
        if at + 12 > len(body) or end > len(body):
            return
        yield body[at + 4 : at + 8], at + 8
        at = end


def _two(body: bytes, at: int) -> int:
    return int.from_bytes(body[at : at + 2])
