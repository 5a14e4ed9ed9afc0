"""What forms share: option lists, sections, agencies, clocks, places, classes of retention and calendars."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import BaseModel, Field, ValidationError

from forms_src.calendars import Calendar
from forms_src.deadlines import Clock
from forms_src.definition import Agency, Fact, Rule, Section, Slug
from forms_src.editions import date_faults, newest
from forms_src.faults import Fault, nearest
from forms_src.fields.choice import Option
from forms_src.includes import Includes
from forms_src.places import Place
from forms_src.retention import RetentionClass
from forms_src.shape_faults import UNKNOWN_SETTING, shape_faults
from forms_src.sources import Located, yaml_files
from forms_src.strict import Strict

Read = Callable[[Path], tuple[Located | None, list[Fault]]]
Model = TypeVar("Model", bound=BaseModel)
Kinds = tuple[tuple[str, type[BaseModel]], ...]


class OptionList(Strict):
    """Options that several fields have."""

    id: Slug = Field(description="The name by which questions use the list: “options: yes-no”.")
    source: str = Field(default="", description="Where the list comes from.")
    options: tuple[Option, ...] = Field(description="What can be chosen, in order.", min_length=1)


# What has one file for all, and what has a file each.
LISTS: Kinds = (
    ("agencies", Agency),
    ("clocks", Clock),
    ("places", Place),
    ("retention", RetentionClass),
)
PARTS: Kinds = (("options", OptionList), ("facts", Fact), ("rules", Rule))


@dataclass
class Shared:
    """The shared parts by id, as they stand in their files, and the faults found on the way."""

    agencies: dict[str, Located] = field(default_factory=dict)
    clocks: dict[str, Located] = field(default_factory=dict)
    places: dict[str, Located] = field(default_factory=dict)
    retention: dict[str, Located] = field(default_factory=dict)
    options: dict[str, Located] = field(default_factory=dict)
    sections: dict[str, Located] = field(default_factory=dict)
    facts: dict[str, Located] = field(default_factory=dict)
    rules: dict[str, Located] = field(default_factory=dict)
    calendars: dict[str, Calendar] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)


def load_shared(folder: Path, read: Read) -> Shared:
    """Read and judge all of `definitions/shared/`, used by a form or not."""
    shared = Shared()
    for name, model in LISTS:
        things = _list_file(folder / f"{name}.yaml", name, read, shared.faults)
        _judge(things, model, shared.faults)
        getattr(shared, name).update(_by_id(things, shared.faults))
    for name, model in PARTS:
        things = _folder(folder / name, read, shared.faults)
        _judge(things, model, shared.faults)
        getattr(shared, name).update(_by_id(things, shared.faults))
    shared.sections.update(_by_id(_folder(folder / "sections", read, shared.faults), shared.faults))
    for located in _folder(folder / "calendars", read, shared.faults):
        calendar = model_of(Calendar, located, shared.faults)
        if calendar:
            shared.calendars[calendar.id] = calendar
    _judge(map(Includes(shared, shared.faults).section, shared.sections.values()), Section, shared.faults)
    shared.faults += _places_without(shared)
    return shared


def _judge(things: Iterable[Located], model: type[BaseModel], faults: list[Fault]) -> None:
    for thing in things:
        faults += date_faults(thing)
        model_of(model, newest(thing), faults)


def _places_without(shared: Shared) -> Iterator[Fault]:
    """Yield places whose zone or calendar there is not."""
    for place in shared.places.values():
        zone, calendar = place.get("zone"), place.get("calendar")
        if zone and isinstance(zone.value, str) and not _is_zone(zone.value):
            yield zone.fault(
                f"There is no time zone “{zone.value}”: zones are like “Australia/Melbourne”",
                "unknown-zones-and-calendars",
            )
        if calendar and isinstance(calendar.value, str) and calendar.value not in shared.calendars:
            words = f"There is no calendar “{calendar.value}”.{nearest(calendar.value, shared.calendars)}"
            yield calendar.fault(words, "unknown-zones-and-calendars")


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ValueError, OSError, ZoneInfoNotFoundError):
        return False
    return True


def model_of(model: type[Model], located: Located, faults: list[Fault]) -> Model | None:
    """Return the model of what is located, or None with its faults added."""
    try:
        return model.model_validate(located.plain())
    except ValidationError as error:
        faults += shape_faults(error, located, model)
        return None


def _list_file(path: Path, name: str, read: Read, faults: list[Fault]) -> list[Located]:
    located, found = read(path)
    faults += found
    if located is None:
        return []
    for other, line in located.name_lines.items():
        if other != name:
            words = f"“{other}” is not a setting of this file.{nearest(other, [name])}"
            faults.append(Fault(path, line, words, UNKNOWN_SETTING))
    things = located.get(name)
    if things is not None and not isinstance(things.value, list):
        faults.append(things.fault(f"“{name}” must be a list, each line starting with “- ”", "wrong-values"))
    return things.items() if things else []


def _folder(folder: Path, read: Read, faults: list[Fault]) -> list[Located]:
    things: list[Located] = []
    for path in yaml_files(folder):
        located, found = read(path)
        faults += found
        things += [located] if located else []
    return things


def _by_id(things: list[Located], faults: list[Fault]) -> dict[str, Located]:
    found: dict[str, Located] = {}
    for thing in things:
        named = thing.get("id")
        id_ = named.value if named else None
        if named is None:
            faults.append(thing.fault("“id” is missing: add it", "missing-settings"))
        elif not isinstance(id_, str):
            faults.append(named.fault("“id” must be words: put quotes around it", "wrong-values"))
        elif id_ in found:
            words = f"The id “{id_}” is used twice: it is also in {found[id_].file.name}"
            faults.append(thing.fault(words, "ids-used-twice"))
        else:
            found[id_] = thing
    return found
