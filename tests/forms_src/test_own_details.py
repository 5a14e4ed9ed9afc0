"""What may be kept on a person’s own device: details of the provider and of who reports, and nothing else."""

import pytest

from forms_src.definition import Form
from tests.forms_src.small_forms import definition, load_texts
from tests.real_forms import LOADED

FORMS = LOADED.forms
# By form: every answer that the person may ask this device to keep.
KEPT = {
    "ndis-immediate": {
        *("report_completed_by", "provider_name", "provider_registration_id", "outlet_name", "state"),
        *("contact_name", "contact_position", "contact_phone", "contact_email", "contact_method"),
    },
    "ndis-five-day": {
        *("report_completed_by", "provider_name", "provider_registration_id", "outlet_name", "state"),
        *("contact_name", "contact_position", "contact_phone", "contact_email", "contact_method"),
    },
    "ssr-critical-short": {
        *("provider_name", "ssr_registration_no", "provider_abn", "contact_name", "contact_role"),
        *("contact_phone", "contact_email", "contact_after_hours"),
    },
    "ssr-incident-report": {
        *("provider_name", "ssr_registration_no", "provider_abn", "contact_name", "contact_role"),
        *("contact_phone", "contact_email", "contact_after_hours"),
        *("report_completed_by", "reporter_role", "reporter_phone", "reporter_email"),
    },
    "cims-incident-report": {
        *("provider_name", "contact_name", "contact_position", "contact_phone", "contact_email"),
    },
}


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_each_form_keeps_the_provider_and_who_reports_and_no_one_else(form: Form) -> None:
    assert {id_ for id_, field in form.fields_by_id.items() if field.keep_on_device} == KEPT[form.id]


def faults(fields: str, **settings: str) -> list[str]:
    return [fault.message for fault in load_texts(definition(fields, **settings)).faults]


@pytest.mark.parametrize(
    ("field", "why"),
    [
        ("{id: a, type: long_text, label: A, keep_on_device: true}", "answers of type long_text"),
        ("{id: a, type: date, label: A, keep_on_device: true}", "answers of type date"),
        (
            "{id: a, type: short_text, label: A, keep_on_device: true, identifier: ndis_participant_number}",
            "its number is not the provider’s",
        ),
        (
            """{id: g, type: group, label: G, item: g, item_title: G, add_label: Add,
              fields: [{id: a, type: short_text, label: A, keep_on_device: true}]}""",
            "it is about other people or the incident",
        ),
    ],
)
def test_an_answer_that_is_not_the_reporters_own_is_refused(field: str, why: str) -> None:
    (fault,) = faults(f"- {field}")
    assert fault.startswith("“a” cannot be kept on a device: ")
    assert why in fault
    assert fault.endswith("Take “keep_on_device” out")


def test_no_answer_about_the_one_person_affected_is_kept() -> None:
    field = "- {id: a, type: short_text, label: A, keep_on_device: true}"
    assert faults(field) == []
    (fault,) = faults(field, about_one_person="[questions]")
    assert "it is about other people or the incident" in fault
