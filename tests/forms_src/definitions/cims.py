"""The CIMS report in the situations that open its questions, as changes to the whole submission."""

from datetime import timedelta

from tests.forms_src.definitions.conftest import NOW, at

FORM = "cims-incident-report"
ABUSE = (
    "emotional_psychological_abuse",
    "financial_abuse",
    "neglect",
    "physical_abuse",
    "sexual_abuse",
    "sexual_exploitation_grooming",
)
OTHER_TYPES = (
    "absent_client",
    "attempted_suicide",
    "death",
    "emotional_psychological_harm",
    "escape_secure_facility",
    "inappropriate_physical_treatment",
    "inappropriate_sexual_behaviour",
    "injury_explained",
    "injury_unexplained",
    "medication_error",
    "self_harm",
    "serious_risk",
    "sexual_exploitation_suspected",
)
Changes = dict[str, str | list[str] | None]


def client(number: int = 1, **answers: str | list[str] | None) -> Changes:
    """Return answers about one client as keyword arguments for `read`."""
    return {f"clients__{number}__{name}": value for name, value in answers.items()}


def other(number: int = 1, **answers: str | list[str] | None) -> Changes:
    """Return answers about another person involved."""
    return {f"others__{number}__{name}": value for name, value in answers.items()}


def typed(kind: str) -> Changes:
    """Return what a client of this primary type is asked, answered so that nothing is at fault."""
    asked: Changes = client(incident_type_primary=kind)
    if kind == "serious_risk":
        asked |= client(serious_risk_basis="likely_serious_psychological_harm", serious_risk_allegation="no")
    if kind in ABUSE:
        asked |= client(subject_kinds=["public"])
    if kind == "death":
        asked |= client(death_anticipated="yes", death_place="At home", coroner="not_required")
    if kind == "escape_secure_facility":
        asked |= client(secure_setting="secure_care")
    if kind in ("absent_client", "escape_secure_facility"):
        asked |= client(absence_missing_report="yes", absence_warrant="no")
    if kind == "medication_error":
        asked |= client(
            medication_name="A tablet", medication_error_kind=["missed"], medication_advice=["doctor"]
        )
    return asked


def program(program: str, service_type: str | None) -> Changes:
    """Return a program with its service type, if it has several."""
    short = {"community_child_family": "community"}.get(program, program)
    own = {f"program_service_type_{short}": service_type} if service_type else {}
    return {"program": program, "program_service_type_oohc": None, **own}


WORKER = client(subject_kinds=["worker"], reportable_conduct="no")
SUBJECT = other(
    other_role="subject_of_allegation",
    other_last_name="Sample",
    other_still_has_contact="no",
    other_action_taken=["none"],
)
LATE: Changes = {
    **at("occurred_at", NOW - timedelta(days=30)),
    **at("disclosed_at", NOW - timedelta(days=30)),
}
NO_DOB: Changes = {f"clients__1__client_dob__{part}": None for part in ("day", "month", "year")}

_DATES: tuple[Changes, ...] = tuple(
    {"incident_date_known": known} for known in ("approximate", "period", "not_known")
)
CONTEXTS: tuple[Changes, ...] = (
    {},
    *(typed(kind) for kind in (*ABUSE, *OTHER_TYPES)),
    *(
        program(name, None)
        for name in (
            "child_protection",
            "community_child_family",
            "disability",
            "fv_sa",
            "homelessness",
            "health",
            "housing",
            "youth",
        )
    ),
    *_DATES,
    LATE,
    {"reporter_relationship": "other"},
    {"location_type": "other"},
    {"emergency_event": "yes"},
    {"police_informed": "yes"},
    {"immediate_response_checks": ["evidence"]},
    {"police_informed": "no", **typed("neglect")},
    client(client_first_name=None),
    client(client_gender="different_term"),
    NO_DOB,
    typed("neglect") | client(subject_kinds=["not_known"]),
    typed("neglect") | WORKER,
    typed("death") | client(death_anticipated="no"),
    typed("medication_error") | client(medication_error_kind=["other"]),
    client(pattern_of_incidents="yes"),
    client(key_support_person_told="no"),
    client(key_support_person_told="yes"),
    SUBJECT | other(other_last_name=None),
    other(other_category="contractor"),
)
