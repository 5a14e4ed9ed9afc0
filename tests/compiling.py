"""Forms compiled for tests, as the Lambdas read them."""

from pathlib import Path

from forms_src.library import compile_calendars, compile_form, compile_routing
from forms_src.loading import Loaded


def compile_all(loaded: Loaded, folder: Path) -> Path:
    """Write forms, calendars and, where there is one, the routing; return the folder. None has a fault."""
    assert not loaded.faults, loaded.faults
    for form in loaded.forms.values():
        compile_form(form, folder)
    compile_calendars(loaded.calendars, folder)
    if loaded.routing:
        compile_routing(loaded.routing, folder)
    return folder
