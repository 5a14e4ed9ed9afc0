"""A date and time in a named zone."""

import re
from collections.abc import Mapping
from datetime import datetime, time
from typing import Any, ClassVar, Literal, cast
from zoneinfo import ZoneInfo

from pydantic import Field

from forms_src.deadlines import moment_words
from forms_src.fields.base import BaseField, Parsed, Problem, When, typed_text
from forms_src.fields.dates import part_names, read_day, typed_day
from forms_src.posted import Posted
from forms_src.walltime import Repeated, Skipped, is_repeated, to_instant

_TIME = re.compile(r"(\d{1,2})(?:[:.]?(\d{2}))?\s*(am|pm|a\.m\.|p\.m\.)?", re.IGNORECASE | re.ASCII)
_HOURS = ("before", "after")  # of two equal hours, by their fold
_WORDS = {"noon": time(12), "midday": time(12), "midnight": time(0)}


class Moment(BaseField):
    """A day and a wall time in the zone of the report. `past` means not after now."""

    type: Literal["moment"]
    must_be: Literal["past", "future", "any"] = Field(
        default="past", description="Whether it must be past or future, or may be any."
    )

    patterns: ClassVar[Mapping[str, str]] = {
        "required": "Enter {name}",
        "incomplete": "{Name} must include {parts}",
        "not_real": "{Name} must be a real date, for example 7 11 2026",
        "not_time": "{Name} must have a time like 2.30 pm or 14:30",
        "am_or_pm": "{Name} must say am or pm, for example 2.30 pm",
        "skipped": "{Name} must be a real time: the clocks went forward and skipped that hour",
        "repeated": "{Name} must say which hour: it happened twice because the clocks went back",
        "past": "{Name} must be now or in the past",
        "future": "{Name} must be now or in the future",
    }

    def inputs(self, name: str) -> tuple[str, ...]:
        """Return the three boxes of the day, the time, and the choice for an hour that happened twice."""
        return (*part_names(name), f"{name}-time", f"{name}-clock")

    def first_input(self, name: str, problem: Problem) -> str:
        """Return the box at fault, else the first."""
        return f"{name}-{problem.part or 'day'}"

    def is_blank(self, posted: Posted, name: str) -> bool:
        """Return whether the day and the time are blank; the choice of hour alone says nothing."""
        return not any(posted.first(part).strip() for part in self.inputs(name)[:4])

    def read(self, posted: Posted, name: str, when: When) -> Parsed:
        """Return RFC 3339 with the offset that applied there and then."""
        day = read_day(posted, name)
        typed = typed_text(posted, f"{name}-time")
        if isinstance(day, Problem):
            return Parsed(problem=_also_time(day) if not typed and day.code == "incomplete" else day)
        if not typed:
            return Parsed(problem=Problem("incomplete", "time", {"parts": "a time"}))
        at = read_time(typed)
        if isinstance(at, Problem):
            return Parsed(problem=at)
        which = posted.first(f"{name}-clock")
        chosen = cast("Literal['before', 'after']", which) if which in _HOURS else None
        try:
            instant = to_instant(day, at, when.zone, chosen)
        except Skipped:
            return Parsed(problem=Problem("skipped", "time"))
        except Repeated:
            return Parsed(problem=Problem("repeated", "clock"))
        return self._timely(instant, when)

    def _timely(self, instant: datetime, when: When) -> Parsed:
        if self.must_be == "past" and instant > when.now:
            return Parsed(problem=Problem("past", "day"))
        if self.must_be == "future" and instant < when.now:
            return Parsed(problem=Problem("future", "day"))
        return Parsed(instant.isoformat())

    def typed(self, name: str, value: Any, zone: str) -> dict[str, tuple[str, ...]]:
        """Return the boxes as the clocks of a zone show the moment, and which hour if it comes twice."""
        local = datetime.fromisoformat(value).astimezone(ZoneInfo(zone))
        typed = typed_day(name, local.date()) | {f"{name}-time": (f"{local:%H:%M}",)}
        return typed | ({f"{name}-clock": (_HOURS[local.fold],)} if is_repeated(local) else {})

    def words(self, value: Any, when: When) -> tuple[str, ...]:
        """Return the moment as `2.30 pm, Tuesday 9 June 2026, Melbourne time`."""
        return (moment_words(datetime.fromisoformat(value), when.zone, when.zone_words),)


def _also_time(problem: Problem) -> Problem:
    return Problem("incomplete", problem.part, {"parts": f"{problem.details['parts']} and a time"})


def read_time(typed: str) -> time | Problem:
    """Read `14:30`, `1430`, `2.30 pm`, `2pm` or `noon`. An hour from 1 to 9 alone could be am or pm."""
    if typed.lower() in _WORDS:
        return _WORDS[typed.lower()]
    found = _TIME.fullmatch(typed)
    if not found or not (found[2] or found[3]):
        return Problem("not_time", "time")
    hour, minute, half = int(found[1]), int(found[2] or 0), (found[3] or "").lower().replace(".", "")
    if not half and len(found[1]) == 1 and hour:
        return Problem("am_or_pm", "time")
    return _clock(hour, minute, half)


def _clock(hour: int, minute: int, half: str) -> time | Problem:
    if half and not 1 <= hour <= 12:
        return Problem("not_time", "time")
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    return time(hour, minute) if hour < 24 and minute < 60 else Problem("not_time", "time")
