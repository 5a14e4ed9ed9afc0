"""Answers carried over: those of one report typed again, into another form or into the same one.

What is carried has the same field id and type in both forms, and its options are still there. A declaration
is a signature: nothing in its section is carried.
"""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from forms_src.answers import place_of
from forms_src.definition import Form, PlaceOf
from forms_src.fields.base import BaseField
from forms_src.fields.declaration.field import Declaration
from forms_src.fields.group.field import Group
from forms_src.plan import Step, steps
from forms_src.posted import Posted


class Carried(NamedTuple):
    """What to type, and the posted names of the questions it answers."""

    posted: Posted
    names: frozenset[str]


def carried(
    target: Form,
    source: Form,
    answers: Mapping[str, Any],
    zone: str,
    *,
    another_person: bool = False,
    known: Mapping[str, str] | None = None,
) -> Carried:
    """Return the answers of a report on the form `source`, received in `zone`, typed into `target`.

    For `another_person` the sections about one person stay blank. Why a report is late is said of that form
    alone. `known` is what else is known, by the id of the question it answers. Moments are typed in the zone
    of the target's place; while that is not known, as they were.
    """
    left_out = {*target.about_one_person} if another_person else set()
    kept = dict(_kept(target, source, answers, left_out)) | dict(known or {})
    fields = {field.id: field for field in target.members()}
    decider = target.place.field if isinstance(target.place, PlaceOf) else None
    if decider is None or decider in kept:
        zone = place_of(target, Posted({decider: (str(kept[decider]),)} if decider else {})).zone
    typed = {
        part: values
        for id_, value in kept.items()
        for part, values in fields[id_].typed(id_, value, zone).items()
    }
    return Carried(Posted(typed), frozenset(_names(kept, fields)))


_ids: dict[str, tuple[Form, frozenset[str]]] = {}  # of each form that was asked for, as it was then


def carried_ids(form: Form) -> frozenset[str]:
    """Return the ids of the fields outside groups that may be carried over to another form."""
    known = _ids.get(form.id)
    if known is None or known[0] is not form:
        known = _ids[form.id] = (form, _free_ids(form))
    return known[1]


def _free_ids(form: Form) -> frozenset[str]:
    free = (step for step in steps(form) if not _is_signed(step) and not _tells_why_late(step))
    return frozenset(step.field.id for step in free if step.field.takes_answer)


def _kept(
    target: Form, source: Form, answers: Mapping[str, Any], left_out: set[str]
) -> Iterator[tuple[str, Any]]:
    for step in steps(target):
        id_ = step.field.id
        if id_ not in answers or step.section.id in left_out or _is_signed(step):
            continue
        if target.id != source.id and _tells_why_late(step):
            continue
        value = _shared(id_, step.field, source, answers[id_])
        if value not in (None, []):
            yield id_, value


def _is_signed(step: Step) -> bool:
    return any(isinstance(field, Declaration) for field in step.section.fields)


def _tells_why_late(step: Step) -> bool:
    return not isinstance(step.field, Group) and step.may_be_overdue


def _shared(key: str, field: BaseField, source: Form, value: Any) -> Any:
    """Return what of an answer can be given to this field too; None or nothing at all if none of it can."""
    if source.types.get(key) != field.type:
        return None
    if not isinstance(field, Group):
        return field.still_possible(value)
    items = [
        {
            inner.id: kept
            for inner in field.members()
            if inner.id in item
            and (kept := _shared(f"{key}.{inner.id}", inner, source, item[inner.id])) is not None
        }
        for item in value[: field.max]
    ]
    return [item for item in items if item]


def _names(kept: Mapping[str, Any], fields: Mapping[str, BaseField]) -> Iterator[str]:
    for id_, value in kept.items():
        if not isinstance(fields[id_], Group):
            yield id_
            continue
        for number, item in enumerate(value, 1):
            yield from (f"{id_}-{number}-{inner}" for inner in item)
