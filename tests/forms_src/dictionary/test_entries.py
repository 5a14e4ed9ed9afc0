"""The data dictionary: an entry for each field that takes an answer, as it was on each day."""

import csv
import io
from datetime import date

from forms_src.definition import Form
from forms_src.dictionary.entries import COLUMNS, Entry, entries, sharing, table
from forms_src.dictionary.pages import kept_words
from forms_src.dictionary.sheets import csv_bytes
from tests.forms_src.small_forms import definition, load_texts, small_form
from tests.real_forms import LOADED

FIELDS = """
- {id: police, type: radios, label: Police, options: yes-no, source: The law section 1}
- id: officer
  type: short_text
  label: Officer
  basis: designed
  show_when: {field: police, equals: yes}
- {id: told, type: guidance, text: Thank you.}
- id: staff
  type: group
  label: Staff
  item: worker
  item_title: Worker
  add_label: Add
  required: false
  fields:
    - {id: role, type: short_text, label: Role}
    - {id: since, type: date, label: Since, must_be: any, show_when: {field: role, is_answered: true}}
"""
DATED = """
- id: kind
  type: radios
  label: Kind
  options:
    - {id: always, label: Always}
    - {id: new, label: New, effective_from: 2024-06-17}
- {id: old, type: short_text, label: Old, effective_to: 2020-02-02}
- {id: who, type: short_text, label: Before, effective_to: 2020-02-02}
- {id: who, type: short_text, label: After, effective_from: 2020-02-03}
- {id: day, type: date, label: Day, must_be: any}
"""


def by_id(form: Form) -> dict[str, Entry]:
    return {entry.id: entry for entry in entries(form, {})}


def test_every_field_that_takes_an_answer_has_an_entry_in_order_and_guidance_has_none() -> None:
    assert list(by_id(small_form(FIELDS))) == [
        "police",
        "officer",
        "staff",
        "staff.role",
        "staff.since",
        "email",
        "aware_at",
    ]


def test_an_entry_says_what_when_and_whence() -> None:
    officer = by_id(small_form(FIELDS))["officer"]
    assert (officer.section, officer.label, officer.type) == ("Questions", "Officer", "one line of text")
    assert (officer.asked, officer.required) == ("if “Police” is “Yes”", "when it is asked")
    assert officer.basis == "designed"
    police = by_id(small_form(FIELDS))["police"]
    assert (police.asked, police.required, police.source) == ("always", "always", "The law section 1")
    assert police.options == (("yes", "Yes"), ("no", "No"))
    assert police.days == "always"


def test_a_field_in_a_group_speaks_of_its_own_item() -> None:
    found = by_id(small_form(FIELDS))
    assert found["staff.since"].asked == "if “Role” is answered"
    assert (found["staff"].required, found["email"].required) == ("no", "no")


def test_a_field_that_changed_has_an_entry_for_each_time_and_one_that_did_not_has_one() -> None:
    form = load_texts(definition(DATED, dated_by="[day]")).forms["small"]
    found = [(one.id, one.label, one.days) for one in entries(form, {}) if one.section == "Questions"]
    assert found == [
        ("kind", "Kind", "to 2024-06-16"),
        ("kind", "Kind", "from 2024-06-17"),
        ("who", "Before", "to 2020-02-02"),
        ("who", "After", "from 2020-02-03"),
        ("day", "Day", "always"),
        ("old", "Old", "to 2020-02-02"),
    ]
    options = [one.options for one in entries(form, {}) if one.id == "kind"]
    assert options == [(("always", "Always"),), (("always", "Always"), ("new", "New"))]


def test_days_in_words() -> None:
    entry = by_id(small_form(FIELDS))["police"]
    first, last = date(2020, 1, 2), date(2020, 1, 3)
    assert entry._replace(first_day=first, last_day=last).days == "2020-01-02 to 2020-01-03"


def test_an_entry_names_the_other_forms_that_ask_the_same() -> None:
    forms = load_texts(definition(FIELDS), definition(FIELDS, id="other")).forms
    found = entries(forms["small"], sharing(forms.values()))
    assert {one.forms for one in found} == {("other",)}


def test_the_table_has_a_line_for_each_entry_under_its_header() -> None:
    form = small_form(FIELDS)
    lines = list(
        csv.reader(
            io.StringIO(csv_bytes(table(form, entries(form, {}), "There", "Long")).decode("utf-8-sig"))
        )
    )
    assert lines[0] == list(COLUMNS)
    first = dict(zip(lines[0], lines[1], strict=True))
    assert (first["form"], first["version"], first["field"]) == ("small", "1", "police")
    assert (first["options"], first["stored in"], first["kept"]) == ("yes = Yes; no = No", "There", "Long")
    assert len(lines) == 1 + len(entries(form, {}))


def test_every_field_of_the_real_forms_on_every_day_has_an_entry() -> None:
    for form in LOADED.forms.values():
        expected = {id_ for edition in form.editions or (form,) for id_ in edition.types}
        assert {one.id for one in entries(form, {})} == expected


def test_the_classes_of_retention_are_said_with_when_they_apply() -> None:
    words = list(kept_words(LOADED.forms["ndis-immediate"]))
    assert "Incident records of registered NDIS providers (R-NDIS): 7 years at least" in words
    assert any(
        one.startswith("Child sexual abuse, and allegations of it (R-CSA): for good, until classed anew, if ")
        for one in words
    )
