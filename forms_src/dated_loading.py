"""Everything a definition has been and will be, loaded: one edition for each day on which it changes."""

from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TypeVar

from forms_src.definition import Inquiry
from forms_src.editions import date_faults, first_days, has_dates, in_effect, parts_never_in_effect
from forms_src.faults import Fault
from forms_src.shared import model_of
from forms_src.sound import Sound
from forms_src.sources import Located
from forms_src.walltime import day_words
from forms_src.written import Found

Asked = TypeVar("Asked", bound=Inquiry)
Check = Callable[[Asked], Iterable[Found]]


def load_dated(
    model: type[Asked], whole: Located, before: Sequence[Fault], check: Check[Asked]
) -> tuple[Asked | None, list[Fault]]:
    """Load a definition as it is today, with every edition of it; it is None where there is any fault.

    `before` are faults found already: none are told again at the places where they are.
    """
    if not has_dates(whole):
        made_once, found = _edition(model, whole, {(fault.file, fault.line) for fault in before}, check)
        return (None if before or found else made_once), found
    faults = [*date_faults(whole), *parts_never_in_effect(whole)]
    told = {(fault.file, fault.line) for fault in (*before, *faults)}
    found_in = {day: _edition(model, in_effect(whole, day), told, check) for day in first_days(whole)}
    faults += _once({day: found for day, (_made, found) in found_in.items()})
    made = [(day, one) for day, (one, _faults) in found_in.items() if one]
    return (None if before or faults else _of_today(made)), faults


def _edition(
    model: type[Asked], whole: Located, told: Set[tuple[Path, int]], check: Check[Asked]
) -> tuple[Asked | None, list[Fault]]:
    """Return what is in effect on one day; faults where some are told already are left out."""
    shape: list[Fault] = []
    made = model_of(model, whole, shape)
    faults = [fault for fault in shape if (fault.file, fault.line) not in told]
    return made, faults + (_checked(whole, made, check) if made else _checked_in_part(model, whole, check))


def _once(by_day: dict[date, list[Fault]]) -> Iterator[Fault]:
    """Yield the faults of all editions once; those of some say since when the first of these is in effect."""
    known: set[Fault] = set()
    for day, faults in by_day.items():
        for fault in faults:
            everywhere = all(fault in other for other in by_day.values())
            since = "" if everywhere else f" (in what is in effect from {day_words(day)})"
            if fault not in known:
                yield fault._replace(message=fault.message + since)
            known.add(fault)


def _of_today(made: list[tuple[date, Asked]]) -> Asked:
    if len(made) == 1:
        return made[0][1]
    editions = tuple(one.model_copy(update={"first_day": day}) for day, one in made)
    return editions[0].model_copy(update={"editions": editions}).as_of(datetime.now(UTC).date())


def _checked(source: Located, made: Asked, check: Check[Asked]) -> list[Fault]:
    return [source.fault_at(*found) for found in check(made)]


def _checked_in_part(model: type[Asked], source: Located, check: Check[Asked]) -> list[Fault]:
    """Check what is sound, so that staff see those faults in the same pass."""
    sound = Sound(source)
    made = sound.made(model)
    found = _checked(sound.whole, made, check) if made else []
    return [fault for fault in found if not sound.concerns(fault.message)]
