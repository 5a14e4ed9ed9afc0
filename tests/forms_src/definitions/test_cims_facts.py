"""What the CIMS report tells about other duties: rules C11 to C13 of domain/cims.md section 13."""

import pytest

from tests.forms_src.definitions.cims import FORM, NO_DOB, WORKER, Changes, client, typed
from tests.forms_src.definitions.conftest import Read


def fact(read: Read, name: str, changes: Changes) -> bool:
    reading = read(FORM, **changes)
    return reading.facts[name]


@pytest.mark.parametrize("kind", ["medication_error", "physical_abuse"])
@pytest.mark.parametrize(
    ("attention", "critical"),
    [
        ("none_needed", False),
        ("gp_or_clinic", False),
        ("ambulance_only", False),
        ("hospital_emergency", True),
        ("admitted", True),
        ("refused", True),
        ("not_known", True),
    ],
)
def test_c11_hospital_makes_these_types_critical(
    read: Read, kind: str, attention: str, critical: bool
) -> None:
    assert fact(read, "is_critical", typed(kind) | client(medical_attention=attention)) is critical


def test_c11_hospital_makes_no_other_type_critical(read: Read) -> None:
    assert not fact(read, "is_critical", client(medical_attention="admitted"))


@pytest.mark.parametrize(("police", "critical"), [("yes", True), ("no", False), ("not_needed", False)])
def test_c11_sexual_abuse_is_critical_with_police_and_hospital(
    read: Read, police: str, critical: bool
) -> None:
    asked = typed("sexual_abuse") | {"police_informed": police}
    assert fact(read, "is_critical", asked | client(medical_attention="admitted")) is critical
    assert not fact(read, "is_critical", asked)


@pytest.mark.parametrize(("expected", "critical"), [("yes", False), ("no", True), ("not_known", True)])
def test_c11_an_unexpected_death_is_critical(read: Read, expected: str, critical: bool) -> None:
    assert fact(read, "is_critical", typed("death") | client(death_anticipated=expected)) is critical
    outside = typed("death") | client(death_anticipated=expected) | {"during_service_delivery": "none"}
    assert not fact(read, "is_critical", outside)


@pytest.mark.parametrize(
    ("setting", "critical"), [("secure_care", True), ("not_known", True), ("none", False)]
)
def test_c11_an_escape_from_a_secure_setting_is_critical(read: Read, setting: str, critical: bool) -> None:
    asked = typed("escape_secure_facility") | client(secure_setting=setting)
    assert fact(read, "is_critical", asked) is critical


@pytest.mark.parametrize(("moved", "critical"), [("yes", True), ("not_known", True), ("no", False)])
def test_c11_an_emergency_with_relocation_is_critical(read: Read, moved: str, critical: bool) -> None:
    assert fact(read, "is_critical", {"emergency_event": "yes", "relocated": moved}) is critical
    assert not fact(read, "is_critical", {"emergency_event": "no", "relocated": moved})


@pytest.mark.parametrize(("answer", "expected"), [("yes", True), ("not_known", True), ("no", False)])
def test_c12_an_ndis_participant_is_known(read: Read, answer: str, expected: bool) -> None:
    assert fact(read, "ndis_participant", client(client_ndis_participant=answer)) is expected


@pytest.mark.parametrize(
    ("who", "expected"),
    [("worker", True), ("carer", True), ("volunteer", True), ("not_known", True), ("family", False)],
)
def test_c13_a_worker_subject_and_a_client_under_18(read: Read, who: str, expected: bool) -> None:
    asked = client(subject_kinds=[who])
    assert fact(read, "worker_allegation_under_18", asked | client(reportable_conduct="yes")) is expected
    adult = asked | client(reportable_conduct="yes", client_dob__year="1990")
    assert not fact(read, "worker_allegation_under_18", adult)


@pytest.mark.parametrize(
    ("age", "expected"), [("age_12_17", True), ("not_known", True), ("age_18_25", False)]
)
def test_c13_an_age_that_is_not_known_counts_as_under_18(read: Read, age: str, expected: bool) -> None:
    asked = WORKER | NO_DOB | client(client_age=age)
    assert fact(read, "worker_allegation_under_18", asked) is expected


def test_the_department_funds_whoever_reports_here(read: Read) -> None:
    assert fact(read, "dffh_funded", {})
    assert not fact(read, "dffh_funded", {"program": None})


def test_a_serious_risk_is_the_one_type_without_harm(read: Read) -> None:
    assert fact(read, "resulted_in_harm", {})
    assert not fact(read, "resulted_in_harm", typed("serious_risk"))
