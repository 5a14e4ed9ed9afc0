"""Repeating groups: items added and removed in place, numbers in a row, focus where a person needs it."""

from urllib.parse import parse_qsl

import pytest
from playwright.sync_api import Dialog, Page, expect

from tests.e2e.filling import next_page
from tests.e2e.script.filling import faults, fill, shown
from tests.e2e.script.small_site import SmallSite

FIELDS = """
- {id: before, type: short_text, label: Before, required: false}
- id: people
  type: group
  label: People
  item: person
  item_title: Person
  add_label: Add another person
  max: 4
  fields:
    - {id: name, type: short_text, label: Name, name: the person’s name}
    - {id: kind, type: radios, label: Kind, options: [{id: a, label: A}, {id: b, label: B, say: Which}]}
    - {id: ticks, type: checkboxes, label: Ticks, required: false, options: [{id: x, label: X}]}
    - {id: born, type: date, label: Born, required: false}
    - {id: story, type: long_text, label: Story, required: false, max_length: 50}
    - {id: more, type: short_text, label: More, required: false, show_when: {field: name, is_answered: true}}
- id: papers
  type: group
  label: Papers
  item: paper
  item_title: Paper 2000 no.
  add_label: Add another paper
  required: false
  min: 0
  fields:
    - {id: title, type: short_text, label: Title, name: the title}
"""
FOCUSED = "() => document.activeElement.id || document.activeElement.value"


@pytest.fixture
def groups(page: Page, site: SmallSite) -> Page:
    page.goto(site.add(FIELDS, name="groups"))
    return page


def add(page: Page, label: str = "Add another person", times: int = 1) -> None:
    for _ in range(times):
        page.get_by_role("button", name=label).click()


def remove(page: Page, name: str, *, sure: bool | None = None) -> list[str]:
    """Press a Remove button; answer the question if one is asked. Return the questions."""
    asked: list[str] = []

    def decide(dialog: Dialog) -> None:
        asked.append(dialog.message)
        if sure:
            dialog.accept()
        else:
            dialog.dismiss()

    page.once("dialog", decide)
    page.get_by_role("button", name=name, exact=True).click()
    page.remove_listener("dialog", decide)
    return asked


def legends(page: Page) -> list[str]:
    return page.locator(".item > legend").all_inner_texts()


def press_check(page: Page) -> list[tuple[str, str]]:
    page.get_by_role("button", name="Check answers").last.click()
    return faults(page)


def test_an_added_item_is_blank_and_numbered_throughout(groups: Page) -> None:
    typed = {
        "people-1-name": "Ann",
        "people-1-kind": "b",
        "people-1-kind_b": "That",
        "people-1-story": "x" * 51,
        "people-1-ticks": ["x"],
    }
    fill(groups, typed)
    press_check(groups)
    add(groups)
    second = groups.locator("#people-2")
    assert (
        second.evaluate(
            "e => Array.from(new FormData(e.form)).filter(([n, v]) => n.startsWith('people-2-') && v)"
        )
        == []
    )
    assert "people-1" not in second.evaluate("e => e.outerHTML")
    assert second.get_by_role("button", name="Remove person 2").get_attribute("value") == "remove-people-2"
    ids = groups.evaluate("Array.from(document.querySelectorAll('[id]')).map((e) => e.id)")
    assert len(ids) == len(set(ids))
    assert groups.evaluate(
        "Array.from(new FormData(document.forms[0])).filter(([n]) => n === 'people-1-name')"
    ) == [["people-1-name", "Ann"]]


def test_an_added_item_has_no_errors_of_the_first(groups: Page) -> None:
    assert ("people-1-name", "Enter the person’s name (person 1)") in press_check(groups)
    add(groups)
    assert groups.locator("#people-1 .error").count() > 0
    assert groups.locator("#people-2 .error, #people-2 .wrong, #people-2 [aria-invalid=true]").count() == 0
    assert groups.locator("#people-2-name").get_attribute("aria-describedby") in (None, "")


def test_an_added_item_is_focused_and_announced(groups: Page) -> None:
    groups.set_viewport_size({"width": 400, "height": 400})
    add(groups)
    assert groups.evaluate(FOCUSED) == "people-2"
    assert 0 <= groups.locator("#people-2 > legend").bounding_box()["y"] < 300  # type: ignore[index]
    expect(groups.locator("#people .status")).to_have_text("Added")
    assert groups.locator("#people .status").get_attribute("role") == "status"


def test_an_added_item_counts_and_opens_its_own_questions(groups: Page) -> None:
    groups.locator("#people-1-story").fill("x" * 10)
    add(groups)
    expect(groups.locator("#people-2-story-count")).to_have_text("50 characters left")
    expect(groups.locator("#people-1-story-count")).to_have_text("40 characters left")
    groups.locator("#people-2-name").fill("Bea")
    assert shown(groups, ["people-1-more", "people-2-more"]) == {"people-2-more"}
    groups.locator("#people-2-story").fill("x" * 51)
    expect(groups.locator("#people-2-story-count")).to_have_text("1 character too many")


def test_beyond_the_most_the_server_says_so(groups: Page, site: SmallSite) -> None:
    add(groups, times=3)
    with next_page(groups):
        add(groups)
    assert parse_qsl(site.bodies[-1])[-1] == ("action", "add-people")


def test_items_stay_numbered_in_a_row_after_one_is_removed(groups: Page) -> None:
    add(groups, times=2)
    fill(
        groups,
        {f"people-{n}-name": name for n, name in enumerate(("Ann", "Bea", "Cy"), 1)} | {"people-3-kind": "b"},
    )
    assert remove(groups, "Remove person 2", sure=True) == ["Remove Person 2? Its answers will be lost."]
    assert legends(groups) == ["Person 1", "Person 2", "Paper 2000 no. 1"]
    names = groups.evaluate(
        "Array.from(new FormData(document.forms[0])).filter(([n, v]) => n.startsWith('people') && v)"
    )
    assert names == [["people-1-name", "Ann"], ["people-2-name", "Cy"], ["people-2-kind", "b"]]
    assert groups.get_by_role("button", name="Remove person 2").get_attribute("value") == "remove-people-2"
    assert groups.evaluate(FOCUSED) == "add-people"
    expect(groups.locator("#people .status")).to_have_text("Person 2 was removed")


def test_removal_asks_only_if_something_was_answered(groups: Page) -> None:
    add(groups)
    assert remove(groups, "Remove person 2") == []
    assert legends(groups)[:2] == ["Person 1", "Paper 2000 no. 1"]
    add(groups)
    fill(groups, {"people-1-ticks": ["x"]})
    assert remove(groups, "Remove person 1", sure=False) != []
    assert groups.locator("#people-1-ticks").is_checked()


def test_the_only_item_cannot_be_removed(groups: Page) -> None:
    removing = groups.get_by_role("button", name="Remove")
    expect(removing).to_have_count(0)
    add(groups)
    expect(removing).to_have_count(2)
    remove(groups, "Remove person 1")
    expect(removing).to_have_count(0)


def test_at_the_smallest_number_a_blank_item_takes_the_place_of_one_removed(
    page: Page, site: SmallSite
) -> None:
    page.goto(site.add(FIELDS.replace("max: 4", "min: 2"), name="two"))
    fill(page, {"people-1-name": "Ann", "people-1-kind": "a", "people-2-name": "Bea"})
    assert remove(page, "Remove person 1", sure=True) != []
    assert legends(page) == ["Person 1", "Person 2", "Paper 2000 no. 1"]
    assert page.evaluate(
        "Array.from(new FormData(document.forms[0])).filter(([n, v]) => /people/.test(n) && v)"
    ) == [["people-1-name", "Bea"]]


def test_errors_of_a_group_are_forgotten_when_an_item_is_removed(groups: Page) -> None:
    add(groups, times=2)
    fill(groups, {"people-2-name": "Bea", "people-3-name": "Cy"})
    assert ("people-3-kind", "Select kind (person 3)") in press_check(groups)
    remove(groups, "Remove person 2", sure=True)
    assert groups.locator("#errors, #people .error").count() == 0
    assert not groups.title().startswith("Error: ")
    assert press_check(groups) == [("people-2-kind", "Select kind (person 2)")]


def test_blank_items_are_checked_only_to_make_up_the_smallest_number(groups: Page) -> None:
    add(groups, times=2)
    assert press_check(groups) == [
        ("people-1-name", "Enter the person’s name (person 1)"),
        ("people-1-kind", "Select kind (person 1)"),
    ]
    fill(groups, {"people-3-ticks": ["x"]})
    assert press_check(groups) == [
        ("people-3-name", "Enter the person’s name (person 3)"),
        ("people-3-kind", "Select kind (person 3)"),
    ]


def test_adding_and_removing_check_nothing(groups: Page) -> None:
    add(groups)
    remove(groups, "Remove person 2")
    assert groups.locator(".error").count() == 0


def test_enter_in_a_text_box_checks_and_neither_adds_nor_removes(groups: Page) -> None:
    groups.locator("#before").press("Enter")
    assert groups.locator("#errors a").count() > 0
    assert legends(groups) == ["Person 1", "Paper 2000 no. 1"]
