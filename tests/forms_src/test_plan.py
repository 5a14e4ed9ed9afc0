"""The order in which fields are read."""

from graphlib import CycleError

import pytest

from forms_src.conditions import Condition
from forms_src.definition import Form
from forms_src.plan import both, inner_order, reading_order, reads, steps, written_out
from tests.forms_src.small_forms import definition, load_texts, people, small_form


def order(form: Form) -> list[str]:
    return [step.field.id for step in reading_order(form)]


def needs(form: Form, field: str) -> set[str]:
    return next(reads(step, form) for step in steps(form) if step.field.id == field)


def test_a_field_is_read_after_those_its_condition_names() -> None:
    form = small_form(
        """
        - {id: a, type: short_text, label: A, show_when: {field: b, equals: yes}}
        - {id: b, type: radios, label: B, options: yes-no, show_when: {field: c, is_answered: true}}
        - {id: c, type: date, label: C}
        """
    )
    assert [id_ for id_ in order(form) if id_ in "abc"] == ["c", "b", "a"]


def test_both_sides_of_a_comparison_are_read_first() -> None:
    form = small_form(
        """
        - {id: a, type: short_text, label: A, show_when: {field: b, before: c}}
        - {id: b, type: date, label: B}
        - {id: c, type: date, label: C}
        """
    )
    assert needs(form, "a") == {"b", "c"}


def test_a_section_s_condition_counts_for_each_of_its_fields() -> None:
    form = small_form(
        "- {id: a, type: radios, label: A, options: yes-no}",
        sections="""
        - id: more
          title: More
          show_when: {field: a, equals: yes}
          fields:
            - {id: b, type: short_text, label: B}
        """,
    )
    assert needs(form, "b") == {"a"}
    assert next(step for step in steps(form) if step.field.id == "b").shown_when == form.sections[1].show_when


def test_a_fact_counts_as_the_fields_it_is_made_of() -> None:
    form = small_form(
        """
        - {id: a, type: short_text, label: A, show_when: {not: {fact: both}}}
        - {id: b, type: radios, label: B, options: yes-no}
        """,
        facts="""
        - {id: one, label: One, source: s, true_when: {field: b, equals: yes}}
        - id: both
          label: Both
          source: s
          true_when: {any: [{fact: one}, {field: email, is_answered: true}]}
        """,
    )
    assert needs(form, "a") == {"b", "email"}
    shown = next(step for step in steps(form) if step.field.id == "a").shown_when
    assert shown == Condition.model_validate(
        {"not": {"any": [{"field": "b", "equals": "yes"}, {"field": "email", "is_answered": True}]}}
    )


def test_a_clock_counts_as_the_fields_that_start_it_or_decide_if_it_applies() -> None:
    form = small_form(
        "- {id: reason, type: short_text, label: Reason, show_when: {overdue: day}}\n"
        "- {id: urgent, type: radios, label: Urgent, options: yes-no}\n"
        + people("id: kind, type: radios, label: Kind, options: yes-no"),
        clocks="""
        - clock: day
          applies_when: {any: [{field: urgent, equals: yes}, {field: people.kind, includes: yes}]}
        """,
    )
    assert needs(form, "reason") == {"aware_at", "urgent", "people"}
    assert order(form).index("reason") > order(form).index("aware_at")


def test_only_a_field_that_a_clock_may_show_may_be_overdue() -> None:
    form = small_form(
        """
        - id: reason
          type: short_text
          label: Reason
          show_when: {any: [{overdue: day}, {field: email, is_answered: true}]}
        - {id: other, type: short_text, label: Other, show_when: {field: email, is_answered: true}}
        """
    )
    assert {step.field.id for step in steps(form) if step.may_be_overdue} == {"reason"}


def test_a_group_may_be_overdue_if_a_field_of_it_may() -> None:
    form = small_form(people("id: why, type: short_text, label: Why, show_when: {overdue: day}"))
    assert {step.field.id for step in steps(form) if step.may_be_overdue} == {"people"}


def test_a_group_needs_what_its_fields_need_outside_it() -> None:
    form = small_form(
        people(
            "id: kind, type: radios, label: Kind, options: yes-no",
            "id: x, type: email, label: X, show_when: {field: kind, same_as: a}",
        )
        + "- {id: a, type: radios, label: A, options: yes-no}"
    )
    assert needs(form, "people") == {"a"}


def test_a_group_s_own_condition_may_name_a_field_that_one_of_its_fields_is_named_like() -> None:
    group = people("id: a, type: short_text, label: Inner").replace(
        "add_label: Add", "add_label: Add\n  show_when: {field: a, equals: yes}"
    )
    form = small_form(group + "- {id: a, type: radios, label: A, options: yes-no}")
    assert needs(form, "people") == {"a"}
    assert order(form).index("a") < order(form).index("people")


def test_fields_of_an_item_are_read_after_those_of_the_item_they_need() -> None:
    form = small_form(
        people(
            "id: b, type: short_text, label: B, show_when: {field: a, equals: other}",
            "id: a, type: radios, label: A, options: [{id: other, label: Other, say: Which}]",
        )
    )
    group = next(step for step in steps(form) if step.field.id == "people")
    assert [step.field.id for step in inner_order(group)] == ["a", "b", "a_other"]


def test_every_field_is_read_once() -> None:
    form = small_form("- {id: a, type: radios, label: A, options: [{id: x, label: X, say: Which}]}")
    assert sorted(order(form)) == ["a", "a_x", "aware_at", "email"]
    assert [step.place for step in steps(form)] == [0, 1, 2, 3]


def test_a_circle_is_an_error() -> None:
    text = definition(
        """
        - {id: a, type: radios, label: A, options: yes-no, show_when: {field: b, equals: yes}}
        - {id: b, type: radios, label: B, options: yes-no}
        """
    )
    form = load_texts(text).forms["small"]
    turned = form.model_dump(by_alias=True, exclude_defaults=True)
    turned["sections"][0]["fields"][1]["show_when"] = {"field": "a", "equals": "yes"}
    with pytest.raises(CycleError):
        reading_order(Form.model_validate(turned))


def test_nothing_changes_where_there_is_no_fact() -> None:
    condition = Condition.model_validate({"all": [{"field": "email", "is_answered": True}]})
    assert written_out(condition, small_form()) == condition
    unknown = Condition(fact="unknown")
    assert written_out(unknown, small_form()) is unknown


def test_always_and_a_condition_is_the_condition() -> None:
    condition = Condition(overdue="day")
    assert both(None, None) is None
    assert both(condition, None) is both(None, condition) is condition
    assert both(condition, condition) == Condition(all=(condition, condition))
