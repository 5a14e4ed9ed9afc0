"""`build.py package`: a zip for each function, and beside it what is inside."""

import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from forms_src.faults import Fault
from forms_src.files import write_whole
from forms_src.library import compile_calendars, compile_routing
from forms_src.versions.release import compile_versions, release
from infra.package.archive import unpacked_size, zipped
from infra.package.bytecode import CannotCompile, NoPython, compile_all, compiled, interpreter
from infra.package.contents import FORMS, FUNCTIONS, Contents, files_of
from infra.package.requirements import NotPinned, hashed_lines
from infra.package.sbom import bill
from infra.package.wheels import LAMBDA, CannotInstall, Target, install, installed

ROOT = Path(__file__).parents[2]
BUDGETS = {
    "intake": 10_100_000,
    "mail_events": 9_000_000,
    "notify": 10_250_000,
    "sweep": 9_000_000,
    "documents": 9_050_000,
}  # bytes, a little above what they are
MOST_ZIPPED, MOST_UNPACKED = 50_000_000, 250_000_000  # bytes: what Lambda takes


class DefinitionFaults(Exception):  # noqa: N818
    """The definitions have faults, so there are no forms to compile."""

    def __init__(self, faults: list[Fault]) -> None:
        """Take the faults; the message lists them."""
        super().__init__("\n".join(str(fault) for fault in faults))


@dataclass(frozen=True)
class Package:
    """The zip of one function, and its bill of materials."""

    function: str
    archive: bytes
    bill: bytes

    @property
    def unpacked(self) -> int:
        """The bytes of all files in the zip."""
        return unpacked_size(self.archive)

    @property
    def excess(self) -> str:
        """What is wrong with its size; nothing when it fits."""
        limits = [
            (len(self.archive), BUDGETS[self.function], "its budget of"),
            (len(self.archive), MOST_ZIPPED, "what Lambda takes as a zip,"),
            (self.unpacked, MOST_UNPACKED, "what Lambda takes unpacked,"),
        ]
        over = next(((size, most, words) for size, most, words in limits if size > most), None)
        return f"{self.function}.zip has {_mb(over[0])}, more than {over[2]} {_mb(over[1])}." if over else ""


def packages(folder: Path, target: Target, python: Path, root: Path = ROOT) -> list[Package]:
    """Gather all in a folder, and return each function's package.

    Raises CannotCompile, CannotInstall, DefinitionFaults and NotPinned.
    """
    wanted = [Contents(function, root) for function in FUNCTIONS]
    distributions = set[str]().union(*(one.distributions for one in wanted))
    install(hashed_lines(root / "requirements.txt", distributions), folder, target)
    for path in set[Path]().union(*(one.files for one in wanted)):
        write_whole(folder / path, (root / path).read_bytes())
    write_forms(root, folder / FORMS)
    compile_all(folder, python)
    return [_package(one, folder, target) for one in wanted]


def write_forms(root: Path, folder: Path) -> None:
    """Write every published version, the calendars and the routing to a folder. Raises DefinitionFaults."""
    loaded = release(root / "forms_src" / "definitions")
    if loaded.faults:
        raise DefinitionFaults(loaded.faults)
    compile_versions(loaded.published, folder)
    compile_calendars(loaded.calendars, folder)
    if loaded.routing:
        compile_routing(loaded.routing, folder)


def _package(contents: Contents, folder: Path, target: Target) -> Package:
    own = set(contents.files)
    if contents.has_forms:
        own |= {path.relative_to(folder) for path in (folder / FORMS).iterdir()}
    theirs = {
        distribution: list(files_of(distribution, contents.services))
        for name, distribution in installed(folder).items()
        if name in contents.distributions
    }
    sources = own.union(*theirs.values())
    archive = zipped(
        folder, sources | {compiled(path, target.python) for path in sources if path.suffix == ".py"}
    )
    return Package(contents.function, archive, bill(contents.function, archive, folder, own, theirs))


def package_command(out: Path) -> int:
    """Write each function's zip and bill; where one is too large or cannot be made, say so and write none."""
    for function in FUNCTIONS:
        for path in (out / f"{function}.zip", out / f"{function}.cdx.json"):
            path.unlink(missing_ok=True)
    try:
        python = interpreter(LAMBDA.python)
        with tempfile.TemporaryDirectory() as folder:
            made = packages(Path(folder), LAMBDA, python)
    except (CannotCompile, CannotInstall, DefinitionFaults, NoPython, NotPinned) as failure:
        sys.stdout.write(f"{failure}\n")
        return 1
    for one in made:
        sizes = f"{_mb(len(one.archive))} (budget {_mb(BUDGETS[one.function])}), {_mb(one.unpacked)} unpacked"
        sys.stdout.write(f"{one.function}.zip: {sizes}\n")
    if excesses := [one.excess for one in made if one.excess]:
        sys.stdout.write("\n".join(excesses) + "\nNothing was written.\n")
        return 1
    for one in made:
        write_whole(out / f"{one.function}.zip", one.archive)
        write_whole(out / f"{one.function}.cdx.json", one.bill)
    sys.stdout.write(f"Written to {out}, each with its bill of materials (.cdx.json).\n")
    return 0


def _mb(size: int) -> str:
    return f"{size / 1_000_000:.1f} MB"
