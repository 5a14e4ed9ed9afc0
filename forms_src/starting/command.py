"""`build.py new`: writes a file to start from, and says what to do with it."""

import re
import sys
from datetime import date, datetime
from pathlib import Path
from string import Template

from forms_src.definition import Form
from forms_src.files import write_whole
from forms_src.loading import DEFINITIONS, load

FOLDER = Path(__file__).parent
PROJECT = FOLDER.parents[1]
PLACES = {"form": Path(), "option-list": Path("shared", "options"), "section": Path("shared", "sections")}
NEXT = {
    "form": "Open it in an editor, and see it with: python3 build.py serve",
    "option-list": "Open it in an editor. A question uses it with: options: {name}",
    "section": "Open it in an editor. A form uses it with: - include: {name}",
}


class NameRefused(ValueError):  # noqa: N818 - an answer to the person, not an error of ours
    """The name cannot be used; the message says why and what to do."""


def new_command(kind: str, name: str, definitions: Path = DEFINITIONS) -> int:
    """Write the file and say where; 1, with a sentence, when the name cannot be used."""
    try:
        path = write_start(kind, name, datetime.now().astimezone().date(), definitions)
    except NameRefused as refused:
        sys.stdout.write(f"{refused}\n")
        return 1
    sys.stdout.write(f"{_shown(path)} is there. {NEXT[kind].format(name=name)}\n")
    return 0


def write_start(kind: str, name: str, today: date, definitions: Path) -> Path:
    """Write the file to start from and return its path. Raises NameRefused."""
    if not re.fullmatch("[a-z][a-z0-9-]{0,59}", name):
        raise NameRefused(f"“{name}” cannot be a name. {_suggestion(name)}")
    folder = definitions / PLACES[kind]
    path = folder / f"{name}.yaml"
    taken = next((one for one in folder.glob("*.yaml") if _id_of(one) == name or one == path), None)
    if taken:
        raise NameRefused(f"“{name}” is taken: it is in {_shown(taken)}. Choose another name.")
    text = (FOLDER / f"{kind}.yaml").read_text("utf-8")
    title = name.replace("-", " ").capitalize()
    words = {"name": name, "title": title, "field": name.replace("-", "_"), "today": str(today)}
    words |= {"review": str(_in_two_years(today)), "prefix": _free_prefix(name, definitions)}
    write_whole(path, Template(text).substitute(words).encode())
    return path


def _shown(path: Path) -> Path:
    """Return a path as seen from the project's folder, if it lies there."""
    return path.relative_to(PROJECT) if path.is_relative_to(PROJECT) else path


def _suggestion(name: str) -> str:
    simple = re.sub("[^a-z0-9]+", "-", name.lower()).strip("-0123456789")[:60].strip("-")
    near = f" Try {simple}." if simple else ""
    return f"Use small letters, digits and hyphens, a letter first.{near}"


def _id_of(path: Path) -> str:
    found = re.search(r"^id: *([a-z][a-z0-9_-]*)", path.read_text("utf-8"), re.MULTILINE)
    return found[1] if found else ""


def _in_two_years(day: date) -> date:
    """The review is due within 24 months (domain/records.md section 4)."""
    return date(day.year + 2, day.month, min(day.day, 28))


def _free_prefix(name: str, definitions: Path) -> str:
    """Return three letters of the name that no form has yet."""
    taken = {form.prefix for form in _forms(definitions)}
    letters = re.sub("[^A-Z]", "", name.upper()) + "XYZ"
    initials = "".join(part[0] for part in name.upper().split("-") if part[:1].isalpha())
    wanted = [(initials + letters)[:3], *(letters[0] + a + b for a in letters[1:] for b in letters[1:])]
    return next(one for one in wanted if one not in taken)


def _forms(definitions: Path) -> list[Form]:
    return list(load(definitions).forms.values())
