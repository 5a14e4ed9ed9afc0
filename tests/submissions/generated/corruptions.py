"""Each way to make one valid answer invalid, by type of field, with the code of the fault it must make."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from forms_src.fields.base import BaseField, When
from forms_src.fields.checkboxes.field import Checkboxes
from forms_src.fields.choice import ChoiceField
from forms_src.fields.declaration.field import Declaration
from forms_src.fields.group.field import Group
from forms_src.fields.number.field import Number
from forms_src.walltime import Repeated, Skipped, to_instant
from tests.submissions.generated.spelling import Pairs

Change = Mapping[str, tuple[str, ...] | None]


@dataclass(frozen=True)
class Target:
    """One field that is shown, the name it is posted under, and what is posted."""

    field: Any
    name: str
    pairs: Pairs
    when: When

    def only(self, value: str, part: str = "") -> Change:
        """Return the change that posts this one value for the field, or for one of its boxes."""
        return {f"{self.name}{part}": (value,)}

    def answered(self) -> bool:
        """Return whether the field has an answer."""
        return any("".join(self.pairs.get(box, ())).strip() for box in self.field.inputs(self.name))


class Corruption(NamedTuple):
    """One kind of wrong answer. `change` gives what to post instead, or None where it does not apply."""

    kind: str
    code: str
    change: Callable[[Target], Change | None]


def _missing(target: Target) -> Change | None:
    """Leave the answer out, unless that would leave out a whole item that nobody must give."""
    if not target.field.required:
        return None
    boxes = target.field.inputs(target.name)
    group, _, _ = target.name.rpartition("-")
    others = [name for name in target.pairs if name.startswith(f"{group}-") and name not in boxes]
    return dict.fromkeys(boxes) if not group or others else None


def _typed(value: str) -> Callable[[Target], Change | None]:
    return lambda target: target.only(value)


def _unless_identified(value: str) -> Callable[[Target], Change | None]:
    return lambda target: None if target.field.identifier else target.only(value)


def _too_long(target: Target) -> Change:
    return target.only("x" * (target.field.max_length + 1))


def _not_the_identifier(target: Target) -> Change | None:
    return target.only("no?"[: target.field.max_length]) if target.field.identifier else None


def _below(target: Target) -> Change | None:
    field: Number = target.field
    return target.only(str(field.min - 1)) if len(str(abs(field.min - 1))) <= 12 else None


def _above(target: Target) -> Change | None:
    field: Number = target.field
    return target.only(str(field.max + 1)) if len(str(abs(field.max + 1))) <= 12 else None


def _with_exclusive(target: Target) -> Change | None:
    field: Checkboxes = target.field
    alone = [option.id for option in field.options if option.exclusive]
    others = [option.id for option in field.options if option.id not in alone[:1]]
    return {target.name: (alone[0], others[0])} if alone and others else None


def _a_wrong_tick(target: Target) -> Change:
    return {target.name: (*target.pairs.get(target.name, ()), "no_such_option")}


def _a_label(target: Target) -> Change | None:
    field: ChoiceField = target.field
    label = field.options[0].label
    return target.only(label) if label not in field.labels else None


def _without_statement(at: int) -> Callable[[Target], Change | None]:
    def change(target: Target) -> Change | None:
        field: Declaration = target.field
        ids = [one.id for one in field.statements]
        return {target.name: tuple(id_ for id_ in ids if id_ != ids[at])} if len(ids) > 1 else None

    return change


def _box(part: str, value: str) -> Callable[[Target], Change | None]:
    """Return what spoils one box of a date that is answered."""
    return lambda target: target.only(value, f"-{part}") if target.answered() else None


def _day(target: Target, day: date, at: str = "23:59") -> Change:
    boxes = {"day": day.day, "month": day.month, "year": day.year}
    typed = {f"{target.name}-{part}": (str(value),) for part, value in boxes.items()}
    return typed | ({f"{target.name}-time": (at,)} if len(target.field.inputs(target.name)) > 3 else {})


def _ahead(target: Target) -> Change | None:
    tomorrow = target.when.today + timedelta(days=1)
    return _day(target, tomorrow) if target.field.must_be == "past" else None


def _behind(target: Target) -> Change | None:
    yesterday = target.when.today - timedelta(days=1)
    return _day(target, yesterday) if target.field.must_be == "future" else None


def _in_a_change(kind: type[Skipped] | type[Repeated]) -> Callable[[Target], Change | None]:
    """Return what types a time that the clocks of the place skip, or show twice, where they do."""

    def change(target: Target) -> Change | None:
        found = _change_day(target.when.zone, target.when.today.year, kind)
        return {**_day(target, found, "02:30"), f"{target.name}-clock": None} if found else None

    return change


def _change_day(zone: str, year: int, kind: type[Exception]) -> date | None:
    for day in (date(year, 1, 1) + timedelta(days=n) for n in range(365)):
        before = datetime.combine(day, time(), ZoneInfo(zone)).utcoffset()
        if before != datetime.combine(day + timedelta(days=1), time(), ZoneInfo(zone)).utcoffset():
            try:
                to_instant(day, time(2, 30), zone)
            except kind:
                return day
            except (Skipped, Repeated):
                continue
    return None


def _too_many(target: Target) -> Change:
    """Answer one question of each of more items than there may be."""
    group: Group = target.field
    asked = next(one for one in group.fields if one.takes_answer)
    box = asked.inputs(f"{group.id}-#-{asked.id}")[0]
    return {box.replace("#", str(n)): ("1",) for n in range(1, group.max + 2)}


def _no_items(target: Target) -> Change | None:
    """Take every item away; where an item has required questions, the fault stands at the first of those."""
    group: Group = target.field
    if not group.required or not group.min or any(one.required and one.takes_answer for one in group.fields):
        return None
    return {name: None for name in target.pairs if name.startswith(f"{group.id}-")}


MISSING = Corruption("left out", "required", _missing)
_DAYS = (
    MISSING,
    Corruption("no day", "incomplete", _box("day", "")),
    Corruption("no month", "incomplete", _box("month", "")),
    Corruption("no year", "incomplete", _box("year", "")),
    Corruption("day 32", "not_real", _box("day", "32")),
    Corruption("day in letters", "not_real", _box("day", "two")),
    Corruption("month 13", "not_real", _box("month", "13")),
    Corruption("month that could be two", "not_real", _box("month", "Ju")),
    Corruption("year of two digits", "not_real", _box("year", "26")),
    Corruption("control character in a box", "not_real", _box("day", "1\x07")),
    Corruption("ahead", "past", _ahead),
    Corruption("behind", "future", _behind),
)
_ONE_OPTION = (
    MISSING,
    Corruption("no such option", "not_an_option", _typed("no_such_option")),
    Corruption("label in place of id", "not_an_option", _a_label),
    Corruption("control character", "not_an_option", _typed("yes\x00")),
)
_TEXT = (
    MISSING,
    Corruption("one character too long", "too_long", _too_long),
    Corruption("control character", "control", _typed("a\x07b")),
)
CORRUPTIONS: dict[str, tuple[Corruption, ...]] = {
    "checkboxes": (
        MISSING,
        Corruption("no such option", "not_an_option", _a_wrong_tick),
        Corruption("exclusive with another", "exclusive", _with_exclusive),
    ),
    "date": _DAYS,
    "declaration": (
        MISSING,
        Corruption("first not ticked", "missing", _without_statement(0)),
        Corruption("last not ticked", "missing", _without_statement(-1)),
        Corruption("no such statement", "not_an_option", _a_wrong_tick),
    ),
    "email": (
        MISSING,
        Corruption("no at sign", "not_email", _typed("robin.example.com")),
        Corruption("two at signs", "not_email", _typed("robin@home@example.com")),
        Corruption("no dot after the at sign", "not_email", _typed("robin@example")),
        Corruption("a space", "not_email", _typed("robin sample@example.com")),
        Corruption("control character", "not_email", _typed("ro\x7fbin@example.com")),
        Corruption("too long", "not_email", _typed(f"robin@{'x.' * 125}example.com")),
    ),
    "group": (
        Corruption("no items", "required", _no_items),
        Corruption("too many items", "too_many", _too_many),
    ),
    "guidance": (),
    "long_text": _TEXT,
    "moment": (
        *_DAYS,
        Corruption("no time", "incomplete", _box("time", "")),
        Corruption("hour 25", "not_time", _box("time", "25:00")),
        Corruption("time in words", "not_time", _box("time", "evening")),
        Corruption("hour that could be am or pm", "am_or_pm", _box("time", "9.30")),
        Corruption("time that the clocks skip", "skipped", _in_a_change(Skipped)),
        Corruption("time that comes twice", "repeated", _in_a_change(Repeated)),
    ),
    "number": (
        MISSING,
        Corruption("letters", "not_number", _typed("three")),
        Corruption("decimals", "not_number", _typed("1.5")),
        Corruption("too many digits", "not_number", _typed("1" * 13)),
        Corruption("control character", "not_number", _typed("1\x00")),
        Corruption("below the least", "too_small", _below),
        Corruption("above the most", "too_large", _above),
    ),
    "phone": (
        MISSING,
        Corruption("letters", "not_phone", _typed("ask at reception")),
        Corruption("too few digits", "not_phone", _typed("00000")),
        Corruption("too many digits", "not_phone", _typed("0" * 21)),
        Corruption("control character", "not_phone", _typed("0400 000\x07000")),
    ),
    "radios": _ONE_OPTION,
    "select": _ONE_OPTION,
    "short_text": (
        *_TEXT,
        Corruption("line break", "control", _unless_identified("a\nb")),
        Corruption("not of the known shape", "identifier", _not_the_identifier),
    ),
}


def corruptions(field: BaseField) -> tuple[Corruption, ...]:
    """Return the kinds of wrong answer to a field."""
    return CORRUPTIONS[field.type]
