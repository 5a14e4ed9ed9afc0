"""The service is away while the pages are there: nothing typed is lost, and the page says what to do."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Playwright, Request, Route, expect

from tests.e2e.conftest import CHROMIUM, QUIET
from tests.e2e.contexts import context_on
from tests.e2e.filling import answer, button, press
from tests.e2e.service import Service
from tests.submissions import ssr_critical_short

FORM = "/forms/ssr-critical-short/"
API = "**/api/**"
HEALTH = "**/api/health"


@pytest.fixture
def page(browser: Browser, service: Service) -> Iterator[Page]:
    context = context_on(service, browser)
    page = context.new_page()
    page.goto(FORM)
    answer(page, ssr_critical_short())
    yield page
    context.close()


def refuse(route: Route) -> None:
    route.abort("connectionrefused")


def say_503(route: Route) -> None:
    route.fulfill(status=503, body="Service Unavailable")


def posts_of(page: Page) -> list[Request]:
    found: list[Request] = []
    page.on("request", lambda one: found.append(one) if one.method == "POST" else None)
    return found


def told(page: Page, words: str) -> None:
    """The page says this, with the focus on it, who to phone and where the form to print is."""
    box = page.locator("#errors")
    expect(box).to_contain_text(words)
    expect(box).to_contain_text("Your answers are still on this page")
    expect(box).to_be_focused()
    assert box.get_attribute("role") == "alert"
    expect(box.locator("a[href='tel:1300310778']")).to_be_visible()
    expect(box.get_by_role("link", name="blank form on paper")).to_have_attribute("href", f"{FORM}print/")


@pytest.mark.parametrize("fault", [refuse, say_503])
def test_a_check_that_cannot_be_made_says_so_and_the_next_press_works(page: Page, fault: object) -> None:
    sent = posts_of(page)
    page.route(API, fault)  # type: ignore[arg-type]
    button(page, "Check answers").click()
    told(page, "Nothing was sent")
    expect(page.locator("#provider_name")).to_have_value(str(ssr_critical_short()["provider_name"]))
    assert sent == []
    page.unroute(API)
    press(page, "Check answers")
    expect(page.get_by_role("heading", name="Check your answers")).to_be_visible()


def test_a_send_that_cannot_be_made_says_so_and_the_next_press_works(page: Page) -> None:
    press(page, "Check answers")
    page.route(API, refuse)
    button(page, "Send report").click()
    told(page, "Nothing was sent")
    expect(page.locator("#errors")).to_contain_text("press “Send report” again")
    page.unroute(API)
    press(page, "Send report")
    expect(page.get_by_role("heading", name="We received your report")).to_be_visible()


def test_a_service_that_does_not_answer_is_told_of_within_five_seconds_and_the_answers_stay(
    browser: Browser, service: Service
) -> None:
    context = context_on(service, browser)
    page = context.new_page()
    page.clock.install()
    page.goto(FORM)
    answer(page, ssr_critical_short())
    page.evaluate("addEventListener('submit', (event) => event.preventDefault())")  # as while a post hangs
    held: list[Route] = []
    page.route(HEALTH, lambda route: held.append(route))
    with page.expect_request(HEALTH):
        button(page, "Check answers").click()
    page.clock.fast_forward(5_000)
    told(page, "This takes longer than it should")
    expect(page.locator("#provider_name")).to_have_value(str(ssr_critical_short()["provider_name"]))
    context.close()


def test_a_good_send_is_never_held_back_by_the_question_if_the_service_is_there(page: Page) -> None:
    held: list[Route] = []
    page.route(HEALTH, lambda route: held.append(route))
    press(page, "Check answers")
    expect(page.get_by_role("heading", name="Check your answers")).to_be_visible()
    assert held


@pytest.mark.parametrize("status", [404, 405, 429])
def test_any_other_answer_lets_the_press_go(page: Page, status: int) -> None:
    page.route(HEALTH, lambda route: route.fulfill(status=status))
    press(page, "Check answers")
    expect(page.get_by_role("heading", name="Check your answers")).to_be_visible()


def test_one_press_stays_one_press_while_the_service_is_asked(page: Page) -> None:
    press(page, "Check answers")
    sent = posts_of(page)
    held: list[Route] = []
    page.route(HEALTH, lambda route: held.append(route))
    with page.expect_request(HEALTH):
        button(page, "Send report").click()
    for _ in range(2):
        button(page, "Send report").click()
    assert len(held) == 1
    held[0].continue_()
    expect(page.get_by_role("heading", name="We received your report")).to_be_visible()
    assert len(sent) == 1


def test_what_it_says_is_accessible_and_fits_320_px(page: Page) -> None:
    page.route(API, refuse)
    button(page, "Check answers").click()
    told(page, "Nothing was sent")
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()


def test_on_paper_the_page_shows_every_answer_while_the_service_is_away(page: Page) -> None:
    page.route(API, refuse)
    button(page, "Check answers").click()
    told(page, "Nothing was sent")
    page.emulate_media(media="print")
    expect(page.locator("#provider_name")).to_be_visible()


def test_the_forms_the_numbers_and_the_forms_to_print_need_no_service(
    browser: Browser, service: Service
) -> None:
    context = context_on(service, browser)
    page = context.new_page()
    page.route(API, refuse)
    for path, words in (
        (FORM, "1300 310 778"),
        ("/help/", "1300 310 778"),
        (f"{FORM}print/", "1300 310 778"),
    ):
        page.goto(path)
        expect(page.locator("main")).to_contain_text(words)
    context.close()


def test_without_script_back_brings_the_answers_back(playwright: Playwright, service: Service) -> None:
    as_people_have_it = ["--disable-back-forward-cache"]  # which Playwright asks for
    browser = playwright.chromium.launch(
        executable_path=CHROMIUM, args=QUIET, ignore_default_args=as_people_have_it
    )
    context = context_on(service, browser, script=False)
    page = context.new_page()
    page.goto(FORM)
    page.locator("#provider_name").fill("Sample Lodge")
    page.route("**/api/forms/**", refuse)
    button(page, "Check answers").click()
    page.wait_for_url("chrome-error://**")
    page.go_back(wait_until="commit")
    expect(page.locator("#provider_name")).to_have_value("Sample Lodge")
    browser.close()
