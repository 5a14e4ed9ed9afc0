"""The rules of the NDIS immediate notification, each by its id in domain/ndis.md section 10."""

from datetime import timedelta
from itertools import product

import pytest

from forms_src.loading import Loaded
from tests.forms_src.definitions.conftest import DAY_SET, NOW, Read, at, faults

FORM = "ndis-immediate"


def test_the_whole_submission_has_no_fault(read: Read) -> None:
    assert faults(read(FORM)) == {}


def test_n01_secondary_category_differs_from_primary(read: Read) -> None:
    assert faults(read(FORM, category_secondary="serious_injury")) == {"category_secondary": "N01"}
    assert faults(read(FORM, category_secondary="neglect")) == {}


@pytest.mark.parametrize("category", DAY_SET)
def test_n02_a_24_hour_category_is_due_24_hours_after_awareness(read: Read, category: str) -> None:
    reading = read(FORM, category_primary=category)
    assert [due.clock for due in reading.due] == ["ndis_24h", "ndis_5bd"]
    assert reading.due[0].due_at == NOW - timedelta(hours=2) + timedelta(hours=24)


@pytest.mark.parametrize(("harm", "secondary"), list(product(["yes", "unsure", "no"], ["", "neglect"])))
def test_n02_and_n03_restrictive_practice_without_harm_needs_only_the_5_day_form(
    read: Read, harm: str, secondary: str
) -> None:
    reading = read(FORM, category_primary="restrictive_practice", rp_harm=harm, category_secondary=secondary)
    five_day_only = harm == "no" and not secondary
    assert faults(reading) == {}
    assert ("five_day_note" in reading.shown) is five_day_only
    assert [due.clock for due in reading.due] == (["ndis_5bd"] if five_day_only else ["ndis_24h", "ndis_5bd"])


def test_n03_such_a_report_is_not_late_on_the_third_day(read: Read) -> None:
    third_day = {**at("incident_at", NOW - timedelta(days=3)), **at("aware_at", NOW - timedelta(days=3))}
    reading = read(FORM, category_primary="restrictive_practice", rp_harm="no", **third_day)
    assert faults(reading) == {}
    assert reading.late == ()
    assert "late_reason" not in reading.shown


@pytest.mark.parametrize("category", [*DAY_SET, "restrictive_practice"])
def test_n04_immediate_support_is_not_asked_after_a_death(read: Read, category: str) -> None:
    reading = read(FORM, category_primary=category, rp_harm="yes")
    assert ("support_to_impacted" in reading.answers) is (category != "death")


def test_n05_awareness_is_not_before_the_incident(read: Read) -> None:
    before = at("aware_at", NOW - timedelta(hours=4))
    assert faults(read(FORM, **before)) == {"aware_at": "N05"}
    same = at("aware_at", NOW - timedelta(hours=3))
    assert faults(read(FORM, **same)) == {}


def test_n05_key_personnel_are_not_aware_before_the_provider(read: Read) -> None:
    before = at("aware_key_personnel_at", NOW - timedelta(hours=3))
    assert faults(read(FORM, **before)) == {"aware_key_personnel_at": "N05-key-personnel"}


@pytest.mark.parametrize("name", ["incident_at", "aware_at", "aware_key_personnel_at"])
def test_n05_no_moment_lies_in_the_future(read: Read, name: str) -> None:
    assert faults(read(FORM, **at(name, NOW + timedelta(minutes=1))))[name] == "past"


def test_n05_the_zone_is_that_of_the_state(read: Read) -> None:
    in_perth = {**at("aware_at", NOW, "Australia/Perth"), **at("incident_at", NOW, "Australia/Perth")}
    reading = read(FORM, state="wa", **in_perth)
    assert faults(reading) == {}
    assert reading.answers["aware_at"].endswith("+08:00")
    assert reading.place.zone_words == "Perth time"


def test_n06_a_late_report_goes_on_and_says_why(read: Read) -> None:
    long_ago = {**at("incident_at", NOW - timedelta(hours=25)), **at("aware_at", NOW - timedelta(hours=25))}
    assert faults(read(FORM, **long_ago)) == {"late_reason": "required"}
    reading = read(FORM, late_reason="Nobody was on duty.", **long_ago)
    assert faults(reading) == {}
    assert reading.late == ("ndis_24h",)


def test_n06_a_report_in_time_is_not_asked_why(read: Read) -> None:
    assert "late_reason" not in read(FORM).shown
    exactly = {**at("incident_at", NOW - timedelta(hours=24)), **at("aware_at", NOW - timedelta(hours=24))}
    assert "late_reason" not in read(FORM, **exactly).shown


def test_n07_yes_needs_a_subject_and_no_has_none(read: Read) -> None:
    asked = faults(read(FORM, has_subject="yes"))
    assert asked["subjects-1-kind"] == "required"
    assert asked["subjects-1-name"] == "required"
    dropped = read(FORM, has_subject="no", subjects__1__kind="worker", subjects__1__name="Sam Sample")
    assert faults(dropped) == {}
    assert "subjects" not in dropped.answers


def test_n08_under_18_child_protection_applies(read: Read) -> None:
    assert faults(read(FORM, ip_dob__year="2010")) == {"child_protection": "N08"}
    assert faults(read(FORM, ip_dob__year="2010", child_protection="unknown")) == {}


@pytest.mark.parametrize(("day", "code"), [("10", {}), ("11", {"child_protection": "N08"})])
def test_n08_someone_is_18_on_their_birthday(read: Read, day: str, code: dict[str, str]) -> None:
    born = {"ip_dob__day": day, "ip_dob__month": "6", "ip_dob__year": "2008"}
    assert faults(read(FORM, **born)) == code


def test_n09_there_is_exactly_one_impacted_person(loaded: Loaded) -> None:
    groups = {field.id for field in loaded.forms[FORM].members() if field.type == "group"}
    assert groups == {"subjects", "attachments"}
    section = next(s for s in loaded.forms[FORM].sections if any(f.id == "ip_name" for f in s.fields))
    assert "one" in (section.intro or "").lower() or any(f.type == "guidance" for f in section.fields)


@pytest.mark.parametrize(
    ("typed", "code", "caution"),
    [
        ("430000000", None, False),
        ("430 000 099", None, False),
        ("120000000", None, True),
        ("43000000", "identifier", False),
        ("4300000000", "identifier", False),
        ("43000000X", "identifier", False),
    ],
)
def test_n10_a_participant_number_has_nine_digits_and_43_is_usual(
    read: Read, typed: str, code: str | None, caution: bool
) -> None:
    reading = read(FORM, ip_ndis_number=typed)
    assert faults(reading).get("ip_ndis_number") == code
    assert ("ip_ndis_number" in reading.cautions) is caution


def test_n10_without_a_number_a_reason_is_asked(read: Read) -> None:
    assert faults(read(FORM, ip_ndis_number=None)) == {"ip_ndis_number_missing_reason": "required"}


def test_n11_the_declaration_names_the_next_notification(read: Read) -> None:
    statements = ["authorised", "purpose", "true_and_correct", "false_information"]
    assert faults(read(FORM, declaration=statements)) == {"declaration": "missing"}
    assert read(FORM).answers["declaration"][-1] == "further_notification"
