"""Every fault of every definition in one pass, and nothing that can be typed ends it."""

import json
import random
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from textwrap import dedent

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forms_src.faults import Fault
from forms_src.loading import DEFINITIONS, load_form
from forms_src.shared import Shared, load_shared
from forms_src.sources import read_source
from tests.forms_src.small_forms import SHARED, Files, definition, faults_in, load_texts, small_form, write

JARGON = {
    "key",
    "keys",
    "node",
    "dict",
    "mapping",
    "tuple",
    "pydantic",
    "scalar",
    "string",
    "boolean",
    "traceback",
}


def told(text: str, shared: Files | None = None) -> list[str]:
    return [message for _line, message in faults_in(text, shared)]


# ---- shared parts


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
    assert message in told(definition(), {file: text})


@pytest.mark.parametrize("file", ["agencies", "clocks", "places"])
def test_a_shared_file_that_is_missing_is_told(file: str) -> None:
    loaded = load_texts(definition(), shared={f"{file}.yaml": None})
    assert "This file cannot be read: No such file or directory" in [fault.message for fault in loaded.faults]


# ---- one pass


def test_faults_of_every_kind_are_told_in_one_pass() -> None:
    text = definition(
        """
        - id: a
          type: radios
          lable: A
          label: A
          options: yes-no
        - {id: b, type: shorttext, label: B}
        - {id: c, type: number, label: C, min: two, show_when: {field: a, equals: yse}}
        - {id: d, type: short_text, label: D, show_when: {field: e, is_answered: true}}
        - {id: f, type: short_text, label: F, messages: {past: x}}
        - {id: email, type: email, label: F}
        """,
        version="one",
        agency="offise",
        clocks="[day, wek]",
        rules="- {id: r, source: s, field: g, wrong_when: {fact: h}, message: M}",
        control="{owner: O, approved_by: B, approved_on: soon, review_due: 2028-01-01}",
    )
    assert sorted(told(text + "extra: 1\n")) == sorted(
        [
            "“lable” is not a setting of this radios field. Did you mean “label”?",
            "“shorttext” is not a type of field. Did you mean “short_text”?",
            "“min” must be a whole number",
            "The field “a” has no option “yse”. Did you mean “yes”?",
            "There is no field “e” in this form. It can be: a, aware_at, c, d, email, f.",
            (
                "Fields of type short_text have no message “past”. It can be: "
                "control, identifier, required, too_long."
            ),
            "Two fields have the id “email”: give each its own",
            "“version” must be a whole number",
            "There is no agency “offise” in definitions/shared. Did you mean “office”?",
            "There is no clock “wek” in definitions/shared. Did you mean “week”?",
            "There is no field “g” in this form. It can be: a, aware_at, c, d, email, f.",
            "There is no fact “h” in this form.",
            "“approved_on” must be a date such as 2026-11-22",
            (
                "“extra” is not a setting. It can be: about_one_person, agency, before_you_start, clocks, "
                "confirmation_to, control, dated_by, effective_from, effective_to, facts, followed_by, "
                "grace_days, id, next_steps, notice_days, place, prefix, retention, rule_sets, rules, "
                "sections, short_title, summary, title, version, who."
            ),
        ]
    )


@pytest.mark.parametrize(
    ("fields", "messages"),
    [
        # the field that is not right is known by its id, so conditions on it are not told to be wrong
        (
            (
                "- {id: a, type: radio, label: A}\n"
                "- {id: b, type: email, label: B, show_when: {field: a, equals: yes}}"
            ),
            1,
        ),
        (
            (
                "- {id: a, type: radios, options: yes-no}\n"
                "- {id: b, type: email, label: B, show_when: {field: a, equals: yes}}"
            ),
            1,
        ),
        (
            (
                "- {id: a, type: radios, label: A, options: [{id: x, label: X, say: 5}]}\n"
                "- {id: b, type: email, label: B, show_when: {field: a_x, is_answered: true}}"
            ),
            1,
        ),
        (
            (
                "- {id: a, type: radios, label: A, options: [{id: x}, {id: y, label: Y}]}\n"
                "- {id: b, type: email, label: B, show_when: {field: a, equals: x}}"
            ),
            1,
        ),
        (
            (
                "- {id: g, type: group, label: G, item: i, item_title: I, "
                "fields: [{id: a, type: radios, label: A, options: yes-no}]}\n"
                "- {id: b, type: email, label: B, show_when: {field: g.a, includes: yes}}"
            ),
            1,
        ),
        (
            (
                "- {id: A, type: radios, label: A, options: yes-no}\n"
                "- {id: b, type: email, label: B, show_when: {field: A, equals: yes}}"
            ),
            1,
        ),
    ],
)
def test_what_is_only_missing_because_of_another_fault_is_not_told(fields: str, messages: int) -> None:
    assert len(told(definition(fields))) == messages


def test_a_form_with_any_fault_is_not_used_and_the_others_are() -> None:
    loaded = load_texts(definition(), definition(id="broken", title=None))
    assert list(loaded.forms) == ["small"]
    assert [fault.message for fault in loaded.faults] == ["“title” is missing: add it"]


def test_two_forms_have_two_ids() -> None:
    loaded = load_texts(definition(), definition())
    assert [(fault.file.name, fault.message) for fault in loaded.faults] == [
        ("form-2.yaml", "The form id “small” is also in form-1.yaml")
    ]


def test_faults_are_in_the_order_of_files_and_lines_each_once() -> None:
    loaded = load_texts(definition(who=None, summary=None), definition(id="b", titel="x", zzz="y"))
    assert loaded.faults == sorted(set(loaded.faults))
    assert [fault.file.name for fault in loaded.faults] == ["form-1.yaml"] * 2 + ["form-2.yaml"] * 2


@pytest.mark.parametrize(
    "content",
    ["", "- a\n", "words", "a: [", "id: small\n", "sections: 5\n", "place: [a]\nclocks: {a: b}\n", "null"],
)
def test_a_file_that_is_hardly_a_form_is_told_about(content: str) -> None:
    assert told(content + "\n\n")


def test_places_are_not_for_staff_to_list() -> None:
    assert told(definition(places="[]")) == ["“places” is not a setting. Did you mean “place”?"]


def test_nothing_is_missing_that_staff_do_not_write() -> None:
    assert "“places” is missing: add it" not in told("id: small\n")


# ---- nothing that can be typed ends it

REAL = (DEFINITIONS / "ssr-critical-short.yaml").read_text("utf-8").splitlines()


def spoilt(lines: list[str], chance: random.Random) -> str:
    """Return a definition with a few of the slips that people make."""
    lines = list(lines)
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(lines))
        slip = chance.choice(SLIPS)
        lines[at] = slip(lines[at], chance)
    return "\n".join(lines)


SLIPS: list[Callable[[str, random.Random], str]] = [
    lambda line, _: "",
    lambda line, _: line + "\n" + line,
    lambda line, _: " " + line,
    lambda line, _: line.replace("  ", "", 1),
    lambda line, _: line.replace("  ", "\t", 1),
    lambda line, _: line.replace(":", "", 1),
    lambda line, _: line.replace(": ", ": [", 1),
    lambda line, _: line.replace(": ", ": “", 1),
    lambda line, _: line.replace(": ", ": &a ", 1),
    lambda line, _: line.replace(": ", ": *a ", 1),
    lambda line, _: line.replace("}", "", 1),
    lambda line, _: line.replace("- ", "-", 1),
    lambda line, _: re.sub(r": .*", ":", line),
    lambda line, _: re.sub(r": .*", ": 5", line),
    lambda line, _: re.sub(r": .*", ": [5]", line),
    lambda line, _: re.sub(r": .*", ": {a: b}", line),
    lambda line, _: re.sub(r": .*", ": true", line),
    lambda line, chance: re.sub(
        r"[a-z]+", lambda found: "".join(chance.sample(found[0], len(found[0]))), line, count=1
    ),
    lambda line, _: line.replace("id:", "ids:"),
    lambda line, _: line.replace("type: ", "type: x"),
    lambda line, _: line.replace("field: ", "field: x"),
    lambda line, _: line.replace("equals", "one_of"),
    lambda line, _: line.replace("radios", "checkboxes"),
    lambda line, _: line.replace("options:", "fields:"),
    lambda line, _: line.replace("message", "messages"),
    lambda line, _: line.upper(),
]


@cache
def shared_parts(*, real: bool) -> Shared:
    if real:
        return load_shared(DEFINITIONS / "shared", read_source)
    with TemporaryDirectory() as folder:
        return load_shared(write(Path(folder)) / "shared", read_source)


def faults_of(text: str, *, real: bool) -> list[Fault]:
    """Return the faults of one definition, beside shared parts that are read once."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "form.yaml"
        path.write_text(text, "utf-8")
        return load_form(path, shared_parts(real=real), read_source)[1]


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 10**9))
def test_slips_are_told_and_never_end_it(seed: int) -> None:
    text = spoilt(REAL, random.Random(seed))
    lines = len(text.splitlines())
    for fault in faults_of(text, real=True):
        assert fault.line >= 1
        assert fault.file.name != "form.yaml" or fault.line <= lines
        own_words = re.sub("“[^”]*”", "", fault.message)
        assert not JARGON & set(re.findall("[a-z_]+", own_words.lower()))
        assert fault.message[0] == "“" or fault.message[0].isupper() or fault.message.startswith("min is")


NAMES = [
    "id",
    "type",
    "label",
    "fields",
    "options",
    "sections",
    "include",
    "show_when",
    "field",
    "equals",
    "not",
    "all",
    "any",
    "clocks",
    "clock",
    "applies_when",
    "place",
    "rules",
    "facts",
    "true_when",
    "wrong_when",
    "messages",
    "control",
    "x",
]
SHAPES = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(-5, 99),
        st.sampled_from(["a", "email", "radios", "yes-no", "VIC", "day", ""]),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.sampled_from(NAMES), inner, max_size=5)
    ),
    max_leaves=25,
)
PLACES = (
    "sections",
    "clocks",
    "place",
    "rules",
    "facts",
    "control",
    "agency",
    "id",
    "field",
    "options",
    "show_when",
    "messages",
)


@settings(max_examples=200, deadline=None)
@given(SHAPES, st.sampled_from(PLACES))
def test_settings_of_any_shape_in_any_place_never_end_it(shape: object, place: str) -> None:
    written = json.dumps(shape)
    if place == "sections":
        text = definition().replace("sections:\n", f"sections: {written}\nold:\n")
    elif place == "field":
        text = definition(f"- {written}")
    elif place in ("options", "show_when", "messages"):
        text = definition(f"- {{id: a, type: radios, label: A, {place}: {written}}}")
    else:
        text = definition(**{place: written})
    for fault in faults_of(text, real=False):
        assert fault.message
