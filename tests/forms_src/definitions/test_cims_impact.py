"""The rules I1 to I5 of the CIMS report: which impact goes with what (domain/cims.md section 4)."""

import pytest

from forms_src.answers import Reading
from tests.forms_src.definitions.cims import (
    ABUSE,
    FORM,
    OTHER_TYPES,
    SUBJECT,
    WORKER,
    Changes,
    client,
    other,
    typed,
)
from tests.forms_src.definitions.conftest import Read, faults

WORKERS = ("worker", "carer", "volunteer")
MAJOR_FOR_WORKER = (
    "Select Major as the impact on the client. Abuse, neglect or grooming is always Major if the subject of "
    "allegation is a worker, carer or volunteer"
)
MAJOR_FOR_DEATH = "Select Major as the impact on the client, because the death may not have been expected"
MAJOR_FOR_PATTERN = "Select Major as the impact on the client, because this is part of a pattern of incidents"
OTHERS = ("other_client", "family", "public")
SECOND = client(
    2,
    client_first_name="Kit",
    client_last_name="Example",
    client_age="age_12_17",
    client_indigenous_status="not_stated",
    client_ndis_participant="no",
    client_legal_status="none",
    incident_type_primary="physical_abuse",
    subject_kinds=["other_client"],
    injury_details="A bruise.",
    medical_attention="first_aid",
    pattern_of_incidents="no",
    impact="non_major",
    impact_reasons="First aid was enough.",
    key_support_person_told="not_applicable",
)


def by(who: str) -> Changes:
    return client(subject_kinds=[who], reportable_conduct="no")


def told(reading: Reading) -> dict[str, str]:
    """Return what is said at each name, without the number of the client at its end."""
    return {
        one.name: one.message.removesuffix(f" (client {one.name.split('-')[1]})") for one in reading.faults
    }


@pytest.mark.parametrize("who", WORKERS)
@pytest.mark.parametrize("kind", ABUSE)
def test_i1_abuse_by_a_worker_carer_or_volunteer_is_major(read: Read, kind: str, who: str) -> None:
    asked = typed(kind) | by(who)
    assert told(read(FORM, **asked, **client(impact="non_major"))) == {"clients-1-impact": MAJOR_FOR_WORKER}
    assert faults(read(FORM, **asked, **client(impact="major"))) == {}


@pytest.mark.parametrize("who", OTHERS)
@pytest.mark.parametrize("kind", ABUSE)
def test_i1_abuse_by_anyone_else_may_be_either(read: Read, kind: str, who: str) -> None:
    for impact in ("major", "non_major"):
        assert faults(read(FORM, **(typed(kind) | by(who) | client(impact=impact)))) == {}


@pytest.mark.parametrize("kind", [kind for kind in OTHER_TYPES if kind != "serious_risk"])
def test_i1_no_other_type_is_major_for_a_worker(read: Read, kind: str) -> None:
    assert faults(read(FORM, **typed(kind), **WORKER, **client(impact="non_major"))) == {}


def test_i1_each_client_stands_for_themself(read: Read) -> None:
    by_worker = typed("physical_abuse") | WORKER | client(impact="major")
    reading = read(FORM, **by_worker, **SECOND)
    assert faults(reading) == {}
    assert [one["impact"] for one in reading.answers["clients"]] == ["major", "non_major"]


def test_i1_the_downgrade_is_refused_at_the_client_it_is_about(read: Read) -> None:
    by_worker = {"clients__2__subject_kinds": ["worker"], "clients__2__reportable_conduct": "no"}
    reading = read(FORM, **(typed("physical_abuse") | SECOND | by_worker))
    assert [(fault.name, fault.code) for fault in reading.faults] == [("clients-2-impact", "I1")]
    assert reading.faults[0].message == f"{MAJOR_FOR_WORKER} (client 2)"


def test_i1_a_worker_who_is_only_listed_as_subject_is_asked_about(read: Read) -> None:
    listed = SUBJECT | other(other_category="staff")
    reading = read(FORM, **typed("neglect"), **listed)
    assert "worker_subject_note" in reading.shown
    assert faults(reading) == {}
    assert "worker_subject_note" not in read(FORM, **(typed("neglect") | WORKER | listed)).shown
    assert "worker_subject_note" not in read(FORM).shown


@pytest.mark.parametrize("impact", ["major", "non_major", None])
def test_i2_a_serious_risk_is_always_non_major_and_not_asked(read: Read, impact: str | None) -> None:
    reading = read(FORM, **typed("serious_risk"), **client(impact=impact))
    assert faults(reading) == {}
    assert "impact" not in reading.answers["clients"][0]
    assert not reading.facts["major_impact"]
    assert "clients-1-serious_risk_impact" in reading.shown


@pytest.mark.parametrize("anticipated", ["no", "not_known"])
def test_i3_an_unanticipated_death_is_major(read: Read, anticipated: str) -> None:
    asked = typed("death") | client(death_anticipated=anticipated)
    assert told(read(FORM, **asked)) == {"clients-1-impact": MAJOR_FOR_DEATH}
    assert faults(read(FORM, **asked)) == {"clients-1-impact": "I3"}
    assert faults(read(FORM, **asked, **client(impact="major"))) == {}


def test_i3_an_anticipated_death_may_be_non_major(read: Read) -> None:
    assert faults(read(FORM, **typed("death"), **client(impact="non_major"))) == {}


def test_i4_a_pattern_is_major_and_names_the_earlier_incidents(read: Read) -> None:
    pattern = client(pattern_of_incidents="yes")
    assert faults(read(FORM, **pattern)) == {
        "clients-1-linked_incident_ids": "required",
        "clients-1-impact": "I4",
    }
    asked = pattern | client(linked_incident_ids="CIM-0000-0001")
    assert told(read(FORM, **asked)) == {"clients-1-impact": MAJOR_FOR_PATTERN}
    assert faults(read(FORM, **asked, **client(impact="major"))) == {}


def test_two_reasons_for_a_major_impact_are_told_one_at_a_time(read: Read) -> None:
    asked = typed("neglect") | WORKER | client(pattern_of_incidents="yes", linked_incident_ids="1")
    assert told(read(FORM, **asked)) == {"clients-1-impact": MAJOR_FOR_WORKER}
    assert faults(read(FORM, **asked, **client(impact="major"))) == {}


@pytest.mark.parametrize("pattern", ["no", "unsure"])
def test_i4_without_a_known_pattern_the_impact_is_free(read: Read, pattern: str) -> None:
    assert faults(read(FORM, **client(pattern_of_incidents=pattern))) == {}


def test_i5_a_serious_risk_with_an_abuse_allegation_is_reported_under_the_abuse_type(read: Read) -> None:
    reading = read(FORM, **(typed("serious_risk") | client(serious_risk_allegation="yes")))
    assert [(fault.name, fault.code, fault.message) for fault in reading.faults] == [
        (
            "clients-1-incident_type_primary",
            "I5",
            (
                "Select the type of abuse as the primary incident type, not Serious risk. "
                "Someone says that the client was abused, neglected or groomed (client 1)"
            ),
        )
    ]
    assert faults(read(FORM, **typed("serious_risk"))) == {}


def test_i5_the_allegation_is_not_asked_of_other_types(read: Read) -> None:
    assert faults(read(FORM, **client(serious_risk_allegation="yes"))) == {}


def test_the_impact_is_that_of_the_client_hit_hardest(read: Read) -> None:
    assert read(FORM, **client(impact="major")).facts["major_impact"]
    assert not read(FORM).facts["major_impact"]
