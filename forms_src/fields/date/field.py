"""A date in three boxes."""

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar, Literal

from pydantic import Field

from forms_src.fields.base import BaseField, Parsed, Problem, When
from forms_src.fields.dates import day_words, part_names, read_day, typed_day
from forms_src.posted import Posted


class Date(BaseField):
    """A calendar day; `past` means today or earlier, `future` today or later, in the place of the report."""

    type: Literal["date"]
    must_be: Literal["past", "future", "any"] = Field(
        default="any", description="Whether the day must be past or future, today included, or may be any."
    )
    autocomplete: str | None = Field(default=None, description="What the browser may fill in, such as bday.")

    patterns: ClassVar[Mapping[str, str]] = {
        "required": "Enter {name}",
        "incomplete": "{Name} must include {parts}",
        "not_real": "{Name} must be a real date, for example 7 11 2026",
        "past": "{Name} must be today or in the past",
        "future": "{Name} must be today or in the future",
    }

    def inputs(self, name: str) -> tuple[str, ...]:
        """Return the three boxes."""
        return part_names(name)

    def first_input(self, name: str, problem: Problem) -> str:
        """Return the box at fault, else the first."""
        return f"{name}-{problem.part or 'day'}"

    def read(self, posted: Posted, name: str, when: When) -> Parsed:
        """Return `YYYY-MM-DD`."""
        day = read_day(posted, name)
        if isinstance(day, Problem):
            return Parsed(problem=day)
        if self.must_be == "past" and day > when.today:
            return Parsed(problem=Problem("past", "day"))
        if self.must_be == "future" and day < when.today:
            return Parsed(problem=Problem("future", "day"))
        return Parsed(day.isoformat())

    def typed(self, name: str, value: Any, _zone: str) -> dict[str, tuple[str, ...]]:
        """Return the three boxes."""
        return typed_day(name, date.fromisoformat(value))

    def words(self, value: Any, _when: When) -> tuple[str, ...]:
        """Return the day as `9 June 2026`."""
        return (day_words(date.fromisoformat(value)),)
