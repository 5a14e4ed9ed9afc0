"""Effective dates: on each day a form is what is in effect on it, never judged by another day’s rules."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from forms_src.definition import Form
from forms_src.library import Compiled, Library, compile_calendars, compile_form
from forms_src.loading import Loaded
from forms_src.pages import check_page, form_page
from forms_src.unexpected import unexpected_names
from tests.forms_src.small_forms import NOW, definition, faults_in, load_texts, posted

FIELDS = """
- {id: found_on, type: date, label: Found on, required: false}
- id: kind
  type: radios
  label: Kind
  options:
    - {id: always, label: Always}
    - {id: old, label: Old, effective_to: 2024-06-16}
    - {id: new, label: New, effective_from: 2024-06-17}
- {id: who, type: short_text, label: Alleged perpetrator, required: false, effective_to: 2020-02-02}
- {id: who, type: short_text, label: Subject of allegation, required: false, effective_from: 2020-02-03}
- {id: gender, type: short_text, label: Gender, required: false, effective_from: 2024-06-17}
"""
SETS = """
- {id: first, label: The first rules, source: s, effective_from: 2018-01-15, effective_to: 2020-02-02}
- {id: second, label: The second rules, source: s, effective_from: 2020-02-03, effective_to: 2024-06-16}
- {id: third, label: The third rules, source: s, effective_from: 2024-06-17}
"""
CLOCKS = "[{clock: day, effective_to: 2020-02-02}, {clock: week, effective_from: 2020-02-03}]"
TEXT = definition(FIELDS, rule_sets=SETS, dated_by="[found_on]", clocks=CLOCKS)
TURNS = (date(2018, 1, 15), date(2020, 2, 3), date(2024, 6, 17))


@pytest.fixture(scope="module")
def loaded() -> Loaded:
    loaded = load_texts(TEXT)
    assert loaded.faults == []
    return loaded


@pytest.fixture
def compiled(loaded: Loaded, tmp_path: Path) -> Compiled:
    compile_calendars(loaded.calendars, tmp_path)
    compile_form(loaded.forms["small"], tmp_path)
    found = Library(tmp_path).form("small")
    assert found
    return found


@pytest.fixture(scope="module")
def form(loaded: Loaded) -> Form:
    return loaded.forms["small"]


def shape(form: Form) -> tuple[str | None, str, list[str], str, bool]:
    kind, who = form.fields_by_id["kind"], form.fields_by_id["who"]
    set_ = form.rule_set.id if form.rule_set else None
    return set_, form.own_clock.id, [*kind.labels], who.label, "gender" in form.fields_by_id  # type: ignore[attr-defined]


def on(day: date) -> dict[str, str]:
    return {"found_on-day": str(day.day), "found_on-month": str(day.month), "found_on-year": str(day.year)}


FIRST = ("first", "day", ["always", "old"], "Alleged perpetrator", False)
SECOND = ("second", "week", ["always", "old"], "Subject of allegation", False)
THIRD = ("third", "week", ["always", "new"], "Subject of allegation", True)


def test_each_boundary_day_by_day(form: Form) -> None:
    for before, turn, after in zip((FIRST, FIRST, SECOND), TURNS, (FIRST, SECOND, THIRD), strict=True):
        for days in range(1, 8):
            assert shape(form.on(turn - timedelta(days=days))) == before
        for days in range(8):
            assert shape(form.on(turn + timedelta(days=days))) == after


def test_the_form_itself_is_the_edition_of_today(form: Form) -> None:
    assert shape(form) == THIRD
    assert [edition.first_day for edition in form.editions] == [*TURNS]
    assert form.on(datetime.now(UTC).date()) is form
    assert not form.is_of_another_day
    assert form.on(TURNS[0]).is_of_another_day


def test_a_form_without_dates_is_the_same_on_every_day() -> None:
    form = load_texts(definition(FIELDS.split("- id: kind")[0])).forms["small"]
    assert (form.editions, form.first_day, form.on(date(2018, 1, 1))) == ((), None, form)


def test_without_rule_sets_there_is_an_edition_before_the_first_date() -> None:
    field = "- {id: late, type: short_text, label: Late, effective_from: 2020-01-01}"
    form = load_texts(definition(field)).forms["small"]
    assert [("late" in form.on(day).fields_by_id) for day in (date(2019, 12, 31), date(2020, 1, 1))] == [
        False,
        True,
    ]


def test_shared_parts_and_parts_of_groups_have_dates_too() -> None:
    options = """
        id: kinds
        options:
          - {id: one, label: One}
          - {id: two, label: Two, effective_to: 2024-06-16}
          - {id: two, label: Deux, effective_from: 2024-06-17}
    """
    fields = """
- id: people
  type: group
  label: P
  item: p
  item_title: P
  add_label: A
  fields:
    - {id: kind, type: select, label: Kind, options: kinds}
    - {id: age, type: number, label: Age, effective_from: 2024-06-17}
"""
    text = definition(fields, sections="- {include: closing, effective_from: 2024-06-17}")
    form = load_texts(text, shared={"options/kinds.yaml": options}).forms["small"]
    before, after = form.on(date(2024, 6, 16)), form.on(date(2024, 6, 17))
    assert [one.fields_by_id["people.kind"].labels["two"] for one in (before, after)] == ["Two", "Deux"]  # type: ignore[attr-defined]
    assert [("thanks" in one.fields_by_id, "people.age" in one.fields_by_id) for one in (before, after)] == [
        (False, False),
        (True, True),
    ]


@pytest.mark.parametrize(
    ("day", "chosen", "faults"),
    [
        (date(2024, 6, 16), "old", {}),
        (date(2024, 6, 16), "new", {"kind": "not_an_option"}),
        (date(2024, 6, 17), "old", {"kind": "not_an_option"}),
        (date(2024, 6, 17), "new", {}),
    ],
)
def test_a_submission_is_read_by_the_rules_of_the_day_it_names(
    compiled: Compiled, day: date, chosen: str, faults: dict[str, str]
) -> None:
    given = posted({"kind": chosen, **on(day)})
    reading = compiled.edition_of(given, NOW).reader.read(given, NOW)
    assert {fault.name: fault.code for fault in reading.faults} == faults


@pytest.mark.parametrize(
    "typed", [{}, {"found_on-day": "31", "found_on-month": "2", "found_on-year": "2019"}]
)
def test_without_a_day_that_can_be_read_the_rules_of_today_apply(
    compiled: Compiled, typed: dict[str, str]
) -> None:
    assert shape(compiled.edition_of(posted(typed), NOW).form) == THIRD


def test_every_edition_is_compiled_with_the_fingerprint_of_the_whole(compiled: Compiled, form: Form) -> None:
    assert compiled.form == form
    earlier = compiled.on(TURNS[0])
    assert shape(earlier.form) == FIRST
    assert earlier.sha256 == compiled.sha256
    assert compiled.on(TURNS[0]) is earlier


def test_names_of_any_edition_are_expected(compiled: Compiled) -> None:
    assert unexpected_names(compiled.form, posted({"gender": "x", "kind": "old"})) == []
    assert unexpected_names(compiled.form, posted({"never": "x"})) == ["never"]


def test_the_pages_say_that_they_are_of_another_day(compiled: Compiled) -> None:
    given = posted({"kind": "old", **on(TURNS[0])})
    earlier = compiled.edition_of(given, NOW)
    reading = earlier.reader.read(given, NOW)
    words = "These are the questions as they were on the day you gave: The first rules."
    for page in (form_page(earlier.form, given, reading), check_page(earlier.form, given, reading, "key")):
        assert words in page
        assert "Alleged perpetrator" in page
    assert "as they were on the day" not in form_page(compiled.form)


def test_faults_of_one_edition_say_which_and_those_of_all_are_told_once() -> None:
    text = TEXT.replace("label: Always}", "label: Always, hnt: x}").replace(
        "label: Gender,", "label: Gender, show_when: {field: who_else, is_answered: true},"
    )
    found = [message for _line, message in faults_in(text)]
    assert len(found) == 2
    assert any("hnt" in message and "in effect" not in message for message in found)
    assert any(
        "who_else" in one and "(in what is in effect from Monday 17 June 2024)" in one for one in found
    )


@pytest.mark.parametrize(
    ("dates", "message"),
    [
        ("effective_from: soon", "“effective_from” must be a date such as 2026-07-01"),
        ("effective_to: 2024-02-30", "“effective_to” must be a date such as 2026-07-01"),
        (
            "effective_from: 2024-02-02, effective_to: 2024-02-01",
            "“effective_to” lies before “effective_from”",
        ),
    ],
)
def test_dates_that_make_no_sense_are_told(dates: str, message: str) -> None:
    (found,) = faults_in(definition(f"- {{id: a, type: short_text, label: A, {dates}}}"))
    assert message in found[1]


def test_two_parts_with_one_id_on_the_same_day_are_told() -> None:
    label = "label: Subject of allegation, required: false, effective_from: 2020-02-0"
    overlapping = TEXT.replace(f"{label}3", f"{label}2")
    (found,) = faults_in(overlapping)
    assert "Two fields have the id “who”" in found[1]
    assert "Sunday 2 February 2020" in found[1]


@pytest.mark.parametrize("name", ["nowhere", "kind"])
def test_the_answer_that_decides_must_be_a_day(name: str) -> None:
    found = {message for _line, message in faults_in(definition(FIELDS, dated_by=f"[{name}]"))}
    assert f"“{name}” must be a date, or a date and time, of this form: its answer decides the rules" in found


@pytest.mark.parametrize("name", ["first_day: 2024-01-01", "editions: []"])
def test_what_loading_makes_is_not_for_definitions(name: str) -> None:
    setting, value = name.split(": ")
    (found,) = faults_in(definition(FIELDS.split("- id: kind")[0], **{setting: value}))
    assert "is not a setting. Did you mean “effective_from”?" in found[1]
