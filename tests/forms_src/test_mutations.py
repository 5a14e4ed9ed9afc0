"""Any slip of the keyboard in a real definition is told, and never ends `check`."""

import random
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from shutil import copytree

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forms_src.excerpts import told_in_full
from forms_src.faults import Fault
from forms_src.loading import DEFINITIONS, load_form
from forms_src.shared import Shared, load_shared
from forms_src.sources import read_source, yaml_files

FORMS = list(yaml_files(DEFINITIONS))
IN_SHARED = sorted((DEFINITIONS / "shared").rglob("*.yaml"))
QUICK = 30_000  # bytes: longer forms take longer, and get fewer tries
TOKEN = re.compile(r"[A-Za-z_]\w*|\d+|[^\w\s]")
VALUES = (
    "",
    "yes",
    "true",
    "0",
    "-1",
    "2026-02-30",
    "[]",
    "{}",
    "''",
    "null",
    "“x”",
    "a: b",
    "[[",
    "*a",
    "!x",
    "\t",
    "\x00",
)
Change = Callable[[str, random.Random], str]


def _place(text: str, chance: random.Random) -> int:
    return chance.randrange(len(text))


def delete(text: str, chance: random.Random) -> str:
    at = _place(text, chance)
    return text[:at] + text[at + chance.randint(1, 3) :]


def double(text: str, chance: random.Random) -> str:
    at = _place(text, chance)
    return text[:at] + text[at] + text[at:]


def swap(text: str, chance: random.Random) -> str:
    at = _place(text, chance)
    return text[:at] + text[at + 1 : at + 2] + text[at] + text[at + 2 :]


def insert(text: str, chance: random.Random) -> str:
    at = _place(text, chance)
    return text[:at] + chance.choice("{}[]:-#&*!|>'\"%@`,? \n\t\xa0\u2028é“") + text[at:]


def _lines(text: str, chance: random.Random, change: Callable[[list[str], int], None]) -> str:
    lines = text.split("\n")
    change(lines, chance.randrange(len(lines)))
    return "\n".join(lines)


def delete_line(text: str, chance: random.Random) -> str:
    return _lines(text, chance, lambda lines, n: lines.__delitem__(n))


def double_line(text: str, chance: random.Random) -> str:
    return _lines(text, chance, lambda lines, n: lines.insert(n, lines[n]))


def swap_lines(text: str, chance: random.Random) -> str:
    return _lines(text, chance, lambda lines, n: lines.insert(max(0, n - 1), lines.pop(n)))


def indent_line(text: str, chance: random.Random) -> str:
    width = chance.choice((1, 2, 4))
    return _lines(text, chance, lambda lines, n: lines.__setitem__(n, " " * width + lines[n]))


def outdent_line(text: str, chance: random.Random) -> str:
    width = chance.choice((1, 2, 4))
    return _lines(text, chance, lambda lines, n: lines.__setitem__(n, lines[n][width:]))


def replace_value(text: str, chance: random.Random) -> str:
    value = chance.choice(VALUES)

    def change(lines: list[str], n: int) -> None:
        lines[n] = re.sub(r": .*|- \S.*", lambda found: f"{found[0][:2]}{value}", lines[n], count=1)

    return _lines(text, chance, change)


def swap_tokens(text: str, chance: random.Random) -> str:
    tokens = list(TOKEN.finditer(text))
    one, other = sorted(chance.sample(range(len(tokens)), 2))
    first, last = tokens[one], tokens[other]
    return text[: first.start()] + last[0] + text[first.end() : last.start()] + first[0] + text[last.end() :]


CHANGES: tuple[Change, ...] = (
    delete,
    double,
    swap,
    insert,
    delete_line,
    double_line,
    swap_lines,
    indent_line,
    outdent_line,
    replace_value,
    swap_tokens,
)
CHANCES = st.tuples(st.sampled_from(CHANGES), st.sampled_from(CHANGES), st.integers(0, 2**32))


def changed(path: Path, chances: tuple[Change, Change, int]) -> str:
    """Return the text of a file after two slips."""
    one, other, seed = chances
    chance = random.Random(seed)
    return other(one(path.read_text("utf-8"), chance), chance)


@cache
def shared() -> Shared:
    return load_shared(DEFINITIONS / "shared", read_source)


def told_well(faults: list[Fault], file: Path, root: Path) -> None:
    lines = re.split("\r\n|[\n\r]", file.read_text("utf-8"))
    for fault in faults:
        assert fault.message
        assert "Traceback" not in told_in_full(fault, root)
        assert fault.file != file or 1 <= fault.line <= max(1, len(lines))


def _slip_in_a_form(path: Path, folder: Path, chances: tuple[Change, Change, int]) -> None:
    file = folder / path.name
    file.write_bytes(changed(path, chances).encode())
    form, faults = load_form(file, shared(), read_source)
    assert (form is None) == bool(faults)
    told_well(faults, file, folder)


@pytest.mark.no_cover
@pytest.mark.parametrize(
    "path", [one for one in FORMS if one.stat().st_size <= QUICK], ids=lambda one: one.stem
)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(chances=CHANCES)
def test_slips_in_a_form_are_told(path: Path, tmp_path: Path, chances: tuple[Change, Change, int]) -> None:
    _slip_in_a_form(path, tmp_path, chances)


@pytest.mark.no_cover
@pytest.mark.parametrize(
    "path", [one for one in FORMS if one.stat().st_size > QUICK], ids=lambda one: one.stem
)
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(chances=CHANCES)
def test_slips_in_a_long_form_are_told(
    path: Path, tmp_path: Path, chances: tuple[Change, Change, int]
) -> None:
    _slip_in_a_form(path, tmp_path, chances)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of what forms share, and one form."""
    folder = tmp_path_factory.mktemp("definitions")
    copytree(DEFINITIONS / "shared", folder / "shared")
    return folder


@pytest.mark.no_cover
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(path=st.sampled_from(IN_SHARED), chances=CHANCES)
def test_slips_in_what_forms_share_are_told(
    folder: Path, path: Path, chances: tuple[Change, Change, int]
) -> None:
    file = folder / path.relative_to(DEFINITIONS)
    whole = file.read_bytes()
    file.write_bytes(changed(path, chances).encode())
    found = load_shared(folder / "shared", read_source)
    _form, faults = load_form(DEFINITIONS / "ssr-critical-short.yaml", found, read_source)
    told_well([*found.faults, *faults], file, folder)
    file.write_bytes(whole)
