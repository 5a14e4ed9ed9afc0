"""Definitions loaded from YAML, every fault of every one found in one pass."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from forms_src.between_forms import check_between
from forms_src.calendars import Calendar
from forms_src.checks import check
from forms_src.dated_loading import load_dated
from forms_src.definition import Form
from forms_src.editions import in_effect
from forms_src.faults import Fault
from forms_src.includes import Includes
from forms_src.routing import Routing
from forms_src.routing_loading import load_routing
from forms_src.shared import Read, Shared, load_shared
from forms_src.sources import read_source, yaml_files
from forms_src.versions.published import Published

DEFINITIONS = Path(__file__).parent / "definitions"


@dataclass
class Loaded:
    """The sound forms and their files, by id, the routing to them, the calendars, and every fault."""

    forms: dict[str, Form] = field(default_factory=dict)
    calendars: dict[str, Calendar] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    routing: Routing | None = None
    paths: dict[str, Path] = field(default_factory=dict)
    published: Published = field(default_factory=Published)


def load(folder: Path = DEFINITIONS, read: Read = read_source) -> Loaded:
    """Load every form in a folder of definitions."""
    shared = load_shared(folder / "shared", read)
    loaded = Loaded(calendars=shared.calendars, faults=list(shared.faults))
    paths = loaded.paths
    unsound: list[Path] = []
    for path in yaml_files(folder):
        form, faults = load_form(path, shared, read)
        loaded.faults += faults
        if form and form.id in paths:
            words = f"The form id “{form.id}” is also in {paths[form.id].name}"
            loaded.faults.append(Fault(path, 1, words, "ids-used-twice"))
        elif form:
            loaded.forms[form.id], paths[form.id] = form, path
        else:
            unsound.append(path)
    loaded.routing, faults = load_routing(folder, shared, read, loaded.forms)
    between = faults_between(loaded.forms, paths, unsound, shared, read)
    loaded.faults = sorted({*loaded.faults, *faults, *between})
    return loaded


def faults_between(
    forms: Mapping[str, Form], paths: Mapping[str, Path], unsound: Iterable[Path], shared: Shared, read: Read
) -> Iterator[Fault]:
    """Yield what is wrong between forms. `paths` are their files, `unsound` those of others."""
    known = {*forms, *filter(None, (_id_in(path, read) for path in unsound))}
    for id_, (path, message, check_id) in check_between(forms, known):
        source, _ = read(paths[id_])
        if source:
            whole = in_effect(Includes(shared, []).expanded(source), forms[id_].first_day or date.min)
            yield whole.fault_at(path, message, check_id)


def _id_in(path: Path, read: Read) -> str:
    """The id in a file; its name where it cannot be read, so that its form is not told as missing too."""
    source, _ = read(path)
    if source is None:
        return path.stem
    id_ = source.get("id")
    return id_.value if id_ and isinstance(id_.value, str) else ""


def load_form(path: Path, shared: Shared, read: Read) -> tuple[Form | None, list[Fault]]:
    """Load one form as it is today, with every edition of it; it is None where it has any fault."""
    source, found = read(path)
    faults = list(found)
    if source is None:
        return None, faults
    whole = Includes(shared, faults).expanded(source)
    form, found = load_dated(Form, whole, faults, check)
    return form, faults + found
