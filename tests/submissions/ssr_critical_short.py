"""A whole, valid critical short form."""

from datetime import UTC, datetime, timedelta

from tests.submissions.typed import Typed, moment


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
