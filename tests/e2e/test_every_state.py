"""What holds for every page in every state: accessible, valid, of one origin, true to its policy, narrow."""

import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Request, Response

from tests.e2e.contexts import context_on
from tests.e2e.service import Service
from tests.e2e.states import NAMES, STATES, State
from tests.needs import VNU_JAR, has_checker

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
# WCAG 1.4.12, set through the object model because the policy refuses an injected style.
SPACED = """document.querySelectorAll('*').forEach(e => {
  e.style.setProperty('line-height', '1.5', 'important');
  e.style.setProperty('letter-spacing', '.12em', 'important');
  e.style.setProperty('word-spacing', '.16em', 'important');
})"""
EACH = pytest.mark.parametrize("state", STATES, ids=NAMES)


@pytest.fixture
def chrome(chromium_browser: Browser, service: Service) -> Iterator[Page]:
    context = context_on(service, chromium_browser)
    yield context.new_page()
    context.close()


@EACH
def test_axe_finds_no_violation(chrome: Page, state: State) -> None:
    state.enter(chrome)
    results = Axe().run(chrome, options=RULES)
    found = {one["id"]: [node["html"] for node in one["nodes"]] for one in results.response["violations"]}
    assert found == {}


@EACH
def test_no_request_leaves_the_site_and_the_policy_holds(
    chrome: Page, service: Service, state: State
) -> None:
    requests: list[Request] = []
    said: list[str] = []
    chrome.on("request", lambda request: requests.append(request))
    chrome.on(
        "console", lambda message: said.append(message.text) if message.type in ("error", "warning") else None
    )
    chrome.on("pageerror", lambda error: said.append(str(error)))
    state.enter(chrome)
    elsewhere = [one.url for one in requests if not one.url.startswith((service.address, "data:"))]
    assert elsewhere == []
    assert [words for words in said if "the server responded with a status of 4" not in words] == []
    policy = chrome.locator("meta[http-equiv='Content-Security-Policy']").get_attribute("content") or ""
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


@EACH
def test_nothing_is_wider_than_a_screen_of_320_px(
    chromium_browser: Browser, service: Service, state: State
) -> None:
    context = context_on(service, chromium_browser, viewport={"width": 320, "height": 640})
    page = context.new_page()
    state.enter(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.evaluate(SPACED)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    context.close()


@EACH
def test_the_nu_checker_finds_no_error(chrome: Page, state: State, tmp_path: Path) -> None:
    if not has_checker():
        pytest.skip("The Nu HTML checker needs Java and npm: install both, then run build.py test again")
    answers: list[Response] = []
    chrome.on("response", lambda answer: answers.append(answer) if _is_page(answer) else None)
    state.enter(chrome)
    page = tmp_path / "page.html"
    page.write_bytes(re.sub(rb"<script src=./_local/reload.js.*?</script>", b"", answers[-1].body()))
    run = subprocess.run(
        ["java", "-jar", str(VNU_JAR), "--stdout", "--format", "json", "--exit-zero-always", str(page)],
        capture_output=True,
        text=True,
        check=True,
    )
    found = json.loads(run.stdout)["messages"]
    assert [(one["type"], one["message"], one.get("extract")) for one in found if one["type"] != "info"] == []


def _is_page(answer: Response) -> bool:
    return answer.headers.get("content-type", "").startswith("text/html") and answer.status != 303
