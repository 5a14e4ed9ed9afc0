"""A browser follows every link and presses every kind of button, with hostile answers: nothing is hurt."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext

from tests.e2e.contexts import context_on
from tests.e2e.crawling import Crawler
from tests.e2e.service import Service
from tests.lambdas.hostile.strings import STRINGS
from tests.real_forms import LOADED

FORMS = LOADED.forms
SCRIPT = pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
Crawl = Callable[..., Crawler]
NAMES = "all => all.filter(one => one.checkVisibility()).map(one => one.name)"


@pytest.fixture
def crawl(chromium_browser: Browser, service: Service) -> Iterator[Crawl]:
    contexts: list[BrowserContext] = []

    def begun(*, script: bool) -> Crawler:
        contexts.append(context_on(service, chromium_browser, script=script))
        return Crawler(contexts[-1], service.address, script=script)

    yield begun
    for context in contexts:
        context.close()


@SCRIPT
def test_every_link_leads_to_a_page_without_a_fault(crawl: Crawl, script: bool) -> None:
    crawler = crawl(script=script)
    crawler.follow_links("/")
    assert crawler.faults == []
    assert {f"/forms/{form}/" for form in FORMS} <= crawler.seen


@SCRIPT
@pytest.mark.parametrize("form", sorted(FORMS))
def test_no_hostile_answer_comes_alive_on_the_way_to_the_receipt_and_on_from_it(
    crawl: Crawl, form: str, script: bool
) -> None:
    crawler = crawl(script=script)
    receipt = crawler.send(FORMS[form])
    assert "/api/receipts/" in receipt
    crawler.press_all_on(receipt, FORMS[form])
    assert crawler.page.url == receipt
    assert crawler.page.get_by_text("Corrected").count()
    assert crawler.faults == []
    assert {"check", "edit", "send", "correct"} <= set(crawler.pressed)


def test_a_page_that_is_not_there_says_nothing_of_its_address(crawl: Crawl) -> None:
    crawler = crawl(script=True)
    for start in ("/", "/api/forms/", "/api/receipts/", "/_local/records/"):
        for text in STRINGS.values():
            path = start + text.replace("zqM4rk", "elsewhere").replace("/", "").replace("%", "%25")
            crawler.page.goto(path)
            assert "elsewhere" not in crawler.page.content()
    assert crawler.faults == []


def test_the_questions_that_lead_to_a_form_take_any_press(crawl: Crawl) -> None:
    crawler = crawl(script=False)
    crawler.page.goto("/which-form/")
    crawler.press_value("check")
    for name in sorted(set(crawler.page.locator("[type=radio], [type=checkbox]").evaluate_all(NAMES))):
        crawler.page.locator(f"[name='{name}']").first.check()
    crawler.press_value("check")
    assert crawler.faults == []
