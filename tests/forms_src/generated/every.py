"""Every form there is, with everything in it that a generated test goes over. No form is named."""

from collections.abc import Iterable, Iterator
from datetime import date
from random import Random
from typing import NamedTuple

import pytest

from forms_src.answers import Reading
from forms_src.definition import Form, group_members
from forms_src.fields.base import BaseField
from forms_src.fields.group.field import Group
from forms_src.posted import Posted
from tests.real_forms import LOADED
from tests.submissions.generated import NOW, Submission, generator

TODAY = list(LOADED.forms.values())
FORMS = [
    one
    for form in TODAY
    for one in (form, *(older for older in form.editions if older.first_day != form.first_day))
]
SEED = 20260610
_MADE: dict[tuple[str, date | None, str], Submission] = {}


class Asked(NamedTuple):
    """One field of one form: its id, in a group `group.field`."""

    form: Form
    key: str
    field: BaseField

    @property
    def group(self) -> str:
        """The group it is in, if it is in one."""
        return self.key.rpartition(".")[0]

    @property
    def name(self) -> str:
        """The name it is posted under, in the first item of its group."""
        return f"{self.group}-1-{self.field.id}" if self.group else self.field.id

    @property
    def suffix(self) -> str:
        """How messages about it end, in the first item of its group."""
        group = self.form.fields_by_id.get(self.group)
        return f" ({group.item} 1)" if isinstance(group, Group) else ""

    def submission(self) -> Submission:
        """Return a valid submission in which it is shown; one does for all that always are."""
        shown = generator(self.form).goals.shown(self.key)
        known = (self.form.id, self.form.first_day, self.key if shown else "")
        if known not in _MADE:
            _MADE[known] = generator(self.form).submission(Random(SEED), *shown)
        return _MADE[known]


def fields() -> Iterator[Asked]:
    """Yield every field of every form, those of groups and those of options included.

    Of an edition that is not today's only those that no edition before it in `FORMS` has word for word.
    """
    seen: dict[tuple[str, str], list[BaseField]] = {}
    for form in FORMS:
        for asked in _asked(form):
            same = seen.setdefault((form.id, asked.key), [])
            if asked.field not in same:
                same.append(asked.field)
                yield asked


def _asked(form: Form) -> Iterator[Asked]:
    for field in form.members():
        yield Asked(form, field.id, field)
        yield from (Asked(form, f"{field.id}.{one.id}", one) for one in group_members(field))


def named(form: Form) -> str:
    """Return the name of a form in the name of a test, with its first day if it is not today's edition."""
    return f"{form.id}@{form.first_day}" if form.is_of_another_day else form.id


def read(form: Form, posted: Posted) -> Reading:
    """Read one submission at the moment that it was made for."""
    return generator(form).reader.read(posted, NOW)


def each(found: Iterator[Asked]) -> pytest.MarkDecorator:
    """Make one test for each field."""
    return pytest.mark.parametrize(
        "asked", [pytest.param(one, id=f"{named(one.form)}-{one.key}") for one in found]
    )


def each_form(forms: Iterable[Form]) -> pytest.MarkDecorator:
    """Make one test for each form."""
    return pytest.mark.parametrize("form", [pytest.param(form, id=named(form)) for form in forms])
