"""A whole, valid NDIS immediate notification."""

from datetime import UTC, datetime, timedelta

from tests.submissions.typed import Typed, day, moment


def ndis_immediate(now: datetime | None = None) -> Typed:
    """Return a serious injury in Victoria, known for two hours."""
    now = now or datetime.now(UTC)
    return {
        "form_version": "1",
        "report_completed_by": "Robin Sample",
        "provider_name": "Sample Care",
        "provider_registration_id": "4-ABC1234",
        "outlet_name": "Sample House",
        "registration_group": "g0115",
        "state": "vic",
        "contact_name": "Robin Sample",
        "contact_position": "Team leader",
        "contact_phone": "03 9000 0000",
        "contact_email": "robin@example.com",
        "contact_method": "phone",
        "category_primary": "serious_injury",
        "incident_location": "1 Example Street, Exampleton",
        "location_type": "residential_address",
        **moment("incident_at", now - timedelta(hours=3)),
        **moment("aware_at", now - timedelta(hours=2)),
        "description": "Pat fell in the kitchen.\r\nStaff called an ambulance.",
        "lead_up": "The floor was wet.",
        "ip_name": "Pat Example",
        "ip_ndis_number": "430 000 001",
        "ip_gender": "unspecified",
        "ip_dob-day": "7",
        "ip_dob-month": "11",
        "ip_dob-year": "1980",
        "ip_primary_disability": "autism",
        "ip_communication": ["verbal", "gestures"],
        "has_subject": "no",
        "police_informed": "no",
        "family_aware": "yes",
        "child_protection": "not_applicable",
        "support_to_impacted": "Ambulance and a support worker stayed with Pat.",
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
