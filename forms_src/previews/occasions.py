"""When each message comes, in words for people who edit forms."""

from forms_src.definition import Form, Rule
from forms_src.fields.base import BaseField
from forms_src.fields.group.field import Group
from forms_src.spoken import Spoken

# By the code of the message, or by `type.code` where a type has its own.
OCCASIONS = {
    "am_or_pm": "The time may be in the morning or the evening",
    "control": "It has a hidden character, or a line break where there can be none",
    "exclusive": "An option that stands alone, such as “None”, is ticked with another",
    "future": "The date or time has passed",
    "identifier": "It does not look like such a number, or its check digits are wrong",
    "incomplete": "A part is missing, such as the year",
    "missing": "Some statements are ticked, but not all",
    "not_an_option": "The answer is not on the list. A program sent it, or the list changed in between",
    "not_email": "It does not look like an email address",
    "not_number": "There is something else than digits",
    "not_phone": "It does not look like a phone number",
    "not_real": "There is no such day, such as 31 June",
    "not_time": "It does not look like a time",
    "past": "The date or time is still to come",
    "repeated": "The clocks went back, so there were two such hours that night",
    "required": "It is left blank",
    "group.required": "There are too few",
    "declaration.required": "Nothing is ticked",
    "skipped": "The clocks went forward, so there was no such hour that night",
    "too_large": "The number is above the largest",
    "too_long": "The text is longer than it may be",
    "too_many": "There are more than there may be",
    "too_small": "The number is below the smallest",
}


def occasion(field: BaseField, code: str) -> str:
    """Return when a field is answered with a message."""
    return OCCASIONS.get(f"{field.type}.{code}") or OCCASIONS[code]


def broken(form: Form, rule: Rule) -> str:
    """Return when a rule is broken."""
    group = form.fields_by_id.get(rule.group)
    return f"If {Spoken(form, group if isinstance(group, Group) else None).words(rule.wrong_when)}"
