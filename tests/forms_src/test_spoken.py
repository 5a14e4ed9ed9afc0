"""Conditions in words: the end of a sentence that starts “Answer this only if”."""

from typing import Any

import pytest

from forms_src.conditions import Condition
from forms_src.fields.group.field import Group
from forms_src.spoken import Spoken
from tests.forms_src.small_forms import small_form

FORM = small_form(
    """
    - id: a
      type: radios
      label: A
      options: [{id: yes, label: Yes}, {id: no, label: No}, {id: o, label: Other}]
    - {id: m, type: checkboxes, label: "Who was told?", options: [{id: police, label: Police}]}
    - {id: born, type: date, label: Born}
    - id: people
      type: group
      label: People
      item: person
      item_title: Person
      add_label: Add
      fields:
        - {id: a, type: radios, label: Inner A, options: [{id: yes, label: Certainly}]}
    """,
    facts="- {id: critical, label: Critical incident, source: s, true_when: {field: a, equals: yes}}",
)
YES: dict[str, Any] = {"field": "a", "equals": "yes"}
NO: dict[str, Any] = {"field": "a", "equals": "no"}
SOME: dict[str, Any] = {"field": "a", "one_of": ["no", "o"]}
EMAIL: dict[str, Any] = {"field": "email", "is_answered": True}


def said(condition: dict[str, Any], *, inside: bool = False) -> str:
    group = FORM.fields_by_id["people"] if inside else None
    assert group is None or isinstance(group, Group)
    return Spoken(FORM, group).words(Condition.model_validate(condition))


@pytest.mark.parametrize(
    ("condition", "words", "opposite"),
    [
        (YES, "“A” is “Yes”", "“A” is not “Yes”"),
        (SOME, "“A” is “No” or “Other”", "“A” is not “No” or “Other”"),
        (
            {"field": "m", "includes": "police"},
            "“Who was told?” includes “Police”",
            "“Who was told?” does not include “Police”",
        ),
        (EMAIL, "“Email” is answered", "“Email” is left blank"),
        ({"field": "email", "is_answered": False}, "“Email” is left blank", "“Email” is answered"),
        (
            {"field": "born", "age_under": 18},
            "“Born” makes the person under 18",
            "“Born” makes the person 18 or older",
        ),
        (
            {"field": "born", "on_or_after": "2026-06-09"},
            "“Born” is 9 June 2026 or later",
            "“Born” is not 9 June 2026 or later",
        ),
        (
            {"field": "born", "before": "aware_at"},
            "“Born” is before “When you found out”",
            "“Born” is not before “When you found out”",
        ),
        (
            {"field": "a", "same_as": "m"},
            "“A” is the same as “Who was told?”",
            "“A” is not the same as “Who was told?”",
        ),
        ({"fact": "critical"}, "this is so: Critical incident", "this is not so: Critical incident"),
        ({"overdue": "day"}, "this report is late", "this report is not late"),
        (
            {"field": "people.a", "includes": "yes"},
            "“Inner A” includes “Certainly”",
            "“Inner A” does not include “Certainly”",
        ),
        ({"field": "a", "equals": "gone"}, "“A” is “gone”", "“A” is not “gone”"),
        ({"field": "gone", "equals": "gone"}, "“gone” is “gone”", "“gone” is not “gone”"),
    ],
)
def test_every_test_is_said_and_its_opposite(condition: dict[str, Any], words: str, opposite: str) -> None:
    assert said(condition) == words
    assert said({"not": condition}) == opposite
    assert said({"not": {"not": condition}}) == words


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        ({"all": [YES, EMAIL]}, "“A” is “Yes” and “Email” is answered"),
        ({"any": [YES, EMAIL]}, "“A” is “Yes” or “Email” is answered"),
        ({"all": [EMAIL, {"any": [YES, NO]}]}, "“Email” is answered and either “A” is “Yes” or “A” is “No”"),
        ({"any": [EMAIL, {"all": [YES, NO]}]}, "“Email” is answered, or “A” is “Yes” and “A” is “No”"),
        ({"any": [EMAIL, SOME]}, "“Email” is answered, or “A” is “No” or “Other”"),
        ({"not": {"all": [YES, EMAIL]}}, "“A” is not “Yes” or “Email” is left blank"),
        ({"not": {"any": [YES, EMAIL]}}, "“A” is not “Yes” and “Email” is left blank"),
        (
            {"all": [EMAIL, {"not": {"all": [YES, NO]}}]},
            "“Email” is answered and either “A” is not “Yes” or “A” is not “No”",
        ),
    ],
)
def test_parts_are_joined_so_that_they_read_one_way_only(condition: dict[str, Any], words: str) -> None:
    assert said(condition) == words


def test_in_an_item_its_own_fields_come_first() -> None:
    assert said(YES, inside=True) == "“Inner A” is “Certainly”"
    assert said(EMAIL, inside=True) == "“Email” is answered"
