"""The rules of the critical short form: domain/ssr.md sections 2.4 and 10."""

from datetime import UTC, datetime, timedelta
from itertools import product

import pytest

from tests.forms_src.definitions.conftest import NOW, Read, at, faults
from tests.forms_src.definitions.routes import ASKED

FORM = "ssr-critical-short"


def critical(read: Read, **answers: str) -> bool:
    reading = read(FORM, hospital_name="Example Hospital", relocated_count="3", **answers)
    return reading.facts["is_critical"]


def test_the_whole_submission_has_no_fault(read: Read) -> None:
    assert faults(read(FORM)) == {}


@pytest.mark.parametrize("kind", ["cni_medication", "cni_physical_abuse"])
@pytest.mark.parametrize("hospital", ASKED)
def test_critical_medication_error_or_physical_abuse_needs_hospital(
    read: Read, kind: str, hospital: str
) -> None:
    assert critical(read, cni_type=kind, hospital_treatment=hospital) is (hospital != "no")


@pytest.mark.parametrize(("hospital", "police"), list(product(ASKED, ASKED)))
def test_critical_sexual_abuse_needs_both_police_and_hospital(read: Read, hospital: str, police: str) -> None:
    found = critical(read, cni_type="cni_sexual_abuse", hospital_treatment=hospital, police_involved=police)
    assert found is (hospital != "no" and police != "no")


@pytest.mark.parametrize(("hospital", "moved"), list(product(ASKED, ASKED)))
def test_critical_emergency_needs_hospital_or_relocation(read: Read, hospital: str, moved: str) -> None:
    found = critical(read, cni_type="cni_emergency", hospital_treatment=hospital, relocated=moved)
    assert found is (hospital != "no" or moved != "no")


@pytest.mark.parametrize(("expected", "delivery"), list(product(ASKED, ASKED)))
def test_critical_death_is_unexpected_and_during_delivery(read: Read, expected: str, delivery: str) -> None:
    found = critical(read, cni_type="cni_unexpected_death", death_expected=expected, during_delivery=delivery)
    assert found is (expected != "yes" and delivery != "no")


@pytest.mark.parametrize(
    ("setting", "expected"),
    [
        ("secure_care", True),
        ("custodial_care", True),
        ("disability_compulsory", True),
        ("not_known", True),
        ("none", False),
    ],
)
def test_critical_escape_is_from_a_secure_setting(read: Read, setting: str, expected: bool) -> None:
    assert critical(read, cni_type="cni_escape", secure_setting=setting) is expected


def test_s01_a_report_that_is_not_critical_may_still_be_sent_as_one(read: Read) -> None:
    reading = read(FORM, hospital_treatment="no", hospital_name=None)
    assert reading.facts == {"is_critical": False}
    assert faults(reading) == {}
    assert {"not_critical_note", "raise_reason"} <= reading.shown


def test_s01_nothing_on_the_form_lowers_a_critical_report(read: Read) -> None:
    reading = read(FORM)
    assert reading.facts == {"is_critical": True}
    assert "raise_reason" not in reading.shown


def test_s02_a_late_short_form_is_accepted_and_says_why(read: Read) -> None:
    last_week = {**at("occurred_at", NOW - timedelta(days=7)), **at("aware_at", NOW - timedelta(days=7))}
    assert faults(read(FORM, **last_week)) == {"late_reason": "required"}
    reading = read(FORM, late_reason="We did not know.", **last_week)
    assert faults(reading) == {}
    assert "ssr_cni_short" in reading.late


def test_s08_awareness_is_not_before_the_incident_and_nothing_lies_ahead(read: Read) -> None:
    assert faults(read(FORM, **at("aware_at", NOW - timedelta(hours=3)))) == {"aware_at": "S08"}
    assert faults(read(FORM, **at("aware_at", NOW + timedelta(hours=1))))["aware_at"] == "past"
    assert faults(read(FORM, **at("occurred_at", NOW + timedelta(hours=1))))["occurred_at"] == "past"


def test_the_clock_runs_from_awareness_where_the_incident_time_is_unknown(read: Read) -> None:
    unknown: dict[str, str | None] = {
        f"occurred_at__{part}": None for part in ("day", "month", "year", "time")
    }
    assert faults(read(FORM, **unknown)) == {"occurred_at_unknown_reason": "required"}
    reading = read(FORM, occurred_at_unknown_reason="Found in the morning.", **unknown)
    assert faults(reading) == {}
    assert reading.due[0].trigger == NOW - timedelta(hours=1)


def test_calendar_example_14_friday_before_kings_birthday_is_due_5_pm_on_tuesday(read: Read) -> None:
    friday = datetime(2026, 6, 5, 0, 0, tzinfo=UTC)  # 10 am in Melbourne
    reading = read(FORM, friday + timedelta(minutes=5), **at("occurred_at", friday), **at("aware_at", friday))
    assert reading.due[0].words() == "5 pm, Tuesday 9 June 2026, Melbourne time"
    assert reading.late == ()
