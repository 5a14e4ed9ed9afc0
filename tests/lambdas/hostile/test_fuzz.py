"""Any request at all: never a fault of ours, never what was sent unescaped, always the security headers.

The events have the shape of API Gateway's; everything that a sender decides in them is drawn at random.
"""

import base64
import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lambdas import ports
from lambdas import settings as settings_of
from lambdas.headers import security_headers
from lambdas.intake import handler as intake
from tests.lambdas.intake.conftest import event as asked
from tests.lambdas.intake.pages import Answer
from tests.real_forms import LOADED
from tests.submissions import VALID, encoded

MARK = "<mArK'\"&>"
FORMS = sorted(LOADED.forms)
NAMES = {form: sorted(VALID[form]()) for form in FORMS}
CONTROLS = (
    *("action", "form_version", "submission_key", "confirm_remove", "follows", "corrects", "carried"),
    *("draft", "draft_revision", "code", "email"),
)
KNOWN, HELD = "~known~", "~held~"  # the link of a draft that there is, and what a page holds of it
ACTIONS = (
    "check",
    "send",
    "edit",
    "save",
    "save",
    "open",
    "email",
    "add-subjects",
    "remove-subjects-1",
    "remove-clients-99",
    MARK,
)
METHODS = ("POST", "POST", "POST", "GET", "HEAD", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "x")
STARTS = ("/api/drafts/", "/api/forms/", "/api/receipts/", "/api/which-form", "/api/health", "/api/", "/")

texts = st.one_of(
    st.sampled_from(["", MARK, "yes", "1", "31", "2026", "02:30", "\x00", "\u202e", "-1", "9" * 300, "😀"]),
    st.text(max_size=20),
    st.text(max_size=10).map(lambda text: text + MARK),
)
header_names = st.sampled_from(
    ["content-type", "cookie", "host", "origin", "sec-fetch-site", "x-forwarded-proto", "expect", "x-y", "é"]
)
kinds = st.sampled_from(
    ["application/x-www-form-urlencoded", 'application/x-www-form-urlencoded; charset="x', "text/html", ""]
)


@st.composite
def paths(draw: st.DrawFn) -> str:
    own = [f"/api/forms/{form}" for form in FORMS] + [
        "/api/which-form",
        "/api/health",
        f"/api/drafts/{KNOWN}",
    ]
    if draw(st.booleans()):
        return draw(st.sampled_from(own))
    tail = draw(
        st.one_of(texts, texts.map(quote_safely), st.sampled_from(["0" * 32, "..", "%2e%2e/", FORMS[0]]))
    )
    return draw(st.sampled_from(STARTS)) + tail


def quote_safely(text: str) -> str:
    return quote(text, errors="replace")


@st.composite
def bodies(draw: st.DrawFn) -> bytes:
    """Draw a body: bytes, or a valid form with some answers changed, added, doubled or cut off."""
    if draw(st.integers(0, 5)) == 0:
        return draw(st.binary(max_size=200))
    form = draw(st.sampled_from(FORMS))
    typed: dict[str, Any] = dict(VALID[form]()) if draw(st.booleans()) else {}
    names = st.one_of(st.sampled_from([*NAMES[form], *CONTROLS]), texts)
    changes = draw(st.dictionaries(names, st.one_of(texts, st.lists(texts, max_size=3)), max_size=6))
    typed |= changes | {"action": draw(st.sampled_from(ACTIONS))}
    typed |= {"draft": HELD, "draft_revision": "1"} if draw(st.booleans()) else {}
    typed |= {"code": "123456"} if draw(st.integers(0, 3)) == 0 else {}
    body = urlencode(typed, doseq=True, errors="replace").encode()
    cut = draw(st.integers(0, len(body)))
    return body[:cut] if draw(st.integers(0, 4)) == 0 else body


@st.composite
def events(draw: st.DrawFn) -> dict[str, Any]:
    body, path = draw(bodies()), draw(paths())
    is_base64 = draw(st.booleans())
    text = base64.b64encode(body).decode() if draw(st.integers(0, 9)) else draw(st.text(max_size=30))
    event: dict[str, Any] = {
        "version": "2.0",
        "rawPath": path,
        "rawQueryString": draw(texts),
        "headers": {**draw(st.dictionaries(header_names, texts, max_size=3)), "content-type": draw(kinds)},
        "requestContext": {"http": {"method": draw(st.sampled_from(METHODS)), "path": path}},
        "body": text if is_base64 else body.decode("utf-8", "surrogateescape"),
        "isBase64Encoded": is_base64,
        "cookies": draw(st.lists(st.one_of(texts, texts.map("checked={}".format)), max_size=2)),
        "queryStringParameters": draw(st.dictionaries(texts, texts, max_size=2)),
    }
    left_out = draw(
        st.sets(st.sampled_from(["body", "cookies", "headers", "queryStringParameters"]), max_size=2)
    )
    return {name: value for name, value in event.items() if name not in left_out}


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory, forms_dir: Path) -> Iterator[dict[str, str]]:
    """One store for all examples, with a draft in it; what stands for its secrets, and those."""
    caches = (settings_of.settings, ports.records, ports.drafts, ports.mail, intake.library)
    with pytest.MonkeyPatch.context() as patch:
        data, site = str(tmp_path_factory.mktemp("data")), "https://x.example"
        where = {"LOCAL_DATA": data, "FORMS_DIR": str(forms_dir), "SITE_URL": site}
        patch.setattr(os, "environ", {**os.environ, **where})
        for cache in caches:
            cache.cache_clear()
        yield a_draft()
    for cache in caches:
        cache.cache_clear()


def a_draft() -> dict[str, str]:
    saved = Answer(intake.handler(asked("POST", f"/api/forms/{FORMS[0]}", encoded({"action": "save"})), None))
    [held] = {*saved.hidden["draft"]}
    return {KNOWN: held.partition("-")[0], HELD: held}


def with_secrets(event: dict[str, Any], known: dict[str, str]) -> dict[str, Any]:
    """Put the secrets of the draft where something stands for them."""
    found = event | {"rawPath": event["rawPath"].replace(KNOWN, known[KNOWN])}
    body = found.get("body", "")
    if found["isBase64Encoded"]:
        with suppress(ValueError):
            whole = base64.b64decode(body, validate=True).replace(quote(HELD).encode(), known[HELD].encode())
            return found | ({"body": base64.b64encode(whole).decode()} if "body" in found else {})
    return found | ({"body": body.replace(quote(HELD), known[HELD])} if "body" in found else {})


def check(answer: dict[str, Any]) -> None:
    """Raise AssertionError unless an answer is one that a stranger may have."""
    body, headers = answer["body"], answer["headers"]
    assert 200 <= answer["statusCode"] < 500, body[:300]
    assert headers.items() >= security_headers().items()
    assert headers["cache-control"] == "no-store"
    assert MARK not in body
    assert MARK not in "".join(answer["cookies"])
    for said in ("Traceback", 'File "', ".py", "site-packages"):
        assert said not in body
    assert "\x00" not in body
    body.encode()
    for value in (*headers.values(), *answer["cookies"]):
        assert value.isascii()
        assert value.isprintable()


@pytest.mark.no_cover
@settings(max_examples=250, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(events())
def test_no_request_is_a_fault_or_is_repeated_unescaped(
    service: dict[str, str], event: dict[str, Any]
) -> None:
    check(intake.handler(with_secrets(event, service), None))


@pytest.mark.usefixtures("service")
@pytest.mark.parametrize("form", FORMS)
def test_the_check_would_see_an_echo(form: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The mark does reach the page, escaped; a page that did not escape it would be caught."""
    body = encoded({**VALID[form](), "provider_name": MARK})
    event = {
        "rawPath": f"/api/forms/{form}",
        "headers": {"content-type": "application/x-www-form-urlencoded"},
        "requestContext": {"http": {"method": "POST"}},
        "body": base64.b64encode(body).decode(),
        "isBase64Encoded": True,
    }
    answer = intake.handler(event, None)
    check(answer)
    assert "mArK" in answer["body"]
    raw = answer | {"body": answer["body"].replace("&lt;", "<").replace("&gt;", ">").replace("&#39;", "'")}
    raw["body"] = raw["body"].replace("&#34;", '"').replace("&amp;", "&")
    with pytest.raises(AssertionError):
        check(raw)
