"""The whole service in a folder of its own, at the moment that generated submissions are made for."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import pytest

from forms_src.library import compile_calendars, compile_form, compile_routing
from lambdas import ports
from lambdas import settings as settings_of
from lambdas.intake import forms, receipts
from lambdas.intake import handler as intake
from tests.real_forms import LOADED
from tests.submissions.generated import NOW


class Then(datetime):
    """The clock of the intake, stopped."""

    @classmethod
    def now(cls, tz: object = None) -> datetime:  # type: ignore[override]
        return NOW


@contextmanager
def service(folder: Path) -> Iterator[None]:
    """Set the Lambdas to a folder and the moment; both are as they were afterwards."""
    caches = (settings_of.settings, ports.records, ports.drafts, ports.mail, intake.library)
    forms_dir = folder / "forms"
    forms_dir.mkdir()
    for form in LOADED.forms.values():
        compile_form(form, forms_dir)
    compile_calendars(LOADED.calendars, forms_dir)
    assert LOADED.routing
    compile_routing(LOADED.routing, forms_dir)
    where = {"LOCAL_DATA": str(folder / "data"), "FORMS_DIR": str(forms_dir), "SITE_URL": "https://x.example"}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "environ", {**os.environ, **where})
        for module in (forms, receipts):
            patch.setattr(module, "datetime", Then)
        for cache in caches:
            cache.cache_clear()
        yield
    for cache in caches:
        cache.cache_clear()
