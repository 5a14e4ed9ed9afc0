"""The ways in which a condition can come true, judged beside what the reader really does."""

from functools import cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms_src.answers import Reader, Reading
from forms_src.branches import Branch, Literal, Shown, TooManyBranches, branches, can_hold
from forms_src.calendars import Calendar
from forms_src.conditions import Condition, Facts, holds
from forms_src.definition import Form
from forms_src.plan import steps, written_out
from forms_src.posted import Posted
from tests.forms_src.small_forms import NOW, definition, load_texts, small_form

A_YES: dict[str, Any] = {"field": "a", "equals": "yes"}
B_SET: dict[str, Any] = {"field": "b", "is_answered": True}
FIELDS = """
- {id: a, type: radios, label: A, options: [{id: yes, label: Y}, {id: no, label: N}, {id: other, label: O}]}
- {id: b, type: short_text, label: B, required: false}
- id: m
  type: checkboxes
  label: M
  options: [{id: x, label: X}, {id: y, label: Y}, {id: none, label: None, exclusive: true}]
- id: people
  type: group
  label: People
  item: person
  item_title: Person
  add_label: Add
  fields:
    - {id: kind, type: radios, label: Kind, options: [{id: w, label: W}, {id: o, label: O}]}
    - id: ticks
      type: checkboxes
      label: Ticks
      options: [{id: x, label: X}, {id: none, label: None, exclusive: true}]
"""


def condition(written: dict[str, Any]) -> Condition:
    return Condition.model_validate(written)


def ways(written: dict[str, Any], *, holds: bool = True) -> set[frozenset[tuple[str, bool]]]:
    """Return the branches in short: `a=yes` or `b?`, and whether each holds."""
    return {
        frozenset((_short(one.test), one.holds) for one in way)
        for way in branches(condition(written), holds=holds)
    }


def _short(test: Condition) -> str:
    return (
        f"{test.field}?"
        if test.is_answered
        else f"{test.field}={test.equals}"
        if test.equals
        else str(test.overdue)
    )


def possible(*tests: tuple[dict[str, Any], bool]) -> bool:
    """Return whether tests can hold, or not hold, together."""
    way = frozenset(Literal(condition(test), wanted) for test, wanted in tests)
    return can_hold(way, small_form(FIELDS).fields_by_id)


def test_a_test_alone_is_one_branch() -> None:
    assert ways(A_YES) == {frozenset({("a=yes", True)})}
    assert ways(A_YES, holds=False) == {frozenset({("a=yes", False)})}


def test_any_gives_a_branch_for_each_and_all_one_for_all() -> None:
    assert ways({"any": [A_YES, B_SET]}) == {frozenset({("a=yes", True)}), frozenset({("b?", True)})}
    assert ways({"all": [A_YES, B_SET]}) == {frozenset({("a=yes", True), ("b?", True)})}


def test_a_condition_fails_in_the_opposite_ways() -> None:
    assert ways({"any": [A_YES, B_SET]}, holds=False) == {frozenset({("a=yes", False), ("b?", False)})}
    assert ways({"not": {"all": [A_YES, B_SET]}}) == ways({"all": [A_YES, B_SET]}, holds=False)
    assert ways({"all": [A_YES, B_SET]}, holds=False) == {
        frozenset({("a=yes", False)}),
        frozenset({("b?", False)}),
    }


def test_not_answered_is_told_as_answered_that_does_not_hold() -> None:
    assert ways({"field": "b", "is_answered": False}) == {frozenset({("b?", False)})}
    assert ways({"not": {"field": "b", "is_answered": False}}) == {frozenset({("b?", True)})}


def test_more_ways_than_are_worth_listing_are_refused() -> None:
    pair = {"any": [A_YES, B_SET]}
    assert len(branches(condition({"all": [pair] * 9}))) == 512
    with pytest.raises(TooManyBranches):
        branches(condition({"all": [pair] * 10}))


@pytest.mark.parametrize(
    ("tests", "expected"),
    [
        ([(A_YES, True)], True),
        ([(A_YES, True), (A_YES, False)], False),
        ([(A_YES, True), ({"field": "a", "equals": "no"}, True)], False),
        ([(A_YES, True), ({"field": "a", "one_of": ["no", "other"]}, True)], False),
        ([(A_YES, False), ({"field": "a", "one_of": ["no", "yes"]}, True)], True),
        (
            [
                ({"field": "a", "one_of": ["yes", "no", "other"]}, False),
                ({"field": "a", "is_answered": True}, True),
            ],
            False,
        ),
        ([({"field": "a", "one_of": ["yes", "no", "other"]}, False)], True),
        ([({"field": "a", "is_answered": True}, False), (A_YES, True)], False),
        ([({"field": "a", "is_answered": True}, False), (A_YES, False)], True),
        ([({"field": "a", "same_as": "b"}, False)], True),
        ([({"field": "a", "same_as": "b"}, False), (A_YES, True)], True),
        ([({"field": "a", "same_as": "b"}, True), ({"field": "a", "is_answered": True}, False)], False),
        ([({"field": "a", "equals": "misspelt"}, True)], True),
        ([({"field": "b", "is_answered": True}, False), ({"field": "b", "same_as": "a"}, True)], False),
        ([({"field": "b", "is_answered": True}, False), ({"field": "b", "same_as": "a"}, False)], True),
        ([({"field": "m", "includes": "x"}, True), ({"field": "m", "includes": "y"}, True)], True),
        ([({"field": "m", "includes": "x"}, True), ({"field": "m", "includes": "none"}, True)], False),
        ([({"field": "m", "includes": "x"}, False), ({"field": "m", "includes": "none"}, True)], True),
        ([({"field": "m", "includes": "x"}, True), ({"field": "m", "is_answered": True}, False)], False),
        (
            [
                ({"field": "people.kind", "includes": "w"}, True),
                ({"field": "people.kind", "includes": "o"}, True),
            ],
            True,
        ),
        (
            [
                ({"field": "people.ticks", "includes": "x"}, True),
                ({"field": "people.ticks", "includes": "none"}, True),
            ],
            True,
        ),
        (
            [
                ({"field": "people.kind", "is_answered": True}, False),
                ({"field": "people.kind", "includes": "o"}, True),
            ],
            False,
        ),
        ([({"overdue": "day"}, True), ({"overdue": "day"}, False)], False),
        ([({"overdue": "day"}, True), (A_YES, True)], True),
    ],
)
def test_what_can_hold_together(tests: list[tuple[dict[str, Any], bool]], expected: bool) -> None:
    assert possible(*tests) is expected


def test_hidden_fields_count_as_unanswered_all_the_way_up() -> None:
    form = small_form(
        """
        - {id: a, type: radios, label: A, options: yes-no}
        - {id: b, type: radios, label: B, options: yes-no, show_when: {field: a, equals: yes}}
        - {id: c, type: short_text, label: C, required: false, show_when: {field: b, is_answered: false}}
        - {id: d, type: short_text, label: D, show_when: {field: c, is_answered: false}}
        """
    )
    shown = Shown(form)
    b_set = {"all": [{"field": "b", "is_answered": True}, A_YES]}
    assert shown.of("a") is None
    assert shown.of("b") == condition(A_YES)
    assert shown.of("c") == condition({"not": b_set})
    assert shown.of("d") == condition({"not": {"all": [{"field": "c", "is_answered": True}, {"not": b_set}]}})
    assert shown.of("unknown") is None


def test_the_other_side_of_a_comparison_must_be_shown_too() -> None:
    form = small_form(
        """
        - {id: a, type: radios, label: A, options: yes-no}
        - {id: b, type: date, label: B, show_when: {field: a, equals: yes}}
        - {id: c, type: date, label: C}
        - {id: d, type: short_text, label: D, show_when: {field: c, before: b}}
        """
    )
    assert Shown(form).of("d") == condition({"all": [{"field": "c", "before": "b"}, A_YES]})


def test_in_an_item_its_own_fields_come_first() -> None:
    form = small_form(
        """
        - {id: kind, type: radios, label: Outer, options: yes-no}
        - id: people
          type: group
          label: People
          item: person
          item_title: Person
          add_label: Add
          show_when: {field: kind, equals: yes}
          fields:
            - {id: role, type: radios, label: Role, options: yes-no}
            - {id: kind, type: radios, label: Inner, options: yes-no, show_when: {field: role, equals: no}}
            - {id: more, type: short_text, label: More, show_when: {field: kind, equals: yes}}
        """
    )
    group = next(step for step in steps(form) if step.field.id == "people")
    of_inner = {one.field.id: Shown(form).of_inner(group, one) for one in group.inner}
    assert of_inner == {
        "role": None,
        "kind": condition({"field": "role", "equals": "no"}),
        "more": condition({"all": [{"field": "kind", "equals": "yes"}, {"field": "role", "equals": "no"}]}),
    }


# ---- any form at all: what the branches say is what the reader does

OPTIONS = [{"id": "yes", "label": "Yes"}, {"id": "no", "label": "No"}]
KINDS: dict[str, dict[str, Any]] = {
    "r": {"type": "radios", "options": OPTIONS},
    "s": {"type": "select", "options": OPTIONS},
    "m": {"type": "checkboxes", "options": OPTIONS},
    "t": {"type": "short_text"},
    "d": {"type": "date"},
    "e": {"type": "date"},
}
IDS = [*(f"{kind}1" for kind in KINDS), "r2", "m2", "t2"]
TESTS: dict[str, list[dict[str, Any]]] = {
    "r": [
        {"equals": "yes"},
        {"one_of": ["no", "yes"]},
        {"same_as": "s1"},
        {"is_answered": True},
        {"is_answered": False},
    ],
    "s": [{"equals": "no"}, {"is_answered": False}],
    "m": [{"includes": "yes"}, {"includes": "no"}, {"is_answered": True}],
    "t": [{"is_answered": True}, {"is_answered": False}],
    "d": [{"before": "e1"}, {"age_under": 18}, {"on_or_after": "2010-01-01"}, {"is_answered": True}],
    "e": [{"on_or_after": "2020-01-01"}, {"is_answered": False}],
}
DAYS = [("1", "1", "1990"), ("1", "1", "2012"), ("2", "6", "2024")]


def conditions_on(ids: list[str]) -> st.SearchStrategy[dict[str, Any]]:
    """Return conditions that read only the given fields and facts."""
    allowed = [
        {"field": id_, **test}
        for id_ in ids
        for test in TESTS[id_[0]]
        if test.get("same_as", test.get("before", id_)) in ids
    ]
    return st.recursive(
        st.sampled_from([*allowed, {"fact": "given"}]),
        lambda inner: st.one_of(
            st.builds(lambda part: {"not": part}, inner),
            st.builds(lambda parts: {"all": parts}, st.lists(inner, min_size=1, max_size=3)),
            st.builds(lambda parts: {"any": parts}, st.lists(inner, min_size=1, max_size=3)),
        ),
        max_leaves=5,
    )


@st.composite
def forms(draw: st.DrawFn) -> Form:
    """Return a form in which any field may be shown because of those before it in a random order."""
    order = draw(st.permutations(IDS))
    fields = {id_: {"id": id_, "label": id_, "required": False, **KINDS[id_[0]]} for id_ in IDS}
    for place, id_ in enumerate(order):
        if place > 2 and draw(st.booleans()):
            fields[id_]["show_when"] = draw(conditions_on(order[:place]))
    fact = {
        "id": "given",
        "label": "Given",
        "source": "s",
        "true_when": draw(conditions_on(order[:3]).filter(_no_fact)),
    }
    plain = small_form().model_dump(by_alias=True, exclude_defaults=True)
    section = {"id": "questions", "title": "Questions", "fields": list(fields.values())}
    return Form.model_validate(plain | {"facts": [fact], "sections": [section, *plain["sections"]]})


def _no_fact(written: dict[str, Any]) -> bool:
    return not any(part.fact for part in condition(written).walk())


@st.composite
def answers(draw: st.DrawFn) -> Posted:
    """Return what a person may answer in any of the fields."""
    typed: dict[str, tuple[str, ...]] = {}
    for id_ in IDS:
        if id_[0] in "de":
            parts = draw(st.sampled_from([*DAYS, None]))
            typed |= {
                f"{id_}-{part}": (box,)
                for part, box in zip(("day", "month", "year"), parts or (), strict=False)
            }
        elif id_[0] == "m":
            typed[id_] = tuple(draw(st.lists(st.sampled_from(["yes", "no"]), unique=True)))
        else:
            typed[id_] = (draw(st.sampled_from(["", "yes", "no"])),)
    return Posted(typed)


def everything_shown(form: Form) -> Form:
    plain = form.model_dump(by_alias=True, exclude_defaults=True)
    for field in plain["sections"][0]["fields"]:
        field.pop("show_when", None)
    return Form.model_validate(plain)


def read(form: Form, posted: Posted) -> Reading:
    return Reader(form, calendars()).read(posted, NOW)


@cache
def calendars() -> dict[str, Calendar]:
    return load_texts(definition()).calendars


def holds_in(way: Branch, given: Facts) -> bool:
    return all(holds(one.test, given) is one.holds for one in way)


def what_is_shown_is_what_the_branches_say(form: Form, posted: Posted, reading: Reading) -> None:
    given = Facts(read(everything_shown(form), posted).answers, reading.when.today)
    shown = Shown(form)
    for id_ in IDS:
        deep = shown.of(id_)
        assert (id_ in reading.shown) is (deep is None or holds(deep, given))


def a_condition_holds_when_one_of_its_branches_does(form: Form, reading: Reading) -> None:
    given = Facts(reading.answers, reading.when.today)
    for step in steps(form):
        if step.shown_when is None:
            continue
        said = holds(step.shown_when, given)
        ways_true, ways_false = branches(step.shown_when), branches(step.shown_when, holds=False)
        assert any(holds_in(way, given) for way in ways_true) is said
        assert any(holds_in(way, given) for way in ways_false) is not said
        for way in (*ways_true, *ways_false):
            assert can_hold(way, form.fields_by_id) or not holds_in(way, given)


def facts_written_out_are_what_the_reader_finds(form: Form, reading: Reading) -> None:
    given = Facts(reading.answers, reading.when.today)
    assert reading.facts == {"given": holds(written_out(Condition(fact="given"), form), given)}
    assert set(reading.answers) <= reading.shown


@given(forms(), answers())
def test_the_reader_does_what_branches_and_facts_say(form: Form, posted: Posted) -> None:
    """All three of one form: to draw it takes far longer than to read it."""
    reading = read(form, posted)
    what_is_shown_is_what_the_branches_say(form, posted, reading)
    a_condition_holds_when_one_of_its_branches_does(form, reading)
    facts_written_out_are_what_the_reader_finds(form, reading)
