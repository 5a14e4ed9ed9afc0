"""The published versions of every form, as they lie in `definitions/published/`."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from pydantic import ValidationError

from forms_src.definition import Form
from forms_src.faults import Fault
from forms_src.versions.draft import substance
from forms_src.versions.ledger import CHANGED, FOLDER, NAME, Entry, read_ledger


@dataclass(frozen=True)
class Version:
    """One published version: its entry in the ledger and its file, read on first use."""

    entry: Entry
    path: Path

    @property
    def number(self) -> int:
        """Its number, from 1."""
        return self.entry.version

    @cached_property
    def content(self) -> bytes:
        """The compiled form, whose fingerprint the ledger holds. Raises OSError."""
        return self.path.read_bytes()

    @cached_property
    def form(self) -> Form:
        """The whole form as it was published. Raises OSError or ValidationError."""
        return Form.model_validate_json(self.content)

    @cached_property
    def substance(self) -> bytes:
        """What the form does, whichever version it is. Raises as `form` does."""
        return substance(self.form)

    @property
    def is_as_published(self) -> bool:
        """Whether its file is there, byte for byte."""
        return self.path.is_file() and hashlib.sha256(self.content).hexdigest() == self.entry.sha256


@dataclass
class Published:
    """The versions of each form by its id, the first version first, and every fault of theirs."""

    by_form: dict[str, tuple[Version, ...]] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def of(self, form_id: str) -> tuple[Version, ...]:
        """Return the versions of a form; none where it was never published."""
        return self.by_form.get(form_id, ())

    def last(self, form_id: str) -> Version | None:
        """Return the version published last, if there is one."""
        return next(iter(self.of(form_id)[-1:]), None)


def path_of(definitions: Path, form_id: str, version: int) -> Path:
    """Return where a published version lies."""
    return definitions / FOLDER / form_id / f"{version}.json"


def read_published(definitions: Path) -> Published:
    """Read every ledger below a folder of definitions, and check each file against it."""
    published = Published()
    for folder in sorted((definitions / FOLDER).glob("*")):
        if folder.is_dir():
            ledger, faults = read_ledger(folder)
            versions = tuple(Version(one, folder / f"{one.version}.json") for one in ledger.versions)
            published.by_form[folder.name] = versions
            published.faults += [*faults, *(_faults(folder, versions) if not faults else ())]
    return published


def _faults(folder: Path, versions: tuple[Version, ...]) -> Iterator[Fault]:
    for version in versions:
        yield from _version_faults(version, folder.name)
    known = {version.path for version in versions} | {folder / NAME}
    for path in sorted(set(folder.iterdir()) - known):
        words = f"This is no published version of {folder.name}, which {NAME} does not name: take it out"
        yield Fault(path, 1, words, CHANGED)


def _version_faults(version: Version, form_id: str) -> Iterator[Fault]:
    named = f"Version {version.number} of {form_id}"
    if not version.path.is_file():
        words = f"{named} is gone. It is kept for the reports made on it: put it back"
        yield Fault(version.path, 1, words, CHANGED)
    elif not version.is_as_published:
        words = (
            "was changed after it was published. Put it back as it was, and publish a change as a new version"
        )
        yield Fault(version.path, 1, f"{named} {words}", CHANGED)
    else:
        yield from _unreadable(version, named)


def _unreadable(version: Version, named: str) -> Iterator[Fault]:
    try:
        _ = version.form
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"]))
        words = "A new setting needs a default: versions published before do not have it"
        yield Fault(version.path, 1, f"{named} cannot be read any more: {where}. {words}", CHANGED)


def wrong_numbers(
    forms: Mapping[str, Form], paths: Mapping[str, Path], published: Published
) -> Iterator[Fault]:
    """Yield definitions whose `version` is not that of the version published last."""
    for id_, form in forms.items():
        last = published.last(id_)
        number = last.number if last else 1
        if form.version != number:
            words = f"“version” must be {number} here: build.py publish sets it"
            yield Fault(paths[id_], 1, words, "wrong-version-numbers")
