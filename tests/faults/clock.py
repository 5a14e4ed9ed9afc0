"""The clock of a world: it stands where the test moves it, forward and back. It begins at the real time."""

from datetime import UTC, datetime, timedelta

from tests.lambdas.clock import telling


class Clock:
    """`datetime` is what modules of the product are given in place of the real one.

    `latest` is the latest moment it has shown.
    """

    def __init__(self) -> None:
        self._began = datetime.now(UTC)
        self.moved = timedelta(0)
        self.latest = self._began
        self.datetime = telling(self.now)

    def now(self) -> datetime:
        return self._began + self.moved

    def move(self, by: timedelta) -> None:
        """Let it be later, or earlier, by so much."""
        self.moved += by
        self.latest = max(self.latest, self.now())
