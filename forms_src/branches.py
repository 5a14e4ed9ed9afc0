"""Conditions as branches: the ways in which each can come true."""

from collections.abc import Mapping
from itertools import product
from typing import NamedTuple

from forms_src.conditions import Condition
from forms_src.definition import Inquiry
from forms_src.fields.base import BaseField
from forms_src.fields.checkboxes.field import Checkboxes
from forms_src.fields.choice import ChoiceField
from forms_src.plan import Step, steps

MAX_BRANCHES = 512


class Literal(NamedTuple):
    """A test of one field, or of a clock, that holds or does not."""

    test: Condition
    holds: bool


Branch = frozenset[Literal]


class TooManyBranches(ValueError):  # noqa: N818 - a limit reached, not an error of the program
    """The condition has more ways to come true than are worth listing."""


def branches(condition: Condition, *, holds: bool = True) -> list[Branch]:
    """Return every way in which the condition holds, or fails if not `holds`; facts must be written out."""
    if condition.not_ is not None:
        return branches(condition.not_, holds=not holds)
    if not condition.parts:
        return [frozenset({_positive(condition, holds)})]
    together = (condition.all is not None) is holds
    parts = [branches(part, holds=holds) for part in condition.parts]
    if not together:
        return [branch for part in parts for branch in part]
    return _crossed(parts)


def _crossed(parts: list[list[Branch]]) -> list[Branch]:
    count = 1
    for part in parts:
        count *= len(part)
    if count > MAX_BRANCHES:
        raise TooManyBranches
    return [frozenset().union(*choice) for choice in product(*parts)]


def _positive(test: Condition, holds: bool) -> Literal:
    if test.is_answered is False:
        return Literal(test.model_copy(update={"is_answered": True}), not holds)
    return Literal(test, holds)


class Shown:
    """The full conditions that show the fields of a form, hidden fields counting as unanswered."""

    def __init__(self, form: Inquiry) -> None:
        """Take the form; its conditions must not go round in a circle."""
        self.steps = steps(form)
        self._by_field = {step.field.id: step for step in self.steps}
        self._known: dict[str, Condition | None] = {}

    def of(self, field: str) -> Condition | None:
        """Return when the field is shown, or None if it always is."""
        if field not in self._known:
            step = self._by_field.get(field)
            self._known[field] = self.deep(step.shown_when) if step and step.shown_when else None
        return self._known[field]

    def of_inner(self, group: Step, inner: Step) -> Condition | None:
        """Return when a field of an item is shown, beyond its group being shown."""
        if inner.shown_when is None:
            return None
        return self.deep(inner.shown_when, siblings(group))

    def deep(self, condition: Condition, own: Mapping[str, Condition | None] | None = None) -> Condition:
        """Return the condition with each test joined to its field being shown; `own` are those of an item."""
        if condition.parts:
            parts = tuple(self.deep(part, own) for part in condition.parts)
            name = "not_" if condition.not_ else "all" if condition.all else "any"
            return condition.model_copy(update={name: parts[0] if name == "not_" else parts})
        if condition.field is None:
            return condition
        if condition.is_answered is False:
            asked = condition.model_copy(update={"is_answered": True})
            return Condition.model_validate({"not": self.deep(asked, own)})
        return self._joined(condition, own)

    def _joined(self, test: Condition, own: Mapping[str, Condition | None] | None) -> Condition:
        named = (name for name in (test.field, test.before, test.same_as) if name)
        shown = [condition for name in named if (condition := self._shown(name, own))]
        return Condition(all=(test, *shown)) if shown else test

    def _shown(self, name: str, own: Mapping[str, Condition | None] | None) -> Condition | None:
        if own is None or name not in own:
            return self.of(name.partition(".")[0])
        shown = own[name]
        return self.deep(shown, own) if shown else None


def siblings(group: Step) -> dict[str, Condition | None]:
    """Return when each field of an item is shown, None for always."""
    return {step.field.id: step.shown_when for step in group.inner}


def can_hold(branch: Branch, fields: Mapping[str, BaseField]) -> bool:
    """Return whether the tests of a branch can be true together."""
    if any(Literal(one.test, not one.holds) in branch for one in branch):
        return False
    by_field: dict[str, list[Literal]] = {}
    for one in branch:
        if one.test.field:
            by_field.setdefault(one.test.field, []).append(one)
    return all(_together(fields.get(name), tests) for name, tests in by_field.items())


def _together(field: BaseField | None, tests: list[Literal]) -> bool:
    of_items = any("." in (test.field or "") for test, _holds in tests)
    if of_items or not isinstance(field, ChoiceField):
        return _answered_or_not(tests)
    if isinstance(field, Checkboxes):
        return _answered_or_not(tests) and _goes_with_exclusive(field, tests)
    left = _all_answers(field, tests)
    for test, holds in tests:
        left &= _wanted(test, left) if holds else left - _settled(test, left)
    return bool(left)


def _all_answers(field: ChoiceField, tests: list[Literal]) -> set[str | None]:
    """Return every answer a field can have, None for none. A misspelt option is for another check to find."""
    named = {option for test, _holds in tests for option in (test.equals, *(test.one_of or ()))}
    return {None, *field.labels, *named}


def _wanted(test: Condition, answers: set[str | None]) -> set[str | None]:
    """Return the answers with which a test can hold."""
    if test.equals is not None:
        return {test.equals}
    return set(test.one_of) if test.one_of is not None else answers - {None}


def _settled(test: Condition, answers: set[str | None]) -> set[str | None]:
    """Return the answers with which a test must hold, whatever else is answered."""
    return set() if test.same_as is not None else _wanted(test, answers)


def _answered_or_not(tests: list[Literal]) -> bool:
    blank = any(test.is_answered and not holds for test, holds in tests)
    answered = any(holds for _test, holds in tests)
    return not (blank and answered)


def _goes_with_exclusive(field: ChoiceField, tests: list[Literal]) -> bool:
    ticked = {test.includes for test, holds in tests if holds and test.includes}
    exclusive = {option.id for option in field.options if option.exclusive}
    return len(ticked) < 2 or not ticked & exclusive
