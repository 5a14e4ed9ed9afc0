"""Every question of the full incident report can be reached, takes each option, and is asked for by name."""

from collections.abc import Iterator

from forms_src.answers import Reading
from forms_src.fields.base import BaseField, Problem
from forms_src.fields.checkboxes.field import Checkboxes
from forms_src.fields.choice import ChoiceField
from forms_src.fields.group.field import Group
from forms_src.loading import Loaded
from tests.forms_src.definitions.conftest import NOW, Read, faults
from tests.submissions import moment

FORM = "ssr-incident-report"
Changes = dict[str, str | list[str] | None]
Given = dict[str, Changes]

UNTOLD: Changes = dict.fromkeys(f"srs_notified_at__{part}" for part in ("day", "month", "year", "time"))
UNKNOWN: Changes = dict.fromkeys(f"occurred_at__{part}" for part in ("day", "month", "year", "time"))
LONG_AGO = {
    f"{name}__{part}": value
    for name in ("occurred_at", "aware_at")
    for part, value in zip(("day", "month", "year", "time"), ("1", "5", "2026", "9 pm"), strict=True)
}
DETAILS: Changes = {
    "hospital_name": "Example Hospital",
    "police_involved": "yes",
    "short_form_ref": None,
    "short_form_not_sent_reason": "We called.",
}
WORKER: Changes = {
    "has_other_people": "yes",
    "other_people__1__role": "subject_of_allegation",
    "other_people__1__name": "Sam Sample",
    "other_people__1__worker_status": "carer",
    "other_people__1__action_taken": "Other duties",
    "other_people__1__wces_notice": "yes",
}
CHILD_CARE: Changes = {
    **WORKER,
    "service_type": "oohc",
    "funder": ["tac", "other"],
    "funder_other": "A trust",
    "service_users__1__guardian_type": "guardian",
    "service_users__1__guardian_name": "Alex Example",
    "service_users__1__key_person_told": "yes",
    **{
        part.replace("-", "__"): str(value)
        for part, value in moment("service_users-1-key_person_told_at", NOW).items()
    },
    "service_users__1__key_person_told_by": "Kim Sample",
    "service_users__1__disability": "yes",
    "service_users__1__disability_type": "Hearing",
}
# Between them, these open every question.
BASES: Given = {
    "as it is": {},
    "an injury where nobody is told yet": {
        **UNTOLD,
        "cni_type": "injury_known",
        "srs_trigger": ["injury"],
        "srs_not_notified_reason": "No answer yet.",
        "srs_needs_changed": "yes",
        "support_plan_reviewed": "yes",
        "support_plan_reviewed_on__day": "9",
        "support_plan_reviewed_on__month": "6",
        "support_plan_reviewed_on__year": "2026",
        "reporter_is_contact": "no",
        "report_completed_by": "Robin Sample",
        "reporter_role": "Worker",
        "reporter_phone": "0400 000 001",
        "reporter_email": "robin@example.com",
        "location_type": "other",
        "location_type_other": "A park",
        "incident_location": "Example Park",
        "restrictive_practice": "yes",
        "restrictive_practice_details": "Held by one arm for a minute.",
        "single_or_pattern": "repeated",
        "investigation": "no",
        "no_investigation_reason": "The cause is clear.",
    },
    "a review that is booked": {
        "srs_needs_changed": "yes",
        "support_plan_reviewed": "booked",
        "support_plan_booked_for__day": "20",
        "support_plan_booked_for__month": "6",
        "support_plan_booked_for__year": "2026",
        "critical_confirmed": "no",
        "lower_reason": "Not needed after all.",
    },
    "a review that is not needed, and a late report": {
        **LONG_AGO,
        "late_reason": "We did not know.",
        "srs_needs_changed": "yes",
        "support_plan_reviewed": "not_needed",
        "support_plan_not_needed_reason": "It covers this.",
    },
    "a death in care, its time unknown": {
        **CHILD_CARE,
        **DETAILS,
        **UNKNOWN,
        "occurred_at_unknown_reason": "Found in the morning.",
        "cni_type": "cni_unexpected_death",
        "death_expected": "no",
        "during_delivery": "yes",
        "coroner": "yes",
    },
    "an escape": {
        **CHILD_CARE,
        **DETAILS,
        "cni_type": "cni_escape",
        "secure_setting": "secure_care",
        "person_found": "no",
        "service_users__1__key_person_told": "no",
        "service_users__1__key_person_not_told_reason": "No number",
    },
    "a fire": {
        **CHILD_CARE,
        **DETAILS,
        "cni_type": "cni_emergency",
        "relocated": "yes",
        "relocated_count": "3",
        "other_people__1__role": "other",
        "other_people__1__role_other": "Neighbour",
    },
    "another kind": {"cni_type": "other", "cni_type_other": "Theft", "srs_trigger": ["injury"]},
}


def readings(read: Read) -> dict[str, Reading]:
    return {name: read(FORM, **changes) for name, changes in BASES.items()}


def asked(loaded: Loaded) -> Iterator[tuple[str, BaseField, str]]:
    """Yield the posted name of every question, its field, and what messages add for its item."""
    for field in loaded.forms[FORM].members():
        if isinstance(field, Group):
            suffix = f" ({field.item} 1)"
            yield from ((f"{field.id}-1-{inner.id}", inner, suffix) for inner in field.members())
        elif field.takes_answer:
            yield field.id, field, ""


def shown_in(name: str, found: dict[str, Reading]) -> str | None:
    return next((base for base, reading in found.items() if name in reading.shown), None)


def test_no_base_has_a_fault_and_together_they_open_every_question(read: Read, loaded: Loaded) -> None:
    found = readings(read)
    assert {base: faults(reading) for base, reading in found.items() if reading.faults} == {}
    assert [name for name, _field, _suffix in asked(loaded) if shown_in(name, found) is None] == []


def test_every_option_of_every_choice_is_accepted(read: Read, loaded: Loaded) -> None:
    def refused(name: str, field: BaseField, base: str, option: str) -> bool:
        typed = [option] if isinstance(field, Checkboxes) else option
        return name in faults(read(FORM, **{**BASES[base], name.replace("-", "__"): typed}))

    tried = list(_choices(loaded, readings(read), "cni_type", "srs_trigger"))
    assert len(tried) >= 200
    assert [(name, option) for name, field, base, option in tried if refused(name, field, base, option)] == []


def _choices(
    loaded: Loaded, found: dict[str, Reading], *tied: str
) -> Iterator[tuple[str, BaseField, str, str]]:
    """Yield each option of each choice with a base that shows it, for `tied` ones where no rule does."""
    for name, field, _suffix in asked(loaded):
        base = "an injury where nobody is told yet" if name in tied else shown_in(name, found)
        if isinstance(field, ChoiceField) and base:
            yield from ((name, field, base, option) for option in field.labels)


def test_every_required_answer_that_is_missing_is_asked_for_in_its_own_words(
    read: Read, loaded: Loaded
) -> None:
    found = readings(read)
    silent = [
        name
        for name, field, suffix in asked(loaded)
        if field.required and not _is_asked_for(read, name, field, suffix, shown_in(name, found) or "")
    ]
    assert silent == []


def _is_asked_for(read: Read, name: str, field: BaseField, suffix: str, base: str) -> bool:
    without: Changes = dict.fromkeys(part.replace("-", "__") for part in field.inputs(name))
    wanted = field.message(Problem("required")) + suffix
    reading = read(FORM, **{**BASES[base], **without})
    return [(fault.code, fault.message) for fault in reading.faults if fault.name == name] == [
        ("required", wanted)
    ]
