"""What forms share: taken by name, and each fault of it told in its own file."""

from textwrap import dedent

import pytest

from tests.forms_src.small_forms import SHARED, definition, faults_in, load_texts, small_form


def test_shared_parts_stand_where_a_form_names_them() -> None:
    form = small_form(
        "- {id: a, type: radios, label: A, options: yes-no}",
        sections="- include: closing\n",
        clocks="[day, {clock: week, applies_when: {field: a, equals: yes}}]",
    )
    assert form.agency.name == "The Office"
    assert [clock.id for clock in form.clocks] == ["day", "week"]
    assert form.clocks[0].applies_when is None
    assert form.clocks[1].applies_when is not None
    assert [option.label for option in form.fields_by_id["a"].options] == ["Yes", "No"]  # type: ignore[attr-defined]
    assert [section.id for section in form.sections] == ["questions", "closing", "always"]
    assert [place.id for place in form.places] == ["VIC"]


def test_a_place_that_is_answered_may_be_any_place() -> None:
    state = "- {id: state, type: radios, label: S, options: [{id: vic, label: V}, {id: wa, label: W}]}"
    assert [place.id for place in small_form(state, place="{field: state}").places] == ["VIC", "WA"]


def test_options_of_a_field_in_a_group_may_be_shared() -> None:
    group = (
        "- {id: g, type: group, label: G, item: i, item_title: I, add_label: A, "
        "fields: [{id: a, type: select, label: A, options: yes-no}]}"
    )
    assert small_form(group).fields_by_id["g.a"].labels == {"yes": "Yes", "no": "No"}  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("setting", "value", "message"),
    [
        ("agency", "offise", "There is no agency “offise” in definitions/shared. Did you mean “office”?"),
        ("clocks", "[dya]", "There is no clock “dya” in definitions/shared. Did you mean “day”?"),
        ("clocks", "[{clock: dya}]", "There is no clock “dya” in definitions/shared. Did you mean “day”?"),
        (
            "retention",
            "[R-SHOTR]",
            "There is no class “R-SHOTR” in definitions/shared. Did you mean “R-SHORT”?",
        ),
        ("place", "VICT", "There is no place “VICT” in definitions/shared. Did you mean “VIC”?"),
    ],
)
def test_a_shared_part_that_is_not_there_is_told_once(setting: str, value: str, message: str) -> None:
    assert faults_in(definition(**{setting: value})) == [(f"{setting}: {value}", message)]


def test_a_form_without_a_class_of_retention_for_every_report_is_told() -> None:
    only_some = "[{class: R-LONG, applies_when: {field: email, is_answered: true}}]"
    assert faults_in(definition(retention=only_some)) == [
        (
            f"retention: {only_some}",
            "One class must be without “applies_when”, so that every report has a class",
        )
    ]


def test_a_shared_section_or_option_list_that_is_not_there_is_told_once() -> None:
    assert faults_in(definition(sections="- include: closng\n")) == [
        ("- include: closng", "There is no section “closng” in definitions/shared. Did you mean “closing”?")
    ]
    assert faults_in(definition("- {id: a, type: radios, label: A, options: yes-not}")) == [
        (
            "- {id: a, type: radios, label: A, options: yes-not}",
            "There is no option list “yes-not” in definitions/shared. Did you mean “yes-no”?",
        )
    ]


def test_nothing_stands_beside_what_is_included() -> None:
    assert faults_in(definition(sections="- include: closing\n  title: Other title\n")) == [
        (
            "title: Other title",
            (
                "“title” cannot stand here: change it in definitions/shared. "
                "It can be: effective_from, effective_to, include."
            ),
        )
    ]
    assert faults_in(definition(clocks="\n- clock: day\n  amount: 48\n")) == [
        (
            "amount: 48",
            (
                "“amount” cannot stand here: change it in definitions/shared. "
                "It can be: applies_when, clock, effective_from, effective_to."
            ),
        )
    ]


def test_a_fault_in_a_shared_part_is_told_in_its_own_file_and_once() -> None:
    lists = "id: yes-no\noptions:\n  - {id: yes, lable: Yes, label: Yes}\n"
    one = definition(
        "- {id: a, type: radios, label: A, options: yes-no}\n"
        "- {id: b, type: radios, label: B, options: yes-no}"
    )
    other = definition(id="other").replace("sections:", "sections:\n  - include: closing", 1)
    assert load_texts(one, other, shared={"options/yes-no.yaml": None}).faults
    assert faults_in(one, {"options/yes-no.yaml": lists}) == [
        ("- {id: yes, lable: Yes, label: Yes}", "“lable” is not a setting. Did you mean “label”?")
    ]


@pytest.mark.parametrize(
    ("file", "text", "message"),
    [
        (
            "agencies.yaml",
            dedent(SHARED["agencies.yaml"]) + "  - {id: unused}\n",
            "“name” is missing: add it",
        ),
        (
            "agencies.yaml",
            "agencys: []\n",
            "“agencys” is not a setting of this file. Did you mean “agencies”?",
        ),
        (
            "clocks.yaml",
            SHARED["clocks.yaml"].replace("unit: business_days", "unit: workdays"),
            "“unit” cannot be “workdays”. It can be: business_days, calendar_days, hours.",
        ),
        ("clocks.yaml", "clocks: none\n", "“clocks” must be a list, each line starting with “- ”"),
        (
            "places.yaml",
            SHARED["places.yaml"].replace("Australia/Perth", "Australia/Pert"),
            "There is no time zone “Australia/Pert”: zones are like “Australia/Melbourne”",
        ),
        (
            "places.yaml",
            SHARED["places.yaml"].replace("Perth time, calendar: VIC", "Perth time, calendar: VIK"),
            "There is no calendar “VIK”. Did you mean “VIC”?",
        ),
        ("places.yaml", SHARED["places.yaml"].replace("id: WA, ", ""), "“id” is missing: add it"),
        (
            "calendars/vic.yaml",
            SHARED["calendars/vic.yaml"].replace("confirmed", "confrmed"),
            "“status” cannot be “confrmed”. Did you mean “confirmed”?",
        ),
        (
            "calendars/vic.yaml",
            SHARED["calendars/vic.yaml"].replace("2026-06-08", "2027-06-08"),
            "These days are outside first_year to last_year: 2027-06-08",
        ),
        (
            "options/extra.yaml",
            "id: extra\noptoins: []\n",
            "“optoins” is not a setting. Did you mean “options”?",
        ),
        ("options/extra.yaml", "options: []\n", "“id” is missing: add it"),
        (
            "options/extra.yaml",
            "id: yes-no\noptions: [{id: a, label: A}]\n",
            "The id “yes-no” is used twice: it is also in extra.yaml",
        ),
        (
            "sections/extra.yaml",
            "id: extra\ntitle: T\nfields: [{id: a, type: text}]\n",
            "“text” is not a type of field. Did you mean “long_text”?",
        ),
        ("sections/extra.yaml", "title: T\n", "“id” is missing: add it"),
        ("sections/extra.yaml", "id: 5\ntitle: T\n", "“id” must be words: put quotes around it"),
    ],
)
def test_a_fault_in_a_shared_part_that_no_form_uses_is_told_too(file: str, text: str, message: str) -> None:
    assert message in [told for _line, told in faults_in(definition(), {file: text})]


@pytest.mark.parametrize("file", ["agencies", "clocks", "places"])
def test_a_shared_file_that_is_missing_is_told(file: str) -> None:
    loaded = load_texts(definition(), shared={f"{file}.yaml": None})
    assert "This file cannot be read: No such file or directory" in [fault.message for fault in loaded.faults]
