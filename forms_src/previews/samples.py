"""A sample of what a person might send: every question that can be asked together is answered."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

from forms_src.answers import Reader, Reading, place_of
from forms_src.definition import Form
from forms_src.fields.base import BaseField
from forms_src.fields.choice import ChoiceField
from forms_src.fields.date.field import Date
from forms_src.fields.declaration.field import Declaration
from forms_src.fields.group.field import Group
from forms_src.fields.moment.field import Moment
from forms_src.fields.number.field import Number
from forms_src.fields.short_text.field import ShortText
from forms_src.identifiers import IDENTIFIERS
from forms_src.posted import Posted

MOST_TRIES = 200
_PLAIN = {
    "email": "sam@example.com",
    "phone": "03 9000 0000",
    "long_text": "A sample of what a person writes.",
}


def sample(form: Form, reader: Reader, now: datetime) -> tuple[Posted, Reading]:
    """Return a submission with as few faults as can be found quickly, and what was read of it.

    Each question begins with its first option; while rules are broken, those at fault get another one.
    """
    turns: dict[str, int] = {}
    found = [_read(form, reader, turns, now)]
    while found[-1][1].faults and len(found) < MOST_TRIES:
        name = found[-1][1].faults[0].name
        turns[name] = turns.get(name, 0) + 1
        found.append(_read(form, reader, turns, now))
    return min(found, key=lambda one: len(one[1].faults))


def _read(form: Form, reader: Reader, turns: dict[str, int], now: datetime) -> tuple[Posted, Reading]:
    posted = _typed(form, turns, now)
    return posted, reader.read(posted, now)


def _typed(form: Form, turns: dict[str, int], now: datetime) -> Posted:
    zone = place_of(form, Posted()).zone
    typed: dict[str, tuple[str, ...]] = {}
    places = count()
    for name, field in _asked(form):
        value = _value(
            field, turns.get(name, 0), now - timedelta(minutes=max(2, 600 - next(places))), now, zone
        )
        typed |= field.typed(name, value, zone)
    return Posted(typed)


def _asked(form: Form) -> Iterator[tuple[str, BaseField]]:
    for field in form.members():
        if isinstance(field, Group):
            for number in range(1, max(field.min, 1) + 1):
                yield from (
                    (f"{field.id}-{number}-{one.id}", one) for one in field.members() if one.takes_answer
                )
        elif field.takes_answer:
            yield field.id, field


def _value(field: BaseField, turn: int, at: datetime, now: datetime, zone: str) -> Any:
    """Return a valid answer; `turn` counts how many others were tried before."""
    match field:
        case ChoiceField():
            options = [*field.labels]
            chosen = options[turn % len(options)]
            return [chosen] if field.many_values else chosen
        case Declaration():
            return [statement.id for statement in field.statements]
        case ShortText(identifier=str() as known):
            return IDENTIFIERS[known].example
        case Number():
            return field.min + turn
        case Date():
            return (
                at.astimezone(ZoneInfo(zone)).date() + timedelta(days=_ahead(field.must_be, turn))
            ).isoformat()
        case Moment():
            moved = (
                now - timedelta(minutes=1)
                if turn == 1 and field.must_be != "future"
                else at + timedelta(days=_ahead(field.must_be, turn))
            )
            return moved.replace(second=0, microsecond=0).astimezone(ZoneInfo(zone)).isoformat()
        case _:
            return _PLAIN.get(field.type, "Sample text")[: getattr(field, "max_length", None)]


def _ahead(must_be: str, turn: int) -> int:
    """Return how many days from now: further with each turn."""
    return 1 + turn if must_be == "future" else -7 * turn
