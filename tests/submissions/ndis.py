"""What both NDIS notifications of one incident say in the same words."""

from tests.submissions.typed import Typed

PROVIDER: Typed = {
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
}
PERSON: Typed = {
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
}
