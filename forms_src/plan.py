"""The order in which a form's fields are read: each after those its conditions speak of."""

from collections.abc import Set
from dataclasses import dataclass
from functools import cached_property
from graphlib import TopologicalSorter

from forms_src.conditions import Condition
from forms_src.definition import FormClock, Inquiry, Section, group_members
from forms_src.fields.base import BaseField


@dataclass(frozen=True)
class Step:
    """One field to read, with the condition that shows it, facts written out, its section's included."""

    field: BaseField
    section: Section
    place: int
    shown_when: Condition | None
    inner: "tuple[Step, ...]" = ()

    @cached_property
    def may_be_overdue(self) -> bool:
        """Whether a clock running out can show this field, or a field of its items."""
        conditions = (one.shown_when for one in (self, *self.inner) if one.shown_when)
        return any(part.overdue for condition in conditions for part in condition.walk())


def written_out(condition: Condition, form: Inquiry) -> Condition:
    """Return the condition with every fact replaced by what makes it true."""
    if condition.fact is not None:
        named = [fact for fact in form.facts if fact.id == condition.fact]
        return written_out(named[0].true_when, form) if named else condition
    if not condition.parts:
        return condition
    parts = tuple(written_out(part, form) for part in condition.parts)
    changed = {"not_": parts[0]} if condition.not_ else {"all" if condition.all else "any": parts}
    return condition.model_copy(update=changed)


def both(one: Condition | None, other: Condition | None) -> Condition | None:
    """Return the condition that both hold; None stands for always."""
    if one is None or other is None:
        return one or other
    return Condition(all=(one, other))


def _step(field: BaseField, section: Section, place: int, form: Inquiry) -> Step:
    shown = both(section.show_when, field.show_when)
    inner = tuple(
        Step(member, section, n, _out(member.show_when, form))
        for n, member in enumerate(group_members(field))
    )
    return Step(field, section, place, _out(shown, form), inner)


def _out(condition: Condition | None, form: Inquiry) -> Condition | None:
    return written_out(condition, form) if condition else None


def reads(step: Step, form: Inquiry) -> set[str]:
    """Return the ids of the fields to read before this one; a field of a group counts as the group."""
    own = {one.field.id for one in step.inner}
    named = _read_by(step.shown_when, form)
    for one in step.inner:
        named |= _read_by(one.shown_when, form, own)
    return {name.partition(".")[0] for name in named} & form.fields_by_id.keys()


def _read_by(condition: Condition | None, form: Inquiry, own: Set[str] = frozenset()) -> set[str]:
    """Return the ids that a condition and the clocks in it read, except for the item's `own` fields."""
    if condition is None:
        return set()
    clocks = {part.overdue for part in condition.walk() if part.overdue}
    timed = (clock_reads(clock, form) for clock in form.clocks if clock.id in clocks)
    return (condition.fields() - own).union(*timed)


def clock_reads(clock: FormClock, form: Inquiry) -> set[str]:
    """Return the ids of the fields that start a clock or decide whether it applies."""
    applies = _out(clock.applies_when, form)
    return {*clock.starts_from} | (applies.fields() if applies else set())


def steps(form: Inquiry) -> tuple[Step, ...]:
    """Return every field outside groups as a step, in the order of the form."""
    members = [(field, section) for section in form.sections for field in section.members()]
    return tuple(_step(field, section, place, form) for place, (field, section) in enumerate(members))


def reading_order(form: Inquiry) -> tuple[Step, ...]:
    """Return the steps so that each comes after those it depends on.

    Raises `graphlib.CycleError` where conditions go round in a circle.
    """
    by_id = {step.field.id: step for step in steps(form)}
    order = TopologicalSorter({id_: reads(step, form) for id_, step in by_id.items()}).static_order()
    return tuple(by_id[id_] for id_ in order)


def inner_order(group: Step) -> tuple[Step, ...]:
    """Return the steps of one item of a group in the same manner."""
    by_id = {step.field.id: step for step in group.inner}
    needs = {
        id_: (step.shown_when.fields() if step.shown_when else set()) & by_id.keys()
        for id_, step in by_id.items()
    }
    return tuple(by_id[id_] for id_ in TopologicalSorter(needs).static_order())
