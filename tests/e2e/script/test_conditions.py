"""Conditions: the server and the page, its style sheet and script together, show the same questions."""

import json
from datetime import timedelta

from playwright.sync_api import Page

from tests.e2e.script.filling import Typed, day, fill, on, posted, shown
from tests.e2e.script.small_site import TODAY, SmallSite

BIRTHDAY_18 = TODAY.replace(year=TODAY.year - 18)

# Each is the condition of one question, c0, c1 …
CONDITIONS = [
    "{field: kind, equals: a}",
    "{field: kind, one_of: [a, b]}",
    "{field: kind, is_answered: true}",
    "{field: kind, is_answered: false}",
    "{not: {field: kind, equals: a}}",
    "{field: many, includes: x}",
    "{field: many, is_answered: true}",
    "{field: text, is_answered: true}",
    "{field: text, is_answered: false}",
    "{not: {field: text, is_answered: false}}",
    "{field: mail, is_answered: true}",
    "{field: mail, is_answered: false}",
    "{field: count, is_answered: true}",
    "{field: born, age_under: 18}",
    "{not: {field: born, age_under: 18}}",
    "{field: born, on_or_after: 2010-06-15}",
    "{field: at, on_or_after: 2020-06-15}",
    "{field: at, is_answered: false}",
    "{field: born, before: other_day}",
    "{field: at, before: other_at}",
    "{field: at, before: other_day}",
    "{field: kind, same_as: other_kind}",
    "{field: text, same_as: c7}",
    "{all: [{field: kind, equals: a}, {field: text, is_answered: true}]}",
    "{any: [{field: kind, equals: a}, {field: text, is_answered: true}]}",
    "{not: {any: [{field: kind, equals: a}, {field: text, is_answered: true}, {field: many, includes: y}]}}",
    "{field: c7, is_answered: true}",  # only shown itself while `text` is answered
    "{field: c26, is_answered: true}",
    "{not: {field: c7, is_answered: true}}",
    "{field: people.kind, includes: a}",
    "{field: people.kind, is_answered: true}",
    "{field: people.note, is_answered: true}",
    "{field: secret, is_answered: true}",
    "{fact: grown}",
]
OPTIONS = "[{id: a, label: A}, {id: b, label: B}, {id: c, label: C}]"
FIELDS = f"""
- {{id: kind, type: radios, label: Kind, options: {OPTIONS}}}
- {{id: other_kind, type: select, label: Other kind, options: {OPTIONS}}}
- {{id: many, type: checkboxes, label: Many, options: [{{id: x, label: X}}, {{id: y, label: Y}}]}}
- {{id: text, type: short_text, label: Text}}
- {{id: mail, type: email, label: Mail}}
- {{id: count, type: number, label: Count}}
- {{id: born, type: date, label: Born, must_be: past}}
- {{id: other_day, type: date, label: Other day}}
- {{id: at, type: moment, label: At, must_be: any}}
- {{id: other_at, type: moment, label: Other at, must_be: any}}
- id: people
  type: group
  label: People
  item: person
  item_title: Person
  add_label: Add another person
  required: false
  min: 0
  fields:
    - {{id: kind, type: radios, label: Kind, options: {OPTIONS}}}
    - {{id: text, type: short_text, label: Text of the person}}
    - {{id: if_kind, type: short_text, label: If kind, show_when: {{field: kind, equals: a}}}}
    - {{id: if_text, type: short_text, label: If text, show_when: {{field: text, is_answered: true}}}}
    - {{id: if_many, type: short_text, label: If many, show_when: {{field: many, includes: x}}}}
    - id: if_not
      type: short_text
      label: If not
      show_when: {{not: {{field: if_text, is_answered: true}}}}
    - {{id: note, type: short_text, label: Note}}
""" + "".join(
    f"- {{id: c{n}, type: short_text, label: C{n}, required: false, show_when: {condition}}}\n"
    for n, condition in enumerate(CONDITIONS)
)
SECTIONS = """
- id: hidden-part
  title: Hidden part
  show_when: {field: text, is_answered: true}
  fields:
    - {id: secret, type: short_text, label: Secret}
- id: plain-part
  title: Plain part
  show_when: {field: kind, equals: b}
  fields:
    - {id: plain, type: short_text, label: Plain}
    - {id: if_plain, type: short_text, label: If plain, show_when: {field: plain, is_answered: true}}
"""
FACTS = "\n- {id: grown, label: Grown up, source: test, true_when: {not: {field: born, age_under: 18}}}\n"
ANSWERS: list[Typed] = [
    {},
    *({"kind": option} for option in "abc"),
    {"kind": "a", "other_kind": "a"},
    {"kind": "a", "other_kind": "b"},
    {"many": ["x"]},
    {"many": ["x", "y"]},
    {"text": "  "},
    {"text": "words"},
    {"text": "words", "c7": "words"},
    {"text": "words", "c7": "words", "c26": "on"},
    {"text": "words", "c7": "other", "kind": "a"},
    {"text": "", "c7": "kept", "c26": "kept"},
    {"mail": "a@example.com"},
    {"mail": "not an address"},
    {"count": "0"},
    {"count": "many"},
    on("born", BIRTHDAY_18),
    on("born", BIRTHDAY_18 + timedelta(days=1)),
    on("born", BIRTHDAY_18 - timedelta(days=1)),
    day("born", 14, 6, 2010),
    day("born", 15, 6, 2010),
    day("born", 31, 2, 2015),
    day("born", 1, "", 2015),
    {**day("born", 1, 2, 2015), **day("other_day", 1, 2, 2015)},
    {**day("born", 1, 2, 2015), **day("other_day", 2, 2, 2015)},
    {**day("born", 1, 2, 2015), **day("other_day", 99, 2, 2016)},
    day("at", 15, 6, 2020, "0:00"),
    day("at", 14, 6, 2020, "23:59"),
    day("at", 15, 6, 2020, ""),
    day("at", 15, 6, 2020, "25:00"),
    {**day("at", 15, 6, 2020, "10:30"), **day("other_at", 15, 6, 2020, "10:31")},
    {**day("at", 15, 6, 2020, "10:30"), **day("other_at", 15, 6, 2020, "10:30")},
    {**day("at", 16, 6, 2020, "10:30"), **day("other_at", 15, 6, 2020, "10:30")},
    {**day("at", 15, 6, 2020, "10:30"), **day("other_day", 16, 6, 2020)},
    {**day("at", 15, 6, 2020, "10:30"), **day("other_day", 15, 6, 2020)},
    {"people-1-kind": "a"},
    {"people-1-kind": "b", "people-2-kind": "a", "people-2-text": "x"},
    {"people-1-text": "x", "people-1-if_text": "y", "people-2-note": "z"},
    {"people-1-if_text": "hidden", "people-2-text": "x", "many": ["x"], "text": "form"},
    {"secret": "kept"},
    {"secret": "known", "text": "words"},
    {"kind": "b", "plain": "words"},
    {"kind": "a", "plain": "kept"},
]
INSIDE = [f"people-{n}-{inner}" for n in (1, 2) for inner in ("if_kind", "if_text", "if_many", "if_not")]
ASKED = [*(f"c{n}" for n in range(len(CONDITIONS))), *INSIDE, "secret", "plain", "if_plain"]


def test_the_page_shows_what_the_server_would_ask(page: Page, site: SmallSite) -> None:
    page.goto(site.add(FIELDS, name="conditions", sections=SECTIONS, facts=FACTS))
    page.get_by_role("button", name="Add another person").click()
    different = []
    for typed in ANSWERS:
        # An item counts for the server once anything in it is answered.
        both = {
            **typed,
            "people-1-note": typed.get("people-1-note", "."),
            "people-2-note": typed.get("people-2-note", "."),
        }
        fill(page, both)
        server = site.read(posted(both), "conditions").shown & set(ASKED)
        script = shown(page, ASKED)
        if script != server:
            different.append(json.dumps([typed, sorted(script - server), sorted(server - script)]))
    assert "\n".join(different) == ""


def test_every_condition_is_seen_both_true_and_false(site: SmallSite) -> None:
    site.add(FIELDS, name="conditions", sections=SECTIONS, facts=FACTS)
    conditional = {f"c{n}" for n in range(len(CONDITIONS))}
    seen = [site.read(posted(typed), "conditions").shown & conditional for typed in ANSWERS]
    assert set.union(*seen) == conditional
    assert set.intersection(*seen) == set()


def test_an_answer_is_kept_while_its_question_is_hidden(page: Page, site: SmallSite) -> None:
    page.goto(site.add(FIELDS, name="conditions", sections=SECTIONS, facts=FACTS))
    page.locator("#text").fill("words")
    page.locator("#c7").fill("typed once")
    page.locator("#text").fill("")
    assert page.locator("#c7").is_hidden()
    page.locator("#text").fill("again")
    assert page.locator("#c7").input_value() == "typed once"
