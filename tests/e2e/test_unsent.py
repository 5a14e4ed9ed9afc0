"""A page with answers that were not sent warns before it is closed, and only then."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Dialog, Page, expect

from tests.e2e.contexts import Open, pages
from tests.e2e.filling import answer, button, press
from tests.e2e.service import Service
from tests.submissions import ssr_critical_short

SERVICE = "/forms/ssr-critical-short/#service"


@pytest.fixture(params=["chromium_browser", "firefox_browser"])
def open_page(request: pytest.FixtureRequest, service: Service) -> Iterator[Open]:
    yield from pages(service, request.getfixturevalue(request.param), SERVICE)


def type_something(page: Page) -> None:
    """Type with real keys: browsers warn for nothing that no person did."""
    page.locator("#provider_name").press_sequentially("Sample")


def leaves_without_a_word(page: Page) -> None:
    """Close the page; fail if it asks."""
    asked: list[str] = []

    def see(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", see)
    with page.expect_event("close"):
        page.close(run_before_unload=True)
    assert asked == []


def warns(page: Page) -> None:
    """Close the page; fail if it does not ask, and stay."""
    with page.expect_event("dialog") as asked:
        page.close(run_before_unload=True)
    assert asked.value.type == "beforeunload"
    asked.value.dismiss()


def test_it_warns_once_something_was_typed_and_stays_with_it(open_page: Open) -> None:
    page = open_page()
    type_something(page)
    warns(page)
    expect(page.locator("#provider_name")).to_have_value("Sample")


def test_a_page_that_was_only_read_closes_at_once(open_page: Open) -> None:
    page = open_page()
    page.locator("nav a", has_text="Contact").click()
    expect(page.locator("#contact h2")).to_be_focused()
    leaves_without_a_word(page)


def test_no_press_of_a_button_is_asked_about_and_the_check_page_warns_too(open_page: Open) -> None:
    page = open_page("/forms/ssr-critical-short/")
    answer(page, ssr_critical_short())
    page.locator("#provider_name").press_sequentially("s")
    asked: list[str] = []

    def see(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", see)
    press(page, "Check answers")
    press(page, "Change answers")
    press(page, "Check answers")
    assert asked == []
    page.get_by_role("heading", name="Check your answers").click()
    with page.expect_event("dialog"):
        page.evaluate("location.href = '/help/'")
    expect(page.get_by_role("heading", name="Help", exact=True)).to_be_visible()
    assert asked == ["beforeunload"]


def test_what_a_reload_brings_back_is_not_asked_about_until_it_is_changed(open_page: Open) -> None:
    page = open_page()
    type_something(page)
    page.once("dialog", lambda dialog: dialog.accept())
    page.reload()
    expect(page.locator("#provider_name")).to_have_value("Sample")
    page.locator("#service h2").click()
    leaves_without_a_word(page)


def test_without_script_nothing_is_asked(open_page: Open) -> None:
    page = open_page(script=False)
    type_something(page)
    leaves_without_a_word(page)


def test_a_report_that_was_sent_is_left_without_a_word(open_page: Open) -> None:
    page = open_page("/forms/ssr-critical-short/")
    answer(page, ssr_critical_short())
    press(page, "Check answers")
    button(page, "Send report").click()
    expect(page.get_by_role("heading", name="We received your report")).to_be_visible()
    page.get_by_role("heading", name="We received your report").click()
    leaves_without_a_word(page)
