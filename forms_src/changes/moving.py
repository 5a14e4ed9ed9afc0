"""What a person is told whose page is of a version that is not taken now."""

from collections.abc import Iterator
from typing import NamedTuple

from forms_src.changes.compare import changes
from forms_src.definition import Form
from forms_src.fields.choice import ChoiceField
from forms_src.posted import Posted
from forms_src.unexpected import unexpected_names

MOST = 20  # changes that are listed; the page of all changes has the others


class Moved(NamedTuple):
    """Why the page came back with other questions, what is different, and answers that no question takes."""

    why: str
    form: str
    different: tuple[str, ...] = ()
    more: int = 0
    left_over: tuple[tuple[str, str], ...] = ()


def moved(why: str, before: Form | None, after: Form, posted: Posted) -> Moved:
    """Return what to say of the way from one edition to another; `before` is None where it is not known."""
    if before is None:
        return Moved(why, after.id)
    told = [one.words for one in changes(before, after) if one.to == "people"]
    left = tuple(_left_over(before, after, posted))
    return Moved(why, after.id, tuple(told[:MOST]), max(len(told) - MOST, 0), left)


def _left_over(before: Form, after: Form, posted: Posted) -> Iterator[tuple[str, str]]:
    """Yield the question and the answer of each posted name that only the earlier edition has."""
    for name in unexpected_names(after, posted):
        id_, _, rest = name.partition("-")
        inner = rest.partition("-")[2].partition("-")[0]
        field = before.fields_by_id.get(f"{id_}.{inner}") or before.fields_by_id.get(id_)
        labels = field.labels if isinstance(field, ChoiceField) else {}
        words = ", ".join(labels.get(value, value) for value in posted.all(name) if value.strip())
        if field and words:
            yield field.label, words
