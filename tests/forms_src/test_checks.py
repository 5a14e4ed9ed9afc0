"""What is checked beyond shape: each fault's words, and the line it is told on."""

from collections.abc import Iterator

import pytest

from forms_src.checks import CHECKS, STAGES, check
from forms_src.condition_checks import MAX_PARTS
from forms_src.definition import Form
from forms_src.reach_checks import REACH
from forms_src.wording_checks import WORDING
from tests.forms_src.small_forms import definition, faults_in, small_form

YES_NO = "options: yes-no"
PEOPLE = """
- id: people
  type: group
  label: People
  item: person
  item_title: Person
  add_label: Add
  fields:
    - {id: kind, type: radios, label: Kind, options: yes-no}
    - {id: ticks, type: checkboxes, label: Ticks, options: yes-no}
    - {id: born, type: date, label: Born}
"""


def faults(fields: str = "", *, sections: str = "", **settings: str | None) -> list[tuple[str, str]]:
    return faults_in(definition(fields, sections=sections, **settings))


def told(fields: str = "", *, sections: str = "", **settings: str | None) -> list[str]:
    return [message for _line, message in faults(fields, sections=sections, **settings)]


def shown_when(
    condition: str, other: str = "- {id: a, type: radios, label: A, options: yes-no}"
) -> list[str]:
    """Return the messages for a field with a condition, beside another field."""
    return told(f"{other}\n- {{id: z, type: short_text, label: Z, show_when: {condition}}}")


def test_a_sound_form_has_no_fault() -> None:
    assert check(small_form(PEOPLE)) == []


# ---- ids


@pytest.mark.parametrize(
    ("fields", "line", "message"),
    [
        (
            "- {id: a, type: email, label: A}\n- {id: a, type: date, label: B}",
            "- {id: a, type: date, label: B}",
            "Two fields have the id “a”: give each its own",
        ),
        (
            (
                "- {id: p_o, type: email, label: A}\n"
                "- id: p\n  type: radios\n  label: P\n  options: [{id: o, label: O, say: S}]"
            ),
            "options: [{id: o, label: O, say: S}]",
            "Two fields have the id “p_o”: give each its own",
        ),
        (
            PEOPLE + "    - {id: kind, type: email, label: Again}",
            "- {id: kind, type: email, label: Again}",
            "Two fields have the id “people.kind”: give each its own",
        ),
        (
            "- {id: email, type: email, label: Email again}",
            "- {id: email, type: email, label: Email, hint: Your receipt goes here., required: false}",
            "Two fields have the id “email”: give each its own",
        ),
    ],
)
def test_every_field_has_an_id_of_its_own(fields: str, line: str, message: str) -> None:
    assert (line, message) in faults(fields)


def test_a_field_of_a_group_may_be_named_like_one_outside() -> None:
    assert told(PEOPLE + "- {id: kind, type: email, label: Outside}") == []


def test_sections_facts_rules_and_clocks_have_ids_of_their_own() -> None:
    guidance = "fields: [{id: %s, type: guidance, text: X}]"
    sections = f"- {{id: s, title: S, {guidance % 'g1'}}}\n- {{id: s, title: T, {guidance % 'g2'}}}\n"
    fact = "- {id: f, label: F, source: s, true_when: {field: email, is_answered: true}}"
    rule = "- {id: r, source: s, field: email, wrong_when: {field: email, is_answered: true}, message: M}"
    found = faults(sections=sections, facts=f"{fact}\n{fact}", rules=f"{rule}\n{rule}", clocks="[day, day]")
    assert [message for _line, message in found] == [
        "Two clocks have the id “day”: give each its own",
        "Two facts have the id “f”: give each its own",
        "Two rules have the id “r”: give each its own",
        "Two sections have the id “s”: give each its own",
    ]
    assert found[0][0] == "clocks: [day, day]"
    assert found[3][0].startswith("- {id: s, title: T")


@pytest.mark.parametrize(
    "name", ["action", "form_version", "submission_key", "confirm_remove", "main", "report", "errors"]
)
def test_a_field_is_not_named_like_something_of_the_page_itself(name: str) -> None:
    assert told(f"- {{id: {name}, type: email, label: A}}") == [
        f"The page has a “{name}” of its own: give this field another id"
    ]


SECTION = "- {id: %s, title: S, fields: [{id: g, type: guidance, text: X}]}\n"


@pytest.mark.parametrize(
    "name", ["email", "email-hint", "email-error", "aware_at-day", "aware_at-clock", "email-2", "email-2-x"]
)
def test_a_section_is_not_named_like_a_field_or_a_part_of_one(name: str) -> None:
    words = f"A field has the id “{name}” on the page: give this section another"
    assert told(sections=SECTION % name) == [words]


def test_a_section_is_not_named_like_something_of_the_page() -> None:
    words = "The page itself has the id “main” on the page: give this section another"
    assert told(sections=SECTION % "main") == [words]


@pytest.mark.parametrize("name", ["kind", "email-address", "declaration-by-sender"])
def test_a_section_may_have_any_other_name(name: str) -> None:
    assert told(PEOPLE, sections=SECTION % name) == []


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


def test_settings_name_fields_that_there_are() -> None:
    rule = "- {id: r, source: s, field: emial, wrong_when: {field: email, is_answered: true}, message: M}"
    assert told(rules=rule) == ["There is no field “emial” in this form. Did you mean “email”?"]
    assert told(confirmation_to="emial") == ["There is no field “emial” in this form. Did you mean “email”?"]
    assert told(place="{field: state}") == [
        "There is no field “state” in this form. It can be: aware_at, email."
    ]


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


# ---- what settings want of fields


def test_the_confirmation_goes_to_an_email_field() -> None:
    assert faults(confirmation_to="aware_at") == [
        (
            "confirmation_to: aware_at",
            "“aware_at” is of type moment: the confirmation needs a field of type email",
        )
    ]


def test_a_rule_speaks_at_a_field_that_asks() -> None:
    rule = "- {id: r, source: s, field: w, wrong_when: {field: email, is_answered: true}, message: M}"
    assert told("- {id: w, type: guidance, text: W}", rules=rule) == [
        "“w” asks nothing: show the message at a field that does"
    ]


STATE = "{id: state, type: radios, label: State, options: [{id: vic, label: V}, {id: wa, label: W}]}"


@pytest.mark.parametrize(
    ("field", "message"),
    [
        (
            STATE.replace("radios", "checkboxes"),
            "“state” is of type checkboxes: the place needs radios or select",
        ),
        (
            "{id: state, type: short_text, label: State}",
            "“state” is of type short_text: the place needs radios or select",
        ),
        (
            STATE.replace("label: State", "label: State, required: false"),
            "“state” decides the time zone and the holidays: it must be required and always shown",
        ),
        (
            STATE.replace("label: State", "label: State, show_when: {field: email, is_answered: true}"),
            "“state” decides the time zone and the holidays: it must be required and always shown",
        ),
        (
            STATE.replace("id: wa", "id: wz"),
            "There is no place for the option “wz” of “state”. It can be: vic, wa.",
        ),
    ],
)
def test_the_place_is_always_told(field: str, message: str) -> None:
    assert faults(f"- {field}", place="{field: state}") == [("place: {field: state}", message)]


def test_the_place_is_not_asked_in_a_section_that_may_be_hidden() -> None:
    section = f"""
    - id: where
      title: Where
      show_when: {{field: email, is_answered: true}}
      fields:
        - {STATE}
    """
    assert told(sections=section, place="{field: state}") == [
        "“state” decides the time zone and the holidays: it must be required and always shown"
    ]
    assert told(f"- {STATE}", place="{field: state}") == []


def test_a_clock_starts_from_a_moment_that_the_form_asks() -> None:
    assert faults(clocks="[day, never]") == [
        ("clocks: [day, never]", "The clock “never” starts from “unasked_at”: this form has no such moment")
    ]
    assert told("- {id: unasked_at, type: date, label: U}", clocks="[never]") == [
        "The clock “never” starts from “unasked_at”: this form has no such moment"
    ]


def test_a_clock_cannot_wait_for_a_clock() -> None:
    words = "A clock cannot wait for a clock to run out"
    assert told(clocks="[day, {clock: week, applies_when: {not: {overdue: day}}}]") == [words]
    fact = "- {id: late, label: Late, source: s, true_when: {overdue: day}}"
    assert told(clocks="[day, {clock: week, applies_when: {fact: late}}]", facts=fact) == [words]


def test_dates_of_the_definition_follow_each_other() -> None:
    assert faults(effective_to="2025-12-31") == [
        ("effective_to: 2025-12-31", "“effective_to” is before “effective_from”")
    ]
    control = "{owner: O, approved_by: B, approved_on: 2026-01-02, review_due: 2026-01-01}"
    assert told(control=control) == ["“review_due” is before “approved_on”"]
    assert told(effective_to="2026-01-01") == []


# ---- messages


@pytest.mark.parametrize(
    ("messages", "found"),
    [
        (
            "{requried: Enter it}",
            "Fields of type short_text have no message “requried”. Did you mean “required”?",
        ),
        (
            "{past: Enter it}",
            (
                "Fields of type short_text have no message “past”. It can be: "
                "control, identifier, required, too_long."
            ),
        ),
        ("{required: 'Enter {nmae}'}", "Nothing fills “{nmae}” in this message. Did you mean “name”?"),
        ("{required: 'Enter {}'}", "Nothing fills “{}” in this message. It can be: Name, max_length, name."),
        (
            "{required: 'Enter {0}'}",
            "Nothing fills “{0}” in this message. It can be: Name, max_length, name.",
        ),
        ("{required: 'Enter {name.x}'}", "Nothing fills “{name.x}” in this message. Did you mean “name”?"),
        (
            "{required: 'Enter {name'}",
            "A “{” or “}” stands alone in this message: write “{{” or “}}” for the sign itself",
        ),
        (
            "{required: 'Enter name}'}",
            "A “{” or “}” stands alone in this message: write “{{” or “}}” for the sign itself",
        ),
        ("{required: 'Enter {name!r}'}", "Nothing can follow the name in a blank: write “{name}”"),
        (
            "{required: 'Enter {max_length:d}'}",
            "Nothing can follow the name in a blank: write “{max_length}”",
        ),
        (
            "{required: 'Enter {name:>{max_length}}'}",
            "Nothing can follow the name in a blank: write “{name}”",
        ),
    ],
)
def test_a_message_of_its_own_can_be_said(messages: str, found: str) -> None:
    assert told(f"- {{id: a, type: short_text, label: A, messages: {messages}}}") == [found]


def test_a_message_may_use_every_blank_of_the_one_it_replaces() -> None:
    fields = """
    - id: a
      type: short_text
      label: A
      identifier: abn
      messages: {identifier: "{Name}, {name}, {shape}, {max_length} {{}}"}
    - {id: b, type: date, label: B, messages: {incomplete: "Add {parts}"}}
    - {id: c, type: checkboxes, label: C, options: yes-no, messages: {exclusive: "Only {option}"}}
    """
    assert told(fields) == []


def test_guidance_has_no_messages() -> None:
    assert told("- {id: a, type: guidance, text: A, messages: {required: x}}") == [
        "Fields of type guidance have no message “required”."
    ]


# ---- circles and conditions that are never true


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


def test_a_misspelt_option_is_told_once_and_not_as_never_true() -> None:
    assert shown_when("{all: [{field: a, equals: yse}, {field: a, is_answered: true}]}") == [
        "The field “a” has no option “yse”. Did you mean “yes”?"
    ]


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


def test_each_check_is_named_for_the_fault_it_finds_and_says_so() -> None:
    def every() -> Iterator[object]:
        yield from (*CHECKS, *REACH, *WORDING)
        for stage in STAGES:
            yield from stage

    assert len(list(every())) == len(set(every()))
    assert all(one.__doc__ and one.__doc__.endswith(".") for one in every())
    assert isinstance(small_form(), Form)
