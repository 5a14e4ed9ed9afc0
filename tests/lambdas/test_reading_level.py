"""What the handlers say to people reads at grade 8 or lower, as `build.py check` wants of all other words."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from forms_src.reading.check import FEWEST, HIGHEST
from forms_src.reading.grades import Count
from forms_src.reading.quoted import read_quoted
from forms_src.reading.texts import said

ROOT = Path(__file__).parents[2]
QUOTED, _FAULTS = read_quoted(ROOT / "forms_src" / "reading" / "quoted.yaml")
MODULES = [path for name in ("intake", "notify") for path in sorted((ROOT / "lambdas" / name).glob("*.py"))]


def strings(path: Path) -> Iterator[str]:
    """Yield every string of a module but its docstrings."""
    tree = ast.parse(path.read_text("utf-8"))
    alone = {id(one.value) for one in ast.walk(tree) if isinstance(one, ast.Expr)}
    for one in ast.walk(tree):
        if isinstance(one, ast.Constant) and isinstance(one.value, str) and id(one) not in alone:
            yield said(one.value)


@pytest.mark.parametrize(
    "path", [pytest.param(path, id=f"{path.parent.name}-{path.stem}") for path in MODULES]
)
def test_what_the_handlers_say_reads_at_grade_8_or_lower(path: Path) -> None:
    counts = {text: Count.of(QUOTED.plainly(text)) for text in strings(path)}
    assert [text for text, one in counts.items() if one.words >= FEWEST and one.grade > HIGHEST] == []


def test_there_are_sentences_to_judge() -> None:
    long = [text for path in MODULES for text in strings(path) if Count.of(text).words >= FEWEST]
    assert len(long) > 10
