"""Rules that are judged in each item of a group: where they speak, what they see, what is checked of them."""

import pytest

from forms_src.answers import Fault
from tests.forms_src.small_forms import codes, definition, faults_in, moment, read

PEOPLE = """
- {id: kind, type: radios, label: Kind of report, options: yes-no, required: false}
- {id: happened, type: date, label: Day it happened, required: false}
- id: people
  type: group
  label: People
  item: person
  item_title: Person
  add_label: Add
  min: 0
  max: 3
  required: false
  fields:
    - {id: kind, type: radios, label: Their kind, options: yes-no, required: false}
    - {id: again, type: select, label: Kind again, options: yes-no, required: false}
    - {id: born, type: date, label: Born, required: false}
    - {id: left, type: date, label: Left, required: false}
    - {id: told_at, type: moment, label: Told, required: false}
    - {id: ticks, type: checkboxes, label: Ticks, options: yes-no, required: false}
    - {id: why, type: short_text, label: Why, required: false, show_when: {field: kind, equals: no}}
"""
SAME = "{field: again, same_as: kind}"


def ruled(wrong_when: str, field: str = "people.again", more: str = "") -> str:
    rule = f"- {{id: R1, source: s, field: {field}, wrong_when: {wrong_when}, message: Choose another}}"
    return definition(PEOPLE, rules=f"{rule}\n{more}")


def person(number: int, **answers: str) -> dict[str, str]:
    return {f"people-{number}-{name.replace('__', '-')}": value for name, value in answers.items()}


def day(number: int, name: str, year: int) -> dict[str, str]:
    return person(number, **{f"{name}__day": "9", f"{name}__month": "6", f"{name}__year": str(year)})


def test_a_rule_is_judged_in_every_item_and_says_in_which() -> None:
    typed = (
        person(1, kind="yes", again="no")
        | person(2, kind="no", again="no")
        | person(3, kind="yes", again="yes")
    )
    assert read(ruled(SAME), typed).faults == [
        Fault("people-2-again", "people-2-again", "R1", "Choose another (person 2)"),
        Fault("people-3-again", "people-3-again", "R1", "Choose another (person 3)"),
    ]
    assert (
        read(ruled(SAME), person(1, kind="yes", again="no") | person(2, kind="no", again="yes")).faults == []
    )


def test_no_item_is_judged_by_the_answers_of_another() -> None:
    assert read(ruled(SAME), person(1, kind="yes") | person(2, again="yes")).faults == []


def test_an_item_is_named_by_the_number_it_was_posted_with() -> None:
    assert codes(read(ruled(SAME), person(7, kind="yes", again="yes"))) == [("people-7-again", "R1")]


def test_a_fault_goes_to_the_first_box_of_its_question() -> None:
    (fault,) = read(ruled("{field: kind, equals: yes}", "people.born"), person(1, kind="yes")).faults
    assert (fault.name, fault.input_id) == ("people-1-born", "people-1-born-day")


def test_an_item_that_is_not_there_breaks_nothing() -> None:
    never_answered = ruled("{field: kind, is_answered: false}")
    assert read(never_answered, {}).faults == []
    assert read(never_answered, person(1, again=" ")).faults == []
    assert codes(read(never_answered, person(1, again="yes"))) == [("people-1-again", "R1")]


def test_the_item_that_a_group_must_have_is_asked_for_before_it_is_judged() -> None:
    text = (
        ruled("{field: kind, is_answered: false}")
        .replace("min: 0", "min: 1")
        .replace("max: 3\n        required: false", "max: 3")
    )
    assert codes(read(text, {})) == [("people", "required")]


def test_items_beyond_the_most_there_may_be_are_not_judged() -> None:
    typed = {name: one for n in range(1, 6) for name, one in person(n, kind="yes", again="yes").items()}
    assert codes(read(ruled(SAME), typed)) == [
        ("people", "too_many"),
        ("people-1-again", "R1"),
        ("people-2-again", "R1"),
        ("people-3-again", "R1"),
    ]


def test_a_field_of_the_item_stands_before_one_of_the_form_of_that_name() -> None:
    text = ruled("{field: kind, equals: yes}")
    assert read(text, {"kind": "yes"} | person(1, again="no")).faults == []
    assert codes(read(text, {"kind": "no"} | person(1, kind="yes", again="no"))) == [("people-1-again", "R1")]


def test_a_rule_of_items_sees_the_fields_of_the_form_and_of_all_items() -> None:
    text = ruled("{all: [{field: email, is_answered: true}, {field: people.ticks, includes: no}]}")
    typed = person(1, again="no") | {"people-2-ticks": "no"}
    assert read(text, typed).faults == []
    assert codes(read(text, typed | {"email": "a@example.com"})) == [
        ("people-1-again", "R1"),
        ("people-2-again", "R1"),
    ]


def test_a_rule_is_silent_where_its_question_is_hidden_or_wrong_already() -> None:
    hidden = ruled("{any: [{field: kind, equals: yes}, {field: again, equals: yes}]}", "people.why")
    assert read(hidden, person(1, kind="yes", again="no")).faults == []
    shown = ruled("{field: kind, equals: no}", "people.why")
    assert codes(read(shown, person(1, kind="no"))) == [("people-1-why", "R1")]
    wrong = person(1, kind="no", why="x" * 999) | person(2, kind="no")
    assert codes(read(shown, wrong)) == [("people-1-why", "too_long"), ("people-2-why", "R1")]


def test_a_second_rule_at_a_question_is_silent_until_the_first_is_kept() -> None:
    second = (
        "- {id: R2, source: s, field: people.again, wrong_when: {field: kind, equals: no}, message: Or this}"
    )
    text = ruled(SAME, more=second)
    assert codes(read(text, person(1, kind="no", again="no"))) == [("people-1-again", "R1")]
    assert codes(read(text, person(1, kind="no", again="yes"))) == [("people-1-again", "R2")]


def test_a_rule_may_wait_for_a_clock() -> None:
    text, typed = ruled("{overdue: day}"), person(1, again="no")
    assert read(text, typed | moment("aware_at", 10, "9 am")).faults == []
    assert codes(read(text, typed | moment("aware_at", 1, "9 am"))) == [("people-1-again", "R1")]


# ---- tests that compare, in rules and in conditions alike

COMPARED = [
    ("{field: again, same_as: kind}", person(1, kind="no", again="no"), person(1, kind="no", again="yes")),
    ("{field: born, age_under: 18}", day(1, "born", 2010), day(1, "born", 2000)),
    ("{field: born, on_or_after: 2001-01-01}", day(1, "born", 2001), day(1, "born", 2000)),
    (
        "{field: left, before: born}",
        day(1, "left", 1999) | day(1, "born", 2000),
        day(1, "left", 2001) | day(1, "born", 2000),
    ),
    (
        "{field: told_at, before: left}",
        day(1, "left", 2025) | moment("people-1-told_at", 8, "9 am", year=2025),
        day(1, "left", 2025) | moment("people-1-told_at", 9, "9 am", year=2025),
    ),
    (
        "{field: left, before: happened}",
        day(1, "left", 2024) | {"happened-day": "9", "happened-month": "6", "happened-year": "2025"},
        day(1, "left", 2025) | {"happened-day": "9", "happened-month": "6", "happened-year": "2025"},
    ),
]


@pytest.mark.parametrize(("test", "true", "false"), COMPARED)
def test_every_comparison_works_in_a_rule_of_items(
    test: str, true: dict[str, str], false: dict[str, str]
) -> None:
    text, other = ruled(test, "people.ticks"), day(2, "born", 1990)
    assert codes(read(text, true | other)) == [("people-1-ticks", "R1")]
    assert read(text, false | other).faults == []


@pytest.mark.parametrize(("test", "true", "false"), COMPARED)
def test_every_comparison_works_in_a_condition_of_items(
    test: str, true: dict[str, str], false: dict[str, str]
) -> None:
    text = definition(PEOPLE + f"    - {{id: extra, type: guidance, text: E, show_when: {test}}}")
    other = day(2, "born", 1990)
    assert "people-1-extra" in read(text, true | other).shown
    shown = read(text, false | other).shown
    assert not {"people-1-extra", "people-2-extra"} & shown


# ---- what check says


@pytest.mark.parametrize(
    ("field", "wrong_when", "message"),
    [
        ("people.agin", SAME, "There is no field “people.agin” in this form. Did you mean “people.again”?"),
        ("peple.again", SAME, "There is no field “peple.again” in this form. Did you mean “people.again”?"),
        ("people.Again", SAME, "There is no field “people.Again” in this form. Did you mean “people.again”?"),
        (
            "again",
            "{field: kind, equals: yes}",
            "There is no field “again” in this form. Did you mean “people.again”?",
        ),
        (
            "people.again",
            "{field: agin, equals: yes}",
            "There is no field “agin” in this form. Did you mean “again”?",
        ),
        (
            "people.again",
            "{field: again, same_as: knd}",
            "There is no field “knd” in this form. Did you mean “kind”?",
        ),
        (
            "people.again",
            "{field: again, equals: yess}",
            "The field “again” has no option “yess”. Did you mean “yes”?",
        ),
        (
            "people.again",
            "{field: people.again, equals: yes}",
            (
                "“equals” does not suit “again”, as “people.again” means all items: "
                "write “again” for this item’s own"
            ),
        ),
        (
            "people.again",
            "{field: people.born, includes: yes}",
            "“includes” does not suit “born”, which has no options",
        ),
        (
            "people.again",
            "{field: born, before: people.left}",
            (
                "“born” cannot be compared with “left”: both must be a date or a moment, "
                "outside a group or in the same item"
            ),
        ),
        (
            "people.again",
            "{field: again, includes: yes}",
            "“includes” does not suit “again”, which takes one answer: use “equals” or “one_of”",
        ),
        (
            "people.why",
            "{all: [{field: why, is_answered: true}, {field: kind, equals: yes}]}",
            "The rule “R1” can never be broken: its condition is never true",
        ),
    ],
)
def test_what_is_wrong_with_a_rule_of_items_is_told_once(field: str, wrong_when: str, message: str) -> None:
    assert [words for _line, words in faults_in(ruled(wrong_when, field))] == [message]


def test_a_rule_of_items_stands_at_a_question_that_asks_something() -> None:
    note = "    - {id: note, type: guidance, text: N}\n"
    text = ruled(SAME, "people.note").replace("sections:", "sections:", 1)
    text = text.replace("          - {id: born,", f"      {note}          - {{id: born,")
    assert [words for _line, words in faults_in(text)] == [
        "“note” asks nothing: show the message at a field that does"
    ]
