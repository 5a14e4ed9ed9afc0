"""The rules C01 to C15 of the CIMS report, each by its id in domain/cims.md section 13, and its clock."""

from datetime import UTC, datetime, timedelta

import pytest

from forms_src.fields.choice import ChoiceField
from forms_src.loading import Loaded
from tests.forms_src.definitions.cims import (
    ABUSE,
    FORM,
    LATE,
    OTHER_TYPES,
    SUBJECT,
    Changes,
    client,
    other,
    program,
    typed,
)
from tests.forms_src.definitions.conftest import NOW, Read, at, changed_names, faults
from tests.submissions import cims_incident_report

PROGRAMS = {
    "child_protection": {"department_delivered", "authorised_aboriginal_agency"},
    "fv_sa": {"family_violence", "sexual_assault"},
    "oohc": {"foster_care", "kinship_care", "residential_care", "lead_tenant"},
    "housing": {"department_managed", "homelessness_assistance", "long_term_assistance"},
    "youth": {"refugee_minor", "youth_services"},
}
CLIENT = {name: value for name, value in cims_incident_report(NOW).items() if name.startswith("clients-1-")}


def options(loaded: Loaded, field: str) -> set[str]:
    found = loaded.forms[FORM].fields_by_id[field]
    assert isinstance(found, ChoiceField)
    return set(found.labels)


def test_the_whole_submission_has_no_fault(read: Read) -> None:
    assert faults(read(FORM)) == {}


@pytest.mark.parametrize("kind", [*ABUSE, *OTHER_TYPES])
def test_a_whole_report_of_every_type_has_no_fault(read: Read, kind: str) -> None:
    assert faults(read(FORM, **typed(kind))) == {}


def test_c01_there_is_at_least_one_client(read: Read) -> None:
    none: Changes = dict.fromkeys(CLIENT)
    assert faults(read(FORM, **none))["clients-1-incident_type_primary"] == "required"


def test_c01_there_are_at_most_ten_clients(read: Read) -> None:
    ten = {nth(name, number): value for number in range(2, 11) for name, value in CLIENT.items()}
    reading = read(FORM, **ten)
    assert faults(reading) == {}
    assert len(reading.answers["clients"]) == 10
    eleventh = {nth(name, 11): value for name, value in CLIENT.items()}
    assert faults(read(FORM, **ten, **eleventh)) == {"clients": "too_many"}


def nth(name: str, number: int) -> str:
    return name.replace("clients-1-", f"clients-{number}-")


@pytest.mark.parametrize("name", PROGRAMS)
def test_c02_each_program_has_its_own_service_types(read: Read, loaded: Loaded, name: str) -> None:
    own = f"program_service_type_{name}"
    assert options(loaded, own) == PROGRAMS[name]
    for service_type in PROGRAMS[name]:
        assert faults(read(FORM, **program(name, service_type))) == {}
    assert faults(read(FORM, **program(name, None))) == {own: "required"}
    assert faults(read(FORM, **program(name, "crisis_accommodation"))) == {own: "not_an_option"}


def test_c02_family_violence_and_sexual_assault_services_have_exactly_two(loaded: Loaded) -> None:
    field = loaded.forms[FORM].fields_by_id["program_service_type_fv_sa"]
    assert isinstance(field, ChoiceField)
    assert list(field.labels.values()) == ["Family violence services", "Sexual assault services"]


def test_c02_a_service_type_of_another_program_is_dropped(read: Read) -> None:
    reading = read(FORM, program="secure_welfare")
    assert faults(reading) == {}
    assert not [name for name in reading.answers if name.startswith("program_service_type")]


def test_c03_the_19_types_of_the_policy_and_no_others(read: Read, loaded: Loaded) -> None:
    assert options(loaded, "clients.incident_type_primary") == {*ABUSE, *OTHER_TYPES}
    assert len({*ABUSE, *OTHER_TYPES}) == 19
    old = client(incident_type_primary="poor_quality_of_care")
    assert faults(read(FORM, **old))["clients-1-incident_type_primary"] == "not_an_option"


def test_c04_a_serious_risk_says_which_of_two_it_is(read: Read) -> None:
    asked = typed("serious_risk") | client(serious_risk_basis=None)
    assert faults(read(FORM, **asked)) == {"clients-1-serious_risk_basis": "required"}
    assert faults(read(FORM, **typed("serious_risk"))) == {}


def test_c04_nothing_else_has_a_basis(read: Read) -> None:
    reading = read(FORM, **client(serious_risk_basis="likely_death_serious_impairment"))
    assert "serious_risk_basis" not in reading.answers["clients"][0]


@pytest.mark.parametrize("primary", ABUSE)
def test_c04_serious_risk_is_never_a_secondary_type(read: Read, primary: str) -> None:
    asked = typed(primary) | client(incident_type_secondary="serious_risk")
    assert faults(read(FORM, **asked))["clients-1-incident_type_secondary"] == "not_an_option"


def test_c04_when_unsure_the_form_says_to_choose_serious_risk(loaded: Loaded) -> None:
    hint = loaded.forms[FORM].fields_by_id["clients.incident_type_primary"].hint or ""
    assert "Not sure" in hint
    assert hint.endswith("Choose Serious risk.")


@pytest.mark.parametrize("primary", OTHER_TYPES)
def test_c05_only_abuse_types_have_a_secondary_type(read: Read, primary: str) -> None:
    reading = read(FORM, **typed(primary), **client(incident_type_secondary="neglect"))
    assert faults(reading) == {}
    assert "incident_type_secondary" not in reading.answers["clients"][0]


@pytest.mark.parametrize("primary", ABUSE)
@pytest.mark.parametrize("secondary", ABUSE)
def test_c05_the_secondary_type_differs_from_the_primary(read: Read, primary: str, secondary: str) -> None:
    reading = read(FORM, **typed(primary), **client(incident_type_secondary=secondary))
    assert faults(reading) == ({"clients-1-incident_type_secondary": "C05"} if primary == secondary else {})
    assert {one.message for one in reading.faults} <= {
        "Secondary incident type must not be the same as the primary incident type (client 1)"
    }


def test_c05_the_secondary_type_may_be_left_out(read: Read) -> None:
    assert faults(read(FORM, **typed("neglect"), **client(incident_type_secondary=""))) == {}


def test_c05_each_client_has_a_pair_of_their_own(read: Read) -> None:
    asked = typed("neglect") | client(incident_type_secondary="physical_abuse")
    swapped = typed("physical_abuse") | client(incident_type_secondary="neglect")
    second = CLIENT | changed_names(swapped)
    rest: Changes = {nth(name, 2): value for name, value in second.items()}
    assert faults(read(FORM, **asked, **rest)) == {}
    same: Changes = {"clients-2-incident_type_secondary": "physical_abuse"}
    reading = read(FORM, **(asked | rest | same))
    assert [(fault.name, fault.message) for fault in reading.faults] == [
        (
            "clients-2-incident_type_secondary",
            "Secondary incident type must not be the same as the primary incident type (client 2)",
        )
    ]


@pytest.mark.parametrize("gender", ["", None, "non_binary", "different_term", "not_known"])
def test_c07_gender_never_blocks(read: Read, gender: str | None) -> None:
    assert faults(read(FORM, **client(client_gender=gender))) == {}


DAY = ("day", "month", "year")
DATE: dict[str, Changes] = {
    "exact": {},
    "approximate": {"incident_date_known": "approximate"},
    "period": {
        "incident_date_known": "period",
        **{
            f"incident_period_end__{part}": value
            for part, value in zip(DAY, ("10", "6", "2026"), strict=True)
        },
    },
}


def on_10_june(known: str) -> Changes:
    name = {"approximate": "incident_date", "period": "incident_period_start"}[known]
    return {f"{name}__{part}": value for part, value in zip(DAY, ("10", "6", "2026"), strict=True)}


@pytest.mark.parametrize("known", ["approximate", "period"])
def test_c08_the_service_does_not_find_out_before_the_day(read: Read, known: str) -> None:
    that_day = DATE[known] | on_10_june(known)
    assert faults(read(FORM, **that_day)) == {}
    day_before = at("disclosed_at", NOW - timedelta(days=1))
    assert faults(read(FORM, **that_day, **day_before)) == {"disclosed_at": "C08"}


def test_c08_the_service_does_not_find_out_before_the_moment(read: Read) -> None:
    assert faults(read(FORM, **at("disclosed_at", NOW - timedelta(hours=3)))) == {"disclosed_at": "C08"}
    assert faults(read(FORM, **at("disclosed_at", NOW - timedelta(hours=2)))) == {}


@pytest.mark.parametrize("name", ["occurred_at", "disclosed_at"])
def test_c08_nothing_lies_ahead_in_melbourne(read: Read, name: str) -> None:
    assert faults(read(FORM, **at(name, NOW + timedelta(minutes=1))))[name] == "past"


def test_c08_a_period_ends_after_it_starts(read: Read) -> None:
    ended = {"incident_period_end__day": "9"}
    assert faults(read(FORM, **(DATE["period"] | on_10_june("period") | ended))) == {
        "incident_period_end": "C08-period"
    }


def test_c08_a_date_that_is_not_known_is_explained(read: Read) -> None:
    assert faults(read(FORM, incident_date_known="not_known")) == {"incident_date_unknown_reason": "required"}
    known = {"incident_date_known": "not_known", "incident_date_unknown_reason": "Nobody saw it."}
    assert faults(read(FORM, **known)) == {}


def test_c09_a_late_report_is_accepted_and_says_why(read: Read) -> None:
    assert faults(read(FORM, **LATE)) == {"late_reason": "required"}
    reading = read(FORM, late_reason="Nobody told us.", **LATE)
    assert faults(reading) == {}
    assert reading.late == ("cims_report",)


def test_c09_the_report_is_due_at_the_end_of_the_third_business_day(read: Read) -> None:
    friday = datetime(2026, 6, 5, 0, 0, tzinfo=UTC)  # 10 am in Melbourne; Monday is the King’s Birthday
    found = at("occurred_at", friday) | at("disclosed_at", friday)
    reading = read(FORM, friday + timedelta(minutes=5), **found)
    assert reading.due[0].words() == "11.59 pm, Thursday 11 June 2026, Melbourne time"
    in_time = datetime(2026, 6, 11, 13, 59, tzinfo=UTC)
    assert "late_reason" not in read(FORM, in_time, **found).shown
    assert "late_reason" in read(FORM, in_time + timedelta(minutes=1), **found).shown


@pytest.mark.parametrize("who", ["not_known", "none"])
@pytest.mark.parametrize("kind", ABUSE)
def test_c10_abuse_without_a_known_subject_asks_why(read: Read, kind: str, who: str) -> None:
    asked = typed(kind) | client(subject_kinds=[who], reportable_conduct="not_sure")
    assert faults(read(FORM, **asked)) == {"clients-1-no_subject_reason": "required"}
    assert faults(read(FORM, **asked, **client(no_subject_reason="Nobody saw it."))) == {}


def test_c10_other_types_do_not_ask_why(read: Read) -> None:
    assert "clients-1-no_subject_reason" not in read(FORM, **client(subject_kinds=["none"])).shown


def test_c10_a_known_subject_who_is_not_listed_is_warned_of(read: Read) -> None:
    reading = read(FORM, **typed("physical_abuse"))
    assert "subject_missing_note" in reading.shown
    assert faults(reading) == {}
    assert "subject_missing_note" not in read(FORM, **typed("physical_abuse"), **SUBJECT).shown
    assert "subject_missing_note" not in read(FORM).shown


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        ("2123 45670 1", "a Medicare number"),
        ("430000001", "an NDIS participant number"),
        ("4111-1111-1111-1111", "a payment card number"),
    ],
)
@pytest.mark.parametrize(
    "name", ["description", "site_name", "clients-1-injury_details", "clients-1-client_view"]
)
def test_c14_a_number_that_does_not_belong_in_free_text_is_warned_of(
    read: Read, name: str, number: str, kind: str
) -> None:
    reading = read(FORM, **{name: f"Pat, {number}"})
    assert faults(reading) == {}
    assert [*reading.cautions] == [name]
    assert kind in reading.cautions[name]
    assert number not in reading.cautions[name]


def test_c14_other_answers_are_not_warned_of(read: Read) -> None:
    assert read(FORM).cautions == {}
    reference = {"police_informed": "yes", "police_event_no": "430000001"}
    reading = read(FORM, **reference, **client(client_identifier="430000001"))
    assert {"police_event_no", "clients-1-client_identifier"} <= reading.shown
    assert reading.cautions == {}


def test_c15_the_form_asks_who_may_not_endorse_the_report(loaded: Loaded) -> None:
    fields = loaded.forms[FORM].fields_by_id
    assert {"contact_name", "line_manager_name", "others.other_last_name"} <= fields.keys()
    assert not [name for name in fields if name.startswith(("delegate", "manager"))]


def test_everyone_but_clients_is_told_how_their_information_is_used(read: Read) -> None:
    assert faults(read(FORM, **other(collection_notice_given=None))) == {
        "others-1-collection_notice_given": "required"
    }
    same_house = other(other_category="another_client", collection_notice_given=None)
    assert faults(read(FORM, **same_house)) == {}
