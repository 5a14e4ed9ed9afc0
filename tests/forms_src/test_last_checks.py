"""What `check` alone judges: the words of sound forms, and their reviews. Each fault’s words and its line."""

import tempfile
from datetime import date
from pathlib import Path

import pytest

from forms_src.last_checks import last_faults
from forms_src.loading import load
from tests.forms_src.small_forms import HEAD, definition, people, write

TODAY = date(2026, 11, 22)


def faults(
    fields: str = "", *, today: date = TODAY, sections: str = "", **settings: str | None
) -> list[tuple[str, str]]:
    with tempfile.TemporaryDirectory() as folder:
        definitions = write(Path(folder), definition(fields, sections=sections, **settings))
        loaded = load(definitions)
        assert not loaded.faults, loaded.faults
        found = sorted(last_faults(definitions, loaded.forms, today))
        lines = [fault.file.read_text("utf-8").splitlines()[fault.line - 1].strip() for fault in found]
        return [(line, fault.message) for line, fault in zip(lines, found, strict=True)]


def told(fields: str = "", *, sections: str = "", **settings: str | None) -> list[str]:
    return [message for _line, message in faults(fields, today=TODAY, sections=sections, **settings)]


# ---- labels that repeat


def same(other: str, field: str, label: str) -> str:
    return (
        f"“{field}” has the same label as “{other}”, “{label}”: "
        "give each its own, so that people can tell them apart"
    )


def test_two_questions_of_a_section_with_one_label_are_told_on_the_second() -> None:
    second = "- {id: b, type: date, label: date, required: false}"
    assert faults(f"- {{id: a, type: date, label: 'Date:'}}\n{second}") == [(second, same("a", "b", "date"))]


def test_two_questions_of_an_item_with_one_label_are_told() -> None:
    fields = people("id: a, type: date, label: Date", "id: b, type: date, label: Date")
    assert told(fields) == [same("a", "b", "Date")]


def test_questions_of_two_sections_may_have_one_label() -> None:
    section = "\n- id: more\n  title: More\n  fields: [{id: b, type: date, label: Date}]\n"
    assert told("- {id: a, type: date, label: Date}", sections=section) == []


def test_questions_that_are_never_shown_together_may_have_one_label() -> None:
    fields = """
    - {id: told, type: radios, label: Told, options: yes-no}
    - {id: a, type: date, label: Date, show_when: {field: told, equals: yes}}
    - {id: b, type: date, label: Date, show_when: {field: told, equals: no}}
    """
    assert told(fields) == []
    assert told(fields.replace("equals: no", "equals: yes")) == [same("a", "b", "Date")]


def test_two_options_with_one_label_are_told() -> None:
    field = "- {id: a, type: radios, label: A, options: [{id: x, label: One}, {id: y, label: one}]}"
    words = "Two options of “a” have the label “one”: people cannot tell them apart"
    assert faults(field) == [(field, words)]


def test_labels_in_another_script_are_not_taken_for_none() -> None:
    assert told("- {id: a, type: radios, label: A, options: [{id: x, label: 一}, {id: y, label: 二}]}") == []


# ---- hints


@pytest.mark.parametrize("identifier", ["ndis_participant_number", "abn", "report_reference"])
def test_a_number_of_one_exact_shape_needs_a_hint(identifier: str) -> None:
    field = f"- {{id: a, type: short_text, label: A, identifier: {identifier}}}"
    words = "“a” needs a hint: say what the number looks like, or where to find it"
    assert faults(field) == [(field, words)]
    assert told(field.replace("}", ", hint: It has digits.}")) == []


def test_a_number_that_may_look_like_anything_needs_no_hint() -> None:
    assert told("- {id: a, type: short_text, label: A, identifier: ndis_registration_id}") == []


def test_the_address_of_the_receipt_needs_a_hint_and_no_other_does() -> None:
    field = "- {id: mine, type: email, label: My email}"
    assert told(field) == []
    assert faults(field, confirmation_to="mine") == [
        (field, "“mine” needs a hint: say that the receipt goes to this address")
    ]


# ---- messages


UNNAMED = "This message does not say which question is meant: name “where it was” in it"


@pytest.mark.parametrize(
    ("message", "named"),
    [
        ("Enter a value", False),
        ("Select yes, or say why it is not so", False),
        ("Enter {name}", True),
        ("{Name} is missing", True),
        ("Enter the place, where known", True),
    ],
)
def test_a_message_of_its_own_names_its_question(message: str, named: bool) -> None:
    field = "- {id: a, type: short_text, label: Place, name: where it was, messages: {required: '%s'}}"
    assert told(field % message) == ([] if named else [UNNAMED])


def test_the_message_of_a_rule_names_the_question_it_stands_at() -> None:
    rule = "- {id: r, source: s, field: email, wrong_when: {overdue: day}, message: Try again}"
    words = "This message does not say which question is meant: name “email” in it"
    assert faults(rules=rule) == [(rule, words)]
    assert told(rules=rule.replace("Try again", "Enter another email")) == []


# ---- reviews


@pytest.mark.parametrize(("today", "past"), [(date(2026, 11, 22), False), (date(2026, 11, 23), True)])
def test_a_review_is_past_due_the_day_after(today: date, past: bool) -> None:
    control = HEAD["control"].replace("2999-01-01", "2026-11-22")
    words = "The review of this form was due on Sunday 22 November 2026: review it, and set the next date"
    found = faults(control=control, today=today)
    assert found == ([(f"control: {control}", words)] if past else [])


def test_what_is_wrong_in_one_edition_alone_is_told_once() -> None:
    fields = """
    - {id: a, type: date, label: Date}
    - {id: b, type: date, label: Date, effective_from: 2026-07-01}
    - {id: c, type: date, label: Third date, effective_from: 2026-08-01}
    """
    assert set(told(fields)) == {same("a", "b", "Date")}
