"""What a person types for an answer: one of the ways in which each type lets it be typed."""

from collections.abc import Callable
from datetime import date, datetime
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from forms_src.fields.base import BaseField, When
from forms_src.fields.dates import MONTHS
from forms_src.fields.short_text.field import ShortText
from forms_src.identifiers import IDENTIFIERS
from forms_src.walltime import is_repeated

Pairs = dict[str, tuple[str, ...]]


def spelled(one: BaseField, name: str, value: Any, rng: Random, when: When) -> Pairs:
    """Return an answer as the boxes of a field posted under `name`."""
    return SPELLINGS[one.type](one, name, value, rng, when)


def _line(_one: BaseField, name: str, value: Any, rng: Random, _when: When) -> Pairs:
    return {name: (_padded(str(value), rng),)}


def _padded(text: str, rng: Random) -> str:
    return f" {text}  " if rng.random() < 0.1 else text


def _short_text(one: ShortText, name: str, value: str, rng: Random, _when: When) -> Pairs:
    if one.identifier:
        example = IDENTIFIERS[one.identifier].example
        value = (
            example if IDENTIFIERS[one.identifier].tidy(example) == value and rng.random() < 0.5 else value
        )
    return {name: (_padded(value, rng),)}


def _lines(_one: BaseField, name: str, value: str, rng: Random, _when: When) -> Pairs:
    return {name: (_padded(value.replace("\n", rng.choice(("\r\n", "\n", "\r"))), rng),)}


def _number(_one: BaseField, name: str, value: int, rng: Random, _when: When) -> Pairs:
    return {name: (_padded(rng.choice((f"{value}", f"{value:,}", f"{value:,}".replace(",", " "))), rng),)}


def _option(_one: BaseField, name: str, value: str, _rng: Random, _when: When) -> Pairs:
    return {name: (value,)}


def _options(_one: BaseField, name: str, value: list[str], rng: Random, _when: When) -> Pairs:
    return {name: tuple(rng.sample(value, len(value)))}


def _date(_one: BaseField, name: str, value: str, rng: Random, _when: When) -> Pairs:
    return day_boxes(name, date.fromisoformat(value), rng)


def day_boxes(name: str, day: date, rng: Random) -> Pairs:
    """Return a day in its three boxes, the month as a number or a word."""
    word = MONTHS[day.month - 1]
    month = rng.choice((f"{day.month}", f"{day.month:02}", word.title(), word[:3]))
    return {
        f"{name}-day": (rng.choice((f"{day.day}", f"{day.day:02}")),),
        f"{name}-month": (month,),
        f"{name}-year": (f"{day.year:04}",),
    }


def _moment(_one: BaseField, name: str, value: str, rng: Random, when: When) -> Pairs:
    local = datetime.fromisoformat(value).astimezone(ZoneInfo(when.zone))
    clock = {f"{name}-clock": ("after" if local.fold else "before",)} if is_repeated(local) else {}
    return {**day_boxes(name, local.date(), rng), f"{name}-time": (rng.choice(_times(local)),), **clock}


def _times(local: datetime) -> list[str]:
    half, hour = ("am" if local.hour < 12 else "pm"), local.hour % 12 or 12
    found = [
        f"{local:%H:%M}",
        f"{local:%H%M}",
        f"{hour}.{local.minute:02} {half}",
        f"{hour}:{local.minute:02}{half.upper()}",
    ]
    words = {(12, 0): "noon", (0, 0): "midnight"}.get((local.hour, local.minute))
    return [*found, *([f"{hour} {half[0]}.m."] if not local.minute else []), *([words] if words else [])]


SPELLINGS: dict[str, Callable[[Any, str, Any, Random, When], Pairs]] = {
    "checkboxes": _options,
    "date": _date,
    "declaration": _options,
    "email": _line,
    "long_text": _lines,
    "moment": _moment,
    "number": _number,
    "phone": _line,
    "radios": _option,
    "select": _option,
    "short_text": _short_text,
}
