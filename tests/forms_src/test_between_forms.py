"""What forms say of each other: which follow, and fields that several share."""

from pathlib import Path

import pytest

from forms_src.loading import load
from forms_src.workshop import Workshop
from tests.forms_src.small_forms import definition, faults_in, load_texts, write
from tests.real_forms import LOADED

NAME = "- {id: what, type: short_text, label: What}"
FIRST = definition(NAME, id="first", clocks="[day, week]", followed_by="\n- {form: second}")
SECOND = definition(NAME, id="second", prefix="NDF")


def told(*forms: str) -> list[str]:
    return [fault.message for fault in load_texts(*forms).faults]


def test_a_form_may_be_followed_by_a_form_that_there_is() -> None:
    assert told(FIRST, SECOND) == []


def test_a_form_that_follows_must_exist() -> None:
    assert told(FIRST, SECOND.replace("id: second", "id: sekond")) == [
        "There is no form “second”. Did you mean “sekond”?"
    ]


def test_a_form_with_faults_still_exists() -> None:
    assert told(FIRST, SECOND + "extra: 1\n") == told(SECOND + "extra: 1\n")


@pytest.mark.parametrize("slip", ["\ttitle: Tab\n", " title: Wrong indent\n", "\0"])
def test_a_form_whose_file_cannot_be_read_still_exists(tmp_path: Path, slip: str) -> None:
    definitions = write(tmp_path / "forms_src" / "definitions", FIRST, SECOND)
    second = (definitions / "form-2.yaml").rename(definitions / "second.yaml")
    second.write_text(SECOND + slip, "utf-8")
    assert {fault.file for fault in load(definitions).faults} == {second}
    workshop = Workshop(tmp_path, tmp_path / "site", tmp_path / "compiled")
    assert {fault.file for fault in workshop.build()} == {second}


def test_the_fault_is_told_on_its_line() -> None:
    assert faults_in(FIRST) == [
        ("- {form: second}", "There is no form “second”. It can be: first."),
    ]


@pytest.mark.parametrize(
    ("follow_up", "words"),
    [
        ("{form: second, clock: wek, remind_hours_before: 24}", "This form has no clock “wek”."),
        (
            "{form: second, clock: week}",
            "go together: write both or neither",
        ),
        ("{form: second, remind_hours_before: 24}", "“clock” and “remind_hours_before” go together"),
        ("{form: second, clock: week, remind_hours_before: 0}", "0"),
        ("{form: first}", "A form cannot follow itself: take this line out"),
        ("{form: second, applies_when: {field: wat, equals: x}}", "There is no field “wat” in this form."),
        ("second", ""),
    ],
)
def test_a_follow_up_that_cannot_be_is_a_fault(follow_up: str, words: str) -> None:
    found = told(FIRST.replace("{form: second}", follow_up), SECOND)
    assert found
    assert any(words in message for message in found), found


def test_a_follow_up_with_a_clock_a_reminder_and_a_condition_is_sound() -> None:
    line = (
        "{form: second, clock: week, remind_hours_before: 24, applies_when: {field: what, is_answered: true}}"
    )
    assert told(FIRST.replace("{form: second}", line), SECOND) == []


def test_the_reference_goes_into_a_line_of_text_of_the_form_that_follows() -> None:
    line = "{form: second, reference_in: what}"
    assert told(FIRST.replace("{form: second}", line), SECOND) == []
    wrong = line.replace("what", "email")
    assert told(FIRST.replace("{form: second}", wrong), SECOND) == [
        "“second” has no line of text “email”. It can be: what."
    ]


def test_sections_about_one_person_must_exist() -> None:
    assert told(definition(NAME, about_one_person="[questions]")) == []
    assert told(definition(NAME, about_one_person="[question]")) == [
        "There is no section “question”. Did you mean “questions”?"
    ]


def test_one_id_has_one_type_in_all_forms() -> None:
    other = definition("- {id: what, type: long_text, label: What}", id="other")
    assert told(definition(NAME), other) == [
        "“what” is of type long_text here and short_text in small: one id has one type in all forms"
    ]


GROUP = """
- id: people
  type: group
  label: People
  item: person
  item_title: Person
  add_label: Add
  fields: [{{id: name, type: {type}, label: Name}}]
"""


def test_one_id_has_one_type_inside_groups_too_but_not_across_them() -> None:
    short, long = (GROUP.format(type=type_) for type_ in ("short_text", "long_text"))
    assert told(definition(short), definition(long, id="other")) == [
        "“people.name” is of type long_text here and short_text in small: one id has one type in all forms"
    ]
    assert told(definition(short), definition(long.replace("people", "staff"), id="other")) == []
    alone = "- {id: name, type: long_text, label: Name}"
    assert told(definition(short), definition(alone, id="other")) == []


def test_the_text_box_of_an_option_shares_its_id_too() -> None:
    choice = "- {id: one, type: radios, label: One, options: [{id: b, label: B, say: Which}]}"
    other = definition("- {id: one_b, type: long_text, label: One}", id="other")
    assert told(definition(choice), other) == [
        "“one_b” is of type long_text here and short_text in small: one id has one type in all forms"
    ]


def test_guidance_asks_nothing_and_is_shared_with_nothing() -> None:
    told_in_one = definition("- {id: what, type: guidance, text: Read this.}\n" + NAME.replace("what", "x"))
    assert told(told_in_one, definition(NAME, id="other")) == []


def test_the_real_forms_agree() -> None:
    assert LOADED.faults == []


def test_the_workshop_tells_these_faults_and_forgets_them_when_they_are_put_right(tmp_path: Path) -> None:
    definitions = write(tmp_path / "forms_src" / "definitions", FIRST, SECOND)
    workshop = Workshop(tmp_path, tmp_path / "site", tmp_path / "compiled")
    assert workshop.build() == []
    second = definitions / "form-2.yaml"
    second.write_text(SECOND.replace("type: short_text", "type: long_text"), "utf-8")
    assert [fault.message for fault in workshop.changed({second})] == [
        "“what” is of type long_text here and short_text in first: one id has one type in all forms"
    ]
    second.unlink()
    assert [fault.message for fault in workshop.changed({second})] == [
        "There is no form “second”. It can be: first."
    ]
    second.write_text(SECOND, "utf-8")
    assert workshop.changed({second}) == []
