"""Names in a submission that the form never sends: unknown ones, and single answers given twice."""

import re
from collections.abc import Iterator

from forms_src.answers import CONTROLS
from forms_src.definition import Inquiry
from forms_src.fields.base import BaseField
from forms_src.fields.group.field import Group
from forms_src.posted import Posted

_ITEM = re.compile(r"^([a-z][a-z0-9_]*)-[1-9][0-9]{0,4}-")


def unexpected_names(form: Inquiry, posted: Posted) -> list[str]:
    """Return the posted names of no edition of the form, then those of single answers posted twice."""
    many = dict.fromkeys(CONTROLS, False)
    editions: tuple[Inquiry, ...] = (*form.editions, form)
    for edition in editions:
        many |= dict(_names(edition))
    known = {name: many.get(_without_number(name)) for name in posted}
    unknown = [name for name, may_repeat in known.items() if may_repeat is None]
    return unknown + [name for name, values in posted.items() if known[name] is False and len(values) > 1]


def _without_number(name: str) -> str:
    return "" if "#" in name else _ITEM.sub(r"\1-#-", name, count=1)


def _names(form: Inquiry) -> Iterator[tuple[str, bool]]:
    """Yield each name an input can have, `#` for an item's number, and whether it may come more than once."""
    for field in form.members():
        yield from _inputs(field, field.id)
        if isinstance(field, Group):
            for inner in field.members():
                yield from _inputs(inner, f"{field.id}-#-{inner.id}")


def _inputs(field: BaseField, name: str) -> Iterator[tuple[str, bool]]:
    return ((one, field.many_values) for one in field.inputs(name))
