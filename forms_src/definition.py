"""A form: what department staff define, and what the compiled form holds."""

from collections.abc import Iterator
from datetime import date
from functools import cached_property
from typing import Annotated, Self

from pydantic import Discriminator, Field, Tag, model_validator
from pydantic_core import PydanticCustomError

from forms_src.conditions import Condition
from forms_src.deadlines import Clock
from forms_src.fields import AnyField
from forms_src.fields.base import BaseField, FieldId
from forms_src.fields.group.field import Group
from forms_src.places import Place
from forms_src.retention import Retention
from forms_src.strict import Strict

Slug = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_-]*$", max_length=60)]
PlaceId = Annotated[str, Field(pattern=r"^[A-Z]{2,3}$")]
Words = Annotated[str, Field(min_length=1)]


class Agency(Strict):
    """A body that receives reports, and how people reach it."""

    id: Slug = Field(description="Its short name, by which forms name it.")
    name: Words = Field(description="Its whole name.")
    short_name: Words = Field(description="Its name as people say it.")
    phone: Words = Field(description="The number people can call.")
    email: Words = Field(description="Where the notice of each report goes.")
    website: Words = Field(description="Its address on the web.")


class Control(Strict):
    """Who answers for the definition, and when it is looked at again (domain/records.md section 4)."""

    owner: str = Field(description="The role that owns this form.")
    approved_by: str = Field(description="Who approved it.")
    approved_on: date = Field(description="The day it was approved, such as 2026-11-22.")
    review_due: date = Field(description="The day by which it is looked at again.")


class PlaceOf(Strict):
    """The field whose answer is the place of the report."""

    field: FieldId = Field(
        description="The id of the question whose answer is the place. It must be required, and always shown."
    )


def _how_place_is_given(place: object) -> str:
    return "by answer" if isinstance(place, (dict, PlaceOf)) else "by id"


PlaceSetting = Annotated[
    Annotated[PlaceOf, Tag("by answer")] | Annotated[PlaceId, Tag("by id")],
    Discriminator(_how_place_is_given),
]


class Fact(Strict):
    """A named truth worked out from the answers and stored with them."""

    id: FieldId = Field(description="Its short name, for conditions: {fact: id}.")
    label: Words = Field(description="What is so when it is true, in words.")
    source: str = Field(description="Where the law or policy says so.")
    true_when: Condition = Field(description="The condition that makes it true.")


class Rule(Strict):
    """A rule across fields: broken when `wrong_when` holds; its message shows at `field`.

    Where that is a field of a group, `group.field`, the rule is judged for each item of it.
    """

    id: str = Field(description="Its number or name, such as C05.", pattern=r"^[A-Za-z][A-Za-z0-9_-]*$")
    source: str = Field(description="Where the law or policy says so.")
    field: Words = Field(
        description="The question at which the message stands; for one in a group, group.question."
    )
    wrong_when: Condition = Field(description="The condition that makes the answers wrong.")
    message: Words = Field(description="What people read then. It names the question and says what to do.")

    @property
    def group(self) -> str:
        """The group for whose items it is judged; empty for a rule of the whole form."""
        return self.field.rpartition(".")[0]


class FollowUp(Strict):
    """A form that follows this one: from the receipt it can be started with the answers they share.

    With `clock`, one of this form's own, it is due then: `remind_hours_before` that the contact is reminded
    by email, once, and when it has not come by then it is overdue. With `applies_when`, only reports for
    which that holds are followed. `reference_in` is the field of the other form that asks for the reference
    of this report.
    """

    form: Slug = Field(description="The id of the form that follows.")
    reference_in: FieldId | None = Field(
        default=None, description="The question of that form that takes the reference of this report."
    )
    clock: str | None = Field(default=None, description="The clock of this form by which that one is due.")
    remind_hours_before: int | None = Field(
        description="How many hours before that time the contact is reminded, once.",
        default=None,
        gt=0,
        le=24 * 30,
    )
    applies_when: Condition | None = Field(
        default=None, description="Only reports for which this holds are followed."
    )

    @model_validator(mode="after")
    def a_reminder_needs_a_due_time(self) -> Self:
        """Refuse a reminder of nothing, and a due time that nobody is reminded of."""
        if (self.clock is None) != (self.remind_hours_before is None):
            words = "“clock” and “remind_hours_before” go together: write both or neither"
            raise PydanticCustomError("follow_up", words)
        return self


class FormClock(Clock):
    """A clock as one form uses it: only while `applies_when` holds, if that is given."""

    applies_when: Condition | None = Field(default=None, description="The clock runs only where this holds.")


class RuleSet(Strict):
    """A version of the policy that a form follows, by name."""

    id: Slug = Field(description="Its short name.")
    label: Words = Field(description="The name of this version of the policy, as people know it.")
    source: Words = Field(description="Where it is published.")


class Section(Strict):
    """A part of a form under one heading."""

    id: Slug = Field(description="Its short name. It is part of the address, so it does not change.")
    title: Words = Field(description="The heading people see.")
    intro: str | None = Field(default=None, description="Words under the heading.")
    show_when: Condition | None = Field(
        default=None, description="The section is shown only where this holds."
    )
    fields: tuple[AnyField, ...] = Field(
        description="Its questions, in order. {include: id} brings those of a shared section.", min_length=1
    )

    def members(self) -> Iterator[BaseField]:
        """Yield each field and what comes with it, in order."""
        for field in self.fields:
            yield field
            yield from field.companions()


class Inquiry(Strict):
    """Questions, and what follows from their answers: what a form shares with the routing to forms.

    Where parts of a definition have effective dates, this is the edition of today, and `editions` are all of
    them in order, each with its first day; `dated_by` are the fields whose answers decide which one applies.
    """

    id: Slug = Field(description="Its short name, part of its address. It never changes.")
    place: PlaceSetting = Field(
        description="The place of a report: its id, or {field: id}. It decides zone and holidays."
    )
    places: tuple[Place, ...] = Field(min_length=1)
    clocks: tuple[FormClock, ...] = Field(
        description="When the report is due: ids of shared clocks, the form’s own first.", min_length=1
    )
    facts: tuple[Fact, ...] = Field(
        default=(), description="Truths that follow from the answers, for conditions and for the record."
    )
    sections: tuple[Section, ...] = Field(
        description="The parts of the form, each under a heading. {include: id} brings a shared one.",
        min_length=1,
    )
    rules: tuple[Rule, ...] = Field(default=(), description="Answers that do not go together.")
    dated_by: tuple[FieldId, ...] = Field(
        default=(), description="The questions whose answer says which day’s rules apply."
    )
    first_day: date | None = None
    editions: tuple[Self, ...] = ()

    def on(self, day: date) -> Self:
        """Return the edition of a day; before the first, the first."""
        begun = [one for one in self.editions if one.first_day and one.first_day <= day]
        found = begun[-1] if begun else next(iter(self.editions), self)
        return self if found.first_day == self.first_day else found

    def as_of(self, day: date) -> Self:
        """Return the edition of a day, with all editions."""
        return self.on(day).model_copy(update={"editions": self.editions}) if self.editions else self

    @property
    def is_of_another_day(self) -> bool:
        """Whether this is an edition that was or will be in effect, but is not today."""
        return self.first_day is not None and not self.editions

    def members(self) -> Iterator[BaseField]:
        """Yield every field outside groups, with what comes with it, in order."""
        for section in self.sections:
            yield from section.members()

    @cached_property
    def fields_by_id(self) -> dict[str, BaseField]:
        """Every field by its id; a field of a group as `group.field`."""
        found: dict[str, BaseField] = {}
        for field in self.members():
            found[field.id] = field
            found |= {f"{field.id}.{inner.id}": inner for inner in group_members(field)}
        return found

    def own_conditions(self) -> Iterator[tuple[tuple[str | int, ...], Condition]]:
        """Yield conditions of its own kind, each with its path, in the order they are written."""
        return iter(())


class Form(Inquiry):
    """One version of one form. `clocks[0]` is the form's own due time; the rest are what comes next.

    `about_one_person` are the sections about the one person affected: a report about another person begins
    with the answers to all the others. For `grace_days` after this version begins, reports on the one before
    it are still taken. Systems that send reports are told of a change that breaks them `notice_days` before.
    """

    version: int = Field(description="The number of the version. build.py publish sets it.", gt=0)
    effective_from: date = Field(description="The first day of this version, such as 2026-07-01.")
    effective_to: date | None = Field(default=None, description="The last day on which the form can be used.")
    title: Words = Field(description="The heading of the page. It says what the form is for.")
    short_title: Words = Field(description="The name of the form in lists and emails.")
    summary: Words = Field(description="One sentence that says what the form is for.")
    who: Words = Field(description="Who should use it.")
    agency: Agency = Field(description="Who receives the reports: the id of a shared agency.")
    prefix: str = Field(
        description="Three capital letters that each reference starts with.", pattern=r"^[A-Z]{3}$"
    )
    control: Control = Field(description="Who answers for this definition, and when it is looked at again.")
    confirmation_to: FieldId = Field(
        description="The id of the question of type email that the receipt goes to."
    )
    before_you_start: tuple[Words, ...] = Field(
        description="What people should have at hand, one a line.", min_length=1
    )
    next_steps: tuple[Words, ...] = Field(
        description="What happens after it is sent, one a line.", min_length=1
    )
    rule_sets: tuple[RuleSet, ...] = Field(
        description="The versions of the policy it follows, each with its dates.", default=(), max_length=1
    )
    followed_by: tuple[FollowUp, ...] = Field(default=(), description="The forms that follow this one.")
    about_one_person: tuple[Slug, ...] = Field(
        default=(),
        description="The sections about the one person affected. A report about another starts without them.",
    )
    retention: Retention = Field(description="How long reports are kept: ids of shared classes.")
    grace_days: int = Field(
        description="How many days the version before this one is still taken.", default=30, gt=0, le=366
    )
    notice_days: int = Field(
        description="How many days before a change that breaks other systems they are told of it.",
        default=60,
        ge=0,
        le=366,
    )

    @property
    def rule_set(self) -> RuleSet | None:
        """The version of the policy that this edition follows, if it has a name."""
        return next(iter(self.rule_sets), None)

    def own_conditions(self) -> Iterator[tuple[tuple[str | int, ...], Condition]]:
        """Yield when each follow-up applies, and each class of retention."""
        for n, follow_up in enumerate(self.followed_by):
            if follow_up.applies_when:
                yield ("followed_by", n, "applies_when"), follow_up.applies_when
        for n, one in enumerate(self.retention):
            if one.applies_when:
                yield ("retention", n, "applies_when"), one.applies_when

    @cached_property
    def types(self) -> dict[str, str]:
        """The type of every field that takes an answer, by its id or `group.field`."""
        return {id_: field.type for id_, field in self.fields_by_id.items() if field.takes_answer}

    @property
    def own_clock(self) -> Clock:
        """The clock that this form itself must meet."""
        return self.clocks[0]


def group_members(field: BaseField) -> tuple[BaseField, ...]:
    """Return the fields of one item of a group; none for any other field."""
    return field.members() if isinstance(field, Group) else ()
