"""Where a person goes on in a report that they left half-way."""

from forms_src.answers import Reading
from forms_src.definition import Form, Section
from forms_src.fields.base import BaseField
from forms_src.fields.group.field import Group
from forms_src.fields.group.numbers import answered_items
from forms_src.posted import Posted, is_seen


def section_to_resume(form: Form, posted: Posted, reading: Reading) -> str:
    """Return the id of the section to go on with; empty for the very start.

    It is the last one with an answer, or where that lacks nothing the next that is shown. People answer from
    the top and stop somewhere; what they passed over on the way is told when they check.
    """
    shown = [section for section in form.sections if any(one.id in reading.shown for one in section.fields)]
    begun = [at for at, section in enumerate(shown) if _is_begun(section, posted)]
    if not begun:
        return ""
    faulty = {fault.name.partition("-")[0] for fault in reading.faults}
    is_done = faulty.isdisjoint(one.id for one in shown[begun[-1]].members())
    return shown[min(begun[-1] + is_done, len(shown) - 1)].id


def _is_begun(section: Section, posted: Posted) -> bool:
    return any(_is_answered(field, posted) for field in section.members())


def _is_answered(field: BaseField, posted: Posted) -> bool:
    if isinstance(field, Group):
        return bool(answered_items(field, posted))
    return any(is_seen(value) for name in field.inputs(field.id) for value in posted.all(name))
