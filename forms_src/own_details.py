"""What may be kept on a person's own device: their provider and contact details, and never another's."""

from collections.abc import Iterator

from forms_src.definition import Form, Inquiry
from forms_src.written import Found, placed_fields

# Short answers alone: a story, a day or a signature is never a detail of the person who reports.
KEPT_TYPES = ("email", "phone", "radios", "select", "short_text")
OF_ORGANISATIONS = ("abn", "ndis_registration_id")


def answers_that_no_device_may_keep(form: Inquiry) -> Iterator[Found]:
    """Fields with `keep_on_device` that are, as far as can be told, about someone else or the incident."""
    persons = set(form.about_one_person) if isinstance(form, Form) else set()
    for path, field, group in placed_fields(form):
        if not field.keep_on_device:
            continue
        section = form.sections[int(path[1])]
        identifier = getattr(field, "identifier", None)
        if not isinstance(form, Form) or group or section.id in persons:
            why = "it is about other people or the incident"
        elif field.type not in KEPT_TYPES:
            why = f"answers of type {field.type} say more than who reports"
        elif identifier and identifier not in OF_ORGANISATIONS:
            why = "its number is not the provider’s"
        else:
            continue
        words = f"“{field.id}” cannot be kept on a device: {why}. Take “keep_on_device” out"
        yield Found((*path, "keep_on_device"), words)
