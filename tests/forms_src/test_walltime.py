"""Wall times against the two clock changes of 2026 in domain/calendar.md section 6."""

from datetime import UTC, date, datetime, time
from typing import Literal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms_src.walltime import Repeated, Skipped, day_words, is_repeated, time_words, to_instant

MELBOURNE, BRISBANE = "Australia/Melbourne", "Australia/Brisbane"
CLOCKS_GO_BACK, CLOCKS_GO_FORWARD = date(2026, 4, 5), date(2026, 10, 4)
ZONES = ["Melbourne", "Sydney", "Adelaide", "Brisbane", "Darwin", "Perth", "Hobart", "Lord_Howe"]


@pytest.mark.parametrize(
    ("day", "at", "zone", "utc"),
    [
        (date(2026, 6, 9), time(17), MELBOURNE, "2026-06-09T07:00:00+00:00"),
        (date(2026, 1, 5), time(17), MELBOURNE, "2026-01-05T06:00:00+00:00"),
        (date(2026, 1, 5), time(17), BRISBANE, "2026-01-05T07:00:00+00:00"),
        (date(2026, 1, 5), time(17), "Australia/Darwin", "2026-01-05T07:30:00+00:00"),
        (CLOCKS_GO_BACK, time(1, 59), MELBOURNE, "2026-04-04T14:59:00+00:00"),
        (CLOCKS_GO_BACK, time(3), MELBOURNE, "2026-04-04T17:00:00+00:00"),
        (CLOCKS_GO_FORWARD, time(1, 59), MELBOURNE, "2026-10-03T15:59:00+00:00"),
        (CLOCKS_GO_FORWARD, time(3), MELBOURNE, "2026-10-03T16:00:00+00:00"),
    ],
)
def test_a_wall_time_that_comes_once_is_one_instant(day: date, at: time, zone: str, utc: str) -> None:
    instant = to_instant(day, at, zone, None)
    assert instant.astimezone(UTC).isoformat() == utc
    assert (instant.date(), instant.time(), instant.tzinfo) == (day, at, ZoneInfo(zone))


@pytest.mark.parametrize("at", [time(2), time(2, 30), time(2, 59), time(2, 59, 59)])
@pytest.mark.parametrize("which", [None, "before", "after"])
def test_a_time_in_the_hour_the_clocks_jump_over_does_not_exist(
    at: time, which: Literal["before", "after"] | None
) -> None:
    with pytest.raises(Skipped) as raised:
        to_instant(CLOCKS_GO_FORWARD, at, MELBOURNE, which)
    assert (raised.value.changes_at, raised.value.changes_to) == (time(2), time(3))


def test_the_message_for_a_skipped_time_names_the_gap() -> None:
    with pytest.raises(Skipped) as raised:
        to_instant(CLOCKS_GO_FORWARD, time(2, 30), MELBOURNE, None)
    assert str(raised.value) == (
        "There is no 2.30 am on Sunday 4 October 2026: the clocks go forward from 2 am to 3 am"
    )


@pytest.mark.parametrize("at", [time(2), time(2, 30), time(2, 59), time(2, 59, 59), time(2, 30, fold=1)])
def test_a_time_in_the_hour_that_comes_twice_needs_before_or_after(at: time) -> None:
    with pytest.raises(Repeated) as raised:
        to_instant(CLOCKS_GO_BACK, at, MELBOURNE, None)
    assert (raised.value.changes_at, raised.value.changes_to) == (time(3), time(2))


def test_the_message_for_a_repeated_time_says_what_to_do() -> None:
    with pytest.raises(Repeated) as raised:
        to_instant(CLOCKS_GO_BACK, time(2, 30), MELBOURNE)
    assert str(raised.value) == (
        "2.30 am comes twice on Sunday 5 April 2026: the clocks go back from 3 am to 2 am. "
        "Say if you mean before or after the clocks change"
    )


@pytest.mark.parametrize(
    ("which", "utc"), [("before", "2026-04-04T15:30:00+00:00"), ("after", "2026-04-04T16:30:00+00:00")]
)
def test_before_and_after_are_an_hour_apart(which: Literal["before", "after"], utc: str) -> None:
    instant = to_instant(CLOCKS_GO_BACK, time(2, 30), MELBOURNE, which)
    assert instant.astimezone(UTC).isoformat() == utc
    assert is_repeated(instant)


@pytest.mark.parametrize("which", ["before", "after"])
def test_before_or_after_changes_nothing_at_other_times(which: Literal["before", "after"]) -> None:
    noon = time(12, fold=1)
    assert to_instant(CLOCKS_GO_BACK, noon, MELBOURNE, which) == to_instant(
        CLOCKS_GO_BACK, time(12), MELBOURNE
    )


@pytest.mark.parametrize("day", [CLOCKS_GO_BACK, CLOCKS_GO_FORWARD])
@pytest.mark.parametrize("zone", [BRISBANE, "Australia/Darwin", "Australia/Perth"])
def test_brisbane_darwin_and_perth_never_change_their_clocks(day: date, zone: str) -> None:
    instant = to_instant(day, time(2, 30), zone, None)
    assert not is_repeated(instant)


def test_half_hour_changes_are_named_to_the_minute() -> None:
    with pytest.raises(Skipped, match=r"from 2 am to 2\.30 am"):
        to_instant(CLOCKS_GO_FORWARD, time(2, 29), "Australia/Lord_Howe", None)


@given(
    at=st.datetimes(datetime(2025, 1, 1), datetime(2029, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
    zone=st.sampled_from([f"Australia/{city}" for city in ZONES]),
)
def test_every_instant_can_be_said_as_a_wall_time_and_read_back(at: datetime, zone: str) -> None:
    local = at.astimezone(ZoneInfo(zone))
    which: Literal["before", "after"] = "after" if local.fold else "before"
    assert to_instant(local.date(), local.time(), zone, which).astimezone(UTC) == at


@pytest.mark.parametrize(
    ("at", "words"),
    [
        (time(17), "5 pm"),
        (time(14, 30), "2.30 pm"),
        (time(9, 5), "9.05 am"),
        (time(23, 59, 59), "11.59 pm"),
        (time(0, 0), "12 am"),
        (time(0, 30), "12.30 am"),
        (time(12), "12 pm"),
        (time(12, 1), "12.01 pm"),
    ],
)
def test_times_are_said_with_a_dot_and_am_or_pm(at: time, words: str) -> None:
    assert time_words(at) == words


def test_days_are_said_in_full() -> None:
    assert day_words(date(2026, 6, 9)) == "Tuesday 9 June 2026"
