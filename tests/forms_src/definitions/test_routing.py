"""Which form: each route by the rule it comes from (domain/ssr.md, domain/ndis.md, domain/calendar.md)."""

from datetime import timedelta
from itertools import product

import pytest

from forms_src.loading import Loaded
from forms_src.routing import Routing
from tests.forms_src.definitions.conftest import at, faults
from tests.forms_src.definitions.routes import ASKED, VICTORIAN, Answer, Ask, Route, due, melbourne, ndis, ssr
from tests.forms_src.small_forms import NOW

IN_24_HOURS = ("death", "serious_injury", "physical_abuse", "sexual_abuse", "other_abuse", "neglect")


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
