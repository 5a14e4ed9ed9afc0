"""What is checked in the conditions of a form: each check is named for the fault it finds."""

from collections.abc import Iterator, Mapping, Sequence
from graphlib import CycleError

from forms_src.conditions import Condition
from forms_src.definition import Inquiry
from forms_src.faults import nearest
from forms_src.fields.base import BaseField
from forms_src.fields.checkboxes.field import Checkboxes
from forms_src.fields.choice import ChoiceField
from forms_src.fields.date.field import Date
from forms_src.fields.group.field import Group
from forms_src.fields.moment.field import Moment
from forms_src.plan import inner_order, reading_order, written_out
from forms_src.written import Found, Path, field_named, placed_fields, tests, written_conditions

MAX_PARTS = 200


def unknown_fields_in_conditions(form: Inquiry) -> Iterator[Found]:
    """Conditions that name a field the form does not have."""
    for path, test, group in tests(form):
        for setting, name in (("field", test.field), ("before", test.before), ("same_as", test.same_as)):
            if name and not field_named(form, name, group):
                known = [*form.fields_by_id, *((inner.id for inner in group.members()) if group else ())]
                yield Found((*path, setting), no_such_field(name, known))


def no_such_field(name: str, known: Sequence[str]) -> str:
    """Return the words for a name that no field has, with the field that is meant, if there is one."""
    inside = next((f" Did you mean “{one}”?" for one in known if one.endswith(f".{name}")), None)
    return f"There is no field “{name}” in this form.{inside or nearest(name, known)}"


def unknown_options_in_conditions(form: Inquiry) -> Iterator[Found]:
    """Conditions that name an option the field does not have."""
    for path, test, group in tests(form):
        field = field_named(form, test.field, group) if test.field else None
        if isinstance(field, ChoiceField):
            for setting, option in _named_options(test):
                if option not in field.labels:
                    words = f"The field “{field.id}” has no option “{option}”.{nearest(option, field.labels)}"
                    yield Found((*path, *setting), words)


def _named_options(test: Condition) -> Iterator[tuple[Path, str]]:
    if test.equals is not None:
        yield ("equals",), test.equals
    if test.includes is not None:
        yield ("includes",), test.includes
    yield from ((("one_of", n), option) for n, option in enumerate(test.one_of or ()))


def tests_that_do_not_suit_the_field(form: Inquiry) -> Iterator[Found]:
    """Tests made of a field of the wrong type, or of two that cannot be compared."""
    for path, test, group in tests(form):
        field = field_named(form, test.field, group) if test.field else None
        if field is None:
            continue
        at = (*path, test.test)
        words = _meant_for_one(test, field, group) or _unsuited(test, field)
        other = field_named(form, test.before or test.same_as or "", group)
        if words:
            yield Found(at, f"“{test.test}” does not suit “{field.id}”, {words}")
        elif other and not _comparable(test, field, other):
            yield Found(at, f"“{field.id}” cannot be compared with “{other.id}”: {_COMPARED[test.test]}")


_COMPARED = {
    "before": "both must be a date or a moment, outside a group or in the same item",
    "same_as": "both must be of one type, outside a group or in the same item",
}


def _meant_for_one(test: Condition, field: BaseField, group: Group | None) -> str:
    """Return why a test of all items cannot be made inside an item, if it can be made of that item."""
    own = test.model_copy(update={"field": field.id})
    if group is None or test.field != f"{group.id}.{field.id}" or not _unsuited(test, field):
        return ""
    words = f"as “{test.field}” means all items: write “{field.id}” for this item’s own"
    return "" if _unsuited(own, field) else words


def _unsuited(test: Condition, field: BaseField) -> str:
    """Return why a test cannot be made of a field; nothing if it can."""
    of_items = "." in (test.field or "")
    one_choice = isinstance(field, ChoiceField) and not isinstance(field, Checkboxes)
    match test.test:
        case _ if not field.takes_answer:
            return "which asks nothing"
        case "includes" if not isinstance(field, ChoiceField) or (one_choice and not of_items):
            return (
                "which takes one answer: use “equals” or “one_of”" if one_choice else "which has no options"
            )
        case "equals" | "one_of" if of_items or not one_choice:
            return "it is for choosing one option: use “includes” for checkboxes, “is_answered” for text"
        case "age_under" | "on_or_after" | "before" if of_items or not isinstance(field, (Date, Moment)):
            return "it is for one date or moment"
        case "same_as" if of_items or isinstance(field, Group):
            return "it is for one answer"
        case _:
            return ""


def _comparable(test: Condition, field: BaseField, other: BaseField) -> bool:
    if "." in (test.before or test.same_as or ""):
        return False
    if test.before:
        return isinstance(other, (Date, Moment))
    many = isinstance(field, Checkboxes) or isinstance(other, Checkboxes)
    return field.type == other.type or (
        isinstance(field, ChoiceField) and isinstance(other, ChoiceField) and not many
    )


def facts_in_a_circle(form: Inquiry) -> Iterator[Found]:
    """Facts that need each other."""
    known = _fact_sizes(form)
    left = [n for n, fact in enumerate(form.facts) if fact.id not in known]
    if left:
        names = ", ".join(f"“{form.facts[n].id}”" for n in left)
        yield Found(("facts", left[0], "true_when"), f"These facts need each other, in a circle: {names}")


def conditions_too_long(form: Inquiry) -> Iterator[Found]:
    """Conditions that facts within facts have made too long to be judged in good time."""
    sizes = _fact_sizes(form)
    for path, condition, _group in written_conditions(form):
        if _size(condition, sizes) > MAX_PARTS:
            yield Found(path, f"With its facts written out, this condition has more than {MAX_PARTS} parts")


def _fact_sizes(form: Inquiry) -> Mapping[str, int]:
    """Return how many parts each fact has when written out; without those that go round in a circle."""
    sizes: dict[str, int] = {}
    waiting = {fact.id: fact.true_when for fact in form.facts}
    while ready := {id_: one for id_, one in waiting.items() if not _facts_in(one) & waiting.keys()}:
        sizes |= {id_: _size(condition, sizes) for id_, condition in ready.items()}
        waiting = {id_: one for id_, one in waiting.items() if id_ not in ready}
    return sizes


def _facts_in(condition: Condition) -> set[str]:
    return {part.fact for part in condition.walk() if part.fact}


def _size(condition: Condition, sizes: Mapping[str, int]) -> int:
    return sum(sizes.get(part.fact or "", 1) for part in condition.walk())


def fields_in_a_circle(form: Inquiry) -> Iterator[Found]:
    """Fields that are each shown because of the other."""
    try:
        for step in reading_order(form):
            if step.inner:
                inner_order(step)
    except CycleError as error:
        names = " → ".join(f"“{name}”" for name in error.args[1])
        path = next((one.path for one in placed_fields(form) if one.field.id in error.args[1]), ())
        words = f"These fields are shown because of each other, in a circle: {names}"
        yield Found((*path, "show_when"), words)


def clocks_that_wait_for_clocks(form: Inquiry) -> Iterator[Found]:
    """Clocks that apply only when one has run out: whether they apply must be known first."""
    for n, clock in enumerate(form.clocks):
        applies = written_out(clock.applies_when, form) if clock.applies_when else None
        if applies and any(part.overdue for part in applies.walk()):
            yield Found(("clocks", n, "applies_when"), "A clock cannot wait for a clock to run out")
