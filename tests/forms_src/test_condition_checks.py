"""What conditions can never name, compare or need: each fault’s words, and the line it is told on."""

import pytest

from forms_src.condition_checks import MAX_PARTS
from tests.forms_src.small_forms import PEOPLE, definition, faults, faults_in, shown_when, told

# ---- conditions that name what there is not


def test_a_condition_names_fields_that_there_are() -> None:
    assert shown_when("{field: emial, is_answered: true}") == [
        "There is no field “emial” in this form. Did you mean “email”?"
    ]
    assert shown_when("{all: [{not: {field: qqqqqq, equals: yes}}]}") == [
        "There is no field “qqqqqq” in this form. It can be: a, aware_at, email, z."
    ]
    assert shown_when("{field: aware_at, before: aware}") == [
        "There is no field “aware” in this form. Did you mean “aware_at”?"
    ]
    assert shown_when("{field: a, same_as: b}") == [
        "There is no field “b” in this form. It can be: a, aware_at, email, z."
    ]


def test_a_list_of_what_it_can_be_is_given_only_if_it_is_short() -> None:
    many = "\n".join(f"- {{id: a{n}, type: email, label: A}}" for n in range(30))
    assert shown_when("{field: qqqqqq, is_answered: true}", many) == [
        "There is no field “qqqqqq” in this form."
    ]


def test_a_field_of_a_group_is_named_with_its_group_outside_it() -> None:
    assert shown_when("{field: kind, includes: yes}", PEOPLE) == [
        "There is no field “kind” in this form. Did you mean “people.kind”?"
    ]
    assert shown_when("{field: people.kind, includes: yes}", PEOPLE) == []


def test_inside_a_group_both_its_own_fields_and_those_outside_can_be_named() -> None:
    both = (
        "    - {id: x, type: email, label: X, show_when: {all: [{field: kind, "
        "equals: yes}, {field: email, is_answered: true}]}}"
    )
    assert told(PEOPLE + both) == []
    assert told(PEOPLE + both.replace("kind", "knid")) == [
        "There is no field “knid” in this form. Did you mean “kind”?"
    ]


def test_a_condition_names_options_that_the_field_has() -> None:
    assert shown_when("{field: a, equals: yse}") == ["The field “a” has no option “yse”. Did you mean “yes”?"]
    assert shown_when("{field: a, equals: Yes}") == ["The field “a” has no option “Yes”. Did you mean “yes”?"]
    assert shown_when("{field: a, one_of: [yes, maybe]}") == [
        "The field “a” has no option “maybe”. It can be: no, yes."
    ]
    assert shown_when("{field: people.ticks, includes: maybe}", PEOPLE) == [
        "The field “ticks” has no option “maybe”. It can be: no, yes."
    ]


def test_a_condition_names_facts_and_clocks_that_there_are() -> None:
    assert shown_when("{fact: is_critical}") == ["There is no fact “is_critical” in this form."]
    assert shown_when("{overdue: dya}") == ["This form has no clock “dya”. Did you mean “day”?"]


def test_a_fact_that_is_not_there_is_no_circle() -> None:
    fact = "- {id: f, label: F, source: s, true_when: {not: {fact: g}}}"
    assert told(facts=fact) == ["There is no fact “g” in this form. It can be: f."]


# ---- tests that do not suit


@pytest.mark.parametrize(
    ("other", "condition", "message"),
    [
        (
            "radios",
            "{field: a, includes: yes}",
            "“includes” does not suit “a”, which takes one answer: use “equals” or “one_of”",
        ),
        (
            "select",
            "{field: a, includes: yes}",
            "“includes” does not suit “a”, which takes one answer: use “equals” or “one_of”",
        ),
        (
            "checkboxes",
            "{field: a, equals: yes}",
            (
                "“equals” does not suit “a”, it is for choosing one option: use "
                "“includes” for checkboxes, “is_answered” for text"
            ),
        ),
        (
            "checkboxes",
            "{field: a, one_of: [yes]}",
            (
                "“one_of” does not suit “a”, it is for choosing one option: use "
                "“includes” for checkboxes, “is_answered” for text"
            ),
        ),
        (
            "radios",
            "{field: a, age_under: 18}",
            "“age_under” does not suit “a”, it is for one date or moment",
        ),
        (
            "radios",
            "{field: a, on_or_after: 2026-01-01}",
            "“on_or_after” does not suit “a”, it is for one date or moment",
        ),
        (
            "radios",
            "{field: a, before: aware_at}",
            "“before” does not suit “a”, it is for one date or moment",
        ),
    ],
)
def test_a_test_suits_its_field(other: str, condition: str, message: str) -> None:
    assert shown_when(condition, f"- {{id: a, type: {other}, label: A, options: yes-no}}") == [message]


@pytest.mark.parametrize(
    ("condition", "message"),
    [
        ("{field: words, is_answered: true}", "“is_answered” does not suit “words”, which asks nothing"),
        ("{field: email, includes: x}", "“includes” does not suit “email”, which has no options"),
        (
            "{field: email, equals: x}",
            (
                "“equals” does not suit “email”, it is for choosing one option: use "
                "“includes” for checkboxes, “is_answered” for text"
            ),
        ),
        ("{field: people, same_as: email}", "“same_as” does not suit “people”, it is for one answer"),
        ("{field: people.born, same_as: aware_at}", "“same_as” does not suit “born”, it is for one answer"),
        (
            "{field: people.born, age_under: 18}",
            "“age_under” does not suit “born”, it is for one date or moment",
        ),
        (
            "{field: people.born, before: aware_at}",
            "“before” does not suit “born”, it is for one date or moment",
        ),
        (
            "{field: people.kind, equals: yes}",
            (
                "“equals” does not suit “kind”, it is for choosing one option: use "
                "“includes” for checkboxes, “is_answered” for text"
            ),
        ),
        (
            "{field: aware_at, before: email}",
            (
                "“aware_at” cannot be compared with “email”: both must be a date or "
                "a moment, outside a group or in the same item"
            ),
        ),
        (
            "{field: aware_at, before: people.born}",
            (
                "“aware_at” cannot be compared with “born”: both must be a date or "
                "a moment, outside a group or in the same item"
            ),
        ),
        (
            "{field: aware_at, same_as: email}",
            (
                "“aware_at” cannot be compared with “email”: both must be of one "
                "type, outside a group or in the same item"
            ),
        ),
        (
            "{field: r, same_as: c}",
            "“r” cannot be compared with “c”: both must be of one type, outside a group or in the same item",
        ),
    ],
)
def test_tests_that_no_answer_could_pass(condition: str, message: str) -> None:
    others = PEOPLE + (
        "- {id: words, type: guidance, text: W}\n"
        "- {id: r, type: radios, label: R, options: yes-no}\n"
        "- {id: c, type: checkboxes, label: C, options: yes-no}"
    )
    assert shown_when(condition, others) == [message]


@pytest.mark.parametrize(
    "condition",
    [
        "{field: r, same_as: s}",
        "{field: c, same_as: d}",
        "{field: people, is_answered: true}",
        "{field: people.born, is_answered: true}",
        "{field: people.ticks, includes: no}",
        "{field: declare, is_answered: false}",
        "{field: aware_at, before: when}",
    ],
)
def test_tests_that_answers_can_pass(condition: str) -> None:
    others = PEOPLE + (
        "- {id: when, type: date, label: When}\n"
        "- {id: r, type: radios, label: R, options: yes-no}\n"
        "- {id: s, type: select, label: S, options: yes-no}\n"
        "- {id: c, type: checkboxes, label: C, options: yes-no}\n"
        "- {id: d, type: checkboxes, label: D, options: yes-no}\n"
        "- {id: declare, type: declaration, label: E, statements: [{id: s, text: S}]}"
    )
    assert shown_when(condition, others) == []


# ---- circles


def test_a_clock_cannot_wait_for_a_clock() -> None:
    words = "A clock cannot wait for a clock to run out"
    assert told(clocks="[day, {clock: week, applies_when: {not: {overdue: day}}}]") == [words]
    fact = "- {id: late, label: Late, source: s, true_when: {overdue: day}}"
    assert told(clocks="[day, {clock: week, applies_when: {fact: late}}]", facts=fact) == [words]


def test_fields_shown_because_of_each_other_are_told() -> None:
    found = faults(
        """
        - {id: a, type: radios, label: A, options: yes-no, show_when: {field: b, equals: yes}}
        - {id: b, type: radios, label: B, options: yes-no, show_when: {field: a, equals: yes}}
        """
    )
    assert len(found) == 1
    assert found[0][1].startswith("These fields are shown because of each other, in a circle: ")
    assert set(found[0][1].rpartition(": ")[2].split(" → ")) == {"“a”", "“b”"}


@pytest.mark.parametrize(
    "fields",
    [
        "- {id: a, type: short_text, label: A, show_when: {field: a, is_answered: true}}",
        (
            "- {id: a, type: moment, label: A, show_when: {not: {field: p_o, is_answered: true}}}\n"
            "- {id: p, type: radios, label: P, options: [{id: o, label: O, say: S}], "
            "show_when: {field: a, is_answered: true}}"
        ),
        PEOPLE + "    - {id: x, type: short_text, label: X, show_when: {field: people.kind, includes: yes}}",
        PEOPLE
        + "    - {id: x, type: radios, label: X, options: yes-no, show_when: {field: y, is_answered: true}}\n"
        "    - {id: y, type: short_text, label: Y, show_when: {field: x, is_answered: true}}",
    ],
)
def test_a_circle_of_any_size_is_told_once(fields: str) -> None:
    (message,) = told(fields)
    assert message.startswith("These fields are shown because of each other, in a circle: ")


def test_a_field_that_starts_a_clock_is_not_shown_by_it() -> None:
    late = "- {id: started_at, type: moment, label: S, show_when: {overdue: own}}"
    clocks = (
        "clocks: [{id: own, label: O, words: W., starts_from: [started_at], "
        "amount: 1, unit: hours, source: s}]"
    )
    found = faults_in(definition(late, clocks="[own]"), {"clocks.yaml": clocks})
    assert [message for _line, message in found] == [
        "These fields are shown because of each other, in a circle: “started_at” → “started_at”"
    ]


def test_facts_that_need_each_other_are_told_on_the_line_of_the_first() -> None:
    facts = """
    - {id: a, label: A, source: s, true_when: {field: email, is_answered: true}}
    - {id: b, label: B, source: s, true_when: {not: {fact: c}}}
    - {id: c, label: C, source: s, true_when: {any: [{fact: b}, {fact: a}]}}
    """
    assert faults(facts=facts) == [
        (
            "- {id: b, label: B, source: s, true_when: {not: {fact: c}}}",
            "These facts need each other, in a circle: “b”, “c”",
        )
    ]


def test_facts_within_facts_never_grow_without_end() -> None:
    facts = ["- {id: f0, label: F, source: s, true_when: {field: email, is_answered: true}}"]
    facts += [
        f"- {{id: f{n}, label: F, source: s, true_when: {{any: [{{fact: f{n - 1}}}, {{fact: f{n - 1}}}]}}}}"
        for n in range(1, 60)
    ]
    (first, *_rest) = told(facts="\n".join(facts))
    assert first == f"With its facts written out, this condition has more than {MAX_PARTS} parts"
    chain = [
        f"- {{id: f{n}, label: F, source: s, true_when: {{not: {{fact: f{n - 1}}}}}}}" for n in range(1, 400)
    ]
    assert set(told(facts="\n".join(facts[:1] + chain))) == {first}


def test_a_misspelt_option_is_told_once_and_not_as_never_true() -> None:
    assert shown_when("{all: [{field: a, equals: yse}, {field: a, is_answered: true}]}") == [
        "The field “a” has no option “yse”. Did you mean “yes”?"
    ]
