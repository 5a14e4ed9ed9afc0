"""Whole, valid submissions of the two forms, as a browser posts them. People and numbers are made up."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

Typed = dict[str, str | list[str]]
MELBOURNE = "Australia/Melbourne"


def moment(name: str, at: datetime, zone: str = MELBOURNE) -> Typed:
    """Return a moment as its boxes."""
    local = at.astimezone(ZoneInfo(zone))
    return {
        f"{name}-day": str(local.day),
        f"{name}-month": str(local.month),
        f"{name}-year": str(local.year),
        f"{name}-time": f"{local:%H:%M}",
    }


def day(name: str, at: datetime, zone: str = MELBOURNE) -> Typed:
    """Return a date as its boxes."""
    return {part: value for part, value in moment(name, at, zone).items() if not part.endswith("-time")}


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


def ssr_critical_short(now: datetime | None = None) -> Typed:
    """Return a medication error treated in hospital, known at once."""
    now = now or datetime.now(UTC)
    return {
        "form_version": "1",
        "provider_name": "Sample Lodge",
        "service_type": "srs",
        "uses_cims": "no",
        "site_name": "Sample Lodge",
        "site_address": "2 Example Street, Exampleton",
        "contact_name": "Kim Sample",
        "contact_role": "Manager",
        "contact_phone": "0400 000 000",
        "contact_email": "kim@example.com",
        **moment("occurred_at", now - timedelta(hours=2)),
        **moment("aware_at", now - timedelta(hours=1)),
        "cni_type": "cni_medication",
        "hospital_treatment": "yes",
        "hospital_name": "Example Hospital",
        "police_involved": "no",
        "people_affected": "1",
        "service_user_refs-1-initials": "PE",
        "service_user_refs-1-age": "70",
        "brief_description": "The evening tablets were given twice.",
        "actions_taken": "We called an ambulance.",
        "safe_now": "yes",
        "declare": ["true_and_correct"],
    }


VALID = {"ndis-immediate": ndis_immediate, "ssr-critical-short": ssr_critical_short}


def encoded(typed: Mapping[str, str | list[str]]) -> bytes:
    """Return a submission as an urlencoded body."""
    return urlencode(typed, doseq=True).encode()
