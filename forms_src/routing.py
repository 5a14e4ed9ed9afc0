"""Routing: which reports an incident needs, why, and by when.

The page “Which form do I need?” asks the questions; forms show the same outcomes as prompts.
"""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any, Literal, NamedTuple, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from forms_src.answers import Reading, trigger_of
from forms_src.calendars import Calendar
from forms_src.conditions import Condition, Facts, day_of, holds
from forms_src.deadlines import Due, due
from forms_src.definition import Form, Inquiry, PlaceId, Slug, Words
from forms_src.fields.base import FieldId
from forms_src.places import Place
from forms_src.strict import Strict


class Receiver(Strict):
    """The body that a report goes to."""

    name: Words = Field(description="The name of who receives it.")
    phone: Words | None = Field(default=None, description="The number people can call.")
    website: Words = Field(description="The address where it is done.")


class Outcome(Strict):
    """One thing that may have to be done.

    `form` is a form of ours. `only_in` are the places it is for: all, without it. `clock` says when it is
    due; without one it is due at once. `when` is judged on the answers of the page, `prompt_when` on the
    facts of a form that has them all. `done_when` is the fact by which a form says that it is done already.
    """

    id: FieldId = Field(description="Its short name.")
    title: Words = Field(description="What is to be done, in words.")
    form: Slug | None = Field(default=None, description="The form of ours that it leads to.")
    only_in: tuple[PlaceId, ...] = Field(
        default=(), description="The places it is for. Without this line, all."
    )
    receiver: Receiver = Field(
        description="Who it goes to: the id of a shared agency, or a name and website."
    )
    clock: str | None = Field(default=None, description="The clock that says when it is due.")
    at_once: bool = Field(default=False, description="Whether it is due at once.")
    when: Condition = Field(description="It applies where this holds of the answers on the page.")
    prompt_when: Condition | None = Field(
        default=None, description="Forms with these facts show it where this holds."
    )
    done_when: FieldId | None = Field(
        default=None, description="The fact by which a form says that it is done already."
    )
    because: Words = Field(description="Why it must be done, in words.")
    source: Words = Field(description="Where the law or policy says so.")
    source_address: str = Field(description="The address of that source.", pattern=r"^https://\S+$")

    @model_validator(mode="after")
    def is_due_one_way(self) -> Self:
        """Refuse an outcome that is due both at once and by a clock, or never."""
        if (self.clock is None) is not self.at_once:
            raise PydanticCustomError("due", "Give “clock”, or “at_once: true”: one of them")
        return self

    def is_for(self, place: Place) -> bool:
        """Return whether it is for a place."""
        return not self.only_in or place.id in self.only_in


class Routing(Inquiry):
    """The questions that lead to the outcomes.

    `dated_by` are moments. The first one answered also starts each clock whose own start is not answered.
    """

    id: Literal["which-form"] = Field(description="Always which-form.")
    title: Words = Field(description="The heading of the page.")
    summary: Words = Field(description="What the page is for, in a sentence.")
    dated_by: tuple[FieldId, ...] = Field(
        description="The questions whose answer says which day’s rules apply, and that start clocks.",
        min_length=1,
    )
    outcomes: tuple[Outcome, ...] = Field(description="What the answers may lead to.", min_length=1)

    def own_conditions(self) -> Iterator[tuple[tuple[str | int, ...], Condition]]:
        """Yield what decides the outcomes."""
        for n, outcome in enumerate(self.outcomes):
            yield ("outcomes", n, "when"), outcome.when
            if outcome.prompt_when:
                yield ("outcomes", n, "prompt_when"), outcome.prompt_when

    def with_every_start(self) -> Self:
        """Return a copy whose clocks start from what is known, if their own start is not."""
        clocks = tuple(
            clock.model_copy(update={"starts_from": tuple(dict.fromkeys(clock.starts_from + self.dated_by))})
            for clock in self.clocks
        )
        editions = tuple(edition.with_every_start() for edition in self.editions)
        return self.model_copy(update={"clocks": clocks, "editions": editions})


class Step(NamedTuple):
    """One outcome that applies: when it is due, where that is known, and whether that has passed."""

    outcome: Outcome
    due: Due | None
    passed: bool
    words: str
    """When it is due if no date says so."""


def steps_for(routing: Routing, reading: Reading) -> list[Step]:
    """Return what the edition that was answered leads to, the first due first, without a due time last."""
    given = Facts(reading.answers, reading.when.today, facts=reading.facts)
    by_clock = {one.clock: one for one in reading.due}
    steps = [
        _step(routing, outcome, by_clock.get(outcome.clock or ""), reading.when.now)
        for outcome in routing.outcomes
        if outcome.is_for(reading.place) and holds(outcome.when, given)
    ]
    return sorted(steps, key=_urgency)


def _step(routing: Routing, outcome: Outcome, due_: Due | None, now: datetime) -> Step:
    words = next((clock.words for clock in routing.clocks if clock.id == outcome.clock), "")
    return Step(outcome, due_, due_ is not None and due_.due_at < now, words)


def _urgency(step: Step) -> tuple[int, float]:
    if step.outcome.at_once:
        return 0, 0
    return (1, step.due.due_at.timestamp()) if step.due else (2, 0)


class Report(NamedTuple):
    """What is known of a report: its form, answers and facts, where and when it is, and its own clocks."""

    form: Form
    answers: Mapping[str, Any]
    facts: Mapping[str, bool]
    place: Place
    now: datetime
    today: date
    clocks: frozenset[str]


def prompts(routing: Routing, report: Report, calendars: Mapping[str, Calendar]) -> list[Step]:
    """Return what else may have to be done, going by the facts of a report, the first due first.

    Left out are the form itself, what its own due times say, and what asks for facts it does not have.
    """
    starts = (*routing.dated_by, *report.form.dated_by)
    moments = (report.answers[name] for name in starts if name in report.answers)
    routing = routing.on(next(map(day_of, moments), report.today))
    known = {fact.id for fact in report.form.facts} & report.facts.keys()
    given = Facts({}, report.today, facts=report.facts)
    outcomes = [
        outcome
        for outcome in routing.outcomes
        if outcome.prompt_when
        and outcome.is_for(report.place)
        and outcome.form != report.form.id
        and outcome.clock not in report.clocks
        and not report.facts.get(outcome.done_when or "")
        and {part.fact for part in outcome.prompt_when.walk() if part.fact} <= known
        and holds(outcome.prompt_when, given)
    ]
    steps = (_step(routing, one, _due(routing, one, report, calendars), report.now) for one in outcomes)
    return sorted(steps, key=_urgency)


def _due(routing: Routing, outcome: Outcome, report: Report, calendars: Mapping[str, Calendar]) -> Due | None:
    clock = next((clock for clock in routing.clocks if clock.id == outcome.clock), None)
    trigger = trigger_of((*clock.starts_from, *report.form.dated_by), report.answers) if clock else None
    return due(clock, trigger, report.place, calendars[report.place.calendar]) if clock and trigger else None
