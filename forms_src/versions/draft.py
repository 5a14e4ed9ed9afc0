"""The definition as it is being worked on, set against the versions that were published."""

from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

from forms_src.definition import Control, Form
from forms_src.library import compiled_bytes

if TYPE_CHECKING:
    from forms_src.versions.published import Version

_OUTSIDE = {  # what says which version a form is, and nothing of what it does
    "version": 1,
    "effective_from": date.min,
    "control": Control(owner="", approved_by="", approved_on=date.min, review_due=date.min),
}


def substance(form: Form) -> bytes:
    """Return what a form does on every day, whichever version it is: equal bytes mean the same form."""
    dated = [(str(one.first_day).encode(), bare(one)) for one in form.editions or (form,)]
    parted = [after for before, after in pairwise(dated) if before[1] != after[1]]
    return b"\n".join([dated[0][1], *(day + content for day, content in parted)])


def as_draft(form: Form, last: "Version | None") -> Form:
    """Return a definition with the number it has when it is published: the last one where nothing changed."""
    number = 1 if last is None else last.number + (substance(form) != last.substance)
    editions = tuple(one.model_copy(update={"version": number}) for one in form.editions)
    return form.model_copy(update={"version": number, "editions": editions})


def bare(form: Form) -> bytes:
    """Return what one edition of a form does, whenever it applies."""
    outside = {**_OUTSIDE, "editions": (), "first_day": None}
    return compiled_bytes(form.model_copy(update=outside))
