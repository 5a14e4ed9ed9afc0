"""The holiday tables against domain/calendar.md sections 4 and 5, and how business days are counted."""

import datetime
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError
from ruamel.yaml import YAML

from forms_src.calendars import Calendar, Holiday
from forms_src.places import Place

SHARED = Path(__file__).parents[2] / "forms_src/definitions/shared"


def read(path: Path) -> Any:
    return YAML(typ="safe", pure=True).load(path)


CALENDARS = {path.stem: Calendar(**read(path)) for path in sorted((SHARED / "calendars").glob("*.yaml"))}
PLACES = [Place(**place) for place in read(SHARED / "places.yaml")["places"]]

VICTORIA = {
    2026: "Thu 1 Jan, Mon 26 Jan, Mon 9 Mar, Fri 3 Apr, Sat 4 Apr, Sun 5 Apr, Mon 6 Apr, Sat 25 Apr, "
    "Mon 8 Jun, Fri 25 Sep, Tue 3 Nov, Fri 25 Dec, Sat 26 Dec, Mon 28 Dec",
    2027: "Fri 1 Jan, Tue 26 Jan, Mon 8 Mar, Fri 26 Mar, Sat 27 Mar, Sun 28 Mar, Mon 29 Mar, Sun 25 Apr, "
    "Mon 14 Jun, Fri 24 Sep, Tue 2 Nov, Sat 25 Dec, Sun 26 Dec, Mon 27 Dec, Tue 28 Dec",
}
BRISBANE_ONLY = {date(2026, 8, 12), date(2027, 8, 11)}
WEEKDAY_HOLIDAYS = {
    ("nsw", 2026): "1 Jan, 26 Jan, 3 Apr, 6 Apr, 27 Apr, 8 Jun, 5 Oct, 25 Dec, 28 Dec",
    ("nsw", 2027): "1 Jan, 26 Jan, 26 Mar, 29 Mar, 26 Apr, 14 Jun, 4 Oct, 27 Dec, 28 Dec",
    ("sa", 2026): "1 Jan, 26 Jan, 9 Mar, 3 Apr, 6 Apr, 8 Jun, 5 Oct, 25 Dec, 28 Dec",
    ("sa", 2027): "1 Jan, 26 Jan, 8 Mar, 26 Mar, 29 Mar, 14 Jun, 4 Oct, 27 Dec, 28 Dec",
    ("qld", 2026): "1 Jan, 26 Jan, 3 Apr, 6 Apr, 4 May, 12 Aug, 5 Oct, 25 Dec, 28 Dec",
    ("qld", 2027): "1 Jan, 26 Jan, 26 Mar, 29 Mar, 26 Apr, 3 May, 11 Aug, 4 Oct, 27 Dec, 28 Dec",
    ("wa", 2026): "1 Jan, 26 Jan, 2 Mar, 3 Apr, 6 Apr, 27 Apr, 1 Jun, 28 Sep, 25 Dec, 28 Dec",
    ("wa", 2027): "1 Jan, 26 Jan, 1 Mar, 26 Mar, 29 Mar, 26 Apr, 7 Jun, 27 Sep, 27 Dec, 28 Dec",
    ("tas", 2026): "1 Jan, 26 Jan, 9 Mar, 3 Apr, 6 Apr, 8 Jun, 25 Dec, 28 Dec",
    ("tas", 2027): "1 Jan, 26 Jan, 8 Mar, 26 Mar, 29 Mar, 14 Jun, 27 Dec, 28 Dec",
    ("nt", 2026): "1 Jan, 26 Jan, 3 Apr, 6 Apr, 4 May, 8 Jun, 3 Aug, 25 Dec, 28 Dec",
    ("nt", 2027): "1 Jan, 26 Jan, 26 Mar, 29 Mar, 26 Apr, 3 May, 14 Jun, 2 Aug, 27 Dec, 28 Dec",
    ("act", 2026): "1 Jan, 26 Jan, 9 Mar, 3 Apr, 6 Apr, 27 Apr, 1 Jun, 8 Jun, 5 Oct, 25 Dec, 28 Dec",
    ("act", 2027): "1 Jan, 26 Jan, 8 Mar, 26 Mar, 29 Mar, 26 Apr, 31 May, 14 Jun, 4 Oct, 27 Dec, 28 Dec",
}
# Staff may move these when they are gazetted, so the tables are only held to the listed date until then.
NOT_GAZETTED = {("vic-metro", date(2027, 9, 24)), ("wa", date(2027, 9, 27))}


def days(calendar: Calendar, *years: int) -> set[date]:
    return {holiday.date for holiday in calendar.days if holiday.date.year in years}


def listed(entries: str, year: int, form: str) -> set[date]:
    entry_days = [f"{entry.strip()} {year}" for entry in entries.split(",")]
    return {datetime.datetime.strptime(day, form).date() for day in entry_days}  # noqa: DTZ007


def settled(state: str, found: set[date]) -> set[date]:
    provisional = {day.date for day in CALENDARS[state].days if day.status == "provisional"}
    notices = {day for where, day in NOT_GAZETTED if where == state}
    return found - (notices - provisional)


def working(calendar: str, day: date) -> bool:
    return CALENDARS[calendar].is_business_day(day, count_provisional=True)


def test_every_place_has_a_calendar_and_every_calendar_covers_2025_to_2028() -> None:
    assert set(CALENDARS) >= {"vic-metro", "vic-regional", "nsw", "qld", "sa", "wa", "tas", "nt", "act"}
    assert {place.calendar for place in PLACES} <= {calendar.id for calendar in CALENDARS.values()}
    for stem, calendar in CALENDARS.items():
        assert calendar.id.lower() == stem
        assert calendar.first_year <= 2025
        assert calendar.last_year >= 2028
        for year in range(2025, 2029):
            assert len(days(calendar, year)) >= 9, f"{calendar.id} {year}"


@pytest.mark.parametrize(
    ("place", "zone", "words"),
    [
        ("VIC", "Australia/Melbourne", "Melbourne time"),
        ("NSW", "Australia/Sydney", "Sydney time"),
        ("ACT", "Australia/Sydney", "Canberra time"),
        ("SA", "Australia/Adelaide", "Adelaide time"),
        ("QLD", "Australia/Brisbane", "Brisbane time"),
        ("NT", "Australia/Darwin", "Darwin time"),
        ("WA", "Australia/Perth", "Perth time"),
        ("TAS", "Australia/Hobart", "Hobart time"),
    ],
)
def test_each_state_keeps_the_zone_of_section_6(place: str, zone: str, words: str) -> None:
    (found,) = [candidate for candidate in PLACES if candidate.id == place]
    assert (found.zone, found.zone_words) == (zone, words)


@pytest.mark.parametrize(("year", "rows"), [(2026, 14), (2027, 15)])
def test_the_victorian_table_is_section_4_day_for_day(year: int, rows: int) -> None:
    expected = listed(VICTORIA[year], year, "%a %d %b %Y")
    assert len(expected) == rows
    assert VICTORIA[year] == ", ".join(f"{day:%a} {day.day} {day:%b}" for day in sorted(expected))
    assert settled("vic-metro", expected) <= days(CALENDARS["vic-metro"], year)
    assert len(days(CALENDARS["vic-metro"], year)) == rows


@pytest.mark.parametrize("day", [date(2025, 12, 25), date(2025, 12, 26), date(2028, 1, 1), date(2028, 1, 3)])
def test_the_days_around_the_listed_years_are_there_for_year_end_arithmetic(day: date) -> None:
    assert day in days(CALENDARS["vic-metro"], 2025, 2028)


@pytest.mark.parametrize(("state", "year"), WEEKDAY_HOLIDAYS)
def test_the_other_states_have_the_weekday_holidays_of_section_5(state: str, year: int) -> None:
    expected = listed(WEEKDAY_HOLIDAYS[state, year], year, "%d %b %Y") - BRISBANE_ONLY
    found = {day for day in days(CALENDARS[state], year) if day.weekday() < 5}
    assert settled(state, expected) <= found
    assert len(found) == len(expected)


@pytest.mark.parametrize("day", sorted(BRISBANE_ONLY))
def test_a_holiday_of_brisbane_only_is_a_business_day_because_unsure_gives_the_earlier_deadline(
    day: date,
) -> None:
    assert working("qld", day)
    assert "Brisbane" in CALENDARS["qld"].source


@pytest.mark.parametrize(
    ("state", "day"), [("sa", "12-24"), ("sa", "12-31"), ("nt", "12-24"), ("nt", "12-31"), ("qld", "12-24")]
)
def test_an_evening_holiday_counts_as_a_business_day(state: str, day: str) -> None:
    assert working(state, date.fromisoformat(f"2026-{day}"))


@pytest.mark.parametrize(
    ("state", "works"), [("vic-metro", True), ("sa", True), ("nsw", False), ("wa", False), ("act", False)]
)
def test_trap_27_april_2026_is_a_business_day_in_victoria_and_sa_only(state: str, works: bool) -> None:
    assert working(state, date(2026, 4, 27)) is works


def test_trap_melbourne_cup_day_is_a_holiday_in_metropolitan_victoria_only() -> None:
    assert {state for state in CALENDARS if not working(state, date(2026, 11, 3))} == {"vic-metro"}


def test_the_regional_calendar_is_the_metropolitan_one_without_cup_day() -> None:
    metro = [day for day in CALENDARS["vic-metro"].days if day.name != "Melbourne Cup Day"]
    assert list(CALENDARS["vic-regional"].days) == metro


def test_only_days_that_hang_on_a_notice_or_a_law_not_yet_passed_are_provisional() -> None:
    found = {
        (calendar.id, day.name)
        for calendar in CALENDARS.values()
        for day in calendar.days
        if day.status == "provisional"
    }
    afl = {(state, "Friday before the AFL Grand Final") for state in ("VIC-METRO", "VIC-REGIONAL")}
    western = {("WA", name) for name in ("King's Birthday", "Labour Day", "Western Australia Day")}
    assert found <= afl | western


def a_calendar(*holidays: Holiday) -> Calendar:
    return Calendar(
        id="T", name="Test", version="1", source="test", first_year=2026, last_year=2026, days=holidays
    )


MONDAY, FRIDAY = date(2026, 5, 4), date(2026, 5, 8)
SURE = Holiday(date=MONDAY, name="Sure", status="confirmed")
MAYBE = Holiday(date=MONDAY, name="Maybe", status="provisional")


@pytest.mark.parametrize(
    ("calendar", "day", "count_provisional", "works"),
    [
        (a_calendar(), MONDAY, True, True),
        (a_calendar(), date(2026, 5, 9), True, False),
        (a_calendar(), date(2026, 5, 10), True, False),
        (a_calendar(SURE), MONDAY, False, False),
        (a_calendar(SURE), MONDAY, True, False),
        (a_calendar(MAYBE), MONDAY, False, True),
        (a_calendar(MAYBE), MONDAY, True, False),
    ],
)
def test_a_business_day_is_not_a_weekend_and_not_a_public_holiday(
    calendar: Calendar, day: date, count_provisional: bool, works: bool
) -> None:
    assert calendar.is_business_day(day, count_provisional=count_provisional) is works


def test_outside_the_years_of_the_table_only_weekends_count() -> None:
    christmas_2024, christmas_2029 = date(2024, 12, 25), date(2029, 12, 25)
    assert working("vic-metro", christmas_2024)
    assert working("vic-metro", christmas_2029)
    assert not working("vic-metro", date(2029, 12, 29))


def test_k1_the_day_of_the_trigger_is_day_0() -> None:
    assert a_calendar().business_days_after(MONDAY, 1, count_provisional=True) == date(2026, 5, 5)
    assert a_calendar().business_days_after(FRIDAY, 1, count_provisional=True) == date(2026, 5, 11)


@pytest.mark.parametrize("day", [date(2026, 5, 2), date(2026, 5, 3), MONDAY])
def test_k2_after_a_trigger_on_a_day_off_day_1_is_the_next_business_day(day: date) -> None:
    assert a_calendar(SURE).business_days_after(day, 1, count_provisional=True) == date(2026, 5, 5)


@pytest.mark.parametrize("n", [0, -1])
def test_k7_a_period_never_runs_backwards(n: int) -> None:
    with pytest.raises(ValueError, match=f"^A period has at least 1 business day, not {n}$"):
        a_calendar().business_days_after(MONDAY, n, count_provisional=True)


def test_a_provisional_holiday_moves_the_later_date_only() -> None:
    sunday = date(2026, 5, 3)
    assert a_calendar(MAYBE).business_days_after(sunday, 1, count_provisional=False) == MONDAY
    assert a_calendar(MAYBE).business_days_after(sunday, 1, count_provisional=True) == date(2026, 5, 5)


def test_a_business_day_stays_and_a_day_off_rolls_forward() -> None:
    assert a_calendar(SURE).business_day_from(FRIDAY, count_provisional=True) == FRIDAY
    assert a_calendar(SURE).business_day_from(date(2026, 5, 2), count_provisional=True) == date(2026, 5, 5)


@given(
    name=st.sampled_from(sorted(CALENDARS)),
    day=st.dates(date(2024, 6, 1), date(2029, 6, 1)),
    n=st.integers(1, 90),
    count_provisional=st.booleans(),
)
def test_n_business_days_later_is_a_business_day_with_n_business_days_up_to_it(
    name: str, day: date, n: int, count_provisional: bool
) -> None:
    calendar = CALENDARS[name]
    last = calendar.business_days_after(day, n, count_provisional=count_provisional)
    between = (day + datetime.timedelta(days=step) for step in range(1, (last - day).days + 1))
    worked = [each for each in between if calendar.is_business_day(each, count_provisional=count_provisional)]
    assert (len(worked), worked[-1]) == (n, last)


def test_a_day_outside_the_years_of_its_table_is_refused() -> None:
    with pytest.raises(ValidationError, match="outside first_year to last_year: 2027-05-04"):
        a_calendar(Holiday(date=date(2027, 5, 4), name="Too late", status="confirmed"))


def test_a_day_listed_twice_is_refused() -> None:
    with pytest.raises(ValidationError, match="listed twice: 2026-05-04"):
        a_calendar(SURE, MAYBE)


def test_a_calendar_cannot_be_changed_after_loading() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        a_calendar().version = "2"  # type: ignore[misc]
