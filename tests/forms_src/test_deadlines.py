"""Clocks and due times: the rules K1 to K9 and the seventeen worked examples of domain/calendar.md."""

import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError
from ruamel.yaml import YAML

from forms_src.calendars import Calendar, Holiday
from forms_src.deadlines import Clock, Due, due
from forms_src.places import Place

SHARED = Path(__file__).parents[2] / "forms_src/definitions/shared"


def read(path: Path) -> Any:
    return YAML(typ="safe", pure=True).load(path)


CLOCKS = {clock["id"]: Clock(**clock) for clock in read(SHARED / "clocks.yaml")["clocks"]}
PLACES = {place["id"]: Place(**place) for place in read(SHARED / "places.yaml")["places"]}
CALENDARS = {path.stem.upper(): Calendar(**read(path)) for path in (SHARED / "calendars").glob("*.yaml")}


def at(moment: str, place: str = "VIC") -> datetime:
    """Return the instant of a local time written "2026-04-02 10:00", in the zone of the place."""
    return datetime.fromisoformat(moment).replace(tzinfo=ZoneInfo(PLACES[place].zone))


def when(clock: str, moment: str, place: str = "VIC", calendar: str | None = None) -> Due:
    where = PLACES[place]
    return due(CLOCKS[clock], at(moment, place), where, CALENDARS[calendar or where.calendar])


def local(instant: datetime | None, place: str = "VIC") -> str:
    return f"{instant.astimezone(ZoneInfo(PLACES[place].zone)):%Y-%m-%d %H:%M:%S}" if instant else ""


def days(amount: int, unit: str = "business_days", **settings: Any) -> Clock:
    made = {"id": "t", "label": "T", "words": "T", "starts_from": ["aware_at"], "source": "test"}
    return Clock.model_validate(made | {"amount": amount, "unit": unit} | settings)


def calendar_with(*holidays: Holiday) -> Calendar:
    return Calendar(
        id="T", name="T", version="1", source="test", first_year=2026, last_year=2027, days=holidays
    )


# Section 7, days: (trigger, +1, +3, +5, +28)
EXAMPLES = {
    1: ("2026-04-02", "2026-04-07", "2026-04-09", "2026-04-13", "2026-05-14"),
    2: ("2026-04-24", "2026-04-27", "2026-04-29", "2026-05-01", "2026-06-03"),
    3: ("2026-01-23", "2026-01-27", "2026-01-29", "2026-02-02", "2026-03-05"),
    4: ("2026-03-06", "2026-03-10", "2026-03-12", "2026-03-16", "2026-04-20"),
    5: ("2026-09-24", "2026-09-28", "2026-09-30", "2026-10-02", "2026-11-05"),
    6: ("2026-10-31", "2026-11-02", "2026-11-05", "2026-11-09", "2026-12-10"),
    7: ("2026-11-02", "2026-11-04", "2026-11-06", "2026-11-10", "2026-12-11"),
    8: ("2026-12-24", "2026-12-29", "2026-12-31", "2027-01-05", "2027-02-08"),
    9: ("2027-03-25", "2027-03-30", "2027-04-01", "2027-04-05", "2027-05-06"),
    10: ("2027-12-24", "2027-12-29", "2027-12-31", "2028-01-05", "2028-02-08"),
}
COLUMNS = [
    (number, trigger, amount, last)
    for number, (trigger, *lasts) in EXAMPLES.items()
    for amount, last in zip((1, 3, 5, 28), lasts, strict=True)
]


@pytest.mark.parametrize(
    ("number", "trigger", "amount", "last"), COLUMNS, ids=[f"example {row[0]} +{row[2]}" for row in COLUMNS]
)
def test_examples_1_to_10_business_days_in_metropolitan_melbourne(
    number: int, trigger: str, amount: int, last: str
) -> None:
    found = due(days(amount), at(f"{trigger} 10:00"), PLACES["VIC"], CALENDARS["VIC-METRO"])
    assert local(found.due_at) == f"{last} 23:59:59"
    assert found.or_at is None


@pytest.mark.parametrize(
    ("number", "aware", "last"),
    [
        (11, "2026-04-04T14:00+11:00", "2026-04-05T13:00+10:00"),
        (12, "2026-10-03T14:00+10:00", "2026-10-04T15:00+11:00"),
        (13, "2027-12-24T18:30+11:00", "2027-12-25T18:30+11:00"),
    ],
)
def test_examples_11_to_13_hours(number: int, aware: str, last: str) -> None:
    aware_at = datetime.fromisoformat(aware)
    found = due(CLOCKS["ndis_24h"], aware_at, PLACES["VIC"], CALENDARS["VIC-METRO"])
    expected = datetime.fromisoformat(last)
    assert found.due_at == expected
    assert local(found.due_at) == f"{expected:%Y-%m-%d %H:%M:%S}"


@pytest.mark.parametrize(
    ("number", "incident", "calendar", "last"),
    [
        (14, "2026-06-05 10:00", "VIC-METRO", "2026-06-09 17:00:00"),
        (15, "2026-06-14 10:00", "VIC-METRO", "2026-06-15 17:00:00"),
        (16, "2026-11-02 10:00", "VIC-METRO", "2026-11-04 17:00:00"),
        (16, "2026-11-02 10:00", "VIC-REGIONAL", "2026-11-03 17:00:00"),
    ],
)
def test_examples_14_to_16_the_critical_short_form(
    number: int, incident: str, calendar: str, last: str
) -> None:
    assert local(when("ssr_cni_short", incident, calendar=calendar).due_at) == last


@pytest.mark.parametrize(("place", "last"), [("NSW", "2026-05-04 23:59:59"), ("VIC", "2026-05-01 23:59:59")])
def test_example_17_the_same_facts_are_due_later_in_nsw_than_in_victoria(place: str, last: str) -> None:
    assert local(when("ndis_5bd", "2026-04-24 10:00", place).due_at, place) == last


@pytest.mark.parametrize("moment", ["2026-05-06 00:00", "2026-05-06 23:59"])
def test_k1_the_whole_day_of_the_trigger_is_day_0(moment: str) -> None:
    assert local(when("dffh_privacy_incident", moment).due_at) == "2026-05-07 23:59:59"


@pytest.mark.parametrize("moment", ["2026-05-02 09:00", "2026-05-03 09:00"])
def test_k2_a_trigger_on_a_weekend_starts_counting_on_monday(moment: str) -> None:
    assert local(when("dffh_privacy_incident", moment).due_at) == "2026-05-04 23:59:59"


def test_k3_within_days_ends_at_the_last_second_and_close_of_business_at_5_pm() -> None:
    assert local(when("ssr_full", "2026-05-04 10:00").due_at) == "2026-05-07 23:59:59"
    assert local(when("ssr_cni_short", "2026-05-04 10:00").due_at) == "2026-05-05 17:00:00"


@pytest.mark.parametrize("clock", ["ndis_24h", "tac_report", "worksafe_written", "cims_report_major_2018"])
@given(trigger=st.datetimes(datetime(2025, 1, 1), datetime(2028, 12, 1), timezones=st.just(UTC)))  # noqa: DTZ001
def test_k4_k5_hours_are_elapsed_time_and_nothing_stops_them(clock: str, trigger: datetime) -> None:
    found = due(CLOCKS[clock], trigger, PLACES["VIC"], CALENDARS["VIC-METRO"])
    assert found.due_at - trigger == timedelta(hours=CLOCKS[clock].amount)
    assert found.or_at is None


def test_k5_a_24_hour_period_that_ends_on_a_holiday_is_not_extended() -> None:
    assert local(when("ndis_24h", "2026-12-24 09:15").due_at) == "2026-12-25 09:15:00"


@pytest.mark.parametrize(
    ("trigger", "reminder", "latest"),
    [
        ("2026-05-05 10:00", "2026-06-04 23:59:59", ""),
        ("2026-05-07 10:00", "2026-06-06 23:59:59", "2026-06-09 23:59:59"),
        ("2026-05-09 10:00", "2026-06-08 23:59:59", "2026-06-09 23:59:59"),
    ],
)
def test_k6_calendar_days_remind_on_the_raw_date_and_roll_forward_as_the_latest_lawful(
    trigger: str, reminder: str, latest: str
) -> None:
    found = when("rcs_detail", trigger)
    assert (local(found.due_at), local(found.or_at)) == (reminder, latest)
    assert found.or_because == ("rolled" if latest else None)


def test_k6_a_period_of_business_days_never_needs_rolling() -> None:
    assert when("ssr_full", "2026-06-05 10:00").or_at is None


@pytest.mark.parametrize("amount", [0, -3])
def test_k7_no_clock_runs_backwards(amount: int) -> None:
    with pytest.raises(ValidationError, match="greater than 0"):
        days(amount)


def test_k8_a_due_time_is_stored_in_utc_with_its_rule_zone_and_calendar_version() -> None:
    stored = Due.model_validate_json(when("ssr_cni_short", "2026-06-05 10:00").model_dump_json())
    assert stored.model_dump(mode="json") == {
        "clock": "ssr_cni_short",
        "label": "Critical incident short form",
        "due_at": "2026-06-09T07:00:00Z",
        "or_at": None,
        "or_because": None,
        "zone": "Australia/Melbourne",
        "zone_words": "Melbourne time",
        "calendar": "VIC-METRO",
        "calendar_version": CALENDARS["VIC-METRO"].version,
        "trigger": "2026-06-05T00:00:00Z",
    }


def test_k8_a_clock_of_hours_counts_by_no_calendar() -> None:
    found = when("ndis_24h", "2026-06-05 10:00")
    assert (found.calendar, found.calendar_version) == (None, None)


@pytest.fixture(params=["Pacific/Auckland", "America/New_York"])
def elsewhere(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with monkeypatch.context() as patched:
        patched.setenv("TZ", request.param)
        time.tzset()
        yield
    time.tzset()


@pytest.mark.usefixtures("elsewhere")
def test_k9_the_zone_of_the_computer_changes_nothing() -> None:
    found = when("ssr_cni_short", "2026-06-05 10:00")
    assert found.due_at.isoformat() == "2026-06-09T07:00:00+00:00"
    assert found.words() == "5 pm, Tuesday 9 June 2026, Melbourne time"


def test_k9_a_time_without_a_zone_is_refused() -> None:
    naive = datetime(2026, 6, 5, 10)  # noqa: DTZ001
    with pytest.raises(ValueError, match="A trigger needs its time zone"):
        due(CLOCKS["ndis_24h"], naive, PLACES["VIC"], CALENDARS["VIC-METRO"])


def test_the_day_of_the_trigger_is_the_day_at_the_place_not_in_utc() -> None:
    trigger = datetime(2026, 5, 4, 14, 30, tzinfo=UTC)
    melbourne = due(days(1), trigger, PLACES["VIC"], CALENDARS["VIC-METRO"])
    perth = due(days(1), trigger, PLACES["WA"], CALENDARS["WA"])
    assert local(melbourne.due_at) == "2026-05-06 23:59:59"
    assert local(perth.due_at, "WA") == "2026-05-05 23:59:59"


def around_afl_friday(clock: Clock, moment: str) -> Due:
    afl_friday = Holiday(date=date(2027, 9, 24), name="AFL", status="provisional")
    return due(clock, at(moment), PLACES["VIC"], calendar_with(afl_friday))


def test_a_provisional_holiday_gives_the_earlier_date_to_work_to_and_the_later_one_beside_it() -> None:
    found = around_afl_friday(days(3), "2027-09-22 10:00")
    assert local(found.due_at) == "2027-09-27 23:59:59"
    assert local(found.or_at) == "2027-09-28 23:59:59"
    assert found.words() == (
        "11.59 pm, Monday 27 September 2027, Melbourne time (or 11.59 pm, Tuesday 28 September 2027, "
        "Melbourne time, if a public holiday that is not confirmed yet goes ahead)"
    )


def test_a_provisional_holiday_outside_the_period_changes_nothing() -> None:
    assert around_afl_friday(days(3), "2027-09-15 10:00").or_at is None
    assert around_afl_friday(days(3), "2027-09-24 10:00").or_at is None


def test_calendar_days_that_end_on_a_provisional_holiday_may_roll() -> None:
    found = around_afl_friday(days(30, "calendar_days"), "2027-08-25 10:00")
    assert (local(found.due_at), local(found.or_at)) == ("2027-09-24 23:59:59", "2027-09-27 23:59:59")
    assert found.or_because == "provisional"


def test_the_words_of_a_rolled_date_say_why_there_are_two() -> None:
    assert when("rcs_detail", "2026-05-09 10:00").words() == (
        "11.59 pm, Monday 8 June 2026, Melbourne time (or at the latest 11.59 pm, Tuesday 9 June 2026, "
        "Melbourne time, because the first date is not a business day)"
    )


MAYBE = st.lists(
    st.builds(
        Holiday,
        date=st.dates(date(2026, 1, 1), date(2026, 12, 31)),
        name=st.just("T"),
        status=st.sampled_from(["confirmed", "provisional"]),
    ),
    unique_by=lambda holiday: holiday.date,
    max_size=60,
)


@given(
    holidays=MAYBE,
    trigger=st.datetimes(datetime(2026, 1, 1), datetime(2026, 11, 1), timezones=st.just(UTC)),  # noqa: DTZ001
    amount=st.integers(1, 30),
    unit=st.sampled_from(["business_days", "calendar_days"]),
)
def test_the_later_date_is_always_later_and_both_lie_after_the_trigger(
    holidays: list[Holiday], trigger: datetime, amount: int, unit: str
) -> None:
    calendar = calendar_with(*holidays)
    found = due(days(amount, unit), trigger, PLACES["VIC"], calendar)
    assert found.due_at > trigger
    assert (found.or_at is None) is (found.or_because is None)
    assert found.or_at is None or found.or_at > found.due_at


def test_importing_deadlines_pulls_in_nothing_slow() -> None:
    slow = "{'holidays', 'ruamel', 'jinja2', 'boto3', 'forms_src.holiday_tables'}"
    program = (
        f"import sys, forms_src.deadlines, forms_src.references; print(sorted({slow} & sys.modules.keys()))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
