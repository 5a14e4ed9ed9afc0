"""The data dictionary of a form: one entry for each field that takes an answer, as it was on each day."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from itertools import chain
from typing import NamedTuple

from forms_src.definition import Form, Section
from forms_src.fields.base import BaseField
from forms_src.fields.choice import ChoiceField
from forms_src.fields.group.field import Group
from forms_src.plan import both
from forms_src.shared_fields import TYPE_WORDS
from forms_src.spoken import Spoken

TYPES = {**TYPE_WORDS, "declaration": "a signed declaration"}


class Entry(NamedTuple):
    """One field. `id` is `group.field` inside a group; `options` are ids with labels.

    `asked` and `required` are words; `first_day` and `last_day` bound the days on which it was so, None
    without bound. `forms` are the other forms that ask the same, by id.
    """

    id: str
    section: str
    label: str
    type: str
    asked: str
    required: str
    options: tuple[tuple[str, str], ...]
    source: str
    basis: str
    first_day: date | None = None
    last_day: date | None = None
    forms: tuple[str, ...] = ()

    @property
    def days(self) -> str:
        """The days on which it was so, in words."""
        first, last = (str(day) if day else "" for day in (self.first_day, self.last_day))
        if first and last:
            return f"{first} to {last}"
        return f"from {first}" if first else f"to {last}" if last else "always"


Sharing = Mapping[str, tuple[str, ...]]  # field id: the forms that have it


def sharing(forms: Iterable[Form]) -> Sharing:
    """Return which forms have each field id."""
    found: dict[str, tuple[str, ...]] = {}
    for form in forms:
        for id_ in form.types:
            found[id_] = (*found.get(id_, ()), form.id)
    return found


def entries(form: Form, shared: Sharing) -> list[Entry]:
    """Return the entries of a form, in the order in which its latest edition asks; what is gone comes last.

    A field that changed has an entry for each time between two changes.
    """
    spans = list(_spans(form))
    runs: dict[str, list[Entry]] = {}
    for edition, first, last in spans:
        for entry in _entries_of(edition):
            _add(runs.setdefault(entry.id, []), entry._replace(first_day=first, last_day=last))
    latest = {entry.id: None for entry in _entries_of(spans[-1][0])}
    order = [*latest, *(id_ for id_ in runs if id_ not in latest)]
    others = {id_: tuple(one for one in shared.get(id_, ()) if one != form.id) for id_ in order}
    return [entry._replace(forms=others[id_]) for id_ in order for entry in runs[id_]]


def _add(run: list[Entry], entry: Entry) -> None:
    """Add an entry to those before it, or make the last of them longer if nothing else changed."""
    last = run[-1] if run else None
    if last and last.last_day and last.last_day + timedelta(days=1) == entry.first_day:
        longer = last._replace(last_day=entry.last_day)
        if longer._replace(first_day=entry.first_day) == entry:
            run[-1] = longer
            return
    run.append(entry)


def _spans(form: Form) -> Iterator[tuple[Form, date | None, date | None]]:
    """Yield each edition with its first and its last day."""
    editions = form.editions or (form,)
    firsts = [one.first_day if one.first_day != date.min else None for one in editions]
    for n, edition in enumerate(editions):
        following = firsts[n + 1] if n + 1 < len(editions) else None
        yield edition, firsts[n], following - timedelta(days=1) if following else None


def _entries_of(form: Form) -> Iterator[Entry]:
    for section in form.sections:
        for field in section.members():
            if field.takes_answer:
                yield _entry(form, section, field, None)
            if isinstance(field, Group):
                yield from (_entry(form, section, one, field) for one in field.members() if one.takes_answer)


def _entry(form: Form, section: Section, field: BaseField, group: Group | None) -> Entry:
    condition = field.show_when if group else both(section.show_when, field.show_when)
    return Entry(
        id=f"{group.id}.{field.id}" if group else field.id,
        section=section.title,
        label=field.label,
        type=TYPES[field.type],
        asked=f"if {Spoken(form, group).words(condition)}" if condition else "always",
        required="no" if not field.required else "when it is asked" if condition else "always",
        options=tuple(field.labels.items()) if isinstance(field, ChoiceField) else (),
        source=field.source,
        basis=field.basis,
    )


COLUMNS = (
    "form",
    "version",
    "field",
    "section",
    "label",
    "type",
    "asked",
    "required",
    "options",
    "in effect",
    "source",
    "basis",
    "also in",
    "stored in",
    "kept",
)


def table(form: Form, found: Iterable[Entry], stored: str, kept: str) -> Iterator[tuple[str, ...]]:
    """Yield the lines of the dictionary as a table, its header first. `kept` says for how long."""
    lines = (
        (
            form.id,
            str(form.version),
            one.id,
            one.section,
            one.label,
            one.type,
            one.asked,
            one.required,
            "; ".join(f"{id_} = {label}" for id_, label in one.options),
            one.days,
            one.source,
            one.basis,
            "; ".join(one.forms),
            stored,
            kept,
        )
        for one in found
    )
    return chain([COLUMNS], lines)
