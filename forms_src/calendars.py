"""Business-day calendars: which days are public holidays in a place, and how sure that is."""

import datetime
from collections import Counter
from functools import cached_property
from typing import Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from forms_src.strict import Strict

SATURDAY = 5
ONE_DAY = datetime.timedelta(days=1)


class Holiday(Strict):
    """One whole-day public holiday. `provisional` means it is expected but not gazetted yet."""

    date: datetime.date = Field(description="The day, such as 2026-12-25.")
    name: str = Field(description="What is celebrated.")
    status: Literal["confirmed", "provisional"] = Field(
        description="Whether it is confirmed, or provisional until it is gazetted."
    )


class Calendar(Strict):
    """The public holidays of one place, for whole years.

    A business day is not a Saturday, not a Sunday and not a public holiday (domain/calendar.md section 1).
    Outside `first_year` to `last_year` only weekends count, which gives the earlier deadline.
    """

    id: str = Field(description="The short name of the calendar.")
    name: str = Field(description="The place it is for.")
    version: str = Field(description="When it was last changed.")
    source: str = Field(description="Where the days were published.")
    first_year: int = Field(description="The first year it covers, whole.")
    last_year: int = Field(description="The last year it covers, whole.")
    days: tuple[Holiday, ...] = Field(description="The public holidays, one a line.")

    @model_validator(mode="after")
    def days_lie_in_the_years_and_come_once(self) -> Self:
        """Refuse a day that would be counted by mistake or never looked at."""
        years = range(self.first_year, self.last_year + 1)
        outside = [day.date for day in self.days if day.date.year not in years]
        twice = [day for day, times in Counter(day.date for day in self.days).items() if times > 1]
        if outside:
            listed = ", ".join(map(str, outside))
            raise PydanticCustomError("years", f"These days are outside first_year to last_year: {listed}")
        if twice:
            raise PydanticCustomError("twice", f"These days are listed twice: {', '.join(map(str, twice))}")
        return self

    @cached_property
    def status_by_day(self) -> dict[datetime.date, str]:
        """Every public holiday's status, by date."""
        return {holiday.date: holiday.status for holiday in self.days}

    def is_business_day(self, day: datetime.date, *, count_provisional: bool) -> bool:
        """Return whether people work then; `count_provisional` counts provisional holidays as holidays."""
        if day.weekday() >= SATURDAY:
            return False
        status = self.status_by_day.get(day)
        return status is None or (status == "provisional" and not count_provisional)

    def business_days_after(self, day: datetime.date, n: int, *, count_provisional: bool) -> datetime.date:
        """Return the nth business day after `day`, which is day 0 whatever day it is (rules K1 and K2).

        Raises ValueError for an n under 1: periods never run backwards here (rule K7).
        """
        if n < 1:
            raise ValueError(f"A period has at least 1 business day, not {n}")
        for _ in range(n):
            day = self.business_day_from(day + ONE_DAY, count_provisional=count_provisional)
        return day

    def business_day_from(self, day: datetime.date, *, count_provisional: bool) -> datetime.date:
        """Return `day` itself if people work then, else the next business day."""
        while not self.is_business_day(day, count_provisional=count_provisional):
            day += ONE_DAY
        return day
