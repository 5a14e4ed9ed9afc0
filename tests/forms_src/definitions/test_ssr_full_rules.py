"""The rules of the full incident report: domain/ssr.md sections 2.4, 3 and 10."""

from datetime import timedelta
from itertools import product

import pytest

from forms_src.loading import Loaded
from tests.forms_src.definitions.conftest import NOW, Read, at, faults
from tests.forms_src.definitions.routes import ASKED
from tests.forms_src.definitions.ssr_full import FORM, blank, elsewhere

SHORT = "ssr-critical-short"
CRITICAL_KINDS = (
    "cni_unexpected_death",
    "cni_escape",
    "cni_medication",
    "cni_physical_abuse",
    "cni_sexual_abuse",
    "cni_emergency",
)


def test_the_whole_submission_has_no_fault(read: Read) -> None:
    assert faults(read(FORM)) == {}


def test_the_same_in_a_service_of_another_kind_has_no_fault(read: Read) -> None:
    reading = elsewhere(read)
    assert faults(reading) == {}
    assert not {id_ for id_ in reading.answers if id_.startswith(("srs_", "med_", "support_plan"))}


# ---- the critical function, section 2.4


@pytest.mark.parametrize("kind", ["cni_medication", "cni_physical_abuse"])
@pytest.mark.parametrize("hospital", ASKED)
def test_critical_medication_error_or_physical_abuse_needs_hospital(
    read: Read, kind: str, hospital: str
) -> None:
    reading = elsewhere(read, cni_type=kind, hospital_treatment=hospital)
    assert reading.facts["is_critical"] is (hospital != "no")


@pytest.mark.parametrize(("hospital", "police"), list(product(ASKED, ASKED)))
def test_critical_sexual_abuse_needs_both_police_and_hospital(read: Read, hospital: str, police: str) -> None:
    reading = elsewhere(
        read, cni_type="cni_sexual_abuse", hospital_treatment=hospital, police_involved=police
    )
    assert reading.facts["is_critical"] is (hospital != "no" and police != "no")


@pytest.mark.parametrize(("hospital", "moved"), list(product(ASKED, ASKED)))
def test_critical_emergency_needs_hospital_or_relocation(read: Read, hospital: str, moved: str) -> None:
    reading = elsewhere(read, cni_type="cni_emergency", hospital_treatment=hospital, relocated=moved)
    assert reading.facts["is_critical"] is (hospital != "no" or moved != "no")


@pytest.mark.parametrize(("expected", "delivery"), list(product(ASKED, ASKED)))
def test_critical_death_is_unexpected_and_during_delivery(read: Read, expected: str, delivery: str) -> None:
    reading = elsewhere(
        read, cni_type="cni_unexpected_death", death_expected=expected, during_delivery=delivery
    )
    assert reading.facts["is_critical"] is (expected != "yes" and delivery != "no")


@pytest.mark.parametrize(
    "setting", ["secure_care", "custodial", "disability_compulsory", "not_known", "none"]
)
def test_critical_escape_is_from_a_secure_setting(read: Read, setting: str) -> None:
    reading = elsewhere(read, cni_type="cni_escape", secure_setting=setting)
    assert reading.facts["is_critical"] is (setting != "none")


@pytest.mark.parametrize(("basis", "noted"), [("none", True), ("not_known", False), ("premises", False)])
def test_what_was_not_during_delivery_may_be_out_of_scope(read: Read, basis: str, noted: bool) -> None:
    assert ("not_in_scope_note" in read(FORM, during_delivery_basis=basis).shown) is noted


def test_a_death_that_was_not_during_delivery_is_not_asked_about_its_link_again(read: Read) -> None:
    death = {"cni_type": "cni_unexpected_death", "death_expected": "no", "during_delivery": "no"}
    reading = elsewhere(read, during_delivery_basis=None, **death)
    assert faults(reading) == {}
    assert "not_in_scope_note" in reading.shown


def test_no_other_kind_is_critical(read: Read, loaded: Loaded) -> None:
    kinds = loaded.forms[FORM].fields_by_id["cni_type"].labels  # type: ignore[attr-defined]
    assert set(CRITICAL_KINDS) < set(kinds)
    for kind in set(kinds) - set(CRITICAL_KINDS):
        assert not elsewhere(read, cni_type=kind, police_involved="yes").facts["is_critical"]


def test_both_forms_decide_by_one_fact_and_ask_the_six_kinds_by_the_same_ids(loaded: Loaded) -> None:
    facts = [
        next(fact for fact in loaded.forms[id_].facts if fact.id == "is_critical") for id_ in (FORM, SHORT)
    ]
    assert facts[0] == facts[1]
    assert set(loaded.forms[SHORT].fields_by_id["cni_type"].labels) == set(CRITICAL_KINDS)  # type: ignore[attr-defined]


# ---- S01 and S03


def test_s01_a_critical_incident_is_never_lowered_without_a_reason(read: Read) -> None:
    assert faults(read(FORM, critical_confirmed="no")) == {"lower_reason": "required"}
    assert faults(read(FORM, critical_confirmed=None)) == {"critical_confirmed": "required"}
    lowered = read(FORM, critical_confirmed="no", lower_reason="The hospital found nothing wrong.")
    assert faults(lowered) == {}
    assert lowered.facts["is_critical"]
    assert not lowered.facts["treated_as_critical"]


def test_s01_an_incident_may_be_raised_to_critical(read: Read) -> None:
    not_critical = elsewhere(read, cni_type="financial_abuse", short_form_ref=None)
    assert faults(not_critical) == {}
    assert "critical_confirmed" not in not_critical.shown
    assert not not_critical.facts["treated_as_critical"]
    raised = elsewhere(read, cni_type="financial_abuse", raise_reason="All savings are gone.")
    assert raised.facts["treated_as_critical"]
    assert "short_form_ref" in raised.answers


def test_s03_a_critical_incident_needs_the_short_form_or_a_reason(read: Read) -> None:
    assert faults(read(FORM, short_form_ref=None)) == {"short_form_not_sent_reason": "required"}
    assert faults(read(FORM, short_form_ref=None, short_form_not_sent_reason="We called instead.")) == {}
    assert "short_form_not_sent_reason" not in read(FORM).shown


def test_s03_an_incident_that_is_not_critical_needs_neither(read: Read) -> None:
    reading = elsewhere(read, hospital_treatment="no", short_form_ref=None)
    assert faults(reading) == {}
    assert "short_form_ref" not in reading.shown


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("SSC-7K2M-9QX3", "SSC-7K2M-9QX3"),
        ("ssc7k2m9qx3", "SSC-7K2M-9QX3"),
        ("SSC-7K2M-9QX4", None),
        ("SSC-7K2M-9Q3X", None),
        ("SSC-7K2M", None),
    ],
)
def test_s03_the_short_form_reference_is_checked_by_its_check_character(
    read: Read, typed: str, stored: str | None
) -> None:
    reading = read(FORM, short_form_ref=typed)
    assert faults(reading) == ({} if stored else {"short_form_ref": "identifier"})
    assert reading.answers.get("short_form_ref") == stored


# ---- S02 and the clocks


def test_s02_a_late_report_is_accepted_and_says_why(read: Read) -> None:
    last_week = {
        name: value
        for moment_ in ("occurred_at", "aware_at")
        for name, value in at(moment_, NOW - timedelta(days=7)).items()
    }
    assert faults(read(FORM, **last_week)) == {"late_reason": "required"}
    reading = read(FORM, late_reason="We did not know.", **last_week)
    assert faults(reading) == {}
    assert reading.late == ("ssr_full",)


def test_s02_a_report_in_time_is_not_asked_why(read: Read) -> None:
    assert "late_reason" not in read(FORM).shown


def test_the_full_report_is_due_3_business_days_after_the_incident(read: Read) -> None:
    (due,) = read(FORM).due
    assert due.clock == "ssr_full"
    assert "Monday 15 June 2026" in due.words()


def test_the_clock_runs_from_awareness_where_the_incident_time_is_unknown(read: Read) -> None:
    assert faults(read(FORM, **blank("occurred_at"))) == {"occurred_at_unknown_reason": "required"}
    reading = read(FORM, occurred_at_unknown_reason="Found in the morning.", **blank("occurred_at"))
    assert faults(reading) == {}
    assert reading.due[0].trigger == NOW - timedelta(hours=1)


# ---- S07 and S08


def test_s07_harm_is_named_and_has_resulted_or_is_likely_never_both(read: Read) -> None:
    assert faults(read(FORM, harm_category=None)) == {"harm_category": "required"}
    assert faults(read(FORM, ni_kind=None)) == {"ni_kind": "required"}
    assert faults(read(FORM, harm_category=["financial_abuse", "impairment"])) == {}
    assert read(FORM, ni_kind=["likely", "resulted"]).answers["ni_kind"] in ("likely", "resulted")


def test_s07_a_serious_risk_with_no_harm_has_not_resulted_in_harm(read: Read) -> None:
    assert faults(elsewhere(read, cni_type="serious_risk")) == {"ni_kind": "S07-serious-risk"}
    assert faults(elsewhere(read, cni_type="serious_risk", ni_kind="likely")) == {}


def test_s08_awareness_is_not_before_the_incident_and_nothing_lies_ahead(read: Read) -> None:
    assert faults(read(FORM, **at("aware_at", NOW - timedelta(hours=3)))) == {"aware_at": "S08"}
    assert faults(read(FORM, **at("aware_at", NOW - timedelta(hours=2)))) == {}
    assert faults(read(FORM, **at("aware_at", NOW + timedelta(hours=1))))["aware_at"] == "past"
    assert faults(read(FORM, **at("occurred_at", NOW + timedelta(hours=1))))["occurred_at"] == "past"


# ---- facts that prompts read: S06, S09, S10


@pytest.mark.parametrize(
    ("funder", "dffh", "tac_or_worksafe"),
    [("dffh", True, False), ("tac", False, True), ("worksafe", False, True), ("health", False, False)],
)
def test_s06_and_s10_the_funder_is_known(read: Read, funder: str, dffh: bool, tac_or_worksafe: bool) -> None:
    reading = read(FORM, funder=[funder])
    assert reading.facts["dffh_funded"] is dffh
    assert reading.facts["tac_or_worksafe_funded"] is tac_or_worksafe
    assert ("funder_claim_no" in reading.shown) is tac_or_worksafe


@pytest.mark.parametrize(
    ("status", "worker"),
    [
        ("employed", True),
        ("agency", True),
        ("volunteer", True),
        ("carer", True),
        ("not_known", True),
        ("not_worker", False),
    ],
)
@pytest.mark.parametrize("under_18", ASKED)
def test_s09_a_worker_is_subject_of_allegation_and_a_person_is_under_18(
    read: Read, status: str, worker: bool, under_18: str
) -> None:
    accused = {
        "has_other_people": "yes",
        "other_people__1__role": "subject_of_allegation",
        "other_people__1__name": "Sam Sample",
        "other_people__1__worker_status": status,
        "other_people__1__action_taken": "Nothing yet.",
        "service_users__1__under_18": under_18,
    }
    reading = read(FORM, **accused)
    assert faults(reading) == {}
    assert reading.facts["worker_allegation_under_18"] is (worker and under_18 != "no")


def test_s09_a_worker_who_saw_it_is_no_subject_of_allegation(read: Read) -> None:
    witness = {
        "has_other_people": "yes",
        "other_people__1__role": "staff",
        "other_people__1__name": "Sam Sample",
        "other_people__1__worker_status": "employed",
        "service_users__1__under_18": "yes",
    }
    reading = read(FORM, **witness)
    assert faults(reading) == {}
    assert not reading.facts["worker_allegation_under_18"]


@pytest.mark.parametrize(("kind", "resulted"), [("resulted", True), ("likely", False), (None, True)])
def test_harm_has_resulted_unless_it_is_only_likely(read: Read, kind: str | None, resulted: bool) -> None:
    assert read(FORM, ni_kind=kind).facts["resulted_in_harm"] is resulted


@pytest.mark.parametrize(
    ("harm", "named"),
    [("death_or_foetus", True), ("impairment", True), ("disfigurement", True), ("psych_developmental", True)]
    + [
        (harm, False)
        for harm in (
            "self_harm_suicide",
            "poor_care_neglect",
            "emotional_abuse",
            "sexual_exploitation",
            "financial_abuse",
        )
    ],
)
def test_the_harm_that_the_act_names_is_told_from_the_rest(read: Read, harm: str, named: bool) -> None:
    assert read(FORM, harm_category=[harm]).facts["harm_named_in_act"] is named
