"""What staff are told where a setting is missing, unknown or of the wrong kind, and on which line."""

import re
from typing import Any

import pytest

from tests.forms_src.small_forms import definition, faults_in, told

TYPES = (
    "checkboxes, date, declaration, email, group, guidance, long_text, moment, number, phone, radios, "
    "select, short_text"
)
LONG = "a" * 40
LONG_OPTION = f"{{id: {LONG}, type: radios, label: A, options: [{{id: {LONG}, label: B, say: C}}]}}"
EMAIL_SETTINGS = (
    " It can be: autocomplete, basis, hint, id, keep_on_device, label, messages, name, required, show_when,"
    " source, type."
)


@pytest.mark.parametrize(
    ("field", "message"),
    [
        # unknown settings, with the nearest of the same type
        (
            "{id: a, type: short_text, labl: A, label: A}",
            "“labl” is not a setting of this short_text field. Did you mean “label”?",
        ),
        (
            "{id: a, type: number, label: A, maxx: 3}",
            "“maxx” is not a setting of this number field. Did you mean “max”?",
        ),
        (
            "{id: a, type: long_text, label: A, row: 3}",
            "“row” is not a setting of this long_text field. Did you mean “rows”?",
        ),
        (
            "{id: a, type: guidance, text: A, tine: plain}",
            "“tine” is not a setting of this guidance field. Did you mean “tone”?",
        ),
        (
            "{id: a, type: email, label: A, zzzzzz: 1}",
            "“zzzzzz” is not a setting of this email field." + EMAIL_SETTINGS,
        ),
        (
            "{id: a, type: radios, label: A, options: [{id: x, lable: X, label: X}]}",
            "“lable” is not a setting. Did you mean “label”?",
        ),
        (
            "{id: a, type: declaration, label: A, statements: [{id: x, txt: X, text: X}]}",
            "“txt” is not a setting. Did you mean “text”?",
        ),
        (
            (
                "{id: a, type: short_text, label: A, show_when: {field: email, "
                "is_answerd: true, is_answered: true}}"
            ),
            "“is_answerd” is not a setting. Did you mean “is_answered”?",
        ),
        (
            (
                "{id: a, type: short_text, label: A, show_when: {not: {all: [{feild: "
                "email, field: email, is_answered: true}]}}}"
            ),
            "“feild” is not a setting. Did you mean “field”?",
        ),
        (
            (
                "{id: g, type: group, label: G, item: i, item_title: I, add_label: A, "
                "fields: [{id: a, type: number, label: A, mim: 1}]}"
            ),
            "“mim” is not a setting of this number field. Did you mean “min”?",
        ),
        (
            "{id: a, type: email, label: A, email: 1}",
            "“email” is not a setting of this email field." + EMAIL_SETTINGS,
        ),
        # missing
        ("{id: a, type: short_text}", "“label” is missing from this short_text field: add it"),
        ("{type: short_text, label: A}", "“id” is missing from this short_text field: add it"),
        ("{id: a, type: radios, label: A}", "“options” is missing from this radios field: add it"),
        ("{id: a, type: radios, label: A, options: [{id: x}]}", "“label” is missing: add it"),
        # types of field
        (
            "{id: a, label: A}",
            f"This field has no type. It can be: {TYPES}",
        ),
        (
            "{id: a, type: shorttext, label: A}",
            "“shorttext” is not a type of field. Did you mean “short_text”?",
        ),
        (
            "{id: a, type: [short_text], label: A}",
            "“['short_text']” is not a type of field. Did you mean “short_text”?",
        ),
        (
            "{id: a, type: 5, label: A}",
            f"“5” is not a type of field. It can be: {TYPES}.",
        ),
        (
            (
                "{id: g, type: group, label: G, item: i, item_title: I, add_label: "
                "A, fields: [{id: h, type: group}]}"
            ),
            "A group cannot stand inside a group",
        ),
        ("words", "Item 1 of “fields” must be settings, such as “id: …”"),
        # words, numbers, true and false, lists
        ("{id: a, type: short_text, label: 2026}", "“label” must be words: put quotes around it"),
        ("{id: a, type: short_text, label: true}", "“label” must be words: put quotes around it"),
        ("{id: a, type: short_text, label: [A]}", "“label” must be words, not a list or settings"),
        ("{id: a, type: short_text, label: {x: A}}", "“label” must be words, not a list or settings"),
        ("{id: a, type: short_text, label: }", "“label” is empty: write something, or take the line out"),
        ("{id: a, type: short_text, label: ''}", "“label” is empty: write something, or take the line out"),
        ("{id: a, type: short_text, label: A, required: maybe}", "“required” must be true or false"),
        ("{id: a, type: short_text, label: A, required: [true]}", "“required” must be true or false"),
        ("{id: a, type: short_text, label: A, max_length: long}", "“max_length” must be a whole number"),
        ("{id: a, type: short_text, label: A, max_length: 1.5}", "“max_length” must be a whole number"),
        (
            f"{{id: a, type: short_text, label: A, max_length: {'9' * 5000}}}",
            "“max_length” must be a whole number",
        ),
        ("{id: a, type: short_text, label: A, max_length: 0}", "“max_length” must be more than 0"),
        ("{id: a, type: short_text, label: A, max_length: 1001}", "“max_length” must be 1000 or less"),
        ("{id: a, type: long_text, label: A, rows: 1}", "“rows” must be 2 or more"),
        (f"{{id: a, type: short_text, label: {'x' * 301}}}", "“label” must be 300 characters or less"),
        (
            "{id: a, type: short_text, label: A, messages: Enter}",
            "“messages” must be settings, such as “required: …”",
        ),
        (
            "{id: a, type: short_text, label: A, messages: {required: [a]}}",
            "“required” must be words, not a list or settings",
        ),
        (
            "{id: a, type: radios, label: A, options: []}",
            "“options” is empty: write something, or take the line out",
        ),
        (
            "{id: a, type: radios, label: A, options: [yes, {id: no, label: No}]}",
            "Item 1 of “options” must be settings, such as “id: …”",
        ),
        (
            "{id: a, type: radios, label: A, options: {yes: Yes}}",
            "“options” must be a list, each line starting with “- ”",
        ),
        (
            "{id: a, type: short_text, label: A, show_when: yes}",
            "“show_when” must be settings, such as “id: …”",
        ),
        (
            "{id: a, type: short_text, label: A, show_when: {all: {field: email}}}",
            "“all” must be a list, each line starting with “- ”",
        ),
        # letters
        (
            "{id: Provider-Name, type: short_text, label: A}",
            "“id” cannot be “Provider-Name”: use small letters, digits and underscores, a letter first",
        ),
        (
            "{id: 1a, type: short_text, label: A}",
            "“id” cannot be “1a”: use small letters, digits and underscores, a letter first",
        ),
        (
            "{id: yes, type: short_text, label: A, basis: disigned}",
            "“basis” cannot be “disigned”. Did you mean “designed”?",
        ),
        (
            "{id: a, type: short_text, label: A, width: 5}",
            "“width” cannot be “5”. It can be: full, medium, short.",
        ),
        (
            "{id: a, type: guidance, text: A, required: true}",
            "“required” cannot be “true”. It can be: false.",
        ),
        (f"{{id: {'x' * 61}, type: short_text, label: A}}", "“id” must be 60 characters or less"),
        # dates in conditions
        (
            "{id: a, type: short_text, label: A, show_when: {field: aware_at, on_or_after: tomorrow}}",
            "“on_or_after” must be a date such as 2026-11-22",
        ),
        (
            "{id: a, type: short_text, label: A, show_when: {field: aware_at, on_or_after: 2026}}",
            "“on_or_after” must be a date such as 2026-11-22",
        ),
        # two things at once, in our own words
        (
            "{id: a, type: short_text, label: A, show_when: {field: email, equals: a, one_of: [b]}}",
            (
                "A condition on a field has exactly one of: equals, one_of, includes, "
                "is_answered, age_under, on_or_after, before, same_as"
            ),
        ),
        (
            "{id: a, type: short_text, label: A, show_when: {field: email, fact: x, is_answered: true}}",
            "A condition has exactly one of: field, fact, overdue, not, all, any",
        ),
        (
            "{id: a, type: short_text, label: A, show_when: {}}",
            "A condition has exactly one of: field, fact, overdue, not, all, any",
        ),
        (
            "{id: a, type: short_text, label: A, show_when: {all: [{overdue: day, equals: x}]}}",
            "“equals” goes with “field”, not with “overdue”",
        ),
        (
            "{id: a, type: radios, label: A, options: [{id: x, label: X}, {id: x, label: Y}]}",
            "Two options have the id “x”",
        ),
        (
            "{id: a, type: declaration, label: A, statements: [{id: x, text: X}, {id: x, text: Y}]}",
            "Two statements have the id “x”",
        ),
        ("{id: a, type: number, label: A, min: 3, max: 2}", "min is 3, which is more than max, 2"),
        (
            (
                "{id: g, type: group, label: G, item: i, item_title: I, add_label: A, min: 3, max: 2, "
                "fields: [{id: a, type: email, label: A}]}"
            ),
            "min is 3, which is more than max, 2",
        ),
        (
            LONG_OPTION,
            f"“{LONG}_{LONG}” is longer than 60 characters: shorten the ids",
        ),
    ],
)
def test_a_field_that_is_not_right(field: str, message: str) -> None:
    assert told(f"- {field}") == [message]


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"titel": "A"}, "“titel” is not a setting. Did you mean “title”?"),
        ({"title": None}, "“title” is missing: add it"),
        ({"version": "one"}, "“version” must be a whole number"),
        ({"version": "0"}, "“version” must be more than 0"),
        ({"effective_from": "1 July"}, "“effective_from” must be a date such as 2026-11-22"),
        ({"effective_from": "2026"}, "“effective_from” must be a date such as 2026-11-22"),
        (
            {"id": "NDIS form"},
            "“id” cannot be “NDIS form”: use small letters, digits, hyphens and underscores, a letter first",
        ),
        ({"prefix": "NDX1"}, "“prefix” cannot be “NDX1”: use three capital letters"),
        ({"control": "Boss"}, "“control” must be settings, such as “id: …”"),
        (
            {"control": "{owner: O, approved_by: B, approved_on: soon, review_due: 2028-01-01}"},
            "“approved_on” must be a date such as 2026-11-22",
        ),
        (
            {
                "control": (
                    "{owner: O, approved_by: B, aproved_on: x, approved_on: "
                    "2026-01-01, review_due: 2028-01-01}"
                )
            },
            "“aproved_on” is not a setting. Did you mean “approved_on”?",
        ),
        ({"place": "vic"}, "There is no place “vic” in definitions/shared. Did you mean “VIC”?"),
        ({"place": "5"}, "“place” must be words: put quotes around it"),
        ({"place": None}, "“place” is missing: add it"),
        ({"place": "{}"}, "“field” is missing: add it"),
        ({"clocks": "day"}, "“clocks” must be a list, each line starting with “- ”"),
        ({"clocks": "[]"}, "“clocks” is empty: write something, or take the line out"),
        (
            {"before_you_start": "Have it ready."},
            "“before_you_start” must be a list, each line starting with “- ”",
        ),
        ({"next_steps": "[Wait., 5]"}, "Item 2 of “next_steps” must be words: put quotes around it"),
        ({"agency": "5"}, "“agency” must be settings, such as “id: …”"),
        ({"facts": "- {id: f, label: F, source: s}"}, "“true_when” is missing: add it"),
        (
            {
                "facts": (
                    "- {id: f, lable: F, label: F, source: s, true_when: {field: email, is_answered: true}}"
                )
            },
            "“lable” is not a setting. Did you mean “label”?",
        ),
        (
            {"rules": "- {id: r, source: s, field: email, wrong_when: {field: email, is_answered: true}}"},
            "“message” is missing: add it",
        ),
        (
            {
                "rules": (
                    "- {id: r 1, source: s, field: email, message: M, wrong_when: "
                    "{field: email, is_answered: true}}"
                )
            },
            "“id” cannot be “r 1”: use letters, digits, hyphens and underscores, a letter first",
        ),
    ],
)
def test_a_setting_of_the_form_that_is_not_right(settings: dict[str, Any], message: str) -> None:
    assert [words for _line, words in faults_in(definition(**settings))] == [message]


def test_the_place_has_one_setting() -> None:
    state = "- {id: state, type: radios, label: State, options: [{id: vic, label: Victoria}]}"
    assert told(state, place="{feild: state, field: state}") == [
        "“feild” is not a setting. Did you mean “field”?"
    ]


def test_sections_that_are_not_right() -> None:
    assert told(sections="- words\n") == ["Item 1 of “sections” must be settings, such as “id: …”"]
    assert told(sections="- {id: s, title: S}\n") == ["“fields” is missing: add it"]
    assert told(sections="- {id: s, title: S, fields: []}\n") == [
        "“fields” is empty: write something, or take the line out"
    ]
    assert told(sections="- {id: s, title: S, fields: none}\n") == [
        "“fields” must be a list, each line starting with “- ”"
    ]
    assert told(sections="- {id: s, titel: S, title: S, fields: [{id: w, type: guidance, text: W}]}\n") == [
        "“titel” is not a setting. Did you mean “title”?"
    ]
    assert told(
        sections="- {id: s, title: S, type: radios, fields: [{id: w, type: guidance, text: W}]}\n"
    ) == ["“type” is not a setting. It can be: fields, id, intro, show_when, title."]


def test_a_fault_is_on_the_line_of_its_setting() -> None:
    text = definition(
        """
        - id: a
          type: radios
          label: A
          hint:
            - not words
          options:
            - id: yes
              label: Yes
              colour: red
          show_when:
            all:
              - field: email
                is_answered: true
              - field: aware_at
                equals: 5
        - id: b
          type: short_text
        """
    )
    assert faults_in(text) == [
        ("hint:", "“hint” must be words, not a list or settings"),
        ("colour: red", "“colour” is not a setting. It can be: basis, exclusive, hint, id, label, say."),
        ("equals: 5", "“equals” must be words: put quotes around it"),
        ("- id: b", "“label” is missing from this short_text field: add it"),
    ]


def test_staff_are_never_spoken_to_in_the_words_of_programs() -> None:
    with open(__file__, encoding="utf-8") as file:  # noqa: PTH123
        said = re.findall(r"“[^\n]*", file.read())
    words = {word for message in said for word in re.findall("[a-z]+", message.lower())}
    assert not words & {
        "key",
        "node",
        "dict",
        "mapping",
        "tuple",
        "pydantic",
        "string",
        "boolean",
        "integer",
        "input",
    }
