"""Goals: the tests of single fields that together make conditions true or false."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import NamedTuple

from forms_src.branches import Branch, Literal, Shown, can_hold
from forms_src.conditions import Condition
from forms_src.definition import Form
from forms_src.fields.base import BaseField
from forms_src.plan import Step, written_out

Wish = tuple[Condition, bool]


class Where(NamedTuple):
    """A condition that a submission must meet, or must not; in a group, its first item must."""

    condition: Condition
    holds: bool = True
    group: str = ""


class Kept(NamedTuple):
    """What breaks a rule of the items of a group: it must not hold, from the item of number `first` on."""

    group: str
    wrong_when: Condition
    first: int


@dataclass
class Goal:
    """Tests that the form's own answers must pass, items that groups must have, what holds in every item."""

    tests: Branch = frozenset()
    items: dict[str, list[Branch]] = field(default_factory=dict)
    every: dict[str, list[Literal]] = field(default_factory=dict)
    kept: Sequence[Kept] = ()


class Goals:
    """Finds goals for wishes about the submissions of one form."""

    def __init__(self, form: Form) -> None:
        """Take a form without faults."""
        self.form = form
        self._shown = Shown(form)
        self._groups = {step.field.id: step for step in self._shown.steps if step.inner}
        self._outer = {step.field.id: step.shown_when for step in self._shown.steps}
        self._always = {
            step.field.id for step in self._shown.steps if step.field.required and not step.shown_when
        }
        self._clocks = {clock.id: clock for clock in form.clocks}
        self._own = {group: _siblings(step) for group, step in self._groups.items()}

    def wish(self, where: Where) -> Wish:
        """Return a condition of the form with all that decides it: facts, clocks, and what is shown."""
        known = {one.field.id: one.shown_when for one in self._inner(where.group)}
        return self._shown.deep(self._timed(written_out(where.condition, self.form)), known), where.holds

    def shown(self, name: str) -> list[Where]:
        """Return what shows a field, `group.field` one of an item. Nothing: it is always shown."""
        group, _, own = name.rpartition(".")
        condition = self._outer.get(group or own)
        found = [Where(condition)] if condition else []
        inner = next((one.shown_when for one in self._inner(group) if one.field.id == own), None)
        return [*found, Where(inner, group=group)] if inner else found

    def found(self, wishes: Sequence[Wish], items: Mapping[str, Sequence[Wish]], rng: Random) -> Goal | None:
        """Return one of the ways in which all wishes come true, drawn at random."""
        fields = self.form.fields_by_id
        for own in self._of_items(list(items.items()), Goal(), rng):
            for tests in self._ways(list(wishes), own.tests, fields, rng):
                goal = Goal(tests, {group: list(some) for group, some in own.items.items()})
                if self._columns_met(goal, rng):
                    return goal
                break
        return None

    def _of_items(self, wanted: list[tuple[str, Sequence[Wish]]], goal: Goal, rng: Random) -> Iterator[Goal]:
        if not wanted:
            yield goal
            return
        (group, wishes), *rest = wanted
        for tests in self._ways(list(wishes), goal.tests, self._with_own(group), rng):
            grown = self._with_item(goal, group, tests)
            yield from self._of_items(rest, grown, rng)

    def _ways(
        self, wishes: list[Wish], taken: Branch, fields: Mapping[str, BaseField], rng: Random
    ) -> Iterator[Branch]:
        """Yield the ways in which all wishes come true, in random order, each with what is taken already."""
        if not wishes:
            yield taken
            return
        (condition, holds), *rest = wishes
        if condition.not_ is not None:
            yield from self._ways([(condition.not_, not holds), *rest], taken, fields, rng)
        elif not condition.parts:
            grown = taken | {_answered(condition, holds)}
            if can_hold(grown, fields) and not self._leaves_out_what_is_required(condition, holds):
                yield from self._ways(rest, grown, fields, rng)
        elif (condition.all is not None) is holds:
            yield from self._ways([*((part, holds) for part in condition.parts), *rest], taken, fields, rng)
        else:
            for part in rng.sample(condition.parts, len(condition.parts)):
                yield from self._ways([(part, holds), *rest], taken, fields, rng)

    def _leaves_out_what_is_required(self, test: Condition, holds: bool) -> bool:
        return test.is_answered is not None and test.is_answered is not holds and test.field in self._always

    def _with_item(self, goal: Goal, group: str, tests: Branch) -> Goal:
        """Return a goal with one more item, where the tests of the item are told from those of the form."""
        own = frozenset(one for one in tests if one.test.fields() & self._own[group].keys())
        items = {**goal.items, group: [*goal.items.get(group, []), own]}
        return Goal(goal.tests | (tests - own), items, goal.every)

    def _with_own(self, group: str) -> dict[str, BaseField]:
        return {**self.form.fields_by_id, **self._own.get(group, {})}

    def _columns_met(self, goal: Goal, rng: Random) -> bool:
        """Turn tests of all items of a group into items that pass them; False where none can."""
        columns = [one for one in goal.tests if "." in (one.test.field or "")]
        for test, holds in sorted(columns, key=str):
            group, _, own = (test.field or "").rpartition(".")
            inside = test.model_copy(update={"field": own})
            if not holds:
                goal.every.setdefault(group, []).append(Literal(inside, False))
                continue
            wishes = [self.wish(Where(inside, group=group))]
            tests = next(self._ways(wishes, goal.tests, self._with_own(group), rng), None)
            if tests is None:
                return False
            grown = self._with_item(goal, group, tests)
            goal.tests, goal.items = grown.tests, grown.items
        return True

    def _inner(self, group: str) -> Sequence[Step]:
        return self._groups[group].inner if group in self._groups else ()

    def _timed(self, condition: Condition) -> Condition:
        """Return the condition with what starts a clock, and what makes it apply, beside its running out."""
        if condition.overdue in self._clocks:
            clock = self._clocks[condition.overdue]
            started = [
                Condition(field=id_, is_answered=True)
                for id_ in clock.starts_from
                if id_ in self.form.fields_by_id
            ]
            applies = [written_out(clock.applies_when, self.form)] if clock.applies_when else []
            return Condition(all=(condition, Condition(any=tuple(started)), *applies))
        if not condition.parts:
            return condition
        parts = tuple(self._timed(part) for part in condition.parts)
        name = "not_" if condition.not_ else "all" if condition.all else "any"
        return condition.model_copy(update={name: parts[0] if name == "not_" else parts})


def _siblings(group: Step) -> dict[str, BaseField]:
    return {one.field.id: one.field for one in group.inner}


def _answered(test: Condition, holds: bool) -> Literal:
    if test.is_answered is False:
        return Literal(test.model_copy(update={"is_answered": True}), not holds)
    return Literal(test, holds)
