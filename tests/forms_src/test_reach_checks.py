"""What can never be reached in a form: each fault’s words, and the line it is told on."""

import pytest

from tests.forms_src.small_forms import faults, told

TOLD = "- {id: told, type: radios, label: Told, options: yes-no}\n"
STATION = "- {id: station, type: short_text, label: Station, show_when: {field: told, equals: yes}}\n"
NEVER = "{all: [{overdue: day}, {not: {overdue: day}}]}"


def rule(wrong_when: str, field: str = "told") -> str:
    return f"- {{id: R1, source: s, field: {field}, wrong_when: {wrong_when}, message: Told must be right}}"


# ---- two conditions that contradict


def test_a_condition_that_contradicts_the_one_of_what_it_asks_about_says_which() -> None:
    when = "{all: [{field: station, is_answered: true}, {field: told, equals: no}]}"
    field = f"- {{id: z, type: short_text, label: Z, show_when: {when}}}"
    assert faults(TOLD + STATION + field) == [
        (
            field,
            "“z” can never be shown: its condition contradicts the one that shows “station”",
        )
    ]


def test_a_condition_that_contradicts_that_of_its_section_says_so() -> None:
    section = """
    - id: more
      title: More
      show_when: {field: told, equals: yes}
      fields:
        - {id: when, type: date, label: Day, required: false}
        - {id: z, type: short_text, label: Z, show_when: {field: told, equals: no}}
    """
    assert told(TOLD, sections=section) == [
        "“z” can never be shown: its condition contradicts that of its section “more”"
    ]


GROUP = """
- id: people
  type: group
  label: People
  item: person
  item_title: Person
  add_label: Add
  show_when: {field: told, equals: yes}
  fields:
    - {id: kind, type: radios, label: Kind, options: yes-no}
    - {id: why, type: short_text, label: Why, show_when: {field: kind, equals: yes}}
"""


def test_a_condition_in_a_group_that_contradicts_that_of_the_group_says_so() -> None:
    inner = "    - {id: z, type: short_text, label: Z, show_when: {field: told, equals: no}}"
    assert told(TOLD + GROUP + inner) == [
        "“z” can never be shown: its condition contradicts that of its group “people”"
    ]


def test_a_condition_in_an_item_that_contradicts_that_of_its_neighbour_says_which() -> None:
    when = "{all: [{field: why, is_answered: true}, {field: kind, equals: no}]}"
    inner = f"    - {{id: z, type: short_text, label: Z, show_when: {when}}}"
    assert told(TOLD + GROUP + inner) == [
        "“z” can never be shown: its condition contradicts the one that shows “why”"
    ]


def test_conditions_that_contradict_only_together_are_told_too() -> None:
    fields = """
    - {id: a, type: radios, label: A, options: yes-no}
    - {id: b, type: short_text, label: B, show_when: {field: a, equals: yes}}
    - {id: c, type: short_text, label: C, show_when: {field: a, equals: no}}
    - id: z
      type: short_text
      label: Z
      show_when: {all: [{field: b, is_answered: true}, {field: c, is_answered: true}]}
    """
    assert told(fields) == [
        "“z” can never be shown: its condition contradicts those that show what it asks about"
    ]


# ---- always true


ALWAYS = "This condition is always true, whatever is answered: take it out, or mend it"


@pytest.mark.parametrize(
    "condition",
    [
        "{any: [{field: told, is_answered: true}, {field: told, is_answered: false}]}",
        "{not: {all: [{field: told, equals: yes}, {field: told, equals: no}]}}",
        "{any: [{overdue: day}, {not: {overdue: day}}]}",
        "{any: [{field: told, one_of: [yes, no]}, {field: told, is_answered: false}]}",
        "{any: [{fact: said_yes}, {not: {field: told, equals: yes}}]}",
    ],
)
def test_a_condition_that_is_always_true_is_told(condition: str) -> None:
    facts = "- {id: said_yes, label: Y, source: s, true_when: {field: told, equals: yes}}"
    field = f"- {{id: z, type: short_text, label: Z, show_when: {condition}}}"
    assert faults(TOLD + field, facts=facts) == [(field, ALWAYS)]


@pytest.mark.parametrize(
    "condition",
    [
        "{field: told, is_answered: true}",  # a required question is blank to begin with
        "{any: [{field: told, equals: yes}, {field: told, equals: no}]}",
        "{not: {field: told, equals: yes}}",
    ],
)
def test_a_condition_that_can_be_false_is_not_told(condition: str) -> None:
    assert told(TOLD + f"- {{id: z, type: short_text, label: Z, show_when: {condition}}}") == []


def test_facts_sections_and_clocks_that_are_always_so_are_told() -> None:
    always = f"{{not: {NEVER}}}"
    true = always.replace("overdue: day", "field: told, equals: no")
    section = (
        f"\n- id: more\n  title: M\n  show_when: {always}\n  fields: [{{id: g, type: guidance, text: T}}]\n"
    )
    fact = f"- {{id: f, label: F, source: s, true_when: {true}}}"
    clocks = f"[day, {{clock: week, applies_when: {true}}}]"
    assert told(TOLD, sections=section, facts=fact, clocks=clocks) == [ALWAYS] * 3


def test_a_rule_that_is_always_broken_is_told() -> None:
    broken = rule("{any: [{field: told, is_answered: true}, {field: told, is_answered: false}]}", "email")
    assert faults(TOLD, rules=broken) == [
        (broken, "The rule “R1” is always broken: nobody could send this form")
    ]


# ---- required, and never asked


def test_what_is_required_in_a_section_that_is_never_shown_is_told_on_its_own_line() -> None:
    section = f"""
    - id: more
      title: More
      show_when: {NEVER}
      fields:
        - {{id: a, type: date, label: Day, required: false}}
        - {{id: b, type: date, label: Other day}}
        - {{id: c, type: guidance, text: Read this.}}
    """
    assert faults(sections=section) == [
        (f"show_when: {NEVER}", "The section “more” can never be shown: its condition is never true"),
        (
            "- {id: b, type: date, label: Other day}",
            "“b” is required but never asked: its section “more” can never be shown",
        ),
    ]


def test_what_is_required_in_a_group_that_is_never_shown_is_told() -> None:
    group = GROUP.replace("{field: told, equals: yes}\n  fields", f"{NEVER}\n  fields")
    assert told(TOLD + group) == [
        "“people” can never be shown: its condition is never true",
        "“kind” is required but never asked: its group “people” can never be shown",
        "“why” is required but never asked: its group “people” can never be shown",
    ]


# ---- rules that are never told, and options that are always refused


def test_a_rule_whose_question_is_hidden_whenever_it_is_broken_is_told() -> None:
    silent = rule("{field: told, equals: no}", "station")
    assert faults(TOLD + STATION, rules=silent) == [
        (silent, "The rule “R1” is never told: “station” is hidden whenever it is broken")
    ]


def test_a_rule_of_items_whose_question_is_hidden_whenever_it_is_broken_is_told() -> None:
    assert told(TOLD + GROUP, rules=rule("{field: kind, equals: no}", "people.why")) == [
        "The rule “R1” is never told: “people.why” is hidden whenever it is broken"
    ]
    assert told(TOLD + GROUP, rules=rule("{field: told, equals: no}", "people.kind")) == [
        "The rule “R1” is never told: “people.kind” is hidden whenever it is broken"
    ]


def test_a_rule_whose_question_can_be_shown_when_it_is_broken_is_not_told() -> None:
    assert told(TOLD + STATION, rules=rule("{overdue: day}", "station")) == []


@pytest.mark.parametrize(
    "condition", ["{field: told, equals: no}", "{any: [{field: told, one_of: [no]}, {overdue: day}]}"]
)
def test_an_option_that_its_own_rule_always_refuses_is_told(condition: str) -> None:
    assert told(TOLD, rules=rule(condition)) == [
        "Nobody can send “no” of “told”: the rule “R1” always refuses it"
    ]


@pytest.mark.parametrize(
    "condition",
    [
        "{all: [{field: told, equals: no}, {overdue: day}]}",
        "{field: told, is_answered: true}",
    ],
)
def test_an_option_that_can_be_sent_with_other_answers_is_not_told(condition: str) -> None:
    assert told(TOLD, rules=rule(condition)) == []


def test_a_rule_may_refuse_an_option_at_another_question() -> None:
    assert told(TOLD, rules=rule("{field: told, equals: no}", "email")) == []


def test_a_box_that_may_never_be_ticked_is_told() -> None:
    boxes = "- {id: told, type: checkboxes, label: Told, options: yes-no}\n"
    assert told(boxes, rules=rule("{field: told, includes: no}")) == [
        "Nobody can send “no” of “told”: the rule “R1” always refuses it"
    ]


# ---- parts that are never in effect


def test_a_part_without_a_day_in_common_with_its_section_is_never_in_effect() -> None:
    section = """
    - id: more
      title: More
      effective_from: 2026-07-01
      fields:
        - {id: a, type: date, label: Day}
        - {id: b, type: date, label: Other day, effective_to: 2026-06-30}
        - {id: c, type: date, label: Third day, effective_to: 2026-07-01}
    """
    words = "This is never in effect: its dates and those of what it stands in have no day in common"
    assert faults(sections=section) == [
        ("- {id: b, type: date, label: Other day, effective_to: 2026-06-30}", words)
    ]


def test_a_part_that_ends_before_the_first_rule_set_is_never_in_effect() -> None:
    sets = "- {id: first, label: First, source: s, effective_from: 2026-07-01}"
    fields = """
    - {id: a, type: date, label: Day, effective_to: 2026-06-30}
    - {id: b, type: date, label: Other day, effective_to: 2026-07-01}
    """
    (line, words) = faults(fields, rule_sets=sets)[0]
    assert line == "- {id: a, type: date, label: Day, effective_to: 2026-06-30}"
    assert words.startswith("This is never in effect: ")
