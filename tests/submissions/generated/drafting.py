"""One submission made from a form: each field in reading order, drawn so that the goal is met."""

from collections import ChainMap
from collections.abc import Mapping, MutableMapping, Sequence
from dataclasses import replace
from datetime import datetime
from random import Random
from typing import Any

from forms_src.answers import Reader, place_of
from forms_src.branches import Literal
from forms_src.conditions import Facts, holds
from forms_src.definition import PlaceOf
from forms_src.fields.base import BaseField, When
from forms_src.fields.group.field import Group
from forms_src.fields.moment.field import Moment
from forms_src.plan import Step
from forms_src.posted import Posted
from tests.submissions.generated.goals import Goal
from tests.submissions.generated.spelling import Pairs, spelled
from tests.submissions.generated.values import Wanted, value_of

TRIES = 24
MORE_ITEMS = (0, 0, 1, 2)


class Stuck(Exception):  # noqa: N818 - another draw may do
    """No answer that was drawn goes with the goal and the answers before it."""


class Draft:
    """A submission half made: what it says, what is posted for it, which fields are shown and which not."""

    def __init__(self, reader: Reader, order: Sequence[Step], goal: Goal, rng: Random, now: datetime) -> None:
        """Take the form's reader and order, the goal and the moment of sending (aware)."""
        self.reader = reader
        self.goal = goal
        self.rng = rng
        self.posted: Pairs = {}
        self.values: dict[str, Any] = {}
        self.shown: dict[str, BaseField] = {}
        self.hidden: dict[str, BaseField] = {}
        self._must = _answered_names(goal.tests)
        self._by_name = _by_name(goal.tests)
        self.when = When(now, "UTC", "")
        place_field = self._draw_place()
        self.place = place_of(reader.form, Posted(self.posted))
        self.when = When(now, self.place.zone, self.place.zone_words)
        self.given = Facts(self.values, self.when.today)
        for step in order:
            self._take(step, place_field)
        self.given = replace(self.given, overdue=self._overdue())

    def _draw_place(self) -> str:
        """Answer the field that decides the zone before all others: moments are typed in that zone."""
        place = self.reader.form.place
        if not isinstance(place, PlaceOf):
            return ""
        self.given = Facts(self.values, self.when.today)
        self._answer(self.reader.form.fields_by_id[place.field], place.field, self.values, (), must=True)
        return place.field

    def _overdue(self) -> frozenset[str]:
        dues = self.reader.dues(self.given, self.place)
        return frozenset(one.clock for one in dues if one.due_at < self.when.now)

    def _take(self, step: Step, answered: str) -> None:
        field = step.field
        if step.may_be_overdue:
            self.given = replace(self.given, overdue=self._overdue())
        if step.shown_when and not holds(step.shown_when, self.given):
            self._hide(field)
            return
        self.shown[field.id] = field
        if isinstance(field, Group):
            self._take_group(field)
        elif field.takes_answer and field.id != answered:
            self._answer(
                field, field.id, self.values, self._by_name.get(field.id, ()), field.id in self._must
            )

    def _hide(self, field: BaseField) -> None:
        if isinstance(field, Group):
            self.hidden |= {f"{field.id}-1-{one.id}": one for one in field.members()}
        else:
            self.hidden[field.id] = field

    def _answer(
        self,
        field: BaseField,
        name: str,
        into: MutableMapping[str, Any],
        tests: Sequence[Literal],
        must: bool,
    ) -> None:
        """Draw an answer that passes the tests, or leave the field blank where that does."""
        if not field.required and not must and (self.rng.random() < 0.3 or _unanswered(field, tests)):
            return
        known = self.values if into is self.values else ChainMap(into, self.values)
        wanted = Wanted(self.rng, self.when, tests, known, self._must_be_late(field))
        for _ in range(TRIES):
            value = value_of(field, wanted)
            if not tests or self._passes(tests, ChainMap({field.id: value}, known)):
                into[field.id] = value
                self.posted |= spelled(field, name, value, self.rng, self.when)
                return
        raise Stuck(name)

    def _passes(self, tests: Sequence[Literal], values: Mapping[str, Any]) -> bool:
        given = Facts(values, self.given.today, self.given.facts, self.given.overdue)
        return all(holds(one.test, given) is one.holds for one in tests if _known(one, values))

    def _must_be_late(self, field: BaseField) -> bool | None:
        """Return whether a clock that the field starts must have run out; None where it may or may not."""
        if not isinstance(field, Moment):
            return None
        starts = {clock.id for clock in self.reader.form.clocks if field.id in clock.starts_from}
        wanted = {one.holds for one in self.goal.tests if one.test.overdue in starts}
        return True in wanted if wanted else None

    def _take_group(self, group: Group) -> None:
        needed = self.goal.items.get(group.id, [])
        least = max(group.min if group.required else 0, len(needed), 1 if group.id in self._must else 0)
        count = min(least + self.rng.choice(MORE_ITEMS), group.max)
        if _unanswered(group, self._by_name.get(group.id, ())):
            count = 0
        if count < least:
            raise Stuck(group.id)
        every = self.goal.every.get(group.id, [])
        own = [*needed, *([frozenset()] * (count - len(needed)))]
        items = [self._kept_item(group, n, [*tests, *every]) for n, tests in enumerate(own, 1)]
        if items:
            self.values[group.id] = items
        for inner in group.members():
            answers = [item[inner.id] for item in items if inner.id in item]
            many = [one for answer in answers for one in (answer if inner.many_values else [answer])]
            self.values[f"{group.id}.{inner.id}"] = many

    def _kept_item(self, group: Group, number: int, tests: Sequence[Literal]) -> dict[str, Any]:
        """Return an item that keeps the rules of its group. What is not answered yet may still break them."""
        before = self.posted, self.shown, self.hidden
        for _ in range(TRIES):
            self.posted, self.shown, self.hidden = (dict(before[0]), dict(before[1]), dict(before[2]))
            item = self._item(group, number, tests)
            if self._keeps_rules(group, number, item):
                break
        return item

    def _keeps_rules(self, group: Group, number: int, item: Mapping[str, Any]) -> bool:
        blank: dict[str, Any] = dict.fromkeys(inner.id for inner in group.members())
        given = replace(self.given, values=ChainMap(blank | dict(item), self.values))
        own = (one for one in self.goal.kept if one.group == group.id and number >= one.first)
        return not any(holds(one.wrong_when, given) for one in own)

    def keeps_all_rules(self) -> bool:
        """Return whether every item keeps the rules of its group, now that everything is answered."""
        groups = [self.reader.form.fields_by_id[id_] for id_ in {one.group for one in self.goal.kept}]
        return all(
            self._keeps_rules(group, number, item)
            for group in groups
            if isinstance(group, Group)
            for number, item in enumerate(self.values.get(group.id, ()), 1)
        )

    def _item(self, group: Group, number: int, tests: Sequence[Literal]) -> dict[str, Any]:
        item: dict[str, Any] = dict.fromkeys(inner.id for inner in group.members())
        given = replace(self.given, values=ChainMap(item, self.values))
        by_name, must = _by_name(tests), _answered_names(tests)
        for step in self.reader.inner(group.id):
            name, field = f"{group.id}-{number}-{step.field.id}", step.field
            if step.shown_when and not holds(step.shown_when, given):
                self.hidden[name] = field
                continue
            self.shown[name] = field
            if field.takes_answer:
                self._answer(field, name, item, by_name.get(field.id, ()), field.id in must)
        return self._not_blank(group, number, item, by_name)

    def _not_blank(
        self, group: Group, number: int, item: dict[str, Any], tests: Mapping[str, Sequence[Literal]]
    ) -> dict[str, Any]:
        """Return the item; one in which nothing was answered would not be one."""
        if all(value is None for value in item.values()):
            names = {field.id: f"{group.id}-{number}-{field.id}" for field in group.members()}
            free = [one for one in group.members() if names[one.id] in self.shown and one.takes_answer]
            chosen = self.rng.choice(free)
            self._answer(chosen, names[chosen.id], item, tests.get(chosen.id, ()), must=True)
        return {id_: value for id_, value in item.items() if value is not None}


def _by_name(tests: Sequence[Literal] | frozenset[Literal]) -> dict[str, list[Literal]]:
    found: dict[str, list[Literal]] = {}
    for one in tests:
        for name in (one.test.field, one.test.before, one.test.same_as):
            if name:
                found.setdefault(name, []).append(one)
    return found


def _answered_names(tests: Sequence[Literal] | frozenset[Literal]) -> set[str]:
    """Return the fields that must be answered for the tests to hold."""
    held = (one.test for one in tests if one.holds)
    return {name for test in held for name in (test.field, test.before, test.same_as) if name}


def _unanswered(field: BaseField, tests: Sequence[Literal]) -> bool:
    """Return whether the tests want the field left blank."""
    return any(one.test.is_answered and not one.holds and one.test.field == field.id for one in tests)


def _known(one: Literal, values: Mapping[str, Any]) -> bool:
    """Return whether every answer that a test reads has been drawn."""
    return all(values.get(name) is not None for name in one.test.fields())
