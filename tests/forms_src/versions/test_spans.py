"""When each version is in effect and taken: at each moment, and one second before it."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from forms_src.definition import Form
from forms_src.versions.spans import Span, in_effect, spans_of
from tests.forms_src.small_forms import small_form

MELBOURNE = ZoneInfo("Australia/Melbourne")
SECOND = timedelta(seconds=1)


def form(version: int, day: str, **settings: str) -> Form:
    return small_form(version=str(version), effective_from=day, **settings)


def midnight(year: int, month: int, day: int) -> datetime:
    return datetime(year, month, day, tzinfo=MELBOURNE).astimezone(UTC)


FIRST, SECOND_ONE = form(1, "2026-01-01"), form(2, "2026-07-01")
THIRD = form(3, "2026-07-11", grace_days="5")


@pytest.mark.parametrize(
    ("at", "effective", "taken"),
    [
        (midnight(2020, 1, 1), 1, []),
        (midnight(2026, 1, 1) - SECOND, 1, []),
        (midnight(2026, 1, 1), 1, [1]),
        (midnight(2026, 7, 1) - SECOND, 1, [1]),
        (midnight(2026, 7, 1), 2, [1, 2]),
        (midnight(2026, 7, 11) - SECOND, 2, [1, 2]),
        (midnight(2026, 7, 11), 3, [1, 2, 3]),
        (midnight(2026, 7, 16) - SECOND, 3, [1, 2, 3]),
        (midnight(2026, 7, 16), 3, [1, 3]),
        (midnight(2026, 7, 31) - SECOND, 3, [1, 3]),
        (midnight(2026, 7, 31), 3, [3]),
        (midnight(2099, 1, 1), 3, [3]),
    ],
)
def test_a_version_is_in_effect_from_its_day_and_the_one_before_is_taken_for_its_grace(
    at: datetime, effective: int, taken: list[int]
) -> None:
    spans = spans_of([FIRST, SECOND_ONE, THIRD])
    assert in_effect(spans, at).version == effective
    assert [span.version for span in spans if span.is_taken(at)] == taken


def test_a_day_starts_and_ends_where_the_first_place_is() -> None:
    in_perth = form(2, "2026-07-01", place="WA")
    [first, _second] = spans_of([FIRST, in_perth])
    assert first.ends == datetime(2026, 7, 1, tzinfo=ZoneInfo("Australia/Perth"))


@pytest.mark.parametrize("back_from", ["2026-06-01", "2026-07-01"])
def test_a_version_taken_back_before_it_began_is_never_in_effect(back_from: str) -> None:
    spans = spans_of([FIRST, SECOND_ONE, form(3, back_from)])
    assert [span.version for span in spans] == [1, 3]
    assert spans[0].ends == spans[1].starts
    assert spans[0].ends == midnight(*date.fromisoformat(back_from).timetuple()[:3])


def test_one_version_has_no_end() -> None:
    assert spans_of([FIRST]) == (Span(1, midnight(2026, 1, 1)),)
