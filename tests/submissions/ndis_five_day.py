"""A whole, valid NDIS 5-day notification."""

from datetime import UTC, datetime, timedelta

from tests.submissions.ndis import PERSON, PROVIDER
from tests.submissions.typed import Typed, day, moment

# What is told in this form alone: a restrictive practice without harm.
SOLE = {"category_primary": "restrictive_practice", "rp_harm": "no"}


def ndis_five_day(now: datetime | None = None) -> Typed:
    """Return a serious injury in Victoria, known for a day and notified within two hours."""
    now = now or datetime.now(UTC)
    return {
        "form_version": "1",
        **PROVIDER,
        "funder": ["none"],
        "category_primary": "serious_injury",
        "immediate_sent": "yes",
        "immediate_ref": "NDI-0000-0000",
        **moment("n1_sent_at", now - timedelta(hours=22)),
        "category_changed": "no",
        "new_information": "The doctor found a broken wrist.",
        "incident_location": "1 Example Street, Exampleton",
        "location_type": "residential_address",
        **moment("incident_at", now - timedelta(hours=25)),
        **moment("aware_at", now - timedelta(hours=24)),
        "description": "Pat fell in the kitchen.\r\nStaff called an ambulance.",
        "lead_up": "The floor was wet.",
        **PERSON,
        "has_witnesses": "yes",
        "witnesses-1-name": "Alex Sample",
        "witnesses-1-relationship": "worker",
        "witnesses-1-phone": "0400 000 001",
        "witnesses-1-statement_taken": "yes",
        **day("witnesses-1-statement_date", now),
        "injury_description": "A broken wrist.",
        "medical_treatment": "hospital_emergency",
        "hospital_name": "Example Hospital",
        "current_condition": "Pat is at home with a cast.",
        "person_involved": "We talked with Pat about what happened and what comes next.",
        "advocate_offered": "yes_declined",
        "investigation_type": "none",
        "investigation_type_none": "The cause is clear.",
        "has_corrective_actions": "yes",
        "corrective_actions-1-what": "Mats on the kitchen floor.",
        "corrective_actions-1-who": "Team leader",
        **day("corrective_actions-1-done_on", now),
        "has_further_actions": "yes",
        "further_actions-1-what": "A check of all floors.",
        "further_actions-1-who": "Manager",
        **day("further_actions-1-due_on", now + timedelta(days=7)),
        "other_bodies": ["none"],
        "ra_done": "no",
        "ra_no_reason": "It is booked for Monday.",
        "declaration": ["authorised", "purpose", "true_and_correct", "false_information"],
        "declaration_name": "Robin Sample",
        "declaration_position": "Team leader",
        **day("declaration_date", now),
    }


def practice(now: datetime, number: int = 1) -> Typed:
    """Return one restrictive practice, a physical one used once for ten minutes without harm."""
    item = f"restrictive_practices-{number}"
    return {
        f"{item}-rp_type": "physical",
        f"{item}-rp_ongoing": "single",
        **moment(f"{item}-rp_start", now - timedelta(hours=25)),
        **moment(f"{item}-rp_end", now - timedelta(hours=24, minutes=50)),
        f"{item}-rp_duration_minutes": "10",
        f"{item}-rp_bsp": "interim",
        f"{item}-rp_in_bsp": "no",
        f"{item}-rp_authorised": "no",
        f"{item}-rp_reason": "Pat ran towards the road.",
        f"{item}-rp_less_restrictive": "Talking with Pat.",
        f"{item}-rp_behaviour": ["leaving_premises"],
        f"{item}-rp_injury": "no",
        f"{item}-rp_implementing_workers": "Alex Sample, support worker",
        f"{item}-rp_steps": "The practitioner will review the plan.",
    }
