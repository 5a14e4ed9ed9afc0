"""One submission read: parsed, hidden by condition and checked in a single pass."""

from collections import ChainMap
from collections.abc import Iterable, Iterator, Mapping, MutableMapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, NamedTuple

from forms_src.calendars import Calendar
from forms_src.conditions import UNREADABLE, Condition, Facts, holds
from forms_src.deadlines import Due, due
from forms_src.definition import Form, Inquiry, PlaceOf, Rule
from forms_src.fields.base import BaseField, Parsed, Problem, When
from forms_src.fields.group.field import Group
from forms_src.fields.group.numbers import answered_items, at_least
from forms_src.places import Place
from forms_src.plan import Step, inner_order, reading_order, written_out
from forms_src.posted import Posted

HONEYPOT = "anything_else"  # layouts/check.html; hidden from people, and no name that a browser fills in
CONTROLS = frozenset(
    {
        *("action", "form_version", "submission_key", "confirm_remove"),
        *("follows", "corrects", "corrected_version", "carried", "correction_reason"),
        *("draft", "draft_revision"),
        HONEYPOT,
    }
)


class Fault(NamedTuple):
    """One thing to put right: the posted name at fault, the input to go to, a code and the words."""

    name: str
    input_id: str
    code: str
    message: str


class Item(NamedTuple):
    """One item of a group: how its posted names begin, how its messages end, each field’s answer or None."""

    prefix: str
    suffix: str
    answers: dict[str, Any]


@dataclass
class Reading:
    """What a submission says. `answers` has only what was shown, `shown` the posted names of those fields."""

    place: Place
    when: When
    answers: dict[str, Any] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    cautions: dict[str, str] = field(default_factory=dict)
    shown: set[str] = field(default_factory=set)
    facts: dict[str, bool] = field(default_factory=dict)
    due: tuple[Due, ...] = ()
    late: tuple[str, ...] = ()


class InquiryReader:
    """Reads answers to one set of questions. Make one for each and keep it."""

    def __init__(self, form: Inquiry, calendars: Mapping[str, Calendar]) -> None:
        """Work out the reading order once."""
        self.form = form
        self._calendars = calendars
        self._order = reading_order(form)
        self._inner = {step.field.id: inner_order(step) for step in self._order if step.inner}
        self._ids = [field.id for field in form.members()]
        self._positions = {
            (step.field.id, own): (step.place, place)
            for step in self._order
            for own, place in [("", 0), *((one.field.id, one.place) for one in step.inner)]
        }
        self._rules = [(rule, written_out(rule.wrong_when, form)) for rule in form.rules]
        self._clocks = [
            (clock, written_out(clock.applies_when, form) if clock.applies_when else None)
            for clock in form.clocks
        ]
        self._facts = {fact.id: written_out(fact.true_when, form) for fact in form.facts}

    def read(
        self, posted: Posted, now: datetime, *, sending: bool = False, received_at: datetime | None = None
    ) -> Reading:
        """Read what was posted at `now` (aware). Clocks are met or not at `received_at`, or else now.

        While `sending`, a question that only a clock running out has shown is not required: a report that
        became late on the check page still goes.
        """
        place = place_of(self.form, posted)
        reading = Reading(place, When(now, place.zone, place.zone_words))
        pass_ = _Pass(self, reading, posted, sending, received_at or now)
        for step in self._order:
            pass_.take(step)
        pass_.finish(self._rules, self._facts)
        reading.faults.sort(key=lambda fault: self._place_of(fault.name))
        reading.cautions = {
            name: reading.cautions[name] for name in sorted(reading.cautions, key=self._place_of)
        }
        return reading

    def _place_of(self, name: str) -> tuple[int, int, int]:
        """Return where a posted name stands on the page: the field, the item of a group, the field in it."""
        field, number, own = (*name.split("-", 2), "0", "")[:3]
        place, own_place = self._positions[field, own]
        return place, int(number), own_place

    def in_order(self, answers: Mapping[str, Any]) -> dict[str, Any]:
        """Return answers in the order of the form."""
        return {id_: answers[id_] for id_ in self._ids if id_ in answers}

    def inner(self, group: str) -> tuple[Step, ...]:
        """Return the steps of one item of a group, in reading order."""
        return self._inner[group]

    def dues(self, given: Facts, place: Place) -> tuple[Due, ...]:
        """Return when each clock is due that applies and whose trigger is answered, in the form's order."""
        calendar = self._calendars[place.calendar]
        clocks = (clock for clock, applies in self._clocks if applies is None or holds(applies, given))
        started = ((clock, trigger_of(clock.starts_from, given.values)) for clock in clocks)
        return tuple(due(clock, trigger, place, calendar) for clock, trigger in started if trigger)


class Reader(InquiryReader):
    """Reads submissions of one form."""

    form: Form

    def __init__(self, form: Form, calendars: Mapping[str, Calendar]) -> None:
        """Work out the reading order once."""
        super().__init__(form, calendars)


class _Pass:
    """One pass over one submission."""

    def __init__(
        self, reader: InquiryReader, reading: Reading, posted: Posted, sending: bool, received_at: datetime
    ) -> None:
        self.reader = reader
        self.reading = reading
        self.posted = posted
        self.sending = sending
        self.received_at = received_at
        self.values: dict[str, Any] = {}
        self.items: dict[str, list[Item]] = {}
        self.given = Facts(self.values, reading.when.today)

    def take(self, step: Step) -> None:
        """Read one field, if it is shown."""
        if step.may_be_overdue:
            self.given = replace(
                self.given, overdue=self._overdue(self.reader.dues(self.given, self.reading.place))
            )
        if step.shown_when and not holds(step.shown_when, self.given):
            return
        self.reading.shown.add(step.field.id)
        waived = self.sending and self._is_waived(step, self.given)
        if isinstance(step.field, Group):
            self._take_group(step.field, waived)
        elif step.field.takes_answer:
            self._keep(step.field, step.field.id, self.values, waived=waived)

    def _is_waived(self, step: Step, given: Facts) -> bool:
        """Return whether nothing but a clock running out has shown the question."""
        if step.shown_when is None or not step.may_be_overdue:
            return False
        return not holds(step.shown_when, replace(given, overdue=frozenset()))

    def _keep(
        self, field: BaseField, name: str, into: MutableMapping[str, Any], suffix: str = "", *, waived: bool
    ) -> None:
        parsed: Parsed = field.parse(self.posted, name, self.reading.when)
        if parsed.problem is None:
            into[field.id] = parsed.value
        elif parsed.problem.code != "required":
            into[field.id] = UNREADABLE
        if parsed.problem and not (waived and parsed.problem.code == "required"):
            self.reading.faults.append(fault_of(field, name, parsed.problem, suffix))
        if parsed.caution:
            self.reading.cautions[name] = parsed.caution

    def _take_group(self, group: Group, waived: bool) -> None:
        before = len(self.reading.faults)
        numbers = answered_items(group, self.posted)
        if len(numbers) > group.max:
            self._group_fault(group, "too_many")
        least = group.min if group.required and not waived else 0
        items = [self._item(group, number, waived) for number in at_least(least, numbers[: group.max])]
        self.items[group.id] = [item for item in items if _readable(item.answers)]
        answered = [_readable(item.answers) for item in self.items[group.id]]
        if len(answered) < least and len(self.reading.faults) == before:
            self._group_fault(group, "required")
        if answered:
            self.values[group.id] = answered
        for inner in group.members():
            self.values[f"{group.id}.{inner.id}"] = _of_all_items(inner, [item.answers for item in items])

    def _group_fault(self, group: Group, code: str) -> None:
        self.reading.faults.append(fault_of(group, group.id, Problem(code), ""))

    def _item(self, group: Group, number: int, waived: bool) -> Item:
        """Read one item."""
        answers = dict.fromkeys(inner.id for inner in group.members())
        item = Item(f"{group.id}-{number}", f" ({group.item} {number})", answers)
        given = self._within(item, self.given)
        for step in self.reader.inner(group.id):
            if step.shown_when and not holds(step.shown_when, given):
                continue
            name = f"{item.prefix}-{step.field.id}"
            self.reading.shown.add(name)
            if step.field.takes_answer:
                own_waived = waived or (self.sending and self._is_waived(step, given))
                self._keep(step.field, name, answers, item.suffix, waived=own_waived)
        return item

    def _within(self, item: Item, given: Facts) -> Facts:
        """Return what conditions of an item see: its own fields, answered or not, then those of the form."""
        return replace(given, values=ChainMap(item.answers, self.values))

    def _overdue(self, dues: Iterable[Due]) -> frozenset[str]:
        return frozenset(one.clock for one in dues if one.due_at < self.received_at)

    def finish(self, rules: Iterable[tuple[Rule, Condition]], facts: Mapping[str, Condition]) -> None:
        """Judge the clocks, the rules and the facts, once every answer is known."""
        reading = self.reading
        reading.due = self.reader.dues(self.given, reading.place)
        overdue = self._overdue(reading.due)
        reading.late = tuple(one.clock for one in reading.due if one.clock in overdue)
        given = replace(self.given, overdue=overdue)
        self._judge(rules, given)
        reading.facts = {id_: holds(condition, given) for id_, condition in facts.items()}
        reading.answers = self.reader.in_order(_readable(self.values))

    def _judge(self, rules: Iterable[tuple[Rule, Condition]], given: Facts) -> None:
        """Note each rule that is broken, unless something else is wrong at its field."""
        wrong = {one.name for one in self.reading.faults}
        for rule, condition in rules:
            for name, suffix, seen in self._judged_at(rule, given):
                if name in self.reading.shown and name not in wrong and holds(condition, seen):
                    wrong.add(name)
                    at = self.reader.form.fields_by_id[rule.field].first_input(name, Problem(rule.id))
                    self.reading.faults.append(Fault(name, at, rule.id, rule.message + suffix))

    def _judged_at(self, rule: Rule, given: Facts) -> Iterator[tuple[str, str, Facts]]:
        """Yield each place where a rule is judged: posted name, how its message ends, what it sees."""
        if not rule.group:
            yield rule.field, "", given
        for item in self.items.get(rule.group, ()):
            yield f"{item.prefix}-{rule.field.rpartition('.')[2]}", item.suffix, self._within(item, given)


def fault_of(field: BaseField, name: str, problem: Problem, suffix: str) -> Fault:
    """Return the fault that a problem of a field makes; the suffix names the item of a group."""
    return Fault(name, field.first_input(name, problem), problem.code, field.message(problem) + suffix)


def _readable(answers: Mapping[str, Any]) -> dict[str, Any]:
    """Return the answers without what was left blank or cannot be read."""
    return {id_: value for id_, value in answers.items() if value is not None and value is not UNREADABLE}


def _of_all_items(field: BaseField, items: Iterable[Mapping[str, Any]]) -> list[Any]:
    """Return what was answered to one field of a group in all its items, choices of many in one list."""
    answers = [item[field.id] for item in items if item[field.id] is not None]
    if not field.many_values:
        return answers
    return [one for answer in answers for one in (answer if isinstance(answer, list) else [answer])]


def place_of(form: Inquiry, posted: Posted) -> Place:
    """Return the place that decides zone and calendar: the one answered, else the form's first."""
    wanted = posted.first(form.place.field) if isinstance(form.place, PlaceOf) else form.place
    return next((place for place in form.places if place.id == wanted.upper()), form.places[0])


def trigger_of(starts_from: Iterable[str], values: Mapping[str, Any]) -> datetime | None:
    """Return the moment of the first field answered, or None."""
    answered = (value for name in starts_from if isinstance(value := values.get(name), str))
    return next((datetime.fromisoformat(value) for value in answered), None)
