"""The clock of a world: real time, moved as the test likes, forward and back."""

from datetime import UTC, datetime, timedelta


class Clock:
    """`datetime` is what modules of the product are given in place of the real one."""

    def __init__(self) -> None:
        self.moved = timedelta(0)
        clock = self

        class Moved(datetime):
            @classmethod
            def now(cls, tz: object = None) -> datetime:  # type: ignore[override]
                return clock.now()

        self.datetime = Moved

    def now(self) -> datetime:
        return datetime.now(UTC) + self.moved

    def move(self, by: timedelta) -> None:
        """Let it be later, or earlier, by so much."""
        self.moved += by
