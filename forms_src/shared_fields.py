"""Which fields several forms share: their answers are carried over from one report to the next."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from forms_src.carrying import carried_ids
from forms_src.definition import Form
from forms_src.fields.base import BaseField

TYPE_WORDS = {
    "short_text": "one line of text",
    "long_text": "text",
    "number": "a number",
    "email": "an email address",
    "phone": "a phone number",
    "date": "a date",
    "moment": "a date and time",
    "radios": "one choice",
    "select": "one choice from a list",
    "checkboxes": "any number of choices",
    "group": "a list of people or things",
}


class SharedField(NamedTuple):
    """One field id, the label and type in words of the first form that has it, and all forms that have it."""

    id: str
    label: str
    type: str
    forms: tuple[Form, ...]


def shared_fields(forms: Iterable[Form]) -> Iterator[SharedField]:
    """Yield each field that two or more forms have, in the order in which the forms first ask it."""
    having: dict[str, list[Form]] = {}
    for form in forms:
        ids = carried_ids(form)
        for id_ in (one for one in form.types if one.partition(".")[0] in ids):
            having.setdefault(id_, []).append(form)
    for id_, found in having.items():
        if len(found) > 1:
            field = found[0].fields_by_id[id_]
            yield SharedField(id_, _label(found[0], id_, field), TYPE_WORDS[field.type], tuple(found))


def _label(form: Form, id_: str, field: BaseField) -> str:
    group, _, inner = id_.partition(".")
    return f"{form.fields_by_id[group].label}: {field.label}" if inner else field.label


def shared_part(form: Form) -> tuple[tuple[str, str], ...]:
    """Return what the page of shared fields depends on in a form."""
    labels = ((id_, field.label) for id_, field in form.fields_by_id.items())
    return (form.id, form.short_title), *form.types.items(), *labels
