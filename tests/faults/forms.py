"""The small forms that the journeys are on: a first report, one that follows it, and another."""

from pathlib import Path

from forms_src.library import compile_calendars, compile_form
from tests.forms_src.small_forms import load_texts
from tests.lambdas.intake.follow_ups.conftest import FIRST, OTHER, SECOND


def compiled(folder: Path) -> Path:
    """Compile them into a folder and return it."""
    loaded = load_texts(FIRST, SECOND, OTHER)
    assert not loaded.faults, loaded.faults
    for form in loaded.forms.values():
        compile_form(form, folder)
    compile_calendars(loaded.calendars, folder)
    return folder
