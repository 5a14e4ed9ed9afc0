"""What is checked in a form beyond its shape: each check is named for the fault it finds."""

import re
from collections.abc import Callable, Iterator, Set
from string import Formatter

from forms_src.answers import CONTROLS
from forms_src.condition_checks import (
    clocks_that_wait_for_clocks,
    conditions_too_long,
    facts_in_a_circle,
    fields_in_a_circle,
    no_such_field,
    tests_that_do_not_suit_the_field,
    unknown_fields_in_conditions,
    unknown_options_in_conditions,
)
from forms_src.definition import Form, Inquiry, PlaceOf
from forms_src.faults import nearest
from forms_src.fields.base import BaseField
from forms_src.fields.checkboxes.field import Checkboxes
from forms_src.fields.choice import ChoiceField
from forms_src.fields.date.field import Date
from forms_src.fields.email.field import Email
from forms_src.fields.moment.field import Moment
from forms_src.never import Never
from forms_src.own_details import answers_that_no_device_may_keep
from forms_src.reach_checks import REACH
from forms_src.written import Found, Path, found_by, placed_fields, tests

# What pages add to the id of a field, for its parts and its items.
_OF_FIELD = re.compile(r"-(?:hint|error|count|if|day|month|year|time|clock|\d+(?:-.*)?)$")
RESERVED = CONTROLS | {"main", "report", "errors", "correction"}  # names and ids that pages have of their own


def ids_used_twice(form: Inquiry) -> Iterator[Found]:
    """Ids that stand for two things of one kind."""
    named: dict[str, list[tuple[str, Path]]] = {
        "sections": [(one.id, ("sections", n, "id")) for n, one in enumerate(form.sections)],
        "facts": [(one.id, ("facts", n, "id")) for n, one in enumerate(form.facts)],
        "rules": [(one.id, ("rules", n, "id")) for n, one in enumerate(form.rules)],
        "clocks": [(one.id, ("clocks",)) for one in form.clocks],
        "fields": list(_field_ids(form)),
    }
    for kind, ids in named.items():
        for id_, path in _repeats(ids):
            yield Found(path, f"Two {kind} have the id “{id_}”: give each its own")


def _field_ids(form: Inquiry) -> Iterator[tuple[str, Path]]:
    for path, field, group in placed_fields(form):
        prefix = f"{group.id}." if group else ""
        yield f"{prefix}{field.id}", (*path, "id")
        yield from ((f"{prefix}{one.id}", (*path, "options")) for one in field.companions())


def _repeats(ids: list[tuple[str, Path]]) -> Iterator[tuple[str, Path]]:
    seen: set[str] = set()
    for id_, path in ids:
        if id_ in seen:
            yield id_, path
        seen.add(id_)


def ids_that_clash_on_the_page(form: Inquiry) -> Iterator[Found]:
    """Fields and sections that would share an id on the page, with each other or with its own parts."""
    fields = {id_ for id_ in form.fields_by_id if "." not in id_}
    for id_, path in _field_ids(form):
        if id_ in RESERVED:
            yield Found(path, f"The page has a “{id_}” of its own: give this field another id")
    for n, section in enumerate(form.sections):
        if section.id in RESERVED or _OF_FIELD.sub("", section.id) in fields:
            whose = "The page itself" if section.id in RESERVED else "A field"
            words = f"{whose} has the id “{section.id}” on the page: give this section another"
            yield Found(("sections", n, "id"), words)


def unknown_names(form: Inquiry) -> Iterator[Found]:
    """Facts, clocks and fields that other settings name but the form does not have."""
    facts, clocks = {fact.id for fact in form.facts}, {clock.id for clock in form.clocks}
    for path, test, _group in tests(form):
        if test.fact and test.fact not in facts:
            words = f"There is no fact “{test.fact}” in this form.{nearest(test.fact, facts)}"
            yield Found((*path, "fact"), words)
        if test.overdue and test.overdue not in clocks:
            words = f"This form has no clock “{test.overdue}”.{nearest(test.overdue, clocks)}"
            yield Found((*path, "overdue"), words)
    for path, name, known in _named_fields(form):
        if name not in form.fields_by_id:
            yield Found(path, no_such_field(name, known))


def _named_fields(form: Inquiry) -> Iterator[tuple[Path, str, list[str]]]:
    """Yield each name with its path and the names that could stand there."""
    every = list(form.fields_by_id)
    outside = [name for name in every if "." not in name]
    if isinstance(form, Form):
        yield ("confirmation_to",), form.confirmation_to, outside
    yield from ((("rules", n, "field"), rule.field, every) for n, rule in enumerate(form.rules))
    if isinstance(form.place, PlaceOf):
        yield ("place", "field"), form.place.field, outside


def named_fields_that_do_not_suit(form: Inquiry) -> Iterator[Found]:
    """Fields that cannot do what another setting wants of them."""
    to = form.fields_by_id.get(form.confirmation_to) if isinstance(form, Form) else None
    if to and not isinstance(to, Email):
        words = f"“{to.id}” is of type {to.type}: the confirmation needs a field of type email"
        yield Found(("confirmation_to",), words)
    for n, rule in enumerate(form.rules):
        at = form.fields_by_id.get(rule.field)
        if at and not at.takes_answer:
            yield Found(
                ("rules", n, "field"), f"“{at.id}” asks nothing: show the message at a field that does"
            )


def places_that_cannot_be_told(form: Inquiry) -> Iterator[Found]:
    """A place that is taken from a field which may not say one: times and due times would be wrong."""
    field = form.fields_by_id.get(form.place.field) if isinstance(form.place, PlaceOf) else None
    if field is None:
        return
    if not isinstance(field, ChoiceField) or isinstance(field, Checkboxes):
        words = f"“{field.id}” is of type {field.type}: the place needs radios or select"
        yield Found(("place", "field"), words)
        return
    if not field.required or _is_conditional(form, field):
        words = f"“{field.id}” decides the time zone and the holidays: it must be required and always shown"
        yield Found(("place", "field"), words)
    places = {place.id.lower() for place in form.places}
    for option in field.options:
        if option.id not in places:
            words = (
                f"There is no place for the option “{option.id}” of “{field.id}”.{nearest(option.id, places)}"
            )
            yield Found(("place", "field"), words)


def _is_conditional(form: Inquiry, field: BaseField) -> bool:
    sections = (section for section in form.sections if field in section.fields)
    return field.show_when is not None or any(section.show_when for section in sections)


def clocks_that_never_start(form: Inquiry) -> Iterator[Found]:
    """Clocks none of whose starting fields the form asks."""
    for clock in form.clocks:
        if not any(isinstance(form.fields_by_id.get(name), Moment) for name in clock.starts_from):
            names = " or ".join(f"“{name}”" for name in clock.starts_from)
            words = f"The clock “{clock.id}” starts from {names}: this form has no such moment"
            yield Found(("clocks",), words)


def follow_ups_that_cannot_be(form: Inquiry) -> Iterator[Found]:
    """Follow-ups due by a clock, or sections about one person, that the form does not have."""
    if not isinstance(form, Form):
        return
    clocks, sections = [clock.id for clock in form.clocks], [section.id for section in form.sections]
    for n, follow_up in enumerate(form.followed_by):
        if follow_up.clock and follow_up.clock not in clocks:
            words = f"This form has no clock “{follow_up.clock}”.{nearest(follow_up.clock, clocks)}"
            yield Found(("followed_by", n, "clock"), words)
        if follow_up.form == form.id:
            yield Found(("followed_by", n, "form"), "A form cannot follow itself: take this line out")
    for n, id_ in enumerate(form.about_one_person):
        if id_ not in sections:
            yield Found(("about_one_person", n), f"There is no section “{id_}”.{nearest(id_, sections)}")


def dates_in_the_wrong_order(form: Inquiry) -> Iterator[Found]:
    """Dates of the definition itself that cannot follow each other."""
    if not isinstance(form, Form):
        return
    if form.effective_to and form.effective_to < form.effective_from:
        yield Found(("effective_to",), "“effective_to” is before “effective_from”")
    if form.control.review_due < form.control.approved_on:
        yield Found(("control", "review_due"), "“review_due” is before “approved_on”")


def messages_that_cannot_be_said(form: Inquiry) -> Iterator[Found]:
    """Own messages for problems the field cannot have, or with blanks that nothing fills."""
    for path, field, _group in placed_fields(form):
        for code, words in field.messages.items():
            if code not in field.patterns:
                wrong = (
                    f"Fields of type {field.type} have no message “{code}”.{nearest(code, field.patterns)}"
                )
            else:
                blanks = {"name", "Name", *field.limits(), *_blanks(field.patterns[code])}
                wrong = _unsayable(words, blanks)
            if wrong:
                yield Found((*path, "messages", code), wrong)


def _blanks(words: str) -> list[str]:
    return [blank for _text, blank, _spec, _as in Formatter().parse(words) if blank is not None]


def _unsayable(words: str, blanks: Set[str]) -> str:
    try:
        parsed = list(Formatter().parse(words))
    except ValueError:
        return "A “{” or “}” stands alone in this message: write “{{” or “}}” for the sign itself"
    for _text, blank, spec, conversion in parsed:
        if blank is not None and blank not in blanks:
            return f"Nothing fills “{{{blank}}}” in this message.{nearest(blank, blanks)}"
        if spec or conversion:
            return f"Nothing can follow the name in a blank: write “{{{blank}}}”"
    return ""


Check = Callable[[Inquiry], Iterator[Found]]


def dates_that_decide_nothing(form: Inquiry) -> Iterator[Found]:
    """Fields of `dated_by` that say no day."""
    for n, name in enumerate(form.dated_by):
        if not isinstance(form.fields_by_id.get(name), (Date, Moment)) or "." in name:
            words = f"“{name}” must be a date, or a date and time, of this form: its answer decides the rules"
            yield Found(("dated_by", n), words)


CHECKS: tuple[Check, ...] = (
    ids_used_twice,
    ids_that_clash_on_the_page,
    unknown_fields_in_conditions,
    unknown_options_in_conditions,
    tests_that_do_not_suit_the_field,
    unknown_names,
    named_fields_that_do_not_suit,
    places_that_cannot_be_told,
    clocks_that_never_start,
    follow_ups_that_cannot_be,
    dates_in_the_wrong_order,
    messages_that_cannot_be_said,
    dates_that_decide_nothing,
    answers_that_no_device_may_keep,
)
# Each stage follows conditions further, which is possible only where the one before it found nothing.
STAGES: tuple[tuple[Check, ...], ...] = (
    (facts_in_a_circle, conditions_too_long),
    (fields_in_a_circle, clocks_that_wait_for_clocks),
)


def check(form: Inquiry) -> list[Found]:
    """Return every fault of a form, or of the routing to forms."""
    found = [fault for one in CHECKS for fault in found_by(one, form)]
    for stage in STAGES:
        followed = [fault for one in stage for fault in found_by(one, form)]
        found += followed
        if followed:
            return found
    never = Never(form)
    return [*found, *(fault for one in REACH for fault in found_by(one, never))]
