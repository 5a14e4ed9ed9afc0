"""Another time, for modules of the product that ask `datetime` what time it is."""

from collections.abc import Callable
from datetime import datetime


def telling(now: Callable[[], datetime]) -> type[datetime]:
    """Return what is a `datetime` in all but its now."""

    class Told(datetime):
        @classmethod
        def now(cls, tz: object = None) -> datetime:  # type: ignore[override]
            return now()

    return Told
