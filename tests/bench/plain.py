"""A form's checks as one plain Python function: the floor to measure the reader against.

It is generated from the definition, with every name, limit, condition and message written out. It knows the
field types of the NDIS form and takes the same posted values.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from forms_src.conditions import Condition
from forms_src.definition import Form
from forms_src.fields.base import BaseField, Problem
from forms_src.fields.group.field import Group
from forms_src.plan import Step, reading_order

Check = Callable[[Mapping[str, tuple[str, ...]], datetime], tuple[dict[str, Any], list[tuple[str, str]]]]
PRELUDE = r"""
from datetime import date, datetime
import re
from zoneinfo import ZoneInfo
EMAIL = re.compile(r"[^@ ]{1,64}@(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,63}")
PHONE = re.compile(r"\+?[0-9 ().-]{6,40}")
TIME = re.compile(r"([0-9]{1,2})[:.]?([0-9]{2}) *(am|pm)?")
NONE = ("",)
"""


def plain_function(form: Form) -> Check:
    """Return the generated function: posted values and now in, answers and faults out."""
    zones = {place.id.lower(): place.zone for place in form.places}
    lines = [
        PRELUDE,
        f"ZONES = {zones!r}",
        "def check(posted, now):",
        " a, faults = {}, []",
    ]
    lines += [" zone = ZoneInfo(ZONES.get(posted.get('state', NONE)[0], 'Australia/Melbourne'))"]
    for step in reading_order(form):
        lines += _step(step)
    lines += [" return a, faults"]
    made: dict[str, Any] = {}
    exec("\n".join(lines), made)  # the source above is made from our own definition
    return made["check"]  # type: ignore[no-any-return]


def _step(step: Step) -> list[str]:
    field = step.field
    if isinstance(field, Group) or not field.takes_answer:
        return []
    guard = f" if {_condition(step.shown_when)}:" if step.shown_when else " if True:"
    return [guard, *(f"  {line}" for line in _checks(field))]


def _checks(field: BaseField) -> list[str]:
    if field.type in ("date", "moment"):
        return _dated(field)
    if field.many_values:
        return _many(field)
    lines = [f"v = posted.get({field.id!r}, NONE)[0].strip()"]
    lines += [f"if not v: {_fault(field, 'required') if field.required else 'pass'}"]
    return [*lines, *_one(field), f"else: a[{field.id!r}] = v"]


def _one(field: BaseField) -> list[str]:
    settings: Any = field
    match field.type:
        case "radios" | "select":
            return [f"elif v not in {set(settings.labels)!r}: {_fault(field, 'not_an_option')}"]
        case "email":
            return [f"elif not EMAIL.fullmatch(v): {_fault(field, 'not_email')}"]
        case "phone":
            return [f"elif not PHONE.fullmatch(v): {_fault(field, 'not_phone')}"]
        case _:
            return [f"elif len(v) > {settings.max_length}: {_fault(field, 'too_long')}"]


def _many(field: BaseField) -> list[str]:
    settings: Any = field
    known = [one.id for one in getattr(settings, "options", ()) or settings.statements]
    required = _fault(field, "required") if field.required else "pass"
    return [
        f"v = set(posted.get({field.id!r}, ())) - {{''}}",
        f"if not v: {required}",
        f"elif not v <= {set(known)!r}: {_fault(field, 'not_an_option')}",
        f"else: a[{field.id!r}] = [o for o in {known!r} if o in v]",
    ]


def _dated(field: BaseField) -> list[str]:
    parts = "".join(
        f"posted.get('{field.id}-{part}', NONE)[0].strip(), " for part in ("day", "month", "year")
    )
    moment = field.type == "moment"
    time = f"t = posted.get('{field.id}-time', NONE)[0].strip()" if moment else "t = 'x'"
    made = (
        "datetime(int(y), int(m), int(d), int(h[1]), int(h[2]), tzinfo=zone)"
        if moment
        else "date(int(y), int(m), int(d))"
    )
    found = "h = TIME.fullmatch(t)" if moment else "h = True"
    required = _fault(field, "required") if field.required else "pass"
    return [
        f"d, m, y = ({parts})",
        time,
        f"if not (d or m or y{' or t' if moment else ''}): {required}",
        f"elif not (d and m and y and t): faults.append(({field.id!r}, 'incomplete'))",
        "else:",
        f" {found}",
        " try:",
        f"  a[{field.id!r}] = {made}",
        f" except (ValueError, TypeError): {_fault(field, 'not_real')}",
    ]


def _fault(field: BaseField, code: str) -> str:
    return f"faults.append(({field.id!r}, {field.message(Problem(code))!r}))"


def _condition(condition: Condition) -> str:
    if condition.parts:
        parts = [f"({_condition(part)})" for part in condition.parts]
        return f"not {parts[0]}" if condition.not_ else (" and " if condition.all else " or ").join(parts)
    if condition.overdue:
        return "False"
    value = f"a.get({condition.field!r})"
    match condition.test:
        case "equals":
            return f"{value} == {condition.equals!r}"
        case "one_of":
            return f"{value} in {condition.one_of!r}"
        case "includes":
            return f"{condition.includes!r} in ({value} or ())"
        case "is_answered":
            return f"({value} is not None) is {condition.is_answered}"
        case _:
            return "True"
