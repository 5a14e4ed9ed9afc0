"""Every option of the NDIS 5-day notification can be chosen, and every required question asks for its answer.

Between them the scenarios, each a whole valid submission, open every question of the form.
"""

from collections.abc import Iterator
from datetime import timedelta
from typing import NamedTuple

import pytest

from forms_src.answers import Reader, Reading
from forms_src.fields.base import BaseField
from forms_src.fields.choice import ChoiceField
from forms_src.fields.group.field import Group
from forms_src.loading import Loaded
from forms_src.posted import Posted
from tests.forms_src.definitions.conftest import NOW, Read, faults
from tests.submissions import VALID, Typed, day, encoded, moment
from tests.submissions.ndis_five_day import practice

FORM = "ndis-five-day"
_ABUSE: Typed = {
    "category_primary": "abuse",
    "immediate_ref": "",
    "immediate_ref_missing_reason": "It was sent in the portal.",
    **{f"incident_at-{part}": "" for part in ("day", "month", "year", "time")},
    "incident_at_unknown_reason": "It was told later.",
    "ip_ndis_number": "",
    "ip_ndis_number_missing_reason": "Not known yet.",
    "has_subject": "yes",
    "subjects-1-kind": "worker",
    "subjects-1-name": "Sam Sample",
    "subjects-1-position_at_time": "Support worker",
    "police_no_reason": "Pat asked us to wait.",
    "family_aware": "no",
    "family_not_reason": "There is no family.",
    "child_protection": "no",
    "child_protection_reason": "Pat is an adult.",
    "action_worker": "Other duties.",
    "witnesses-1-phone": "",
    "witnesses-1-other_contact": "Through the house.",
    "medical_treatment": "admitted",
    "investigation_type": "internal",
    "investigator_name": "Kim Sample",
    "investigator_role": "Manager",
    "investigator_independent": "yes",
    **day("investigation_start", NOW),
    **day("investigation_expected", NOW + timedelta(days=20)),
    "worker_status-1-name": "Sam Sample",
    "worker_status-1-status": "changed_duties",
    "worker_screening": "yes",
    "ra_done": "yes",
    **day("ra_date", NOW),
    "ra_details": "The risk is low.",
    "attachments-1-title": "Internal incident report",
}
_DEATH: Typed = {
    "category_primary": "death",
    "immediate_sent": "no",
    "immediate_not_sent_reason": "This form takes its place.",
    "has_subject": "yes",
    "subjects-1-kind": "person_with_disability",
    "subjects-1-name": "Jo Sample",
    "action_pwd": "A review of staffing.",
    "police_informed": "yes",
    "death_expected": "no",
    "death_cause_known": "no",
    "death_place": "At home",
    "death_care": "neither",
    "coroner": "yes",
    "health_plans": ["epilepsy", "diabetes"],
    "last_seen_by": "Alex Sample, support worker, at 10 pm",
    "dnr": "no",
    "ra_done": "in_progress",
    **day("ra_started", NOW),
    **day("ra_expected", NOW + timedelta(days=2)),
}
_CHEMICAL: Typed = {
    "restrictive_practices-2-rp_type": "chemical",
    "restrictive_practices-2-rp_medication": "Sample medicine",
    "restrictive_practices-2-rp_dose": "5 mg once",
    "restrictive_practices-2-rp_prescriber": "Dr Sample",
    "restrictive_practices-2-rp_medication_use": "prn",
    "restrictive_practices-2-rp_authorised": "applied_for",
    "restrictive_practices-2-rp_authorising_body": "The Senior Practitioner",
}
_PRACTICES: Typed = {
    "category_primary": "restrictive_practice",
    "rp_harm": "no",
    "has_subject": "yes",
    "subjects-1-kind": "other",
    "subjects-1-name": "Lee Sample",
    "subjects-1-relationship_to_impacted": "Neighbour",
    **moment("incident_at", NOW - timedelta(days=20)),
    **moment("aware_at", NOW - timedelta(days=20)),
    "late_reason": "Nobody was on duty.",
    **practice(NOW, 1),
    "restrictive_practices-1-rp_ongoing": "repeated",
    "restrictive_practices-1-rp_count": "3",
    **practice(NOW, 2),
    **_CHEMICAL,
    **practice(NOW, 3),
    "restrictive_practices-3-rp_type": "mechanical",
    "restrictive_practices-3-rp_device": "A lap belt",
    **practice(NOW, 4),
    "restrictive_practices-4-rp_type": "environmental",
    "restrictive_practices-4-rp_environment": "The kitchen was locked",
}
SCENARIOS: dict[str, Typed] = {
    name: {**VALID[FORM](NOW), **changes}
    for name, changes in {"injury": {}, "abuse": _ABUSE, "death": _DEATH, "practices": _PRACTICES}.items()
}
# An item with one question, left blank, is no item.
ALONE = {"attachments.title"}


class Asked(NamedTuple):
    """A question in the first scenario that asks it, under the name it is posted by."""

    scenario: str
    name: str
    field: BaseField


def places(loaded: Loaded) -> Iterator[tuple[str, BaseField]]:
    """Yield every field but the text boxes of options: the names it may be posted by, and the field."""
    for section in loaded.forms[FORM].sections:
        for field in section.fields:
            inner = field.fields if isinstance(field, Group) else ()
            named = [(f"{field.id}-{n}-{one.id}", one) for one in inner for n in range(1, 5)]
            yield from (one for one in named or [(field.id, field)] if one[1].takes_answer)


def key_of(name: str) -> str:
    """Return the key of a question, `field` or `group.field`."""
    return ".".join(part for part in name.split("-") if not part.isdigit())


def first_asked(loaded: Loaded, readings: dict[str, Reading]) -> dict[str, Asked]:
    """Return every question by its key."""
    found: dict[str, Asked] = {}
    for name, field in places(loaded):
        shown = next((one for one, reading in readings.items() if name in reading.shown), None)
        if shown:
            found.setdefault(key_of(name), Asked(shown, name, field))
    return found


@pytest.fixture(scope="module")
def asked(loaded: Loaded, readers: dict[str, Reader]) -> dict[str, Asked]:
    posted = {name: Posted.from_body(encoded(typed)) for name, typed in SCENARIOS.items()}
    readings = {name: readers[FORM].read(one, NOW) for name, one in posted.items()}
    assert [fault for reading in readings.values() for fault in reading.faults] == []
    return first_asked(loaded, readings)


def test_the_scenarios_open_every_question(loaded: Loaded, asked: dict[str, Asked]) -> None:
    keys = {key_of(name) for name, _field in places(loaded)}
    assert keys - asked.keys() == set()
    assert len(keys) > 100


def test_every_option_of_every_choice_is_accepted(read: Read, asked: dict[str, Asked]) -> None:
    tried = 0
    for scenario, name, field in asked.values():
        if isinstance(field, ChoiceField):
            for option in field.options:
                say = f"{name}_{option.id}"
                reading = read(FORM, **{**SCENARIOS[scenario], name: option.id, say: ""})
                assert name in reading.shown
                assert name not in faults(reading) or _by_a_rule(faults(reading)[name]), (name, option.id)
                assert (faults(reading).get(say) == "required") is bool(option.say)
                tried += 1
    assert tried > 200


def _by_a_rule(code: str) -> bool:
    """Tell a rule across answers, such as N01, from a refusal of the option itself."""
    return code.startswith("N")


def test_every_required_question_left_blank_says_what_to_do(read: Read, asked: dict[str, Asked]) -> None:
    for scenario, name, field in (one for key, one in asked.items() if key not in ALONE):
        if field.required:
            blank = dict.fromkeys(field.inputs(name))
            reading = read(FORM, **{**SCENARIOS[scenario], **blank})
            [fault] = [one for one in reading.faults if one.name == name]
            assert fault.code == "required"
            assert fault.message.split()[0] in ("Enter", "Select", "Tick"), fault.message
