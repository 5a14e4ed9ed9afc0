"""Fields and conditions as written in a form, each with its path, so that a fault can say where it is."""

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple, ParamSpec

from forms_src.conditions import Condition
from forms_src.definition import Inquiry
from forms_src.fields.base import BaseField
from forms_src.fields.group.field import Group

Path = tuple[str | int, ...]
Given = ParamSpec("Given")


class Found(NamedTuple):
    """A fault at a path of the definition; `id` is the name of the check that found it, with hyphens."""

    path: Path
    message: str
    id: str = ""


def found_by(
    check: Callable[Given, Iterable[Found]], *given: Given.args, **named: Given.kwargs
) -> Iterator[Found]:
    """Yield what a check finds, with the id that its name gives."""
    id_ = check.__name__.replace("_", "-")
    yield from (found._replace(id=id_) for found in check(*given, **named))


class Placed(NamedTuple):
    """A field as written, with its path and the group it is in."""

    path: Path
    field: BaseField
    group: Group | None


def placed_fields(form: Inquiry) -> Iterator[Placed]:
    """Yield every field as written, fields of groups included."""
    for s, section in enumerate(form.sections):
        for f, field in enumerate(section.fields):
            path: Path = ("sections", s, "fields", f)
            yield Placed(path, field, None)
            if isinstance(field, Group):
                for n, inner in enumerate(field.fields):
                    yield Placed((*path, "fields", n), inner, field)


def written_conditions(form: Inquiry) -> Iterator[tuple[Path, Condition, Group | None]]:
    """Yield every condition as written, with its path and the group it is in."""
    for s, section in enumerate(form.sections):
        if section.show_when:
            yield ("sections", s, "show_when"), section.show_when, None
    for path, field, group in placed_fields(form):
        if field.show_when:
            yield (*path, "show_when"), field.show_when, group
    for n, clock in enumerate(form.clocks):
        if clock.applies_when:
            yield ("clocks", n, "applies_when"), clock.applies_when, None
    yield from ((("facts", n, "true_when"), fact.true_when, None) for n, fact in enumerate(form.facts))
    yield from _rule_conditions(form)
    yield from ((path, condition, None) for path, condition in form.own_conditions())


def _rule_conditions(form: Inquiry) -> Iterator[tuple[Path, Condition, Group | None]]:
    """Yield when each rule is broken. Where its group is unknown, so is what its condition speaks of."""
    for n, rule in enumerate(form.rules):
        group = form.fields_by_id.get(rule.group)
        if isinstance(group, Group) or not rule.group:
            yield ("rules", n, "wrong_when"), rule.wrong_when, group if isinstance(group, Group) else None


def inner_conditions(path: Path, condition: Condition) -> Iterator[tuple[Path, Condition]]:
    """Yield a condition and those inside it, each with its path."""
    yield path, condition
    if condition.not_:
        yield from inner_conditions((*path, "not"), condition.not_)
    name = "all" if condition.all else "any"
    for n, part in enumerate((condition.all or condition.any) or ()):
        yield from inner_conditions((*path, name, n), part)


def tests(form: Inquiry) -> Iterator[tuple[Path, Condition, Group | None]]:
    """Yield every condition that has no others inside it."""
    for path, condition, group in written_conditions(form):
        for inner_path, inner in inner_conditions(path, condition):
            if not inner.parts:
                yield inner_path, inner, group


def field_named(form: Inquiry, name: str, group: Group | None) -> BaseField | None:
    """Return the field a condition speaks of: of the current item first, then of the whole form."""
    inner = form.fields_by_id.get(f"{group.id}.{name}") if group else None
    return inner or form.fields_by_id.get(name)
