"""Definitions loaded from YAML, every fault of every one found in one pass."""

import sys
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from forms_src.calendars import Calendar
from forms_src.checks import check
from forms_src.definition import Form, Section
from forms_src.faults import Fault, nearest
from forms_src.shared import Read, Shared, load_shared, model_of
from forms_src.sound import Sound
from forms_src.sources import Located, read_source, yaml_files

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
    for section in shared.sections.values():
        model_of(Section, _Includes(shared, loaded.faults).section(section), loaded.faults)
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
    """Load one form; it is None where it has any fault."""
    source, faults = read(path)
    if source is None:
        return None, faults
    whole = _Includes(shared, faults).expanded(source)
    told = {(fault.file, fault.line) for fault in faults}
    shape: list[Fault] = []
    form = model_of(Form, whole, shape)
    faults += [fault for fault in shape if (fault.file, fault.line) not in told]
    faults += _checked(whole, form) if form else _checked_in_part(whole)
    return (None if faults else form), faults


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


class _Includes:
    """Puts shared parts where a form names them."""

    def __init__(self, shared: Shared, faults: list[Fault]) -> None:
        self.shared = shared
        self.faults = faults

    def expanded(self, source: Located) -> Located:
        value = dict(source.value)
        if "places" in value:
            line = source.name_lines["places"]
            self.faults.append(Fault(source.file, line, "“places” is not a setting. Did you mean “place”?"))
        if "agency" in value:
            value["agency"] = self._one(value["agency"], self.shared.agencies, "agency")
        if "clocks" in value:
            value["clocks"] = _each(value["clocks"], self._clock)
        value["places"] = self._places(value.get("place", source))
        if "sections" in value:
            value["sections"] = _each(value["sections"], self.section)
        return replace(source, value=value)

    def _one(self, named: Located, known: dict[str, Located], kind: str) -> Located:
        if isinstance(named.value, str) and named.value in known:
            return known[named.value]
        if isinstance(named.value, str):
            words = f"There is no {kind} “{named.value}” in definitions/shared.{nearest(named.value, known)}"
            self.faults.append(named.fault(words))
        return named

    def _clock(self, clock: Located) -> Located:
        named = clock.get("clock")
        if named is None:
            return self._one(clock, self.shared.clocks, "clock")
        self._only(clock, {"clock", "applies_when"})
        found = self._one(named, self.shared.clocks, "clock")
        own = {name: inner for name, inner in clock.value.items() if name == "applies_when"}
        return replace(clock, value=found.value | own) if isinstance(found.value, dict) else clock

    def _only(self, holder: Located, allowed: set[str]) -> None:
        """Refuse settings beside the name of a shared part: they would be passed over without a word."""
        for name in holder.value.keys() - allowed:
            words = f"“{name}” cannot stand here: change it in definitions/shared.{nearest(name, allowed)}"
            self.faults.append(Fault(holder.file, holder.name_lines[name], words))

    def _places(self, place: Located) -> Located:
        chosen = [*self.shared.places.values()]
        if isinstance(place.value, str):
            chosen = [self._one(place, self.shared.places, "place")]
        return Located(chosen, place.file, place.line)

    def section(self, section: Located) -> Located:
        """Return a section with its shared option lists, itself shared if it says `include`."""
        include = section.get("include")
        if include is not None:
            self._only(section, {"include"})
            section = self._one(include, self.shared.sections, "section")
        return self._with_fields(section)

    def _with_fields(self, holder: Located) -> Located:
        if not isinstance(holder.value, dict):
            return holder
        value = dict(holder.value)
        if "fields" in value:
            value["fields"] = _each(value["fields"], self._with_fields)
        if "options" in value and isinstance(value["options"].value, str):
            named = self._one(value["options"], self.shared.options, "option list")
            value["options"] = named.get("options") or named
        return replace(holder, value=value)


def _each(located: Located, change: Callable[[Located], Located]) -> Located:
    """Return a list with each of its values changed; anything else as it is, for pydantic to find."""
    return replace(located, value=[change(one) for one in located.items()]) if located.items() else located


def check_command(root: Path) -> int:
    """Print every fault of every definition as `file:line: message`; return 1 if there is any."""
    loaded = load(root / "forms_src" / "definitions")
    for fault in loaded.faults:
        file = fault.file.relative_to(root) if fault.file.is_relative_to(root) else fault.file
        sys.stdout.write(f"{fault._replace(file=file)}\n")
    if not loaded.faults:
        count = len(loaded.forms)
        sys.stdout.write(f"{count} {'form' if count == 1 else 'forms'} checked, no faults.\n")
    return 1 if loaded.faults else 0
