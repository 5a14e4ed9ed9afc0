"""Deadlines: named clocks, and when each is due. The rules K1 to K9 are in domain/calendar.md section 2."""

import datetime
from typing import Any, Literal, Self
from zoneinfo import ZoneInfo

from pydantic import AwareDatetime, Field, field_validator, model_validator
from pydantic_core import PydanticCustomError

from forms_src.calendars import Calendar
from forms_src.places import Place
from forms_src.strict import Strict
from forms_src.walltime import day_words, is_repeated, time_words

LAST_SECOND = datetime.time(23, 59, 59)
LATER = {
    "provisional": "or {}, if a public holiday that is not confirmed yet goes ahead",
    "rolled": "or at the latest {}, because the first date is not a business day",
}


class Clock(Strict):
    """A period set by law or policy (domain/calendar.md section 3).

    `words` is one plain sentence that says when it is due. `next_step` says what to do when this clock is
    due after the form just sent. `starts_from` are field ids: the first one answered is the trigger.
    `at` is the local wall time the last day ends: 23:59:59 unless given, 17:00 for close of business.
    """

    id: str = Field(description="Its short name, by which forms name it.")
    label: str = Field(description="Its name in lists.")
    words: str = Field(description="One plain sentence that says when it is due.")
    next_step: str | None = Field(
        default=None, description="What to do by then, after another report was sent."
    )
    starts_from: tuple[str, ...] = Field(
        description="The questions that start it: the first one answered counts.", min_length=1
    )
    amount: int = Field(description="How many hours or days.", gt=0)
    unit: Literal["hours", "business_days", "calendar_days"] = Field(description="What the amount counts.")
    at: datetime.time | None = Field(
        default=None,
        description="The time at which the last day ends, such as “17:00”. Without it, at midnight.",
    )
    source: str = Field(description="Where the law or policy says so.")

    @field_validator("at", mode="before")
    @classmethod
    def a_time_of_day(cls, at: Any) -> Any:
        """Refuse a bare number, which would count as seconds."""
        if isinstance(at, int):
            raise PydanticCustomError("at", "Write the time with its minutes, as in 17:00")
        return at

    @model_validator(mode="after")
    def hours_end_when_they_end(self) -> Self:
        """Refuse a closing time on a period of hours, where it would mean nothing."""
        if self.unit == "hours" and self.at is not None:
            raise PydanticCustomError("at", "A period in hours has no `at`: it ends at the minute it ends")
        return self


class Due(Strict):
    """When a clock is due, with the rule and the calendar version that produced it (rule K8).

    `due_at` is the date to work to and to remind by. `or_at` is a later one, if there is one, and
    `or_because` says why: `provisional`, a holiday that may still be gazetted; `rolled`, a period of calendar
    days that ends on a day when nobody works. `trigger`, `due_at` and `or_at` are in UTC. A clock of hours
    has no calendar.
    """

    clock: str
    label: str
    due_at: AwareDatetime
    or_at: AwareDatetime | None = None
    or_because: Literal["provisional", "rolled"] | None = None
    zone: str
    zone_words: str
    calendar: str | None
    calendar_version: str | None
    trigger: AwareDatetime

    def words(self) -> str:
        """Return "5 pm, Tuesday 9 June 2026, Melbourne time", followed by the later date if there is one."""
        first = moment_words(self.due_at, self.zone, self.zone_words)
        if self.or_at is None:
            return first
        later = moment_words(self.or_at, self.zone, self.zone_words)
        return f"{first} ({LATER[self.or_because or 'provisional'].format(later)})"


def due(clock: Clock, trigger: datetime.datetime, place: Place, calendar: Calendar) -> Due:
    """Return when `clock`, set going at `trigger`, is due at `place`, counting the holidays of `calendar`.

    Hours are elapsed time and never pause (K4, K5). Days run from the day after the local day of the trigger
    (K1, K2) to the end of the last one (K3). If a provisional holiday matters, `due_at` counts it as a
    business day and `or_at` as a holiday. A period of calendar days that ends on a weekend or holiday keeps
    that raw date as `due_at`, for the reminder, and has the next business day, the latest lawful one, as
    `or_at` (K6). Raises ValueError for a trigger without a zone (K9).
    """
    if trigger.utcoffset() is None:
        raise ValueError("A trigger needs its time zone: a wall time alone is not an instant")
    start = trigger.astimezone(datetime.UTC)
    due_at, or_at, or_because = _ends(clock, start, place, calendar)
    counts_days = clock.unit != "hours"
    return Due(
        clock=clock.id,
        label=clock.label,
        due_at=due_at,
        or_at=or_at,
        or_because=or_because,
        zone=place.zone,
        zone_words=place.zone_words,
        calendar=calendar.id if counts_days else None,
        calendar_version=calendar.version if counts_days else None,
        trigger=start,
    )


def moment_words(at: datetime.datetime, zone: str, zone_words: str) -> str:
    """Return an aware moment in full, in local time cut to the minute.

    "5 pm, Tuesday 9 June 2026, Melbourne time"; "noon, …"; "midnight at the start of Tuesday 9 June 2026, …".
    In the hour that comes twice when the clocks go back: "2.30 am (before the clocks change), …".
    """
    local = at.astimezone(ZoneInfo(zone))
    day = day_words(local.date())
    if (local.hour, local.minute) == (0, 0):
        return f"midnight at the start of {day}, {zone_words}"
    said = "noon" if (local.hour, local.minute) == (12, 0) else time_words(local.time())
    if is_repeated(local):
        said += f" ({'after' if local.fold else 'before'} the clocks change)"
    return f"{said}, {day}, {zone_words}"


Ends = tuple[datetime.datetime, datetime.datetime | None, Literal["provisional", "rolled"] | None]


def _ends(clock: Clock, start: datetime.datetime, place: Place, calendar: Calendar) -> Ends:
    """Return the due moment, the later one if any, and why there is one."""
    if clock.unit == "hours":
        return start + datetime.timedelta(hours=clock.amount), None, None
    day = start.astimezone(ZoneInfo(place.zone)).date()
    first, last = _last_days(clock, day, calendar)
    if first == last:
        return _end_of(first, clock, place), None, None
    rolled = not calendar.is_business_day(first, count_provisional=False)
    because: Literal["provisional", "rolled"] = "rolled" if rolled else "provisional"
    return _end_of(first, clock, place), _end_of(last, clock, place), because


def _last_days(clock: Clock, day: datetime.date, calendar: Calendar) -> tuple[datetime.date, datetime.date]:
    """Return the earliest and the latest day that may be the last of the period."""
    if clock.unit == "calendar_days":
        raw = day + datetime.timedelta(days=clock.amount)
        return raw, calendar.business_day_from(raw, count_provisional=True)
    return (
        calendar.business_days_after(day, clock.amount, count_provisional=False),
        calendar.business_days_after(day, clock.amount, count_provisional=True),
    )


def _end_of(day: datetime.date, clock: Clock, place: Place) -> datetime.datetime:
    local = datetime.datetime.combine(day, clock.at or LAST_SECOND, tzinfo=ZoneInfo(place.zone))
    return local.astimezone(datetime.UTC)
