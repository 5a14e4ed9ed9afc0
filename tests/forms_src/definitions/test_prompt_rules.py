"""Prompts inside forms, by the rules that ask for them: domain/cims.md, ssr.md and ndis.md section 10.

Small forms stand for the real ones: what counts is which facts a form has, and which of them are true.
"""

from collections.abc import Callable

import pytest

from forms_src.loading import Loaded
from forms_src.routing import Report, prompts
from tests.forms_src.small_forms import NOW, definition, reader

CRITICAL, DFFH, TAC = "is_critical", "dffh_funded", "tac_or_worksafe_funded"
CONDUCT, NDIS = "worker_allegation_under_18", "ndis_participant"
Prompted = Callable[..., set[str]]
RULES = [
    ("C11", CRITICAL, {"ssr_short"}),
    ("C12", NDIS, {"ndis_24_hours"}),
    ("C13", CONDUCT, {"rcs_3bd", "rcs_30d"}),
    ("S06", DFFH, {"cims"}),
    ("S09", CONDUCT, {"rcs_3bd", "rcs_30d"}),
    ("S10", TAC, {"tac_24h", "ssr_full"}),
    ("N14 department", DFFH, {"cims"}),
    ("N14 TAC", TAC, {"tac_24h", "ssr_full"}),
]
EVERY = pytest.mark.parametrize(("rule", "fact", "expected"), RULES, ids=[rule for rule, *_ in RULES])


@pytest.fixture
def prompted(loaded: Loaded) -> Prompted:
    """Return the ids of what a form with the given facts, true or not, prompts for."""

    def ids(id_: str = "other", state: str = "VIC", **facts: bool) -> set[str]:
        assert loaded.routing
        routing = loaded.routing.with_every_start()
        place = next(place for place in routing.places if place.id == state)
        form = reader(definition(id=id_, facts=_written(facts))).form
        known = Report(form, {}, facts, place, NOW, NOW.date(), frozenset())
        return {step.outcome.id for step in prompts(routing, known, loaded.calendars)}

    return ids


def _written(facts: dict[str, bool]) -> str:
    one = "{{id: {}, label: L, source: s, true_when: {{field: email, is_answered: true}}}}"
    return f"[{', '.join(one.format(fact) for fact in facts)}]"


@EVERY
def test_a_prompt_is_shown_where_its_fact_is_true(
    prompted: Prompted, rule: str, fact: str, expected: set[str]
) -> None:
    assert prompted(**{fact: True}) == expected, rule


@EVERY
def test_a_prompt_is_not_shown_where_its_fact_is_false(
    prompted: Prompted, rule: str, fact: str, expected: set[str]
) -> None:
    facts = dict.fromkeys((CRITICAL, DFFH, TAC, CONDUCT, NDIS), True) | {fact: False}
    assert not prompted(**facts) & expected, rule


def test_a_form_without_these_facts_prompts_for_nothing(prompted: Prompted) -> None:
    assert prompted() == set()
    assert prompted(another_fact=True) == set()


def test_c11_the_short_form_does_not_prompt_for_itself(prompted: Prompted) -> None:
    assert prompted("ssr-critical-short", is_critical=True) == set()
    assert prompted("ssr-critical-short", is_critical=True, dffh_funded=True) == {"cims"}


def test_what_is_victorian_is_prompted_for_in_victoria_alone(prompted: Prompted) -> None:
    every = dict.fromkeys((CRITICAL, DFFH, TAC, CONDUCT, NDIS), True)
    assert prompted(state="NSW", **every) == {"ndis_24_hours"}
    assert prompted(state="VIC", **every) > {"ndis_24_hours"}
