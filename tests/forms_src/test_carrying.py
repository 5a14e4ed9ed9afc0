"""Answers typed again: each type gives back what it was given, and moments keep their instant."""

from datetime import UTC, datetime

import pytest

from forms_src.answers import Reader
from forms_src.carrying import carried
from tests.forms_src.small_forms import NOW, definition, load_texts, posted, reader, small_form

MOMENT = "- {id: at, type: moment, label: At, must_be: any}"
HERE = "Australia/Melbourne"


def test_a_moment_is_typed_in_the_zone_of_the_next_form() -> None:
    perth = small_form(MOMENT, id="perth", place="WA")
    brought = carried(perth, small_form(MOMENT), {"at": "2026-06-10T12:00:00+10:00"}, HERE)
    assert brought.posted.first("at-time") == "10:00"
    loaded = load_texts(definition(MOMENT, id="perth", place="WA"))
    reading = Reader(perth, loaded.calendars).read(brought.posted, NOW)
    assert datetime.fromisoformat(reading.answers["at"]) == datetime(2026, 6, 10, 2, tzinfo=UTC)


def test_a_moment_is_typed_as_it_was_while_the_next_place_is_not_known() -> None:
    state = "- {id: state, type: select, label: State, options: [{id: vic, label: V}, {id: wa, label: W}]}"
    asks = small_form(f"{state}\n{MOMENT}", id="asks", place="{field: state}")
    answers = {"at": "2026-06-10T10:00:00+08:00"}
    assert carried(asks, small_form(MOMENT, place="WA"), answers, "Australia/Perth").posted.first(
        "at-time"
    ) == ("10:00")
    known = {**answers, "state": "vic"}
    assert carried(asks, asks, known, "Australia/Perth").posted.first("at-time") == "12:00"


@pytest.mark.parametrize(("offset", "which"), [("+11:00", "before"), ("+10:00", "after")])
def test_an_hour_that_came_twice_says_which(offset: str, which: str) -> None:
    form = small_form(MOMENT)
    brought = carried(form, form, {"at": f"2026-04-05T02:30:00{offset}"}, HERE)
    assert brought.posted.first("at-clock") == which
    assert (
        reader(definition(MOMENT)).read(brought.posted, NOW).answers["at"] == f"2026-04-05T02:30:00{offset}"
    )


def test_the_same_id_of_another_type_is_not_carried_over() -> None:
    """No two forms are so; but a definition may have changed since the report was sent."""
    date = small_form("- {id: at, type: date, label: At}", id="dated")
    brought = carried(date, small_form(MOMENT), {"at": "2026-06-10T12:00:00+10:00"}, HERE)
    assert (dict(brought.posted), brought.names) == ({}, frozenset())


def test_answers_to_questions_of_no_field_are_passed_over() -> None:
    form = small_form(MOMENT)
    assert dict(carried(form, form, {"gone": "x"}, HERE).posted) == {}


def test_a_zero_is_an_answer() -> None:
    form = small_form("- {id: count, type: number, label: Count}")
    assert carried(form, form, {"count": 0}, HERE).posted == posted({"count": "0"})


def test_why_a_report_is_late_is_said_of_its_own_form_alone() -> None:
    why = "- {id: why, type: short_text, label: Why, show_when: {overdue: day}}"
    form, other = small_form(why), small_form(why, id="other")
    assert dict(carried(other, form, {"why": "x"}, HERE).posted) == {}
    assert carried(form, form, {"why": "x"}, HERE).posted.first("why") == "x"
