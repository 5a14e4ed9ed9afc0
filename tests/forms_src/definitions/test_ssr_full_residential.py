"""Supported residential services in the full incident report: S04 and S05 of domain/ssr.md section 10."""

import pytest

from forms_src.loading import Loaded
from tests.forms_src.definitions.conftest import Read, faults
from tests.forms_src.definitions.routes import ASKED
from tests.forms_src.definitions.ssr_full import FORM, blank, elsewhere

TRIGGERS = ("deterioration", "injury", "medication_error", "death", "behaviour", "relocation", "termination")
RECORD = (
    "med_advice_sought",
    "med_advice_result",
    "med_error_at",
    "med_what_occurred",
    "med_administered",
    "med_staff_name",
    "med_staff_signed",
)


# ---- S04: supported residential services, regulations 17 to 23


def test_s04_there_are_seven_triggers_and_none(loaded: Loaded) -> None:
    field = loaded.forms[FORM].fields_by_id["srs_trigger"]
    assert tuple(field.labels) == (*TRIGGERS, "none")  # type: ignore[attr-defined]


@pytest.mark.parametrize("trigger", TRIGGERS)
def test_s04_each_trigger_needs_the_guardian_or_person_nominated(read: Read, trigger: str) -> None:
    not_told = {"cni_type": "injury_known", "srs_notified_type": None, "srs_trigger": [trigger]}
    assert faults(read(FORM, **not_told)) == {"srs_notified_type": "required"}
    named = {**not_told, "srs_notified_type": "guardian", "srs_notified_person": None}
    assert faults(read(FORM, **named)) == {"srs_notified_person": "required"}


def test_s04_without_a_trigger_nobody_is_to_be_told(read: Read) -> None:
    reading = read(FORM, cni_type="injury_known", srs_trigger=["none"], srs_notified_type=None)
    assert faults(reading) == {}
    assert [due.clock for due in reading.due] == ["ssr_full"]
    assert faults(read(FORM, cni_type="injury_known", srs_trigger=["none", "injury"])) == {
        "srs_trigger": "exclusive"
    }


def test_s04_a_service_of_another_kind_is_not_asked(read: Read) -> None:
    reading = elsewhere(read, srs_trigger=["injury"])
    assert "srs_trigger" not in reading.shown
    assert [due.clock for due in reading.due] == ["ssr_full"]


def test_s04_until_they_are_told_a_reason_is_asked_and_the_3_business_days_run(read: Read) -> None:
    assert faults(read(FORM, **blank("srs_notified_at"))) == {"srs_not_notified_reason": "required"}
    reading = read(FORM, srs_not_notified_reason="No answer yet.", **blank("srs_notified_at"))
    assert faults(reading) == {}
    assert [due.clock for due in reading.due] == ["ssr_full", "srs_guardian"]
    assert reading.due[1].due_at == reading.due[0].due_at
    assert not {"srs_notified_how", "srs_notified_by"} & reading.shown


def test_s04_once_they_are_told_how_and_by_whom_is_asked_and_nothing_more_is_due(read: Read) -> None:
    told = read(FORM, srs_notified_how=None, srs_notified_by=None)
    assert faults(told) == {"srs_notified_how": "required", "srs_notified_by": "required"}
    assert [due.clock for due in told.due] == ["ssr_full"]


def test_s04_a_resident_who_has_neither_needs_no_name(read: Read) -> None:
    reading = read(FORM, srs_notified_type="neither")
    assert faults(reading) == {}
    assert "srs_notified_person" not in reading.answers
    assert [due.clock for due in reading.due] == ["ssr_full"]


@pytest.mark.parametrize(
    ("kind", "trigger", "rule"),
    [
        ("cni_medication", "medication_error", "S04-medication-error"),
        ("cni_unexpected_death", "death", "S04-death"),
    ],
)
def test_s04_the_triggers_fit_the_kind_of_incident(read: Read, kind: str, trigger: str, rule: str) -> None:
    death = {"death_expected": "no", "during_delivery": "yes", "coroner": "no"}
    assert faults(read(FORM, cni_type=kind, srs_trigger=["none"], **death)) == {"srs_trigger": rule}
    assert faults(read(FORM, cni_type=kind, srs_trigger=[trigger], **death)) == {}


# ---- S05


@pytest.mark.parametrize("item", RECORD)
def test_s05_a_medication_error_needs_each_item_of_the_record(read: Read, item: str) -> None:
    missing: dict[str, str | list[str] | None] = {
        item: None,
        **(blank(item) if item == "med_error_at" else {}),
    }
    assert faults(read(FORM, **missing)) == {item: "required"}


def test_s05_no_record_is_asked_without_a_medication_error(read: Read) -> None:
    reading = read(FORM, cni_type="injury_known", srs_trigger=["injury"])
    assert faults(reading) == {}
    assert not set(RECORD) & reading.shown


@pytest.mark.parametrize("changed", ASKED)
def test_the_support_plan_is_reviewed_where_needs_have_changed_or_may_have(read: Read, changed: str) -> None:
    asked = {} if changed == "no" else {"support_plan_reviewed": "required"}
    assert faults(read(FORM, srs_needs_changed=changed)) == asked


@pytest.mark.parametrize(
    ("answer", "then"),
    [
        ("yes", "support_plan_reviewed_on"),
        ("booked", "support_plan_booked_for"),
        ("not_needed", "support_plan_not_needed_reason"),
    ],
)
def test_the_review_of_the_support_plan_has_its_date_or_a_reason(read: Read, answer: str, then: str) -> None:
    assert faults(read(FORM, srs_needs_changed="yes", support_plan_reviewed=answer)) == {then: "required"}
