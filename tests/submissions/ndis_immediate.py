"""A whole, valid NDIS immediate notification."""

from datetime import UTC, datetime, timedelta

from tests.submissions.ndis import PERSON, PROVIDER
from tests.submissions.typed import Typed, day, moment


def ndis_immediate(now: datetime | None = None) -> Typed:
    """Return a serious injury in Victoria, known for two hours."""
    now = now or datetime.now(UTC)
    return {
        "form_version": "1",
        **PROVIDER,
        "category_primary": "serious_injury",
        "incident_location": "1 Example Street, Exampleton",
        "location_type": "residential_address",
        **moment("incident_at", now - timedelta(hours=3)),
        **moment("aware_at", now - timedelta(hours=2)),
        "description": "Pat fell in the kitchen.\r\nStaff called an ambulance.",
        "lead_up": "The floor was wet.",
        **PERSON,
        "ra_done": "no",
        "ra_no_reason": "It is booked for Monday.",
        "declaration": [
            "authorised",
            "purpose",
            "true_and_correct",
            "false_information",
            "further_notification",
        ],
        "declaration_name": "Robin Sample",
        "declaration_position": "Team leader",
        **day("declaration_date", now),
    }
