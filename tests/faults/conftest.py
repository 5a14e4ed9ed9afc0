"""Three small forms that follow each other, compiled once, and each journey as it begins, gone once."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import cache
from pathlib import Path

import pytest

from tests.faults.forms import compiled
from tests.faults.journeys import EVERY
from tests.faults.trying import Attempts, scratch


@pytest.fixture(scope="session")
def forms_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return compiled(tmp_path_factory.mktemp("small-forms"))


@pytest.fixture(scope="session")
def attempts(forms_dir: Path) -> Iterator[Callable[[str], Attempts]]:
    """Attempts at a journey, by its name."""
    with ExitStack() as folders:

        @cache
        def of(journey: str) -> Attempts:
            return Attempts(EVERY[journey], forms_dir, folders.enter_context(scratch()))

        yield of
