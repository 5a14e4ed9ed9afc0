"""Which form: each route by the rule it comes from (domain/ssr.md, domain/ndis.md, domain/calendar.md)."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from itertools import product
from zoneinfo import ZoneInfo

import pytest

from forms_src.answers import Reading
from forms_src.library import Guide
from forms_src.loading import Loaded
from forms_src.posted import Posted
from forms_src.routing import Routing, Step, steps_for
from tests.forms_src.definitions.conftest import at, faults
from tests.forms_src.small_forms import NOW, posted

ASKED = ("yes", "no", "not_known")
VICTORIAN = ("dffh", "srs", "tac_or_worksafe", "health")
IN_24_HOURS = ("death", "serious_injury", "physical_abuse", "sexual_abuse", "other_abuse", "neglect")
Answer = str | Sequence[str]
Ask = Callable[..., Reading]
Route = Callable[..., dict[str, Step]]


@pytest.fixture(scope="session")
def guide(loaded: Loaded) -> Guide:
    assert loaded.routing
    return Guide(loaded.routing.with_every_start(), loaded.calendars)


@pytest.fixture
def routing(guide: Guide) -> Routing:
    return guide.routing


@pytest.fixture
def ask(guide: Guide) -> Ask:
    def answered(now: datetime = NOW, **answers: Answer) -> Reading:
        return _edition(guide, now, answers).reader.read(_posted(answers), now)

    return answered


@pytest.fixture
def route(guide: Guide, ask: Ask) -> Route:
    """Answer the page and return what it leads to, by id, in order; nothing may be left open."""

    def steps(now: datetime = NOW, **answers: Answer) -> dict[str, Step]:
        reading = ask(now, **answers)
        assert faults(reading) == {}
        found = steps_for(_edition(guide, now, answers).routing, reading)
        return {step.outcome.id: step for step in found}

    return steps


def _posted(answers: Mapping[str, Answer]) -> Posted:
    given = {"state": "vic", "provider_kind": "none", "what_happened": "other", **answers}
    return posted({name.replace("__", "-"): value for name, value in given.items()})


def _edition(guide: Guide, now: datetime, answers: Mapping[str, Answer]) -> Guide:
    return guide.edition_of(_posted(answers), now)


def melbourne(*given: int, hour: int = 10, minute: int = 0) -> datetime:
    year, month, day = given
    return datetime(year, month, day, hour, minute, tzinfo=ZoneInfo("Australia/Melbourne"))


def due(steps: dict[str, Step], outcome: str) -> str:
    found = steps[outcome].due
    assert found
    return found.words()


def ssr(what: Answer, **answers: Answer) -> dict[str, Answer]:
    """Return the answers of a service that uses the Regulator's own form, with every question it is asked."""
    kinds = {"provider_kind": "health", "during_delivery": "yes", "serious_harm": "no", "what_happened": what}
    return kinds | {"under_18": "no", "worker_alleged": "no"} | answers


# domain/ssr.md section 2.4: the critical function


@pytest.mark.parametrize("what", ["medication", "physical_abuse"])
@pytest.mark.parametrize("hospital", ASKED)
def test_critical_medication_error_or_physical_abuse_needs_hospital(
    route: Route, what: str, hospital: str
) -> None:
    assert ("ssr_short" in route(**ssr(what, hospital_treatment=hospital))) is (hospital != "no")


@pytest.mark.parametrize(("hospital", "police"), list(product(ASKED, ASKED)))
def test_critical_sexual_abuse_needs_both_police_and_hospital(
    route: Route, hospital: str, police: str
) -> None:
    steps = route(**ssr("sexual_abuse", hospital_treatment=hospital, police_involved=police))
    assert ("ssr_short" in steps) is (hospital != "no" and police != "no")


@pytest.mark.parametrize(("hospital", "moved"), list(product(ASKED, ASKED)))
def test_critical_emergency_needs_hospital_or_relocation(route: Route, hospital: str, moved: str) -> None:
    steps = route(**ssr("emergency", hospital_treatment=hospital, relocated=moved))
    assert ("ssr_short" in steps) is (hospital != "no" or moved != "no")


@pytest.mark.parametrize(("expected", "delivery"), list(product(ASKED, ASKED)))
def test_critical_death_is_unexpected_and_during_delivery(route: Route, expected: str, delivery: str) -> None:
    steps = route(**ssr("death", death_expected=expected, during_delivery=delivery))
    assert ("ssr_short" in steps) is (expected != "yes" and delivery != "no")


@pytest.mark.parametrize(
    ("setting", "critical"),
    [
        ("secure_care", True),
        ("custodial", True),
        ("disability_compulsory", True),
        ("not_known", True),
        ("none", False),
    ],
)
def test_critical_escape_is_from_a_secure_setting(route: Route, setting: str, critical: bool) -> None:
    assert ("ssr_short" in route(**ssr("escape", secure_setting=setting))) is critical


@pytest.mark.parametrize("what", ["neglect", "other_abuse", "self_harm", "restrictive_practice", "other"])
def test_what_is_not_among_the_six_kinds_is_not_critical(route: Route, what: str) -> None:
    assert "ssr_short" not in route(**ssr(what))


def test_what_is_not_known_yet_is_critical_for_now(route: Route) -> None:
    assert "ssr_short" in route(**ssr("not_known"))


@pytest.mark.parametrize("kind", VICTORIAN)
def test_every_provider_of_the_regulator_sends_the_short_form(route: Route, kind: str) -> None:
    answers = ssr("medication", provider_kind=kind, hospital_treatment="yes")
    steps = route(**{name: value for name, value in answers.items() if name != "serious_harm"} | harm(kind))
    assert "ssr_short" in steps


def harm(kind: str) -> dict[str, Answer]:
    return {} if kind == "dffh" else {"serious_harm": "resulted"}


# domain/ssr.md section 4: which form each provider uses for the full report


@pytest.mark.parametrize(
    ("kind", "full"),
    [
        ("dffh", {"cims"}),
        ("srs", {"ssr_full"}),
        ("tac_or_worksafe", {"ssr_full"}),
        ("health", {"ssr_full"}),
        ("not_known", {"cims", "ssr_full"}),
        ("none", set()),
        ("ndis", set()),
    ],
)
def test_which_full_report_each_provider_sends(route: Route, kind: str, full: set[str]) -> None:
    answers = ssr("serious_injury", provider_kind=kind, ndis_supports="no")
    assert route(**answers).keys() & {"cims", "ssr_full"} == full


def test_a_provider_of_two_kinds_sends_the_reports_of_both(route: Route) -> None:
    steps = route(**ssr("serious_injury", provider_kind=["dffh", "srs", "ndis"], ndis_supports="yes"))
    assert {"cims", "ssr_full", "srs_guardian", "ndis_24_hours", "ndis_five_days"} <= steps.keys()


@pytest.mark.parametrize(
    ("serious", "full"), [("resulted", True), ("likely", True), ("not_known", True), ("no", False)]
)
def test_a_notifiable_incident_has_serious_harm_or_was_likely_to(
    route: Route, serious: str, full: bool
) -> None:
    assert ("ssr_full" in route(**ssr("neglect", serious_harm=serious))) is full


def test_a_critical_incident_is_notifiable_whatever_the_harm(route: Route) -> None:
    steps = route(**ssr("medication", hospital_treatment="yes", serious_harm="no"))
    assert {"ssr_short", "ssr_full"} <= steps.keys()


@pytest.mark.parametrize("delivery", ASKED)
def test_only_what_happened_while_a_service_was_delivered_goes_to_the_department_or_regulator(
    route: Route, delivery: str
) -> None:
    steps = route(**ssr("serious_injury", provider_kind=["dffh", "health"], during_delivery=delivery))
    assert ({"cims", "ssr_full"} <= steps.keys()) is (delivery != "no")
    assert bool({"cims", "ssr_full"} & steps.keys()) is (delivery != "no")


def test_srs_guardian_and_medication_record_are_for_supported_residential_services_alone(
    route: Route,
) -> None:
    answers = ssr("medication", hospital_treatment="no")
    own = {"srs_guardian", "srs_medication_record"}
    assert own <= route(**answers | {"provider_kind": "srs"}).keys()
    assert not own & route(**answers).keys()


def test_what_is_due_at_once_comes_first(route: Route) -> None:
    steps = route(**ssr("medication", provider_kind="srs", hospital_treatment="yes"))
    assert next(iter(steps)) == "srs_medication_record"


# domain/ndis.md section 2: first_due and second_due; rules N02 and N03


def ndis(what: Answer, **answers: Answer) -> dict[str, Answer]:
    given = {"state": "nsw", "provider_kind": "ndis", "ndis_supports": "yes", "what_happened": what}
    return given | answers


@pytest.mark.parametrize("what", IN_24_HOURS)
def test_n02_the_24_hour_set_has_both_forms(route: Route, what: str) -> None:
    assert list(route(**ndis(what), **at("aware_at", NOW))) == ["ndis_24_hours", "ndis_five_days"]


@pytest.mark.parametrize("harm", ["yes", "unsure"])
def test_n02_a_restrictive_practice_with_harm_or_unsure_has_both_forms(route: Route, harm: str) -> None:
    assert set(route(**ndis("restrictive_practice", rp_harm=harm))) == {"ndis_24_hours", "ndis_five_days"}


def test_n03_a_restrictive_practice_without_harm_and_nothing_else_has_the_five_day_form_alone(
    route: Route,
) -> None:
    assert set(route(**ndis("restrictive_practice", rp_harm="no"))) == {"ndis_five_days_only"}


@pytest.mark.parametrize("other", IN_24_HOURS)
def test_n03_a_restrictive_practice_without_harm_and_something_else_has_both_forms(
    route: Route, other: str
) -> None:
    steps = route(**ndis(["restrictive_practice", other], rp_harm="no"))
    assert set(steps) == {"ndis_24_hours", "ndis_five_days"}


@pytest.mark.parametrize(
    ("serious", "forms"),
    [("resulted", True), ("not_known", True), ("likely", False), ("no", False)],
)
def test_what_is_no_ndis_category_is_reported_as_a_serious_injury(
    route: Route, serious: str, forms: bool
) -> None:
    assert bool(route(**ndis("medication", serious_harm=serious))) is forms


@pytest.mark.parametrize("supports", ASKED)
def test_s73z4_an_ndis_incident_is_in_connection_with_supports(route: Route, supports: str) -> None:
    assert bool(route(**ndis("death", ndis_supports=supports))) is (supports != "no")


def test_the_24_hours_and_the_five_business_days_run_from_awareness(route: Route) -> None:
    answers = ndis("death", state="vic") | at("occurred_at", melbourne(2026, 6, 1))
    steps = route(**answers, **at("aware_at", melbourne(2026, 6, 5, hour=14)))
    assert due(steps, "ndis_24_hours") == "2 pm, Saturday 6 June 2026, Melbourne time"
    assert due(steps, "ndis_five_days") == "11.59 pm, Monday 15 June 2026, Melbourne time"


# tac_24h, S10; reportable conduct, S09, rcs_3bd and rcs_30d


@pytest.mark.parametrize("kind", [*VICTORIAN, "ndis", "not_known", "none"])
def test_tac_24h_s10_is_for_tac_and_worksafe_funded_providers(route: Route, kind: str) -> None:
    steps = route(**ssr("serious_injury", provider_kind=kind, ndis_supports="no"))
    assert ("tac_24h" in steps) is (kind in ("tac_or_worksafe", "not_known"))


def test_tac_24h_is_24_hours_after_awareness(route: Route) -> None:
    answers = ssr("serious_injury", provider_kind="tac_or_worksafe")
    steps = route(**answers, **at("aware_at", melbourne(2026, 6, 5, hour=14)))
    assert due(steps, "tac_24h") == "2 pm, Saturday 6 June 2026, Melbourne time"


@pytest.mark.parametrize(("young", "worker"), list(product(ASKED, ASKED)))
def test_s09_reportable_conduct_needs_a_worker_allegation_and_a_person_under_18(
    route: Route, young: str, worker: str
) -> None:
    steps = route(**ssr("neglect", under_18=young, worker_alleged=worker))
    expected = {"rcs_3bd", "rcs_30d"} if young != "no" and worker != "no" else set()
    assert steps.keys() & {"rcs_3bd", "rcs_30d"} == expected


@pytest.mark.parametrize(("what", "asked"), [("neglect", True), ("not_known", True), ("emergency", False)])
def test_s09_is_asked_of_conduct_alone(ask: Ask, what: str, asked: bool) -> None:
    assert ("under_18" in ask(**ssr(what)).shown) is asked
    assert "under_18" not in ask(**ssr(what, state="nsw")).shown


def test_rcs_3bd_is_business_days_and_rcs_30d_is_calendar_days(route: Route) -> None:
    answers = ssr("neglect", under_18="yes", worker_alleged="yes")
    steps = route(**answers, **at("aware_at", melbourne(2026, 6, 5)))
    assert due(steps, "rcs_3bd") == "11.59 pm, Thursday 11 June 2026, Melbourne time"
    assert due(steps, "rcs_30d").startswith("11.59 pm, Sunday 5 July 2026, Melbourne time (or at the latest")


# domain/calendar.md section 7: Friday, weekend and public holidays


@pytest.mark.parametrize(
    ("example", "happened", "expected"),
    [
        ("14 Friday before King's Birthday", melbourne(2026, 6, 5), "5 pm, Tuesday 9 June 2026"),
        ("15 Sunday", melbourne(2026, 6, 14), "5 pm, Monday 15 June 2026"),
        ("16 day before Cup Day", melbourne(2026, 11, 2), "5 pm, Wednesday 4 November 2026"),
        ("1 Thursday before Easter", melbourne(2026, 4, 2), "5 pm, Tuesday 7 April 2026"),
        ("8 Thursday before Christmas", melbourne(2026, 12, 24), "5 pm, Tuesday 29 December 2026"),
        ("a Friday", melbourne(2026, 6, 19), "5 pm, Monday 22 June 2026"),
        ("a Saturday", melbourne(2026, 6, 20), "5 pm, Monday 22 June 2026"),
    ],
)
def test_the_short_form_is_due_by_5_pm_on_the_next_business_day(
    route: Route, example: str, happened: datetime, expected: str
) -> None:
    answers = ssr("not_known") | at("occurred_at", happened) | at("aware_at", happened)
    steps = route(happened.astimezone(UTC) + timedelta(minutes=5), **answers)
    assert due(steps, "ssr_short") == f"{expected}, Melbourne time", example


@pytest.mark.parametrize(
    ("example", "happened", "expected"),
    [
        ("1", melbourne(2026, 4, 2), "Thursday 9 April 2026"),
        ("2", melbourne(2026, 4, 24), "Wednesday 29 April 2026"),
        ("4", melbourne(2026, 3, 6), "Thursday 12 March 2026"),
        ("6", melbourne(2026, 10, 31), "Thursday 5 November 2026"),
        ("7", melbourne(2026, 11, 2), "Friday 6 November 2026"),
        ("8", melbourne(2026, 12, 24), "Thursday 31 December 2026"),
    ],
)
def test_full_reports_are_due_three_business_days_on(
    route: Route, example: str, happened: datetime, expected: str
) -> None:
    answers = ssr("not_known", provider_kind=["dffh", "srs"]) | at("occurred_at", happened)
    steps = route(happened.astimezone(UTC) + timedelta(minutes=5), **answers | at("aware_at", happened))
    for outcome in ("ssr_full", "srs_guardian", "cims"):
        assert due(steps, outcome) == f"11.59 pm, {expected}, Melbourne time", example


@pytest.mark.parametrize(
    ("state", "expected"),
    [("nsw", "Monday 4 May 2026, Sydney time"), ("vic", "Friday 1 May 2026, Melbourne time")],
)
def test_calendar_example_17_the_holidays_are_those_of_the_state(
    route: Route, state: str, expected: str
) -> None:
    aware = melbourne(2026, 4, 24)
    answers = ndis("restrictive_practice", state=state, rp_harm="no", under_18="no")
    steps = route(aware.astimezone(UTC), **answers, **at("aware_at", aware))
    assert due(steps, "ndis_five_days_only") == f"11.59 pm, {expected}"


@pytest.mark.parametrize(
    ("example", "aware", "expected"),
    [
        ("11", melbourne(2026, 4, 4, hour=14), "1 pm, Sunday 5 April 2026, Melbourne time"),
        ("12", melbourne(2026, 10, 3, hour=14), "3 pm, Sunday 4 October 2026, Melbourne time"),
        (
            "13",
            melbourne(2027, 12, 24, hour=18, minute=30),
            "6.30 pm, Saturday 25 December 2027, Melbourne time",
        ),
    ],
)
def test_calendar_examples_of_24_hours(route: Route, example: str, aware: datetime, expected: str) -> None:
    steps = route(aware.astimezone(UTC), **ndis("death", state="vic"), **at("aware_at", aware))
    assert due(steps, "ndis_24_hours") == expected, example


# What is not known, and what does not go together


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


def test_s08_awareness_is_not_before_the_incident(ask: Ask) -> None:
    early = at("occurred_at", NOW - timedelta(hours=1)) | at("aware_at", NOW - timedelta(hours=2))
    assert faults(ask(**ndis("death") | early)) == {"aware_at": "S08"}
    assert faults(ask(**ndis("death") | early | at("aware_at", NOW))) == {}


@pytest.mark.parametrize("kind", VICTORIAN)
def test_victorian_kinds_of_provider_are_in_victoria(ask: Ask, kind: str) -> None:
    assert faults(ask(**ndis("death", provider_kind=["ndis", kind]))) == {"provider_kind": "victorian_kinds"}
    in_victoria = ssr("serious_injury", provider_kind=["ndis", kind], ndis_supports="yes")
    assert faults(ask(**in_victoria)) == {}


def test_none_of_these_leads_to_no_report(route: Route) -> None:
    assert route(provider_kind="none", what_happened="death") == {}


def test_every_form_is_led_to(loaded: Loaded, routing: Routing) -> None:
    assert {outcome.form for outcome in routing.outcomes if outcome.form} == loaded.forms.keys()


# Effective dates


@pytest.mark.parametrize(
    ("aware", "clock"),
    [
        (melbourne(2018, 1, 14), None),
        (melbourne(2018, 1, 15), "cims_report_major_2018"),
        (melbourne(2020, 2, 2), "cims_report_major_2018"),
        (melbourne(2020, 2, 3), "cims_report"),
        (melbourne(2026, 6, 9), "cims_report"),
    ],
)
def test_cims_reports_follow_the_rules_of_the_day_of_awareness(
    route: Route, aware: datetime, clock: str | None
) -> None:
    steps = route(**ssr("self_harm", provider_kind="dffh") | at("aware_at", aware))
    assert [step.outcome.clock for step in steps.values() if step.outcome.id == "cims"] == [clock] * bool(
        clock
    )


@pytest.mark.parametrize(("day", "there"), [(melbourne(2024, 6, 30), False), (melbourne(2024, 7, 1), True)])
def test_the_regulator_began_on_1_july_2024(route: Route, day: datetime, there: bool) -> None:
    steps = route(**ssr("not_known") | at("aware_at", day))
    assert ({"ssr_short", "ssr_full"} <= steps.keys()) is there
    assert bool({"ssr_short", "ssr_full"} & steps.keys()) is there
