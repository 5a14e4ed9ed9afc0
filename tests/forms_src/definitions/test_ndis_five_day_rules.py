"""The rules of the NDIS 5-day notification, each by its id in domain/ndis.md section 10, and its clock."""

from datetime import datetime, timedelta
from itertools import product
from zoneinfo import ZoneInfo

import pytest

from forms_src.loading import Loaded
from tests.forms_src.definitions.conftest import DAY_SET, NOW, Read, at, faults
from tests.submissions.ndis_five_day import SOLE, practice

FORM = "ndis-five-day"
EARLIER = (
    "immediate_sent",
    "immediate_ref",
    "ri_number",
    "immediate_ref_missing_reason",
    "n1_sent_at",
    "immediate_not_sent_reason",
    "category_changed",
    "new_information",
)


def test_the_whole_submission_has_no_fault(read: Read) -> None:
    reading = read(FORM)
    assert faults(reading) == {}
    assert reading.late == ()


def test_n01_secondary_category_differs_from_primary(read: Read) -> None:
    assert faults(read(FORM, category_secondary="serious_injury")) == {"category_secondary": "N01"}
    assert faults(read(FORM, category_secondary="neglect")) == {}


@pytest.mark.parametrize("category", DAY_SET)
def test_n02_after_a_24_hour_category_the_earlier_notification_is_asked_for(
    read: Read, category: str
) -> None:
    reading = read(FORM, category_primary=category, immediate_sent=None)
    assert faults(reading)["immediate_sent"] == "required"
    assert "only_notification_note" not in reading.shown


@pytest.mark.parametrize(("harm", "secondary"), list(product(["yes", "unsure", "no"], ["", "neglect"])))
def test_n02_and_n03_only_a_restrictive_practice_without_harm_is_told_here_alone(
    read: Read, harm: str, secondary: str
) -> None:
    category = {"category_primary": "restrictive_practice", "category_secondary": secondary}
    injury = {"restrictive_practices-1-rp_injury": harm}
    reading = read(FORM, **{**category, "rp_harm": harm, **practice(NOW), **injury})
    sole = harm == "no" and not secondary
    assert faults(reading) == {}
    assert reading.facts["five_day_form_is_enough"] is sole
    assert ("only_notification_note" in reading.shown) is sole
    assert ("immediate_sent" in reading.shown) is not sole


def test_n03_the_sole_form_asks_for_no_earlier_reference_and_drops_one(read: Read) -> None:
    reading = read(FORM, **{**SOLE, **practice(NOW)})
    assert faults(reading) == {}
    assert not reading.shown & set(EARLIER)
    assert not reading.answers.keys() & set(EARLIER)


def test_n03_a_restrictive_practice_as_secondary_category_is_never_alone(read: Read) -> None:
    category = {"category_secondary": "restrictive_practice", "rp_harm": "no"}
    reading = read(FORM, **{**category, **practice(NOW)})
    assert faults(reading) == {}
    assert not reading.facts["five_day_form_is_enough"]
    assert "immediate_sent" in reading.shown


@pytest.mark.parametrize("injury", ["yes", "unsure"])
def test_n03_no_harm_and_an_injury_below_contradict_each_other(read: Read, injury: str) -> None:
    harmed = {**practice(NOW), "restrictive_practices-1-rp_injury": injury}
    reading = read(FORM, **{**SOLE, **harmed})
    assert faults(reading) == {"rp_harm": "N03-harm"}
    assert "restrictive_practices-1-rp_injury_note" in reading.shown
    assert faults(read(FORM, **{**SOLE, **harmed, "rp_harm": "unsure"})) == {}


def test_the_earlier_notification_has_our_reference_or_the_ri_number_or_a_reason(read: Read) -> None:
    neither = {"immediate_ref": None}
    assert faults(read(FORM, ri_number="RI-123456", **neither)) == {}
    asked = read(FORM, **neither)
    assert faults(asked) == {"immediate_ref_missing_reason": "required"}
    assert asked.faults[0].message == (
        "Enter our reference number or the RI number of the 24-hour notification, or why you have neither"
    )
    assert faults(read(FORM, immediate_ref_missing_reason="Sent in the portal today.", **neither)) == {}
    assert "immediate_ref_missing_reason" not in read(FORM).shown


def test_without_an_earlier_notification_a_reason_is_asked_and_nothing_else_of_it(read: Read) -> None:
    reading = read(FORM, immediate_sent="no")
    assert faults(reading) == {"immediate_not_sent_reason": "required"}
    assert reading.shown & set(EARLIER) == {"immediate_sent", "immediate_not_sent_reason"}
    assert "immediate_missing_note" in reading.shown
    assert faults(read(FORM, immediate_sent="no", immediate_not_sent_reason="This takes its place.")) == {}


def test_a_changed_category_says_why(read: Read) -> None:
    assert faults(read(FORM, category_changed="yes")) == {"category_changed_yes": "required"}
    assert faults(read(FORM, category_changed="yes", category_changed_yes="It is an injury.")) == {}


def test_the_earlier_notification_was_not_sent_before_the_provider_knew(read: Read) -> None:
    early = at("n1_sent_at", NOW - timedelta(hours=25))
    assert faults(read(FORM, **early)) == {"n1_sent_at": "N2A-sent"}
    assert faults(read(FORM, **at("n1_sent_at", NOW - timedelta(hours=24)))) == {}


@pytest.mark.parametrize("category", [*DAY_SET, "restrictive_practice"])
def test_n04_immediate_support_is_not_asked_after_a_death(read: Read, category: str) -> None:
    reading = read(FORM, category_primary=category, rp_harm="yes")
    assert ("support_to_impacted" in reading.answers) is (category != "death")


@pytest.mark.parametrize("died", [{"category_primary": "death"}, {"category_secondary": "death"}])
def test_after_a_death_the_form_asks_about_the_death_and_not_how_the_person_is(
    read: Read, died: dict[str, str]
) -> None:
    reading = read(FORM, **died)
    assert {"death_expected", "coroner", "health_plans", "dnr"} <= reading.shown
    assert not {"current_condition", "person_involved", "advocate_offered"} & reading.shown
    assert "death_expected" not in read(FORM).shown


def test_n05_awareness_is_not_before_the_incident(read: Read) -> None:
    before = at("aware_at", NOW - timedelta(hours=26))
    assert faults(read(FORM, **before)) == {"aware_at": "N05"}
    assert faults(read(FORM, **at("aware_at", NOW - timedelta(hours=25)))) == {}


def test_n05_key_personnel_are_not_aware_before_the_provider(read: Read) -> None:
    before = at("aware_key_personnel_at", NOW - timedelta(hours=25))
    assert faults(read(FORM, **before)) == {"aware_key_personnel_at": "N05-key-personnel"}
    same = at("aware_key_personnel_at", NOW - timedelta(hours=24))
    assert faults(read(FORM, **same)) == {}


@pytest.mark.parametrize("name", ["incident_at", "aware_at", "aware_key_personnel_at", "n1_sent_at"])
def test_n05_no_moment_lies_in_the_future(read: Read, name: str) -> None:
    assert faults(read(FORM, **at(name, NOW + timedelta(minutes=1))))[name] == "past"


def test_n05_the_zone_is_that_of_the_state(read: Read) -> None:
    in_perth = {**at("aware_at", NOW, "Australia/Perth"), **at("n1_sent_at", NOW, "Australia/Perth")}
    reading = read(FORM, state="wa", **in_perth)
    assert faults(reading) == {}
    assert reading.answers["aware_at"].endswith("+08:00")
    assert reading.due[0].calendar == "WA"


def test_n07_yes_needs_a_subject_and_no_has_none(read: Read) -> None:
    asked = faults(read(FORM, has_subject="yes"))
    assert asked == {"subjects-1-kind": "required", "subjects-1-name": "required"}
    dropped = read(FORM, **{"subjects-1-kind": "worker", "subjects-1-name": "Sam Sample"})
    assert faults(dropped) == {}
    assert "subjects" not in dropped.answers
    assert "worker_status" not in dropped.shown


def test_n08_under_18_child_protection_applies(read: Read) -> None:
    young = {"ip_dob-year": "2010"}
    assert faults(read(FORM, **young)) == {"child_protection": "N08"}
    assert faults(read(FORM, child_protection="unknown", **young)) == {}


def test_n09_there_is_exactly_one_impacted_person(loaded: Loaded) -> None:
    groups = {field.id for field in loaded.forms[FORM].members() if field.type == "group"}
    assert groups == {
        "subjects",
        "witnesses",
        "restrictive_practices",
        "corrective_actions",
        "further_actions",
        "worker_status",
        "attachments",
    }


@pytest.mark.parametrize(
    ("typed", "code", "caution"),
    [
        ("430 000 099", None, False),
        ("120000000", None, True),
        ("43000000", "identifier", False),
    ],
)
def test_n10_a_participant_number_has_nine_digits_and_43_is_usual(
    read: Read, typed: str, code: str | None, caution: bool
) -> None:
    reading = read(FORM, ip_ndis_number=typed)
    assert faults(reading).get("ip_ndis_number") == code
    assert ("ip_ndis_number" in reading.cautions) is caution


def test_n11_the_declaration_does_not_name_the_5_day_notification(read: Read) -> None:
    statements = ["authorised", "purpose", "true_and_correct", "false_information"]
    assert read(FORM).answers["declaration"] == statements
    more = [*statements, "further_notification"]
    assert faults(read(FORM, declaration=more)) == {"declaration": "not_an_option"}
    assert faults(read(FORM, declaration=statements[:-1])) == {"declaration": "missing"}


@pytest.mark.parametrize(("kind", "asked"), [("worker", True), ("person_with_disability", False)])
def test_what_a_worker_does_now_is_asked_of_workers_only(read: Read, kind: str, asked: bool) -> None:
    subject = {"has_subject": "yes", "subjects-1-kind": kind, "subjects-1-name": "Sam Sample"}
    shown = read(FORM, **subject).shown
    assert ("worker_status" in shown) is asked
    assert ("worker_screening" in shown) is asked


# ---- facts


@pytest.mark.parametrize(
    ("funder", "dffh", "tac_or_worksafe"),
    [
        (["none"], False, False),
        (["dffh"], True, False),
        (["tac"], False, True),
        (["worksafe"], False, True),
        (["dffh", "tac"], True, True),
        (["not_known"], True, True),
    ],
)
def test_n14_in_victoria_other_funding_may_mean_other_reports(
    read: Read, funder: list[str], dffh: bool, tac_or_worksafe: bool
) -> None:
    reading = read(FORM, funder=funder)
    assert faults(reading) == {}
    assert reading.facts["dffh_funded"] is dffh
    assert reading.facts["tac_or_worksafe_funded"] is tac_or_worksafe


def test_n14_is_about_victoria_only(read: Read) -> None:
    assert faults(read(FORM, funder=None)) == {"funder": "required"}
    elsewhere = read(FORM, state="nsw", funder=["dffh", "tac"])
    assert faults(elsewhere) == {}
    assert "funder" not in elsewhere.answers
    assert not elsewhere.facts["dffh_funded"]
    assert not elsewhere.facts["tac_or_worksafe_funded"]


@pytest.mark.parametrize(
    ("kind", "year", "holds"),
    [("worker", "2010", True), ("worker", "1980", False), ("other", "2010", False)],
)
def test_worker_allegation_under_18(read: Read, kind: str, year: str, holds: bool) -> None:
    subject = {"has_subject": "yes", "subjects-1-kind": kind, "subjects-1-name": "Sam Sample"}
    reading = read(FORM, **subject, **{"ip_dob-year": year})
    assert reading.facts["worker_allegation_under_18"] is holds


@pytest.mark.parametrize(
    ("answers", "holds"),
    [
        ({**SOLE, "medical_treatment": "none"}, False),
        ({**SOLE, "medical_treatment": "first_aid"}, True),
        ({**SOLE, "rp_harm": "unsure", "medical_treatment": "none"}, True),
        ({"category_primary": "neglect", "medical_treatment": "none"}, True),
    ],
)
def test_resulted_in_harm_unless_clearly_not(read: Read, answers: dict[str, str], holds: bool) -> None:
    assert read(FORM, **answers).facts["resulted_in_harm"] is holds


# ---- the clock: domain/calendar.md section 7

EXAMPLES = [
    ("1, before Easter", "2026-04-02", "vic", "2026-04-13"),
    ("2, Anzac on Saturday", "2026-04-24", "vic", "2026-05-01"),
    ("3", "2026-01-23", "vic", "2026-02-02"),
    ("4, Labour Day Monday", "2026-03-06", "vic", "2026-03-16"),
    ("5, AFL Friday next", "2026-09-24", "vic", "2026-10-02"),
    ("6", "2026-10-31", "vic", "2026-11-09"),
    ("7, Cup Day next", "2026-11-02", "vic", "2026-11-10"),
    ("8", "2026-12-24", "vic", "2027-01-05"),
    ("9, before Easter", "2027-03-25", "vic", "2027-04-05"),
    ("10", "2027-12-24", "vic", "2028-01-05"),
    ("17, NDIS in NSW", "2026-04-24", "nsw", "2026-05-04"),
    ("17, same facts in Victoria", "2026-04-24", "vic", "2026-05-01"),
]


@pytest.mark.parametrize(
    ("aware", "state", "last"), [one[1:] for one in EXAMPLES], ids=[e[0] for e in EXAMPLES]
)
def test_worked_examples_of_5_business_days(read: Read, aware: str, state: str, last: str) -> None:
    noon = datetime.fromisoformat(f"{aware}T12:00").replace(tzinfo=ZoneInfo("Australia/Melbourne"))
    reading = read(FORM, noon + timedelta(hours=1), **{**SOLE, "state": state, **at("aware_at", noon)})
    [due] = reading.due
    assert due.clock == "ndis_5bd"
    ends = (due.or_at or due.due_at).astimezone(ZoneInfo(due.zone))
    assert f"{ends:%Y-%m-%d %H:%M}" == f"{last} 23:59"


def test_a_late_report_goes_on_and_says_why(read: Read) -> None:
    aware = datetime.fromisoformat("2026-06-02T12:00+10:00")
    known = {**at("incident_at", aware), **at("aware_at", aware)}
    last_day = datetime.fromisoformat("2026-06-10T12:00+10:00")
    assert "late_reason" not in read(FORM, last_day, **known).shown
    after = datetime.fromisoformat("2026-06-11T00:00+10:00")
    late = read(FORM, after, **known)
    assert faults(late) == {"late_reason": "required"}
    assert late.late == ("ndis_5bd",)
    assert faults(read(FORM, after, late_reason="Nobody was on duty.", **known)) == {}
