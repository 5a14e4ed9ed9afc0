"""How a moment is said: domain/calendar.md section 6, "Handling" 4."""

from datetime import UTC, datetime

import pytest

from forms_src.deadlines import moment_words

MELBOURNE = ("Australia/Melbourne", "Melbourne time")


@pytest.mark.parametrize(
    ("utc", "words"),
    [
        ("2026-06-09T07:00:00", "5 pm, Tuesday 9 June 2026, Melbourne time"),
        ("2026-06-09T04:30:00", "2.30 pm, Tuesday 9 June 2026, Melbourne time"),
        ("2026-06-09T13:59:59", "11.59 pm, Tuesday 9 June 2026, Melbourne time"),
        ("2026-06-09T02:00:00", "noon, Tuesday 9 June 2026, Melbourne time"),
        ("2026-06-08T14:00:00", "midnight at the start of Tuesday 9 June 2026, Melbourne time"),
        ("2026-06-08T14:30:00", "12.30 am, Tuesday 9 June 2026, Melbourne time"),
        ("2026-06-09T02:01:00", "12.01 pm, Tuesday 9 June 2026, Melbourne time"),
        ("2026-01-05T06:00:00", "5 pm, Monday 5 January 2026, Melbourne time"),
        ("2026-04-04T15:30:00", "2.30 am (before the clocks change), Sunday 5 April 2026, Melbourne time"),
        ("2026-04-04T16:30:00", "2.30 am (after the clocks change), Sunday 5 April 2026, Melbourne time"),
        ("2026-04-04T17:00:00", "3 am, Sunday 5 April 2026, Melbourne time"),
        ("2026-10-03T16:00:00", "3 am, Sunday 4 October 2026, Melbourne time"),
    ],
)
def test_a_moment_is_said_with_time_weekday_date_and_zone(utc: str, words: str) -> None:
    assert moment_words(datetime.fromisoformat(utc).replace(tzinfo=UTC), *MELBOURNE) == words


def test_a_moment_is_said_in_the_zone_of_the_place() -> None:
    moment = datetime(2026, 1, 5, 6, tzinfo=UTC)
    assert (
        moment_words(moment, "Australia/Darwin", "Darwin time")
        == "3.30 pm, Monday 5 January 2026, Darwin time"
    )
