"""Save and come back later is on every form page: one press, no checks, and never what Enter does."""

from collections.abc import Iterator
from itertools import combinations

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.contexts import Open, pages
from tests.e2e.filling import answer, button, open_section, press, show_all
from tests.e2e.service import Service
from tests.submissions import ssr_critical_short

SERVICE = "/forms/ssr-critical-short/#service"
SAVE = "Save and come back later"
LEAST_GAP = 8  # pixels: a thumb that means one button does not press another


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


@pytest.mark.parametrize("width", [320, 1200])
@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_no_button_touches_another_from_the_form_to_the_receipt(
    open_page: Open, script: bool, width: int
) -> None:
    page = open_page(script=script, viewport={"width": width, "height": 640})
    answer(page, ssr_critical_short())
    for words in ("Check answers", "Send report"):
        assert touching(page) == []
        press(page, words)
    assert touching(page) == []


def touching(page: Page) -> list[str]:
    """Return each two buttons that stand too close to each other."""
    shown = [
        (one.inner_text(), box) for one in page.get_by_role("button").all() if (box := one.bounding_box())
    ]
    return [
        f"{name} and {other}"
        for (name, a), (other, b) in combinations(shown, 2)
        if max(abs(a["x"] - b["x"]) - min(a, b, key=lambda box: box["x"])["width"], 0) < LEAST_GAP
        and max(abs(a["y"] - b["y"]) - min(a, b, key=lambda box: box["y"])["height"], 0) < LEAST_GAP
    ]
