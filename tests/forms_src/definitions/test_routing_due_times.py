"""When what a route leads to is due (domain/calendar.md section 7), and the rules of its day."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.forms_src.definitions.conftest import at
from tests.forms_src.definitions.routes import Route, due, melbourne, ndis, ssr

# domain/calendar.md section 7: Friday, weekend and public holidays


@pytest.mark.parametrize(
    ("example", "happened", "expected"),
    [
        ("14 Friday before King's Birthday", melbourne(2026, 6, 5), "5 pm, Tuesday 9 June 2026"),
        ("15 Sunday", melbourne(2026, 6, 14), "5 pm, Monday 15 June 2026"),
        ("16 day before Cup Day", melbourne(2026, 11, 2), "5 pm, Wednesday 4 November 2026"),
        ("1 Thursday before Easter", melbourne(2026, 4, 2), "5 pm, Tuesday 7 April 2026"),
        ("8 Thursday before Christmas", melbourne(2026, 12, 24), "5 pm, Tuesday 29 December 2026"),
        ("a Friday", melbourne(2026, 6, 19), "5 pm, Monday 22 June 2026"),
        ("a Saturday", melbourne(2026, 6, 20), "5 pm, Monday 22 June 2026"),
    ],
)
def test_the_short_form_is_due_by_5_pm_on_the_next_business_day(
    route: Route, example: str, happened: datetime, expected: str
) -> None:
    answers = ssr("not_known") | at("occurred_at", happened) | at("aware_at", happened)
    steps = route(happened.astimezone(UTC) + timedelta(minutes=5), **answers)
    assert due(steps, "ssr_short") == f"{expected}, Melbourne time", example


@pytest.mark.parametrize(
    ("example", "happened", "expected"),
    [
        ("1", melbourne(2026, 4, 2), "Thursday 9 April 2026"),
        ("2", melbourne(2026, 4, 24), "Wednesday 29 April 2026"),
        ("4", melbourne(2026, 3, 6), "Thursday 12 March 2026"),
        ("6", melbourne(2026, 10, 31), "Thursday 5 November 2026"),
        ("7", melbourne(2026, 11, 2), "Friday 6 November 2026"),
        ("8", melbourne(2026, 12, 24), "Thursday 31 December 2026"),
    ],
)
def test_full_reports_are_due_three_business_days_on(
    route: Route, example: str, happened: datetime, expected: str
) -> None:
    answers = ssr("not_known", provider_kind=["dffh", "srs"]) | at("occurred_at", happened)
    steps = route(happened.astimezone(UTC) + timedelta(minutes=5), **answers | at("aware_at", happened))
    for outcome in ("ssr_full", "srs_guardian", "cims"):
        assert due(steps, outcome) == f"11.59 pm, {expected}, Melbourne time", example


@pytest.mark.parametrize(
    ("state", "expected"),
    [("nsw", "Monday 4 May 2026, Sydney time"), ("vic", "Friday 1 May 2026, Melbourne time")],
)
def test_calendar_example_17_the_holidays_are_those_of_the_state(
    route: Route, state: str, expected: str
) -> None:
    aware = melbourne(2026, 4, 24)
    answers = ndis("restrictive_practice", state=state, rp_harm="no", under_18="no")
    steps = route(aware.astimezone(UTC), **answers, **at("aware_at", aware))
    assert due(steps, "ndis_five_days_only") == f"11.59 pm, {expected}"


@pytest.mark.parametrize(
    ("example", "aware", "expected"),
    [
        ("11", melbourne(2026, 4, 4, hour=14), "1 pm, Sunday 5 April 2026, Melbourne time"),
        ("12", melbourne(2026, 10, 3, hour=14), "3 pm, Sunday 4 October 2026, Melbourne time"),
        (
            "13",
            melbourne(2027, 12, 24, hour=18, minute=30),
            "6.30 pm, Saturday 25 December 2027, Melbourne time",
        ),
    ],
)
def test_calendar_examples_of_24_hours(route: Route, example: str, aware: datetime, expected: str) -> None:
    steps = route(aware.astimezone(UTC), **ndis("death", state="vic"), **at("aware_at", aware))
    assert due(steps, "ndis_24_hours") == expected, example


# Effective dates


@pytest.mark.parametrize(
    ("aware", "clock"),
    [
        (melbourne(2018, 1, 14), None),
        (melbourne(2018, 1, 15), "cims_report_major_2018"),
        (melbourne(2020, 2, 2), "cims_report_major_2018"),
        (melbourne(2020, 2, 3), "cims_report"),
        (melbourne(2026, 6, 9), "cims_report"),
    ],
)
def test_cims_reports_follow_the_rules_of_the_day_of_awareness(
    route: Route, aware: datetime, clock: str | None
) -> None:
    steps = route(**ssr("self_harm", provider_kind="dffh") | at("aware_at", aware))
    assert [step.outcome.clock for step in steps.values() if step.outcome.id == "cims"] == [clock] * bool(
        clock
    )


@pytest.mark.parametrize(("day", "there"), [(melbourne(2024, 6, 30), False), (melbourne(2024, 7, 1), True)])
def test_the_regulator_began_on_1_july_2024(route: Route, day: datetime, there: bool) -> None:
    steps = route(**ssr("not_known") | at("aware_at", day))
    assert ({"ssr_short", "ssr_full"} <= steps.keys()) is there
    assert bool({"ssr_short", "ssr_full"} & steps.keys()) is there
