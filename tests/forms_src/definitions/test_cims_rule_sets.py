"""The four rule sets of CIMS, day by day at each boundary: domain/cims.md sections 1, 3.3 and 7.1."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from forms_src.answers import Reading
from forms_src.definition import Form
from forms_src.fields.choice import ChoiceField
from forms_src.library import Compiled
from forms_src.loading import Loaded
from forms_src.posted import Posted
from tests.forms_src.definitions.cims import FORM, Changes, client, program, typed
from tests.forms_src.definitions.conftest import NOW, at, changed_names, faults
from tests.forms_src.definitions.test_cims_table_1 import NOT_REPORTED, ROWS
from tests.submissions import MELBOURNE, Typed, cims_incident_report, encoded

SETS = {
    "cims-2018": (date(2018, 1, 15), date(2020, 2, 2)),
    "cims-2020": (date(2020, 2, 3), date(2024, 6, 16)),
    "cims-2024a": (date(2024, 6, 17), date(2024, 12, 8)),
    "cims-2024b": (date(2024, 12, 9), date(2026, 6, 10)),
}
BEGIN = {id_: first for id_, (first, _last) in SETS.items()}
RULES = {
    **dict.fromkeys(("C08", "C08-period", "I3", "I4"), BEGIN["cims-2018"]),
    "C05": BEGIN["cims-2020"],
    "I5": BEGIN["cims-2024a"],
    "I1": BEGIN["cims-2024b"],
}
EVERY_DAY = [day for first, last in SETS.values() for day in (first, last)]
SAME = {
    "Absent client",
    "Death",
    "Emotional/psychological abuse",
    "Escape from secure facility",
    "Financial abuse",
    "Inappropriate physical treatment",
    "Inappropriate sexual behaviour",
    "Injury-explained",
    "Injury-unexplained",
    "Medication error",
    "Physical abuse",
    "Sexual abuse",
}
OLD = {
    "Dangerous actions - client",
    "Emotional/psychological trauma",
    "Poor quality of care",
    "Sexual exploitation",
}
NEW = {
    "Emotional/psychological harm",
    "Neglect",
    "Sexual exploitation - grooming",
    "Sexual exploitation - suspected",
}
JOINED, SPLIT = {"Self-harm/attempted suicide"}, {"Self-harm", "Attempted suicide", "Serious risk"}
TYPES = {
    "cims-2018": SAME | OLD | JOINED,
    "cims-2020": SAME | OLD | JOINED,
    "cims-2024a": SAME | OLD | SPLIT,
    "cims-2024b": SAME | NEW | SPLIT,
}
PROGRAMS_2018 = [
    "Statutory child protection services",
    "Family and community services",
    "Disability services",
    "Out-of-home care",
    "Secure welfare",
    "Health services",
    "Housing and community building services",
    "Youth services",
]


@pytest.fixture(scope="module")
def form(loaded: Loaded) -> Form:
    return loaded.forms[FORM]


@pytest.fixture(scope="module")
def whole(loaded: Loaded) -> Compiled:
    """Return the form with its editions, each made ready once."""
    return Compiled(loaded.forms[FORM], "", loaded.calendars)


def set_of(day: date) -> str:
    return next(id_ for id_, (first, last) in SETS.items() if first <= day <= last)


def labels(form: Form, field: str) -> list[str]:
    found = form.fields_by_id[field]
    assert isinstance(found, ChoiceField)
    return list(found.labels.values())


def noon(day: date) -> datetime:
    return datetime.combine(day, time(12), ZoneInfo(MELBOURNE)).astimezone(UTC)


def read_on(
    whole: Compiled, day: date, changes: Changes | None = None, now: datetime | None = None
) -> Reading:
    """Read a report of an incident that the service found out about on a day, sent at noon of it or `now`."""
    typed_in = {**cims_incident_report(noon(day)), **changed_names(changes or {})}
    given: Typed = {name: value for name, value in typed_in.items() if value is not None}
    posted = Posted.from_body(encoded(given))
    return whole.edition_of(posted, now or noon(day)).reader.read(posted, now or noon(day))


def around(turn: date) -> list[date]:
    return [turn + timedelta(days=days) for days in range(-7, 7)]


@pytest.mark.parametrize("turn", [first for first, _last in SETS.values()][1:])
def test_each_boundary_day_by_day(form: Form, turn: date) -> None:
    for day in around(turn):
        then, id_ = form.on(day), set_of(day)
        assert then.rule_set is not None
        assert then.rule_set.id == id_
        assert set(labels(then, "clients.incident_type_primary")) == TYPES[id_]
        person = labels(then, "others.other_role")[0]
        assert person == ("Alleged perpetrator" if id_ == "cims-2018" else "Subject of allegation")
        assert ("clients.client_gender" in then.fields_by_id) is id_.startswith("cims-2024")
        assert ("others.collection_notice_given" in then.fields_by_id) is id_.startswith("cims-2024")
        assert ("clients.incident_type_secondary" in then.fields_by_id) is (id_ != "cims-2018")
        assert {rule.id for rule in then.rules} == {id_ for id_, first in RULES.items() if first <= day}
        assert then.own_clock.id == ("cims_report_major_2018" if id_ == "cims-2018" else "cims_report")


def test_the_programs_change_on_17_june_2024(form: Form) -> None:
    assert labels(form.on(date(2024, 6, 16)), "program") == PROGRAMS_2018
    after = labels(form.on(date(2024, 6, 17)), "program")
    assert "Family violence and sexual assault services" in after
    assert "Homelessness services" in after
    assert len(after) == 10


def test_the_ndis_service_types_end_with_june_2019(form: Form) -> None:
    for day, count in ((date(2019, 6, 30), 5), (date(2019, 7, 1), 0)):
        found = labels(form.on(day), "program_service_type_disability")
        assert len([label for label in found if label.startswith("NDIS – ")]) == count


@pytest.mark.parametrize("day", EVERY_DAY)
def test_a_whole_report_of_the_first_and_the_last_day_of_each_set(whole: Compiled, day: date) -> None:
    reading = read_on(whole, day)
    assert faults(reading) == {}
    assert reading.late == ()


@pytest.mark.parametrize("day", EVERY_DAY)
@pytest.mark.parametrize(
    ("kind", "since", "until"),
    [
        ("self_harm_attempted_suicide", date(2018, 1, 15), date(2024, 6, 16)),
        ("attempted_suicide", date(2024, 6, 17), date.max),
        ("serious_risk", date(2024, 6, 17), date.max),
        ("dangerous_actions_client", date(2018, 1, 15), date(2024, 12, 8)),
        ("sexual_exploitation", date(2018, 1, 15), date(2024, 12, 8)),
        ("sexual_exploitation_grooming", date(2024, 12, 9), date.max),
        ("neglect", date(2018, 1, 15), date.max),
    ],
)
def test_c03_each_day_takes_the_types_of_its_set_and_no_others(
    whole: Compiled, day: date, kind: str, since: date, until: date
) -> None:
    found = faults(read_on(whole, day, typed(kind)))
    refused = {} if since <= day <= until else {"clients-1-incident_type_primary": "not_an_option"}
    assert found == refused


def test_the_day_the_service_found_out_decides_whenever_the_report_is_sent(whole: Compiled) -> None:
    last, first = date(2024, 6, 16), date(2024, 6, 17)
    late = {
        "late_reason": "Found in the files.",
        **client(incident_type_primary="self_harm_attempted_suicide"),
    }
    assert faults(read_on(whole, last, late, NOW)) == {}
    assert faults(read_on(whole, first, late, NOW)) == {"clients-1-incident_type_primary": "not_an_option"}


def test_the_day_is_that_of_melbourne(whole: Compiled) -> None:
    midnight = datetime(2024, 6, 16, 14, 0, tzinfo=UTC)
    for moment, fault in ((midnight - timedelta(minutes=1), "not_an_option"), (midnight, None)):
        when = typed("serious_risk") | at("occurred_at", moment) | at("disclosed_at", moment)
        reading = read_on(whole, date(2024, 6, 16), when, midnight + timedelta(hours=1))
        assert faults(reading).get("clients-1-incident_type_primary") == fault


def test_under_the_first_rules_a_major_impact_is_due_in_24_hours(whole: Compiled) -> None:
    day = date(2019, 5, 3)
    reading = read_on(whole, day, client(impact="major"))
    (due,) = reading.due
    assert (due.clock, due.due_at - due.trigger) == ("cims_report_major_2018", timedelta(hours=24))
    after = read_on(whole, day, client(impact="major"), noon(day) + timedelta(hours=24))
    assert faults(after) == {"late_reason": "required"}


def test_under_the_first_rules_no_period_runs_for_any_other_impact(whole: Compiled) -> None:
    reading = read_on(whole, date(2019, 5, 3), None, noon(date(2019, 5, 30)))
    assert reading.due == ()
    assert faults(reading) == {}


def test_from_2020_every_report_is_due_in_3_business_days(whole: Compiled) -> None:
    for impact in ("major", "non_major"):
        reading = read_on(whole, date(2020, 2, 3), client(impact=impact))
        assert [due.words() for due in reading.due] == ["11.59 pm, Thursday 6 February 2020, Melbourne time"]


@pytest.mark.parametrize(("day", "forced"), [(date(2024, 12, 8), False), (date(2024, 12, 9), True)])
def test_i1_begins_on_9_december_2024(whole: Compiled, day: date, forced: bool) -> None:
    asked = typed("neglect") | client(subject_kinds=["worker"], reportable_conduct="no", impact="non_major")
    assert faults(read_on(whole, day, asked)) == ({"clients-1-impact": "I1"} if forced else {})


@pytest.mark.parametrize("day", [date(2018, 1, 15), date(2020, 2, 2), date(2024, 6, 16)])
def test_i3_and_i4_hold_in_every_set(whole: Compiled, day: date) -> None:
    death = typed("death") | client(death_anticipated="no", impact="non_major")
    assert faults(read_on(whole, day, death)) == {"clients-1-impact": "I3"}
    pattern = client(pattern_of_incidents="yes", linked_incident_ids="1", impact="non_major")
    assert faults(read_on(whole, day, pattern)) == {"clients-1-impact": "I4"}


@pytest.mark.parametrize(("day", "begun"), [(date(2020, 2, 2), False), (date(2020, 2, 3), True)])
def test_c05_begins_with_the_secondary_type_on_3_february_2020(
    whole: Compiled, day: date, begun: bool
) -> None:
    asked = typed("neglect") | client(incident_type_secondary="neglect")
    assert faults(read_on(whole, day, asked)) == (
        {"clients-1-incident_type_secondary": "C05"} if begun else {}
    )


@pytest.mark.parametrize("day", [date(2024, 6, 17), date(2024, 12, 9)])
def test_i5_holds_since_there_is_a_serious_risk(whole: Compiled, day: date) -> None:
    asked = typed("serious_risk") | client(serious_risk_allegation="yes")
    assert faults(read_on(whole, day, asked)) == {"clients-1-incident_type_primary": "I5"}


def test_nothing_is_critical_before_the_regulator_begins(whole: Compiled) -> None:
    asked = typed("death") | client(death_anticipated="no", impact="major")
    assert "is_critical" not in read_on(whole, date(2024, 6, 30), asked).facts
    assert read_on(whole, date(2024, 7, 1), asked).facts["is_critical"]


@ROWS
def test_table_1_holds_on_the_first_day_of_the_update(
    loaded: Loaded, whole: Compiled, kind: str, words: str
) -> None:
    if kind != NOT_REPORTED:
        assert faults(read_on(whole, date(2024, 6, 17), typed(kind))) == {}
        return
    then = loaded.forms[FORM].on(date(2024, 6, 17)).fields_by_id
    assert words in then["what_not_to_report"].model_dump()["text"]


def test_a_program_of_another_day_is_refused(whole: Compiled) -> None:
    asked = program("fv_sa", "family_violence")
    assert faults(read_on(whole, date(2024, 6, 16), asked)) == {"program": "not_an_option"}
    assert faults(read_on(whole, date(2024, 6, 17), asked)) == {}
