"""What is checked beyond shape: each fault's words, and the line it is told on."""

from collections.abc import Iterator

import pytest

from forms_src.checks import CHECKS, STAGES, check
from forms_src.definition import Form
from forms_src.reach_checks import REACH
from forms_src.wording_checks import WORDING
from tests.forms_src.small_forms import PEOPLE, faults, small_form, told


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


def test_settings_name_fields_that_there_are() -> None:
    rule = "- {id: r, source: s, field: emial, wrong_when: {field: email, is_answered: true}, message: M}"
    assert told(rules=rule) == ["There is no field “emial” in this form. Did you mean “email”?"]
    assert told(confirmation_to="emial") == ["There is no field “emial” in this form. Did you mean “email”?"]
    assert told(place="{field: state}") == [
        "There is no field “state” in this form. It can be: aware_at, email."
    ]


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


def test_each_check_is_named_for_the_fault_it_finds_and_says_so() -> None:
    def every() -> Iterator[object]:
        yield from (*CHECKS, *REACH, *WORDING)
        for stage in STAGES:
            yield from stage

    assert len(list(every())) == len(set(every()))
    assert all(one.__doc__ and one.__doc__.endswith(".") for one in every())
    assert isinstance(small_form(), Form)
