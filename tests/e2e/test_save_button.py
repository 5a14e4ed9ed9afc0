"""Save and come back later is on every form page: one press, no checks, and never what Enter does."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.e2e.contexts import Open, pages
from tests.e2e.filling import button, open_section, press, show_all
from tests.e2e.service import Service

SERVICE = "/forms/ssr-critical-short/#service"
SAVE = "Save and come back later"


@pytest.fixture
def open_page(chromium_browser: Browser, service: Service) -> Iterator[Open]:
    yield from pages(service, chromium_browser, SERVICE)


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_a_page_with_faults_is_saved_without_a_word_about_them(open_page: Open, script: bool) -> None:
    page = open_page(script=script)
    page.locator("#provider_name").press_sequentially("Sample Lodge")
    asked: list[str] = []
    page.on("dialog", lambda dialog: asked.append(dialog.type))
    press(page, SAVE)
    expect(page.get_by_role("heading", name="Saved, not sent")).to_be_visible()
    assert asked == []


def test_it_is_on_every_section_and_on_the_one_page(open_page: Open) -> None:
    page = open_page("/forms/ssr-critical-short/")
    for link in page.locator("nav a").all():
        link.click()
        expect(page.get_by_role("button", name=SAVE)).to_be_visible()
    show_all(page)
    expect(page.get_by_role("button", name=SAVE)).to_have_count(1)


def test_enter_still_continues(open_page: Open) -> None:
    page = open_page()
    page.locator("#provider_name").fill("Sample Lodge")
    page.locator("#provider_name").press("Enter")
    expect(page.locator("#errors")).to_be_visible()
    assert open_section(page).startswith("Section 2")


def test_it_comes_after_continue_and_back_in_the_order_of_keys(open_page: Open) -> None:
    page = open_page()
    button(page, "Continue").focus()
    for words in ("Back", SAVE):
        page.keyboard.press("Tab")
        expect(page.get_by_role("button", name=words, exact=True)).to_be_focused()
