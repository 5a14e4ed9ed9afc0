"""A small routing to the small form, and what it is changed into."""

from collections.abc import Mapping
from functools import cache

from forms_src.library import Guide
from tests.forms_src.small_forms import definition, load_texts

ROUTING = """
id: which-form
title: Which one?
summary: Find out.
place: VIC
dated_by: [aware_at]
clocks: [day, week]
facts:
  - {id: bad, label: Bad, source: s, true_when: {not: {field: bad, equals: no}}}
  - {id: worse, label: Worse, source: s, true_when: {field: worse, equals: yes}}
sections:
  - id: all
    title: All
    fields:
      - {id: bad, type: radios, label: "Bad?", options: yes-no}
      - {id: worse, type: radios, label: "Worse?", options: yes-no, required: false}
      - {id: aware_at, type: moment, label: When you found out, required: false}
outcomes:
  - id: later
    title: Send the long one
    receiver: {name: Others, website: "https://example.org/others"}
    clock: week
    when: {fact: bad}
    prompt_when: {all: [{fact: bad}, {not: {fact: worse}}]}
    because: Bad things are told in full.
    source: The law
    source_address: https://example.org/law
  - id: soon
    title: Send the small one
    form: small
    receiver: office
    clock: day
    when: {fact: bad}
    prompt_when: {fact: bad}
    because: Bad things are told soon.
    source: The law
    source_address: https://example.org/law
  - id: now
    title: Write it down
    receiver: office
    at_once: true
    when: {field: worse, equals: yes}
    because: Worse things are written down.
    source: The law
    source_address: https://example.org/law
"""


def replaced(changes: Mapping[str, str]) -> str:
    """Return the text with words replaced, each of which must be there."""
    text = ROUTING
    for old, new in changes.items():
        assert old in text, old
        text = text.replace(old, new)
    return text


@cache
def guide(text: str = ROUTING) -> Guide:
    """Return a small routing ready to be asked; it must have no faults."""
    loaded = load_texts(definition(), shared={"routing.yaml": text})
    assert loaded.routing, loaded.faults
    return Guide(loaded.routing.with_every_start(), loaded.calendars)
