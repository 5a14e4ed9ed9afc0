"""The script finds the faults that the server finds, in the same words."""

import json
from datetime import timedelta

import pytest
from playwright.sync_api import Page

from forms_src.fields import FIELD_TYPES
from forms_src.scripts import SERVER_ONLY
from tests.e2e.script.filling import Typed, day, faults, fill, on, posted
from tests.e2e.script.small_site import TODAY, SmallSite

FIELDS = """
- {id: short, type: short_text, label: Short name, max_length: 10}
- {id: usual, type: short_text, label: Usual length, required: false}
- id: ndis
  type: short_text
  label: NDIS number
  name: the person’s NDIS number
  identifier: ndis_participant_number
  required: false
- {id: abn, type: short_text, label: ABN, identifier: abn, required: false}
- {id: number, type: short_text, label: Registration, identifier: ndis_registration_id, required: false}
- {id: long, type: long_text, label: "What happened?", max_length: 1200}
- id: own
  type: long_text
  label: Own words
  max_length: 5
  messages: {required: Tell us how, too_long: "Too much, {name}"}
- {id: count, type: number, label: How many, min: 1, max: 2500}
- {id: mail, type: email, label: Email address}
- {id: phone, type: phone, label: Phone number}
- {id: born, type: date, label: Date of birth, must_be: past}
- {id: ends, type: date, label: End date, must_be: future}
- {id: any_day, type: date, label: Any day, required: false}
- {id: at, type: moment, label: When it happened}
- {id: later, type: moment, label: When it will be, must_be: future, required: false}
- id: kind
  type: radios
  label: Kind
  options: [{id: one, label: One}, {id: two, label: Two, say: Which two}]
- {id: place, type: select, label: Place, options: [{id: here, label: Here}, {id: there, label: There}]}
- id: parts
  type: checkboxes
  label: Parts
  options: [{id: head, label: Head}, {id: none, label: None of these, exclusive: true}]
- id: agree
  type: declaration
  label: "I agree:"
  name: the declaration
  statements: [{id: a, text: A}, {id: b, text: B}, {id: c, text: C}]
- id: people
  type: group
  label: People
  item: person
  item_title: Person
  add_label: Add another person
  fields:
    - {id: name, type: short_text, label: Name}
    - {id: born, type: date, label: Date of birth, name: the person’s date of birth, required: false}
"""
SOON, AGO = TODAY + timedelta(days=3), TODAY - timedelta(days=3)
TIMES = ("14:30", "1430", "2.30 pm", "2pm", "12 am", "0:30", "2.30 P.M.", "noon", "")
NOT_TIMES = ("2.30", "930", "25:00", "14", "14.75", "13 pm", "0 am", "2.30 xm", "1430 pm")
DAYS = (
    (1, 2, 1980),
    (1, "", ""),
    ("", 2, ""),
    (31, 2, 1980),
    (29, 2, 2023),
    (29, 2, 2024),
    (1, "March", 1980),
    (1, "septem", 1980),
    (1, "DEC", 1980),
)
NOT_DAYS = (
    (1, "sept", 80),
    (1, 13, 1980),
    (1, 1, 1899),
    (0, 1, 1980),
    (1, 0, 1980),
    ("x", 1, 1980),
    (1, "foo", 1980),
)

# What is typed in one question; all others are left blank.
TYPED: list[Typed] = [
    {},
    *({"short": typed} for typed in (" 12345678901 ", "  1234567890 ", "😀" * 10, "😀" * 11)),
    *({"usual": typed} for typed in ("x" * 200, "x" * 201)),
    *({"ndis": typed} for typed in ("430000000", "430 000 000", "43000000", "4300000001", "43000000a")),
    *(
        {"abn": typed}
        for typed in ("51 824 753 556", "51824753556", "51824753557", "5182475355", "00000000000")
    ),
    *({"number": typed} for typed in ("4-ABC1234", "ab", "a b c", "4_ABC", "x" * 21)),
    *({"long": typed} for typed in ("x" * 1200, "x" * 1201, " \n" + "a\n" * 600 + "  ")),
    {"own": "longer"},
    *(
        {"count": typed}
        for typed in ("3", "0", "-1", "2,500", "2 501", "1.5", "many", "1e2", "12345678901234")
    ),
    *(
        {"mail": typed}
        for typed in ("a@example.com", "a.b+c@mail.example.org", "a@example", "x.org", "a b@x.org")
    ),
    *(
        {"phone": typed}
        for typed in ("03 9000 0000", "+61 (3) 9000-0000 ext. 12", "13 11 14", "12345", "unknown")
    ),
    *(day("born", *boxes) for boxes in (*DAYS, *NOT_DAYS)),
    *(on(name, when) for name in ("born", "ends", "any_day") for when in (AGO, SOON)),
    *(on("at", AGO, time) for time in (*TIMES, *NOT_TIMES)),
    {"at-time": "14:30"},
    day("at", 31, 4, 2026, "14:30"),
    *(on(name, when, "14:30") for name in ("at", "later") for when in (AGO, SOON)),
    *({"kind": "two", "kind_two": typed} for typed in ("", "This")),
    {"place": "there"},
    {"parts": ["head"]},
    *({"agree": ticked} for ticked in (["a", "b", "c"], ["a", "c"], ["b"])),
    {"people-1-name": "Ann"},
    day("people-1-born", 1, "", 1980),
]
# What the script lets through, and the server then finds.
LEFT_TO_THE_SERVER: list[Typed] = [
    {"mail": "a..b@example.com"},
    {"phone": "03 9000 0000 " * 4},
    day("any_day", 1, "junk", 1980),
    day("any_day", 1, 1, 2150),
    on("at", AGO, "morning"),
    on("at", AGO, "2.30 p.m"),
]
PRESS = """() => {
  document.getElementById('report').onsubmit = () => false;
  document.querySelector('button[value=check]').click();
}"""


@pytest.fixture
def checked(page: Page, site: SmallSite) -> Page:
    page.goto(site.add(FIELDS, name="faults"))
    return page


def script_faults(page: Page, typed: Typed) -> set[tuple[str, str]]:
    fill(page, typed)
    page.evaluate(PRESS)
    return set(faults(page))


def server_faults(site: SmallSite, typed: Typed) -> set[tuple[str, str]]:
    """Return the input and words of each fault; for an unreal day the script always goes to the first box."""
    found = site.read(posted(typed), "faults").faults
    unreal = {fault.name for fault in found if fault.code == "not_real"}
    return {(f"{one.name}-day" if one.name in unreal else one.input_id, one.message) for one in found}


def test_the_script_finds_what_the_server_finds(checked: Page, site: SmallSite) -> None:
    different = []
    for typed in TYPED:
        script, server = script_faults(checked, typed), server_faults(site, typed)
        if script != server:
            different.append(
                json.dumps([typed, [*(script - server)], [*(server - script)]], ensure_ascii=False)
            )
    assert "\n".join(different) == ""


def test_every_code_of_every_type_is_found_or_left_to_the_server_for_a_reason(site: SmallSite) -> None:
    site.add(FIELDS, name="faults")
    fields = site.form("faults").fields_by_id
    found = [fault for typed in TYPED for fault in site.read(posted(typed), "faults").faults]
    provoked = {f"{fields[fault.name.replace('people-1-', 'people.')].type}.{fault.code}" for fault in found}
    known = {f"{name}.{code}" for name, cls in FIELD_TYPES.items() for code in cls.patterns}
    assert provoked == {one for one in known if not {one, one.split(".")[1]} & SERVER_ONLY.keys()}


def test_what_the_script_cannot_tell_it_lets_through(checked: Page, site: SmallSite) -> None:
    for typed in LEFT_TO_THE_SERVER:
        script, server = script_faults(checked, typed), server_faults(site, typed)
        assert (len(server - script), script - server) == (1, set()), typed


def test_the_script_faults_nothing_of_a_sound_submission(checked: Page, site: SmallSite) -> None:
    sound: Typed = {
        "short": "Ann",
        "long": "x",
        "own": "me",
        "count": "3",
        "mail": "a@example.com",
        "phone": "03 9000 0000",
        "kind": "one",
        "place": "here",
        "parts": ["none"],
        "agree": ["a", "b", "c"],
        "people-1-name": "Ann",
        **on("born", AGO),
        **on("ends", SOON),
        **on("at", AGO, "2 pm"),
    }
    assert server_faults(site, sound) == set()
    assert script_faults(checked, sound) == set()
