"""Conditions: when a question is shown, a fact is true or a rule is broken.

A condition has exactly one shape: a test of a field, a fact, an overdue clock, or `all`, `any` or `not` of
others.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Annotated, Any, Self

from pydantic import ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from forms_src.strict import Strict

TESTS = (
    "equals",
    "one_of",
    "includes",
    "is_answered",
    "age_under",
    "on_or_after",
    "before",
    "same_as",
)
# Stands for an answer that was typed and cannot be read: the question is answered, no other test of it holds.
UNREADABLE = object()
SHAPES = ("field", "fact", "overdue", "not", "all", "any")
Name = Annotated[str, Field(min_length=1)]


class Condition(Strict):
    """One condition, as staff write it. `before` and `same_as` name another field."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    field: Name | None = Field(default=None, description="The id of the question it asks about.")
    equals: Name | None = Field(default=None, description="Holds when this option is chosen.")
    one_of: tuple[str, ...] | None = Field(
        description="Holds when one of these options is chosen.", default=None, min_length=1
    )
    includes: Name | None = Field(
        default=None, description="Holds when this box is ticked, or any item of a group has it."
    )
    is_answered: bool | None = Field(
        default=None, description="true: holds when there is an answer. false: when there is none."
    )
    age_under: int | None = Field(
        description="Holds when someone born on that date is younger than this today.",
        default=None,
        gt=0,
        le=150,
    )
    on_or_after: date | None = Field(default=None, description="Holds when the date is this day or later.")
    before: Name | None = Field(
        default=None, description="Holds when the date lies before that of this question."
    )
    same_as: Name | None = Field(default=None, description="Holds when this question has the same answer.")
    fact: Name | None = Field(default=None, description="Holds when this fact is true.")
    overdue: Name | None = Field(default=None, description="Holds when this clock has run out.")
    not_: "Condition | None" = Field(description="Holds when this does not.", default=None, alias="not")
    all: "tuple[Condition, ...] | None" = Field(
        description="Holds when all of these hold.", default=None, min_length=1
    )
    any: "tuple[Condition, ...] | None" = Field(
        description="Holds when one of these holds.", default=None, min_length=1
    )

    @model_validator(mode="after")
    def exactly_one_shape(self) -> Self:
        """Refuse a condition that says two things at once, or nothing."""
        shapes = [shape for shape in SHAPES if self._has(shape)]
        if len(shapes) != 1:
            raise PydanticCustomError("shape", f"A condition has exactly one of: {', '.join(SHAPES)}")
        tests = [test for test in TESTS if self._has(test)]
        if self.field and len(tests) != 1:
            raise PydanticCustomError(
                "test", f"A condition on a field has exactly one of: {', '.join(TESTS)}"
            )
        if tests and not self.field:
            raise PydanticCustomError("test", f"“{tests[0]}” goes with “field”, not with “{shapes[0]}”")
        return self

    def _has(self, name: str) -> bool:
        return getattr(self, "not_" if name == "not" else name) is not None

    @cached_property
    def test(self) -> str:
        """The name of the test made of the field: `equals`, `one_of` and so on."""
        return next(test for test in TESTS if self._has(test))

    @property
    def parts(self) -> "tuple[Condition, ...]":
        """The conditions directly inside this one."""
        return self.all or self.any or ((self.not_,) if self.not_ else ())

    def walk(self) -> "Iterator[Condition]":
        """Yield this condition and every one inside it."""
        yield self
        for part in self.parts:
            yield from part.walk()

    def fields(self) -> set[str]:
        """Return the ids of every field the condition reads, facts not followed."""
        named = ((part.field, part.before, part.same_as) for part in self.walk())
        return {name for names in named for name in names if name}


@dataclass(frozen=True)
class Facts:
    """What a condition is judged against: values by field id, today's date there, facts, overdue clocks."""

    values: Mapping[str, Any]
    today: date
    facts: Mapping[str, bool] = field(default_factory=dict)
    overdue: frozenset[str] = frozenset()


def holds(condition: Condition, given: Facts) -> bool:
    """Return whether the condition is true of what is given.

    A field without an answer, or with one that cannot be read, fails every test but `is_answered`.
    """
    if condition.field is not None:
        return _field_holds(condition, given)
    if condition.all is not None:
        return all(holds(part, given) for part in condition.all)
    if condition.any is not None:
        return any(holds(part, given) for part in condition.any)
    if condition.not_ is not None:
        return not holds(condition.not_, given)
    if condition.fact is not None:
        return given.facts.get(condition.fact, False)
    return condition.overdue in given.overdue


def _field_holds(condition: Condition, given: Facts) -> bool:
    value = given.values.get(condition.field or "")
    answered = value not in (None, "", [])
    if condition.is_answered is not None:
        return answered is condition.is_answered
    return answered and value is not UNREADABLE and _value_holds(condition, value, given)


def _value_holds(condition: Condition, value: Any, given: Facts) -> bool:
    match condition.test:
        case "equals":
            return bool(value == condition.equals)
        case "one_of":
            return value in (condition.one_of or ())
        case "includes":
            return condition.includes in value
        case "age_under":
            return age(day_of(value), given.today) < (condition.age_under or 0)
        case "on_or_after":
            return day_of(value) >= (condition.on_or_after or date.max)
        case "before":
            other = given.values.get(condition.before or "")
            return isinstance(other, str) and earlier(value, other)
        case _:
            return bool(value == given.values.get(condition.same_as or ""))


def day_of(value: str) -> date:
    """Return the local day of a date (`YYYY-MM-DD`) or moment (RFC 3339) answer."""
    return date.fromisoformat(value[:10])


def earlier(one: str, other: str) -> bool:
    """Return whether one answer lies before the other: by instant if both are moments, else by local day."""
    if "T" in one and "T" in other:
        return datetime.fromisoformat(one) < datetime.fromisoformat(other)
    return day_of(one) < day_of(other)


def age(born: date, today: date) -> int:
    """Return a person's age in whole years. Someone born on 29 February has the birthday on 1 March."""
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))
