"""Questions as pages ask them."""

import json
from typing import Any

import pytest

from forms_src.answers import Reading
from forms_src.conditions import Condition
from forms_src.definition import Form
from forms_src.fields.group.field import Group
from forms_src.pages import form_page
from forms_src.posted import Posted
from forms_src.questionnaires import Questionnaire, attribute_json, browser_words, expression
from forms_src.questions import MAX_ITEMS_OVER, Asking, Question
from tests.forms_src.html_reader import Element, read_html
from tests.forms_src.small_forms import definition, moment, posted, read, reader, small_form

EXPRESSIONS: list[tuple[dict[str, Any], list[Any]]] = [
    ({"field": "kind", "equals": "other"}, ["is", "kind", "other"]),
    ({"field": "kind", "one_of": ["a", "b"]}, ["in", "kind", ["a", "b"]]),
    ({"field": "told", "includes": "police"}, ["is", "told", "police"]),
    ({"field": "at", "is_answered": True}, ["set", "at"]),
    ({"field": "at", "is_answered": False}, ["not", ["set", "at"]]),
    ({"field": "born", "age_under": 18}, ["age", "born", 18]),
    ({"field": "at", "on_or_after": "2026-01-01"}, ["from", "at", "2026-01-01"]),
    ({"field": "aware", "before": "at"}, ["before", "aware", "at"]),
    ({"field": "one", "same_as": "two"}, ["same", "one", "two"]),
    ({"overdue": "day"}, ["overdue", "day"]),
    ({"not": {"overdue": "day"}}, ["not", ["overdue", "day"]]),
    ({"all": [{"overdue": "a"}, {"overdue": "b"}]}, ["all", ["overdue", "a"], ["overdue", "b"]]),
    ({"any": [{"overdue": "a"}, {"overdue": "b"}]}, ["any", ["overdue", "a"], ["overdue", "b"]]),
]
LATE = "- {id: why_late, type: short_text, label: Why late, show_when: {overdue: day}}"
PEOPLE = """
- id: people
  type: group
  label: People
  item: person
  item_title: Person
  add_label: Add another person
  min: %s
  fields:
    - {id: name, type: short_text, label: Name}
    - id: role
      type: radios
      label: Role
      options: [{id: cook, label: Cook}, {id: other, label: Other, say: Which role}]
    - {id: since, type: date, label: Since, required: false, show_when: {field: role, equals: cook}}
"""
TWICE = "- {id: happened_at, type: moment, label: Happened}"


def questions(form: Form, typed: Posted | None = None, reading: Reading | None = None) -> dict[str, Question]:
    asking = Asking(Questionnaire(form), typed, reading, reading.faults if reading else ())
    return {one.name: one for section in asking.sections for one in section.questions}


def page_of(fields: str, typed: Posted | None = None) -> Element:
    return read_html(form_page(small_form(fields), typed))


@pytest.mark.parametrize(("written", "told"), EXPRESSIONS)
def test_a_condition_is_told_to_the_script_as_the_contract_says(
    written: dict[str, Any], told: list[Any]
) -> None:
    assert expression(Condition.model_validate(written)) == told


def test_json_in_an_attribute_cannot_end_it() -> None:
    hostile = ["'>&\"<script>", "é"]
    text = str(attribute_json(hostile))
    assert not set("'&<") & set(text)
    assert json.loads(text) == hostile


def test_facts_are_written_out_for_the_script() -> None:
    form = small_form(
        """
        - {id: when, type: short_text, label: When, required: false}
        - {id: why, type: short_text, label: Why, show_when: {fact: is_known}}
        """,
        facts="[{id: is_known, label: Known, source: s, true_when: {field: when, is_answered: true}}]",
    )
    (why,) = [one for one in read_html(form_page(form)).all("div", class_="q") if "data-if" in one.attributes]
    assert json.loads(why.attributes["data-if"]) == ["set", "when"]


def test_only_a_question_that_a_condition_reads_carries_its_id() -> None:
    fields = """
    - {id: kind, type: radios, label: Kind, options: [{id: a, label: A}, {id: b, label: B}]}
    - {id: more, type: short_text, label: More, required: false, show_when: {field: kind, equals: a}}
    - {id: other, type: short_text, label: Other, show_when: {field: more, is_answered: true}}
    """
    named = [one.attributes.get("data-q") for one in page_of(fields).all("div", class_="q")][:3]
    assert named == [None, "more", None]  # style finds the options of the first by their name


def test_the_sibling_that_an_item_condition_reads_carries_its_whole_id() -> None:
    page = page_of(PEOPLE % 1)
    assert {
        one.attributes["data-q"] for one in page.all("div", class_="q") if "data-q" in one.attributes
    } == {
        "people.role",
    }


def test_what_only_lateness_shows_is_never_on_the_first_page() -> None:
    assert "why_late" not in questions(small_form(LATE))


def test_what_only_lateness_shows_is_asked_once_the_server_says_so() -> None:
    text = definition(LATE)
    typed = moment("aware_at", 1, "9 am")
    reading = read(text, typed)
    late = questions(reader(text).form, posted(typed), reading)["why_late"]
    assert late.error == "Enter why late"
    assert late.words == {"s": "why late"}
    page = read_html(form_page(reader(text).form, posted(typed), reading))
    wrapper = page.all(id="why_late")[0].within("div")
    assert wrapper
    assert not {"data-if", "data-r"} & wrapper.attributes.keys()


def test_what_only_lateness_shows_stays_while_it_has_an_answer() -> None:
    assert "why_late" in questions(small_form(LATE), posted({"why_late": "We did not know"}))
    assert "why_late" not in questions(small_form(LATE), posted({"why_late": ""}))


@pytest.mark.parametrize(
    ("least", "names", "numbers"),
    [
        (0, [], [1]),
        (1, [], [1]),
        (3, [], [1, 2, 3]),
        (1, ["people-2-name"], [2]),
        (2, ["people-2-name"], [1, 2]),
        (1, ["people-1-name", "people-2-name"], [1, 2]),
        (1, ["people-7-since-day", "people-0-name", "people-x-name", "people-1"], [7]),
    ],
)
def test_every_posted_item_is_shown_and_never_fewer_than_the_form_asks(
    least: int, names: list[str], numbers: list[int]
) -> None:
    shown = questions(small_form(PEOPLE % least), posted(dict.fromkeys(names, "")))["people"].items
    assert [item.number for item in shown] == numbers


def test_a_flood_of_items_is_not_answered_with_a_flood_of_questions() -> None:
    form, typed = small_form(PEOPLE % 1), posted({f"people-{n}-name": "x" for n in range(1, 2_000)})
    group = form.fields_by_id["people"]
    assert isinstance(group, Group)
    assert len(questions(form, typed)["people"].items) == group.max + MAX_ITEMS_OVER


def test_names_in_an_item_carry_its_number() -> None:
    (item,) = questions(small_form(PEOPLE % 1))["people"].items
    assert [(one.name, one.key) for one in item.questions] == [
        ("people-1-name", "people.name"),
        ("people-1-role", "people.role"),
        ("people-1-since", "people.since"),
    ]
    assert [one.name for one in item.questions[1].says] == ["people-1-role_other"]


def test_the_box_of_an_option_stands_right_after_it() -> None:
    *_, fieldset = [one for one in page_of(PEOPLE % 1).all("fieldset") if one.all(value="other")]
    children = [one for one in fieldset.children if isinstance(one, Element)]
    assert [one.tag for one in children] == ["legend", "label", "label", "div"]
    assert children[3].all("input")[0].attributes["name"] == "people-1-role_other"


def test_only_the_first_option_has_an_id_and_it_is_the_name() -> None:
    radios = page_of(PEOPLE % 1).all("input", type="radio")
    assert [one.attributes.get("id") for one in radios] == ["people-1-role", None]


def test_time_is_local_until_the_place_is_chosen() -> None:
    fields = """
    - {id: place, type: select, label: Place, options: [{id: vic, label: Victoria}, {id: wa, label: West}]}
    - {id: happened_at, type: moment, label: Happened}
    """
    form = small_form(fields, place="{field: place}")
    assert questions(form)["happened_at"].zone_words == "local time"
    assert questions(form, posted({"place": "mars"}))["happened_at"].zone_words == "local time"
    assert questions(form, posted({"place": "wa"}))["happened_at"].zone_words == "Perth time"
    assert questions(small_form(TWICE))["happened_at"].zone_words == "Melbourne time"


def test_which_hour_is_asked_only_where_it_came_twice() -> None:
    text = definition(TWICE)
    form = reader(text).form
    assert not questions(form)["happened_at"].clock_asked
    typed = moment("happened_at", 5, "2.30 am", month=4) | moment("aware_at", 10, "9 am")
    reading = read(text, typed)
    assert [fault.code for fault in reading.faults] == ["repeated"]
    page = read_html(form_page(form, posted(typed), reading))
    assert [
        (one.attributes["id"], one.attributes["value"]) for one in page.all(name="happened_at-clock")
    ] == [
        ("happened_at-clock", "before"),
        ("happened_at-clock-2", "after"),
    ]
    answered = read_html(form_page(form, posted(typed | {"happened_at-clock": "after"})))
    assert [
        one.attributes["value"]
        for one in answered.all(name="happened_at-clock")
        if "checked" in one.attributes
    ] == ["after"]


@pytest.mark.parametrize(
    ("field", "words"),
    [
        ("{id: x, type: short_text, label: Outlet name}", {"s": "outlet name", "r": ""}),
        ("{id: x, type: short_text, label: Outlet name, required: false}", {"s": "outlet name"}),
        (
            "{id: x, type: radios, label: Kind, options: yes-no, messages: {required: Say it}}",
            {"r": "Say it"},
        ),
        ("{id: x, type: radios, label: Kind, options: yes-no, required: false}", {}),
        ("{id: x, type: guidance, text: Read this}", {}),
        (
            "{id: x, type: number, label: Age, messages: {too_large: '{Name} is over {max}'}}",
            {"s": "age", "r": "", "too_large": "Age is over 1,000,000"},
        ),
        (
            "{id: x, type: date, label: Day, messages: {incomplete: '{Name} needs {parts}'}}",
            {"s": "day", "r": "", "incomplete": "Day needs {parts}"},
        ),
    ],
)
def test_the_script_is_given_the_words_it_can_use_and_no_others(field: str, words: dict[str, str]) -> None:
    assert browser_words(small_form(f"- {field}").fields_by_id["x"]) == words


def test_text_that_starts_with_an_empty_line_keeps_it() -> None:
    page = form_page(small_form("- {id: x, type: long_text, label: X}"), posted({"x": "\r\nSecond line"}))
    assert ">\n\r\nSecond line</textarea>" in page
