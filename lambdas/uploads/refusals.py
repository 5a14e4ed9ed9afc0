"""Why a document is refused."""

from typing import Literal

Reason = Literal["empty", "too_large", "wrong_kind", "unsafe", "too_many", "malware", "not_scanned"]

MAX_BYTES = 25_000_000
MAX_PIXELS = 250_000_000  # a picture of the largest phone camera has 200 million


class DocumentRefused(Exception):  # noqa: N818
    """A document that a record does not take. `reason` says why, and nothing of what is in it."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(f"The document is refused: {reason}.")
        self.reason = reason


def check_pixels(width: int, height: int) -> None:
    """Raise DocumentRefused for a picture that says it has no size, or one that fills the memory."""
    if width < 1 or height < 1 or width * height > MAX_PIXELS:
        raise DocumentRefused("unsafe")
