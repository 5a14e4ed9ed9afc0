"""The definition as it is being worked on, set against the versions that were published."""

from datetime import date
from itertools import pairwise

from forms_src.definition import Control, Form
from forms_src.library import compiled_bytes

_OUTSIDE = {  # what says which version a form is, and nothing of what it does
    "version": 1,
    "effective_from": date.min,
    "control": Control(owner="", approved_by="", approved_on=date.min, review_due=date.min),
}


def substance(form: Form) -> bytes:
    """Return what a form does on every day, whichever version it is: equal bytes mean the same form."""
    first, *others = form.editions or (form,)
    parted = [after for before, after in pairwise((first, *others)) if bare(before) != bare(after)]
    days = [str(one.first_day).encode() for one in parted]
    return b"\n".join([bare(first), *(day + bare(one) for day, one in zip(days, parted, strict=True))])


def bare(form: Form) -> bytes:
    """Return what one edition of a form does, whenever it applies."""
    outside = {**_OUTSIDE, "editions": (), "first_day": None}
    return compiled_bytes(form.model_copy(update=outside))
