"""When a condition holds."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from forms_src.conditions import SHAPES, TESTS, UNREADABLE, Condition, Facts, age, day_of, earlier, holds

TODAY = date(2026, 6, 10)
YES: dict[str, Any] = {"field": "a", "equals": "yes"}
NO: dict[str, Any] = {"field": "a", "equals": "no"}


def judged(
    condition: dict[str, Any], today: date = TODAY, overdue: tuple[str, ...] = (), **values: Any
) -> bool:
    return holds(Condition.model_validate(condition), Facts(values, today, overdue=frozenset(overdue)))


def refused(condition: dict[str, Any]) -> str:
    with pytest.raises(ValidationError) as caught:
        Condition.model_validate(condition)
    return str(caught.value.errors()[0]["msg"])


@pytest.mark.parametrize(
    ("condition", "value", "expected"),
    [
        ({"equals": "yes"}, "yes", True),
        ({"equals": "yes"}, "no", False),
        ({"one_of": ["b", "c"]}, "c", True),
        ({"one_of": ["b", "c"]}, "d", False),
        ({"includes": "police"}, ["family", "police"], True),
        ({"includes": "police"}, ["family"], False),
        ({"is_answered": True}, "x", True),
        ({"is_answered": False}, "x", False),
        ({"age_under": 18}, "2008-06-11", True),
        ({"age_under": 18}, "2008-06-10", False),
        ({"on_or_after": "2026-01-01"}, "2026-01-01", True),
        ({"on_or_after": "2026-01-01"}, "2025-12-31T23:59:00+11:00", False),
        ({"on_or_after": "2026-01-01"}, "2026-01-01T00:00:00+11:00", True),
    ],
)
def test_a_test_of_one_answer(condition: dict[str, Any], value: Any, expected: bool) -> None:
    assert judged({"field": "a", **condition}, a=value) is expected


@pytest.mark.parametrize("blank", [None, "", []])
@pytest.mark.parametrize(
    "condition",
    [
        {"equals": "x"},
        {"one_of": ["x"]},
        {"includes": "x"},
        {"age_under": 18},
        {"on_or_after": "2026-01-01"},
        {"before": "b"},
        {"same_as": "b"},
        {"is_answered": True},
    ],
)
def test_a_field_without_an_answer_fails_every_test_but_one(condition: dict[str, Any], blank: Any) -> None:
    assert not judged({"field": "a", **condition}, a=blank, b=blank)
    assert judged({"field": "a", "is_answered": False}, a=blank)
    assert judged({"field": "missing", "is_answered": False})


@pytest.mark.parametrize(
    "condition", [{"equals": "x"}, {"one_of": ["x"]}, {"age_under": 99}, {"same_as": "a"}, {"before": "b"}]
)
def test_an_answer_that_cannot_be_read_is_an_answer_and_no_more(condition: dict[str, Any]) -> None:
    assert not judged({"field": "a", **condition}, a=UNREADABLE, b="2026-01-01")
    assert judged({"field": "a", "is_answered": True}, a=UNREADABLE)
    assert not judged({"field": "a", "is_answered": False}, a=UNREADABLE)


@pytest.mark.parametrize("other", [None, UNREADABLE, 5, ["2026-01-01"]])
def test_nothing_lies_before_what_is_not_a_day(other: Any) -> None:
    assert not judged({"field": "a", "before": "b"}, a="2000-01-01", b=other)


def test_all_any_and_not() -> None:
    assert judged({"all": [YES, {"field": "b", "is_answered": True}]}, a="yes", b="x")
    assert not judged({"all": [YES, {"field": "b", "is_answered": True}]}, a="yes")
    assert judged({"any": [YES, NO]}, a="no")
    assert not judged({"any": [YES, NO]}, a="other")
    assert judged({"not": YES}, a="no")
    assert judged({"not": YES})
    assert not judged({"not": {"not": NO}}, a="yes")


def test_facts_and_clocks() -> None:
    fact = Condition.model_validate({"fact": "is_critical"})
    assert holds(fact, Facts({}, TODAY, facts={"is_critical": True}))
    assert not holds(fact, Facts({}, TODAY))
    assert judged({"overdue": "day"}, overdue=("day",))
    assert not judged({"overdue": "week"}, overdue=("day",))


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("2026-06-09", "2026-06-10", True),
        ("2026-06-10", "2026-06-10", False),
        ("2026-06-10T09:00:00+10:00", "2026-06-10T09:01:00+10:00", True),
        ("2026-04-05T02:30:00+11:00", "2026-04-05T02:30:00+10:00", True),
        ("2026-06-10T09:00:00+08:00", "2026-06-10T10:59:00+10:00", False),
        ("2026-06-09", "2026-06-10T00:00:00+10:00", True),
        ("2026-06-10", "2026-06-10T23:59:00+10:00", False),
        ("2026-06-10T23:59:00+10:00", "2026-06-10", False),
    ],
)
def test_moments_are_compared_by_instant_and_days_by_the_local_day(
    one: str, other: str, expected: bool
) -> None:
    assert earlier(one, other) is expected
    assert judged({"field": "a", "before": "b"}, a=one, b=other) is expected


def test_the_same_answer() -> None:
    assert judged({"field": "a", "same_as": "b"}, a="death", b="death")
    assert not judged({"field": "a", "same_as": "b"}, a="death", b="abuse")
    assert not judged({"field": "a", "same_as": "b"}, a="death")


@pytest.mark.parametrize(
    ("born", "today", "years"),
    [
        (date(2008, 6, 10), date(2026, 6, 10), 18),
        (date(2008, 6, 11), date(2026, 6, 10), 17),
        (date(2008, 2, 29), date(2026, 2, 28), 17),
        (date(2008, 2, 29), date(2026, 3, 1), 18),
        (date(2008, 2, 29), date(2028, 2, 29), 20),
        (date(2026, 6, 10), date(2026, 6, 10), 0),
    ],
)
def test_age_is_in_whole_years_and_a_birthday_on_29_february_is_1_march(
    born: date, today: date, years: int
) -> None:
    assert age(born, today) == years


def test_the_day_of_a_moment_is_the_local_day() -> None:
    assert day_of("2026-06-10T00:30:00+10:00") == date(2026, 6, 10)


@pytest.mark.parametrize(
    "condition",
    [
        {},
        {"field": None},
        {"field": "a", "fact": "b", "equals": "c"},
        {"all": [YES], "any": [NO]},
        {"not": YES, "overdue": "day"},
        {"all": [YES], "field": "a", "equals": "b"},
    ],
)
def test_a_condition_has_exactly_one_shape(condition: dict[str, Any]) -> None:
    assert refused(condition) == f"A condition has exactly one of: {', '.join(SHAPES)}"


@pytest.mark.parametrize(
    "condition", [{}, {"equals": "b", "one_of": ["c"]}, {"equals": "b", "is_answered": True}]
)
def test_a_test_of_a_field_is_exactly_one(condition: dict[str, Any]) -> None:
    assert (
        refused({"field": "a", **condition})
        == f"A condition on a field has exactly one of: {', '.join(TESTS)}"
    )


def test_a_test_without_a_field_says_what_is_wrong() -> None:
    assert refused({"fact": "a", "equals": "b"}) == "“equals” goes with “field”, not with “fact”"


@pytest.mark.parametrize("name", ["field", "equals", "includes", "before", "same_as", "fact", "overdue"])
def test_a_name_is_never_empty(name: str) -> None:
    assert "at least 1 character" in refused({"field": "a", "equals": "b"} | {name: ""})


@pytest.mark.parametrize("condition", [{"all": []}, {"any": []}, {"field": "a", "one_of": []}])
def test_a_list_of_conditions_or_options_is_never_empty(condition: dict[str, Any]) -> None:
    assert "at least 1 item" in refused(condition)


@pytest.mark.parametrize("years", [0, 151, -1])
def test_an_age_is_one_that_people_reach(years: int) -> None:
    refused({"field": "a", "age_under": years})


def test_the_fields_of_a_condition_are_all_it_reads() -> None:
    condition = Condition.model_validate(
        {
            "all": [
                YES,
                {"not": {"field": "b", "before": "c"}},
                {"any": [{"field": "d", "same_as": "e"}, {"fact": "f"}]},
            ]
        }
    )
    assert condition.fields() == {"a", "b", "c", "d", "e"}
    assert len(list(condition.walk())) == 7


CONDITIONS: st.SearchStrategy[dict[str, Any]] = st.recursive(
    st.sampled_from([YES, NO, {"field": "b", "is_answered": True}, {"field": "b", "includes": "x"}]),
    lambda inner: st.one_of(
        st.builds(lambda part: {"not": part}, inner),
        st.builds(lambda parts: {"all": parts}, st.lists(inner, min_size=1, max_size=3)),
        st.builds(lambda parts: {"any": parts}, st.lists(inner, min_size=1, max_size=3)),
    ),
    max_leaves=8,
)


@given(CONDITIONS, st.sampled_from(["yes", "no", None]), st.sampled_from([["x"], ["y"], None]))
def test_all_any_and_not_agree_with_one_another(condition: dict[str, Any], a: Any, b: Any) -> None:
    said = judged(condition, a=a, b=b)
    assert judged({"not": condition}, a=a, b=b) is not said
    assert judged({"all": [condition, condition]}, a=a, b=b) is said
    assert judged({"any": [condition]}, a=a, b=b) is said
    assert judged({"all": [condition, {"not": condition}]}, a=a, b=b) is False
