"""The intake with every form compiled and local storage, called with API Gateway events."""

import base64
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from lambdas import ports, settings
from lambdas.intake import handler as intake
from tests.compiling import compile_all
from tests.lambdas.intake.pages import Answer
from tests.real_forms import LOADED
from tests.submissions import encoded

SITE = "https://forms.example"
FORM_TYPE = "application/x-www-form-urlencoded"


def event(method: str, path: str, body: bytes = b"", headers: dict[str, str] | None = None) -> dict[str, Any]:
    """Return a request as an HTTP API hands it over."""
    return {
        "version": "2.0",
        "rawPath": path,
        "rawQueryString": "",
        "headers": {"content-type": FORM_TYPE, **(headers or {})},
        "requestContext": {"http": {"method": method, "path": path, "sourceIp": "127.0.0.1"}},
        "body": base64.b64encode(body).decode(),
        "isBase64Encoded": True,
    }


@pytest.fixture(scope="session")
def forms_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    assert LOADED.routing
    return compile_all(LOADED, tmp_path_factory.mktemp("forms"))


@pytest.fixture
def storage(forms_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    where = {"LOCAL_DATA": str(tmp_path), "FORMS_DIR": str(forms_dir), "SITE_URL": SITE}
    monkeypatch.setattr(os, "environ", {**os.environ, **where})
    stores = (ports.records, ports.drafts, ports.mail, ports.uploads, ports.seals)
    caches = (settings.settings, *stores, intake.library)
    for cache in caches:
        cache.cache_clear()
    yield tmp_path
    for cache in caches:
        cache.cache_clear()


Call = Callable[..., Answer]


@pytest.fixture
def call(storage: Path) -> Call:
    def request(method: str, path: str, body: bytes = b"", headers: dict[str, str] | None = None) -> Answer:
        return Answer(intake.handler(event(method, path, body, headers), None))

    return request


@pytest.fixture
def post(call: Call) -> Call:
    def send(form: str, typed: dict[str, Any], action: str = "check", **headers: str) -> Answer:
        return call("POST", f"/api/forms/{form}", encoded({**typed, "action": action}), headers)

    return send
