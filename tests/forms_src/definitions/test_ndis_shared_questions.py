"""What both NDIS forms hold, they hold in the same words, whether or not it stands in a shared section."""

from collections.abc import Callable, Iterable
from typing import Any

import pytest

from forms_src.definition import Form
from forms_src.loading import Loaded

DIFFER = {
    "aware_at": {"hint"},  # 24 hours, 5 business days
    "late_reason": {"label", "hint", "source", "show_when"},
    "declaration": {"statements"},  # N11
    "category": {"fields"},
    "incident": {"fields"},
    "about": {"fields"},
    "declaration-by-sender": {"fields"},
}
PARTS: dict[str, Callable[[Form], Iterable[Any]]] = {
    "sections": lambda form: form.sections,
    "fields": lambda form: form.members(),
    "facts": lambda form: form.facts,
    "rules": lambda form: form.rules,
}


@pytest.mark.parametrize("part", PARTS)
def test_what_both_forms_hold_is_the_same_in_both(loaded: Loaded, part: str) -> None:
    first, second = (
        {one.id: one.model_dump() for one in PARTS[part](loaded.forms[form])}
        for form in ("ndis-immediate", "ndis-five-day")
    )
    shared = first.keys() & second.keys()
    found = {id_: {name for name in first[id_] if first[id_][name] != second[id_][name]} for id_ in shared}
    assert {id_: names for id_, names in found.items() if names} == {
        id_: names for id_, names in DIFFER.items() if id_ in shared
    }


def test_only_the_first_notification_declares_the_second(loaded: Loaded) -> None:
    first, second = (
        loaded.forms[form].fields_by_id["declaration"].model_dump()["statements"]
        for form in ("ndis-immediate", "ndis-five-day")
    )
    assert first[:-1] == second
    assert first[-1]["id"] == "further_notification"


def test_the_5_day_form_asks_all_that_the_24_hour_form_asks(loaded: Loaded) -> None:
    asked = [{one.id for one in loaded.forms[form].members()} for form in ("ndis-immediate", "ndis-five-day")]
    assert asked[0] - asked[1] == {"approved_form", "second_notification", "five_day_note"}
