"""What holds for every page in every state: accessible, valid, of one origin, true to its policy, narrow."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Request, Response

from tests.e2e.checker import Checker
from tests.e2e.contexts import context_on
from tests.e2e.service import Service
from tests.e2e.states import NAMES, STATES
from tests.needs import has_checker

BAD = ("error", "warning")
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
# WCAG 1.4.12, set through the object model because the policy refuses an injected style.
SPACED = """document.querySelectorAll('*').forEach(e => {
  e.style.setProperty('line-height', '1.5', 'important');
  e.style.setProperty('letter-spacing', '.12em', 'important');
  e.style.setProperty('word-spacing', '.16em', 'important');
})"""


@dataclass
class Entered:
    """A page brought into a state, with all that it asked for, was answered and said on the way."""

    page: Page
    requests: list[Request]
    answers: list[Response]
    said: list[str]


@pytest.fixture(scope="module", params=STATES, ids=NAMES)
def entered(request: pytest.FixtureRequest, chromium_browser: Browser, service: Service) -> Iterator[Entered]:
    context = context_on(service, chromium_browser)
    found = Entered(context.new_page(), [], [], [])
    found.page.on("request", lambda one: found.requests.append(one))
    found.page.on("response", lambda one: found.answers.append(one) if _is_page(one) else None)
    found.page.on("console", lambda one: found.said.append(one.text) if one.type in BAD else None)
    found.page.on("pageerror", lambda error: found.said.append(str(error)))
    request.param.enter(found.page)
    yield found
    context.close()


@pytest.fixture(scope="session")
def checker() -> Iterator[Checker]:
    if not has_checker():
        pytest.skip("The Nu HTML checker needs Java and npm: install both, then run build.py test again")
    running = Checker()
    yield running
    running.stop()


def _is_page(answer: Response) -> bool:
    return answer.headers.get("content-type", "").startswith("text/html") and answer.status != 303


def test_axe_finds_no_violation(entered: Entered) -> None:
    results = Axe().run(entered.page, options=RULES)
    found = {one["id"]: [node["html"] for node in one["nodes"]] for one in results.response["violations"]}
    assert found == {}


def test_no_request_leaves_the_site_and_the_policy_holds(entered: Entered, service: Service) -> None:
    elsewhere = [one.url for one in entered.requests if not one.url.startswith((service.address, "data:"))]
    assert elsewhere == []
    assert [words for words in entered.said if "the server responded with a status of 4" not in words] == []
    policy = entered.page.locator("meta[http-equiv='Content-Security-Policy']").get_attribute("content") or ""
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


def test_the_nu_checker_finds_no_error(entered: Entered, checker: Checker) -> None:
    page = re.sub(rb"<script src=./_local/reload.js.*?</script>", b"", entered.answers[-1].body())
    found = [one for one in checker.messages(page) if one["type"] != "info"]
    assert [(one["type"], one["message"], one.get("extract")) for one in found] == []


def test_nothing_is_wider_than_a_screen_of_320_px(entered: Entered) -> None:
    entered.page.set_viewport_size({"width": 320, "height": 640})
    assert entered.page.evaluate("document.documentElement.scrollWidth") <= 320
    entered.page.evaluate(SPACED)
    assert entered.page.evaluate("document.documentElement.scrollWidth") <= 320
