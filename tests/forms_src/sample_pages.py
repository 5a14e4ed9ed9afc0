"""A small form with every kind of field, and the pages of one submission to it."""

import json
from collections.abc import Mapping
from functools import cache
from typing import Any

from forms_src.answers import Reading
from forms_src.definition import Form
from forms_src.pages import check_page
from forms_src.receipt_pages import Receipt
from tests.forms_src.html_reader import Element, read_html
from tests.forms_src.small_forms import NOW, Typed, definition, moment, posted, read, reader
from tests.real_forms import LOADED

KINDS = """
- {id: short, type: short_text, label: Short, required: false, hint: A hint}
- {id: long, type: long_text, label: Long, required: false}
- {id: count, type: number, label: Count, required: false}
- {id: mail, type: email, label: Mail, required: false}
- {id: phone, type: phone, label: Phone, required: false}
- {id: born, type: date, label: Born, required: false}
- {id: at, type: moment, label: At, required: false}
- id: one
  type: radios
  label: One
  required: false
  options: [{id: a, label: A}, {id: b, label: B, say: Which}]
- id: many
  type: checkboxes
  label: Many
  required: false
  options: [{id: a, label: A}, {id: none, label: None, exclusive: true}]
- {id: list, type: select, label: List, required: false, options: yes-no}
- id: sworn
  type: declaration
  label: Sworn
  required: false
  statements: [{id: true_words, text: It is true.}]
- {id: told, type: guidance, heading: Told, text: "Call 000.\\n\\n- one\\n- two"}
- id: people
  type: group
  label: People
  required: false
  min: 0
  item: person
  item_title: Person
  add_label: Add another person
  fields:
    - {id: name, type: short_text, label: Name}
    - id: number
      type: short_text
      label: Number
      required: false
      identifier: ndis_participant_number
"""
LATE = """
- {id: what, type: long_text, label: What happened}
- {id: hidden, type: short_text, label: Hidden, show_when: {field: what, is_answered: false}}
- {id: why_late, type: short_text, label: Why late, show_when: {overdue: day}}
"""


@cache
def kinds() -> Form:
    return reader(definition(KINDS)).form


@cache
def ndis() -> Form:
    return LOADED.forms["ndis-immediate"]


def read_kinds(typed: Typed) -> Reading:
    return read(definition(KINDS), typed)


def check_of(fields: str, typed: Typed, *, notice: str = "") -> Element:
    text = definition(fields)
    reading = read(text, typed)
    assert reading.faults == []
    return read_html(check_page(reader(text).form, posted(typed), reading, "key", notice=notice))


def receipt(**changes: Any) -> Receipt:
    reading = read(definition(LATE), {"what": "x"} | moment("aware_at", 1, "9 am"))
    given = Receipt(
        "NDI-7K2M-4XQK", NOW, "Australia/Melbourne", "Melbourne time", reading.due, (), "ab" * 32, True
    )
    return given._replace(**changes)


def report_of(text: str, typed: Typed) -> dict[str, Any]:
    """Return what is stored of a submission, as report.json holds it."""
    reading = read(text, typed, sending=True)
    form = reader(text).form
    return {
        "reference": "NDI-7K2M-4XQK",
        "form": form.id,
        "form_version": form.version,
        "form_title": form.title,
        "definition_sha256": "cd" * 32,
        "agency_name": form.agency.name,
        "received_at": NOW.isoformat(),
        "zone": "Australia/Melbourne",
        "zone_words": "Melbourne time",
        "answers": reading.answers,
        "facts": reading.facts,
        "due": [json.loads(one.model_dump_json()) for one in reading.due],
        "late": list(reading.late),
    }


def rows(page: Element) -> Mapping[str, str]:
    return {one.all("dt")[0].text: one.all("dd")[0].text for one in page.all("div") if one.all("dt")}
