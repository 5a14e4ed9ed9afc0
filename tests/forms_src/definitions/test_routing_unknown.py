"""Which form, while something is not known yet: the strictest of what it may turn out to be."""

from collections.abc import Sequence

import pytest

from forms_src.routing import Routing
from tests.forms_src.definitions.conftest import at
from tests.forms_src.definitions.routes import Route, due, melbourne, ndis, ssr


def test_a_provider_that_knows_nothing_yet_gets_every_report_there_may_be(
    route: Route, routing: Routing
) -> None:
    unknown = dict.fromkeys(
        ("provider_kind", "what_happened", "during_delivery", "ndis_supports"), "not_known"
    )
    steps = route(**unknown, under_18="not_known", worker_alleged="not_known")
    ruled_out = {"ndis_five_days_only", "srs_medication_record"}  # each is for one thing that is known
    assert steps.keys() == {outcome.id for outcome in routing.outcomes} - ruled_out


UNKNOWN = {
    "hospital_treatment": ssr("medication", serious_harm="no"),
    "police_involved": ssr("sexual_abuse", hospital_treatment="yes"),
    "relocated": ssr("emergency", hospital_treatment="no"),
    "death_expected": ssr("death"),
    "secure_setting": ssr("escape"),
    "serious_harm": ssr("neglect"),
    "during_delivery": ssr("serious_injury"),
    "under_18": ssr("neglect", worker_alleged="yes"),
    "worker_alleged": ssr("neglect", under_18="yes"),
    "ndis_supports": ndis("death"),
    "rp_harm": ndis("restrictive_practice"),
    "provider_kind": ssr("serious_injury", ndis_supports="yes"),
    "what_happened": ssr("not_known", provider_kind=["health", "ndis"], ndis_supports="yes"),
}


@pytest.mark.parametrize("question", UNKNOWN)
def test_not_known_yet_takes_the_strictest_path_of_all_answers(
    route: Route, routing: Routing, question: str
) -> None:
    field = routing.fields_by_id[question]
    options: Sequence[str] = [option.id for option in getattr(field, "options")]  # noqa: B009  of choices alone
    unknown = next(one for one in ("not_known", "unsure") if one in options)
    answers = {"under_18": "no", "ndis_supports": "yes", **UNKNOWN[question]}
    extra = {"hospital_treatment": "yes", "police_involved": "yes", "relocated": "yes", "rp_harm": "yes"}
    extra |= {"death_expected": "no", "secure_setting": "secure_care", "serious_harm": "resulted"}
    strict = set(route(**extra | answers | {question: unknown}))
    for option in set(options) - {unknown}:
        others = {one for one in route(**extra | answers | {question: option}) if not one.endswith("_only")}
        assert others - {"srs_medication_record"} <= strict, option


@pytest.mark.parametrize(
    "question", [one for one in UNKNOWN if one not in ("provider_kind", "what_happened")]
)
def test_the_safe_answer_leads_to_less_than_not_known_yet(
    route: Route, routing: Routing, question: str
) -> None:
    lower = {"death_expected": "yes", "secure_setting": "none"}.get(question, "no")
    unknown = "unsure" if question == "rp_harm" else "not_known"
    answers = UNKNOWN[question]
    assert len(route(**answers | {question: lower})) < len(route(**answers | {question: unknown}))


def test_every_choice_can_be_left_not_known(routing: Routing) -> None:
    for field in routing.members():
        if field.id != "state" and field.type in ("radios", "checkboxes"):
            options = {option.id for option in getattr(field, "options")}  # noqa: B009  of choices alone
            assert options & {"not_known", "unsure"}, field.id


def test_without_any_date_the_clocks_are_told_in_words(route: Route) -> None:
    steps = route(**ndis("death"))
    assert steps["ndis_24_hours"].due is None
    assert steps["ndis_24_hours"].words.startswith("Send the 24-hour form within 24 hours")


def test_where_awareness_is_not_known_the_clocks_start_when_it_happened(route: Route) -> None:
    steps = route(**ndis("death", state="vic"), **at("occurred_at", melbourne(2026, 6, 5)))
    assert due(steps, "ndis_24_hours") == "10 am, Saturday 6 June 2026, Melbourne time"
    assert steps["ndis_24_hours"].passed
    assert not steps["ndis_five_days"].passed
