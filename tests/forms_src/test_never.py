"""Conditions that are never true: each fault’s words, and the line it is told on."""

import pytest

from tests.forms_src.small_forms import PEOPLE, faults, shown_when, told

NEVER = "“z” can never be shown: its condition is never true"


@pytest.mark.parametrize(
    "condition",
    [
        "{all: [{field: a, equals: yes}, {field: a, equals: no}]}",
        "{all: [{field: a, equals: yes}, {not: {field: a, is_answered: true}}]}",
        "{all: [{field: a, is_answered: true}, {field: a, is_answered: false}]}",
        "{all: [{field: a, is_answered: true}, {not: {field: a, one_of: [yes, no]}}]}",
        "{all: [{fact: said_yes}, {field: a, equals: no}]}",
        "{all: [{overdue: day}, {not: {overdue: day}}]}",
        "{not: {any: [{field: a, equals: yes}, {not: {field: a, equals: yes}}]}}",
    ],
)
def test_a_condition_that_is_never_true_is_told(condition: str) -> None:
    found = faults(
        f"""
        - {{id: a, type: radios, label: A, options: yes-no}}
        - {{id: b, type: radios, label: B, options: yes-no, show_when: {{field: a, equals: yes}}}}
        - id: z
          type: short_text
          label: Z
          show_when: {condition}
        """,
        facts="- {id: said_yes, label: Y, source: s, true_when: {field: a, equals: yes}}",
    )
    assert found == [(f"show_when: {condition}", NEVER)]


def test_inside_an_item_conditions_are_judged_by_the_item_s_own_fields() -> None:
    never = (
        "    - {id: z, type: short_text, label: Z, show_when: {all: [{field: "
        "kind, equals: yes}, {field: kind, equals: no}]}}"
    )
    assert told(PEOPLE + never) == [NEVER]
    across = (
        "- {id: z, type: short_text, label: Z, show_when: {all: [{field: people.kind, "
        "includes: yes}, {field: people.kind, includes: no}]}}"
    )
    assert told(PEOPLE + across) == []


def test_a_section_that_is_never_shown_is_told_once() -> None:
    section = """
    - id: more
      title: More
      show_when: {all: [{overdue: day}, {not: {overdue: day}}]}
      fields:
        - {id: b, type: short_text, label: B, required: false}
        - {id: c, type: short_text, label: C, required: false}
    """
    assert faults(sections=section) == [
        (
            "show_when: {all: [{overdue: day}, {not: {overdue: day}}]}",
            "The section “more” can never be shown: its condition is never true",
        )
    ]


def test_facts_and_rules_that_never_come_true_are_told() -> None:
    never = "{all: [{field: email, is_answered: true}, {field: email, is_answered: false}]}"
    assert told(facts=f"- {{id: f, label: F, source: s, true_when: {never}}}") == [
        "The fact “f” can never be true"
    ]
    assert told(rules=f"- {{id: r, source: s, field: email, wrong_when: {never}, message: M}}") == [
        "The rule “r” can never be broken: its condition is never true"
    ]


def test_a_condition_with_too_many_ways_to_come_true_is_left_alone() -> None:
    pair = "{any: [{field: a, equals: yes}, {field: email, is_answered: true}]}"
    assert shown_when(f"{{all: [{', '.join([pair] * 12)}]}}") == []


def test_a_long_chain_of_conditions_is_judged_without_falling_over() -> None:
    chain = "\n".join(
        f"- {{id: f{n}, type: radios, label: F, options: yes-no, show_when: {{field: f{n - 1}, equals: no}}}}"
        for n in range(1, 700)
    )
    assert told(f"- {{id: f0, type: radios, label: F, options: yes-no}}\n{chain}") == []
