"""The whole service in a folder of its own, at the moment that generated submissions are made for."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from lambdas import ports
from lambdas import settings as settings_of
from lambdas.intake import forms, receipts
from lambdas.intake import handler as intake
from tests.compiling import compile_all
from tests.lambdas.clock import telling
from tests.real_forms import LOADED
from tests.submissions.generated import NOW


@contextmanager
def service(folder: Path) -> Iterator[None]:
    """Set the Lambdas to a folder and the moment; both are as they were afterwards."""
    caches = (settings_of.settings, ports.records, ports.drafts, ports.mail, intake.library)
    forms_dir = folder / "forms"
    forms_dir.mkdir()
    assert LOADED.routing
    compile_all(LOADED, forms_dir)
    where = {"LOCAL_DATA": str(folder / "data"), "FORMS_DIR": str(forms_dir), "SITE_URL": "https://x.example"}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "environ", {**os.environ, **where})
        for module in (forms, receipts):
            patch.setattr(module, "datetime", telling(lambda: NOW))
        for cache in caches:
            cache.cache_clear()
        yield
    for cache in caches:
        cache.cache_clear()
