"""Wall time: what a person reads off the clock somewhere, and the instant it stands for.

Rules: domain/calendar.md section 6, "Handling" 3.
"""

from bisect import bisect_left
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

ONE_MINUTE = timedelta(minutes=1)


class ClockChange(Exception):  # noqa: N818
    """A wall time that does not stand for exactly one instant, because the clocks change then.

    `changes_at` and `changes_to` are the wall times just before and just after the change.
    """

    says = ""

    def __init__(self, day: date, at: time, changes_at: time, changes_to: time) -> None:
        """Take the wall time and the change it collides with."""
        self.day, self.at, self.changes_at, self.changes_to = day, at, changes_at, changes_to
        super().__init__(
            self.says.format(
                at=time_words(at),
                day=day_words(day),
                changes_at=time_words(changes_at),
                changes_to=time_words(changes_to),
            )
        )


class Skipped(ClockChange):
    """The wall time never comes: the clocks jump over it."""

    says = "There is no {at} on {day}: the clocks go forward from {changes_at} to {changes_to}"


class Repeated(ClockChange):
    """The wall time comes twice and nobody has said which is meant."""

    says = (
        "{at} comes twice on {day}: the clocks go back from {changes_at} to {changes_to}. "
        "Say if you mean before or after the clocks change"
    )


def to_instant(day: date, at: time, zone: str, which: Literal["before", "after"] | None = None) -> datetime:
    """Return the aware moment, in `zone`, at which the clocks there show `at` on `day`.

    `which` chooses between the two moments of an hour that comes twice; at other times it changes nothing.
    Raises `Skipped` or `Repeated`.
    """
    local = datetime.combine(day, at.replace(fold=0), tzinfo=ZoneInfo(zone))
    before, after = _offset(local), _offset(local.replace(fold=1))
    if before == after:
        return local
    if before < after:
        raise Skipped(day, at, *_change(local, before, after))
    if which is None:
        raise Repeated(day, at, *_change(local, before, after))
    return local.replace(fold=int(which == "after"))


def is_repeated(local: datetime) -> bool:
    """Return whether an aware, existing local moment shows a wall time that comes twice that day."""
    return _offset(local.replace(fold=0)) != _offset(local.replace(fold=1))


def time_words(at: time) -> str:
    """Return the time as people say it, cut to the minute: "5 pm", "2.30 pm", "12 am"."""
    minutes = f".{at.minute:02}" if at.minute else ""
    return f"{at.hour % 12 or 12}{minutes} {'am' if at.hour < 12 else 'pm'}"


def day_words(day: date) -> str:
    """Return the day in full: "Tuesday 9 June 2026"."""
    return f"{day:%A} {day.day} {day:%B} {day.year}"


def _offset(local: datetime) -> timedelta:
    return local.utcoffset() or timedelta()


def _change(local: datetime, before: timedelta, after: timedelta) -> tuple[time, time]:
    """Return the wall times just before and just after the change of offset that `local` collides with."""
    start = local.replace(tzinfo=UTC, second=0, microsecond=0) - max(before, after)

    def has_come(minute: int) -> bool:
        return _offset((start + minute * ONE_MINUTE).astimezone(local.tzinfo)) == after

    minutes = range(abs(after - before) // ONE_MINUTE + 1)
    change = start + ONE_MINUTE * bisect_left(minutes, True, key=has_come)
    return (change + before).time(), (change + after).time()
