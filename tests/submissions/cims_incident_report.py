"""A whole, valid CIMS incident report."""

from datetime import UTC, datetime, timedelta

from tests.submissions.typed import Typed, moment


def cims_incident_report(now: datetime | None = None) -> Typed:
    """Return an injury with a known cause in residential care, known for an hour, seen by one witness."""
    now = now or datetime.now(UTC)
    return {
        "form_version": "1",
        "provider_name": "Sample Care",
        "site_address": "3 Example Street, Exampleton",
        "dffh_area": "loddon",
        "program": "oohc",
        "program_service_type_oohc": "residential_care",
        "contact_name": "Alex Sample",
        "contact_position": "Youth worker",
        "contact_phone": "03 9000 0000",
        "contact_email": "alex@example.com",
        "reporter_relationship": "saw_it",
        "line_manager_name": "Kim Sample",
        "line_manager_email": "kim@example.com",
        "incident_date_known": "exact",
        **moment("occurred_at", now - timedelta(hours=2)),
        **moment("disclosed_at", now - timedelta(hours=1)),
        "during_service_delivery": "twenty_four_hour",
        "location_type": "service_premises",
        "description": "Pat slipped on the stairs and hurt an arm.\r\nStaff were with Pat.",
        "emergency_event": "no",
        "immediate_actions": "Staff gave first aid and stayed with Pat.",
        "immediate_response_checks": ["made_safe", "medical"],
        "police_informed": "not_needed",
        "clients-1-client_first_name": "Pat",
        "clients-1-client_last_name": "Example",
        "clients-1-client_dob-day": "7",
        "clients-1-client_dob-month": "11",
        "clients-1-client_dob-year": "2010",
        "clients-1-client_indigenous_status": "not_stated",
        "clients-1-client_ndis_participant": "no",
        "clients-1-client_legal_status": "care_by_secretary",
        "clients-1-incident_type_primary": "injury_explained",
        "clients-1-subject_kinds": ["none"],
        "clients-1-injury_details": "A bruised arm.",
        "clients-1-medical_attention": "first_aid",
        "clients-1-pattern_of_incidents": "no",
        "clients-1-impact": "non_major",
        "clients-1-impact_reasons": "First aid was enough.",
        "clients-1-key_support_person_told": "not_applicable",
        "others-1-other_role": "witness",
        "others-1-other_category": "staff",
        "others-1-other_first_name": "Sam",
        "others-1-collection_notice_given": "in_writing",
        "declare": ["true_and_complete", "privacy", "immediate_safety"],
    }
