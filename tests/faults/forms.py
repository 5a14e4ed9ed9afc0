"""The small forms that the journeys are on: a first report, one that follows it, and another."""

from pathlib import Path

from tests.compiling import compile_all
from tests.forms_src.small_forms import load_texts
from tests.lambdas.intake.follow_ups.conftest import FIRST, OTHER, SECOND


def compiled(folder: Path) -> Path:
    """Compile them into a folder and return it."""
    return compile_all(load_texts(FIRST, SECOND, OTHER), folder)
