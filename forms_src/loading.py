"""Definitions loaded from YAML, every fault of every one found in one pass."""

import sys
from collections.abc import Iterator, Set
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

from forms_src.calendars import Calendar
from forms_src.checks import check
from forms_src.definition import Form
from forms_src.editions import date_faults, first_days, in_effect
from forms_src.faults import Fault
from forms_src.includes import Includes
from forms_src.reading.check import reading_faults
from forms_src.shared import Read, Shared, load_shared, model_of
from forms_src.sound import Sound
from forms_src.sources import Located, read_source, yaml_files
from forms_src.walltime import day_words

DEFINITIONS = Path(__file__).parent / "definitions"


@dataclass
class Loaded:
    """The forms that are sound, by id, the calendars, and every fault."""

    forms: dict[str, Form] = field(default_factory=dict)
    calendars: dict[str, Calendar] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)


def load(folder: Path = DEFINITIONS, read: Read = read_source) -> Loaded:
    """Load every form in a folder of definitions."""
    shared = load_shared(folder / "shared", read)
    loaded = Loaded(calendars=shared.calendars, faults=list(shared.faults))
    paths: dict[str, Path] = {}
    for path in yaml_files(folder):
        form, faults = load_form(path, shared, read)
        loaded.faults += faults
        if form and form.id in paths:
            loaded.faults.append(Fault(path, 1, f"The form id “{form.id}” is also in {paths[form.id].name}"))
        elif form:
            loaded.forms[form.id], paths[form.id] = form, path
    loaded.faults = sorted(set(loaded.faults))
    return loaded


def load_form(path: Path, shared: Shared, read: Read) -> tuple[Form | None, list[Fault]]:
    """Load one form as it is today, with every edition of it; it is None where it has any fault."""
    source, found = read(path)
    faults = list(found)
    if source is None:
        return None, faults
    whole = Includes(shared, faults).expanded(source)
    faults += date_faults(whole)
    told = {(fault.file, fault.line) for fault in faults}
    days = first_days(whole)
    found_in = {day: _edition(in_effect(whole, day), told) for day in days}
    faults += _once({day: found for day, (_form, found) in found_in.items()})
    forms = [(day, form) for day, (form, _faults) in found_in.items() if form]
    return (None if faults else _of_today(forms)), faults


def _edition(whole: Located, told: Set[tuple[Path, int]]) -> tuple[Form | None, list[Fault]]:
    """Return what is in effect on one day as a form; faults where some are told already are left out."""
    shape: list[Fault] = []
    form = model_of(Form, whole, shape)
    faults = [fault for fault in shape if (fault.file, fault.line) not in told]
    return form, faults + (_checked(whole, form) if form else _checked_in_part(whole))


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


def _of_today(forms: list[tuple[date, Form]]) -> Form:
    if len(forms) == 1:
        return forms[0][1]
    editions = tuple(form.model_copy(update={"first_day": day}) for day, form in forms)
    today = editions[0].model_copy(update={"editions": editions}).on(datetime.now(UTC).date())
    return today.model_copy(update={"editions": editions})


def _checked(source: Located, form: Form) -> list[Fault]:
    return [_at(source, path, message) for path, message in check(form)]


def _checked_in_part(source: Located) -> list[Fault]:
    """Check what is sound, so that staff see those faults in the same pass."""
    sound = Sound(source)
    form = sound.form()
    found = _checked(sound.whole, form) if form else []
    return [fault for fault in found if not sound.concerns(fault.message)]


def _at(source: Located, path: tuple[str | int, ...], message: str) -> Fault:
    holder = source.nearest_to(path[:-1])
    at = source.nearest_to(path)
    line = holder.name_lines.get(str(path[-1]), at.line) if at is holder and path else at.line
    return Fault(at.file, line, message)


def check_command(root: Path) -> int:
    """Print every fault of definitions and other words as `file:line: message`; return 1 if there is any."""
    loaded = load(root / "forms_src" / "definitions")
    faults = sorted({*loaded.faults, *reading_faults(root / "forms_src")})
    for fault in faults:
        file = fault.file.relative_to(root) if fault.file.is_relative_to(root) else fault.file
        sys.stdout.write(f"{fault._replace(file=file)}\n")
    if not faults:
        count = len(loaded.forms)
        sys.stdout.write(f"{count} {'form' if count == 1 else 'forms'} checked, no faults.\n")
    return 1 if faults else 0
