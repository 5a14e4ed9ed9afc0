"""Items of groups read: which there are, what each keeps, what conditions see of them."""

from typing import Any

import pytest

from forms_src.answers import Fault
from forms_src.fields.group.field import Group
from forms_src.fields.group.numbers import item_numbers
from tests.forms_src.small_forms import codes, definition, read, reader

PEOPLE = definition(
    """
    - {id: kind, type: radios, label: Kind, options: yes-no, required: false}
    - id: people
      type: group
      label: People
      item: person
      item_title: Person
      add_label: Add
      fields:
        - {id: note, type: short_text, label: Note, required: false, show_when: {field: kind, equals: yes}}
        - {id: kind, type: radios, label: Their kind, options: yes-no}
        - {id: ticks, type: checkboxes, label: Ticks, options: yes-no, required: false}
        - {id: why, type: radios, label: Why, required: false, options: [{id: other, label: Other, say: S}]}
    - {id: any_yes, type: guidance, text: A, show_when: {field: people.kind, includes: yes}}
    - {id: ticked, type: guidance, text: T, show_when: {field: people.ticks, includes: no}}
    - {id: some, type: guidance, text: S, show_when: {field: people, is_answered: true}}
    """
)


def test_an_item_s_own_field_stands_before_one_of_the_form_answered_or_not() -> None:
    typed = {
        "kind": "yes",
        "people-1-note": "hidden",
        "people-1-kind": "no",
        "people-2-note": "kept",
        "people-2-kind": "yes",
    }
    reading = read(PEOPLE, typed)
    assert reading.answers["people"] == [{"kind": "no"}, {"note": "kept", "kind": "yes"}]
    unanswered = read(PEOPLE, {"kind": "yes", "people-1-note": "hidden", "people-1-ticks": ["yes"]})
    assert "people-1-note" not in unanswered.shown
    assert codes(unanswered) == [("people-1-kind", "required")]


def test_a_condition_on_all_items_asks_if_any_says_so() -> None:
    assert "any_yes" in read(PEOPLE, {"people-1-kind": "no", "people-2-kind": "yes"}).shown
    assert "any_yes" not in read(PEOPLE, {"people-1-kind": "no"}).shown


def test_choices_of_many_in_items_are_looked_through_one_by_one() -> None:
    typed: dict[str, Any] = {"people-1-kind": "no", "people-1-ticks": ["yes"], "people-2-kind": "no"}
    assert "ticked" not in read(PEOPLE, typed).shown
    assert "ticked" in read(PEOPLE, {**typed, "people-2-ticks": ["yes", "no"]}).shown


def test_a_group_is_answered_when_an_item_is() -> None:
    assert "some" in read(PEOPLE, {"people-1-kind": "no"}).shown
    assert "some" not in read(PEOPLE, {}).shown


def test_blank_items_are_passed_over_and_the_rest_keep_their_order_and_numbers() -> None:
    typed = {"people-1-kind": " ", "people-3-kind": "yes", "people-10-kind": "no", "people-2-note": ""}
    reading = read(PEOPLE, typed)
    assert reading.answers["people"] == [{"kind": "yes"}, {"kind": "no"}]
    assert reading.shown >= {"people-3-kind", "people-10-kind"}
    assert "people-1-kind" not in reading.shown


def test_without_any_item_the_first_is_asked_for() -> None:
    reading = read(PEOPLE, {})
    assert reading.faults == [
        Fault("people-1-kind", "people-1-kind", "required", "Select their kind (person 1)"),
    ]


def test_the_missing_items_take_the_lowest_free_numbers() -> None:
    text = PEOPLE.replace("add_label: Add", "add_label: Add\n        min: 3")
    assert codes(read(text, {"people-2-kind": "yes"})) == [
        ("people-1-kind", "required"),
        ("people-3-kind", "required"),
    ]


def test_an_optional_group_may_have_no_item_whatever_its_least() -> None:
    text = PEOPLE.replace("add_label: Add", "add_label: Add\n        required: false")
    assert read(text, {}).faults == []
    assert "people" not in read(text, {}).answers


@pytest.mark.parametrize(("items", "faults"), [(20, []), (21, [("people", "too_many")])])
def test_up_to_20_items_are_taken(items: int, faults: list[tuple[str, str]]) -> None:
    reading = read(PEOPLE, {f"people-{n}-kind": "yes" for n in range(1, items + 1)})
    assert codes(reading) == faults
    assert len(reading.answers["people"]) == 20


def test_items_of_a_hidden_group_are_hidden() -> None:
    text = definition(
        """
        - {id: a, type: radios, label: A, options: yes-no}
        - id: people
          type: group
          label: People
          item: person
          item_title: Person
          add_label: Add
          show_when: {field: a, equals: yes}
          fields:
            - {id: name, type: short_text, label: Name}
        """
    )
    assert read(text, {"a": "no", "people-1-name": "Pat"}).answers == {"a": "no"}


def test_a_text_box_of_an_option_in_an_item_has_the_item_s_name() -> None:
    typed = {"people-1-kind": "yes", "people-1-why": "other"}
    (fault,) = read(PEOPLE, typed).faults
    assert (fault.name, fault.message) == ("people-1-why_other", "Enter why: you chose “Other” (person 1)")
    assert read(PEOPLE, {**typed, "people-1-why_other": "X"}).answers["people"][0]["why_other"] == "X"


@pytest.mark.parametrize(
    "name",
    ["people-0-kind", "people-01-kind", "people-100000-kind", "people--kind", "people-x-kind", "people-1"],
)
def test_numbers_of_items_are_from_1_without_zeros_before(name: str) -> None:
    group = small_form_group()
    assert item_numbers(group, [name]) == []
    assert item_numbers(group, ["people-99999-kind", "people-2-kind", "people-2-note"]) == [2, 99999]


def small_form_group() -> Group:
    group = reader(PEOPLE).form.fields_by_id["people"]
    assert isinstance(group, Group)
    return group
