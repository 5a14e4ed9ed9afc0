"""Every form from start to receipt with the keyboard alone."""

import pytest
from playwright.sync_api import Browser, Page, expect

from forms_src.answers import HONEYPOT
from tests.e2e.contexts import context_on
from tests.e2e.filling import IN_BROWSERS, next_page
from tests.e2e.service import Service
from tests.submissions import VALID

ACTIVE = """() => { const e = document.activeElement; return {
  tag: e.tagName, type: e.type || '', name: e.name || '', value: e.value || '', text: e.textContent.trim(),
  outlined: getComputedStyle(e).outlineStyle !== 'none' || getComputedStyle(e).boxShadow !== 'none' } }"""
MOST_STOPS = 600


def fill_by_keyboard(page: Page, typed: dict[str, str | list[str]], last: str) -> list[str]:
    """Go from stop to stop with Tab, answering what is asked, up to the button named `last`.

    Enter on Continue goes to the next section. Return the stops at which no focus could be seen.
    """
    unseen: list[str] = []
    answered: set[str] = set()
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        at = page.evaluate(ACTIVE)
        assert at["name"] != HONEYPOT
        if at["tag"] != "BODY" and not at["outlined"]:
            unseen.append(f"{at['tag']} {at['name']} {at['text'][:30]}")
        if at["tag"] == "BUTTON" and at["text"] == last:
            return unseen
        if at["tag"] == "BUTTON" and at["text"] == "Continue":
            page.keyboard.press("Enter")
            expect(page.locator("h2:focus")).to_be_visible()
        if at["name"] in typed:
            _answer(page, at, typed[at["name"]], answered)
    raise AssertionError(f"There is no way to “{last}” with the keyboard")


def _answer(page: Page, at: dict[str, str], wanted: str | list[str], answered: set[str]) -> None:
    if at["type"] == "checkbox":
        if at["value"] in wanted:
            page.keyboard.press("Space")
    elif at["name"] not in answered:
        answered.add(at["name"])
        _choose_or_type(page, at, str(wanted))


def _choose_or_type(page: Page, at: dict[str, str], wanted: str) -> None:
    if at["type"] == "radio":
        page.keyboard.press("Space")
        while page.evaluate("document.activeElement.value") != wanted:
            page.keyboard.press("ArrowDown")
    elif at["tag"] == "SELECT":
        words = page.locator(f"select[name='{at['name']}'] option[value='{wanted}']").inner_text()
        page.keyboard.type(words)
    else:
        page.keyboard.insert_text(wanted)


@pytest.mark.parametrize(("browser", "form"), IN_BROWSERS, indirect=["browser"])
def test_start_to_receipt_with_the_keyboard_alone(browser: Browser, service: Service, form: str) -> None:
    context = context_on(service, browser)
    page = context.new_page()
    page.goto(f"/forms/{form}/")
    unseen = fill_by_keyboard(page, VALID[form](), "Check answers")
    with next_page(page):
        page.keyboard.press("Enter")
    expect(page.get_by_text("Nothing has been sent").first).to_be_visible()
    unseen += fill_by_keyboard(page, {}, "Send report")
    with next_page(page):
        page.keyboard.press("Enter")
    assert "/api/receipts/" in page.url
    assert unseen == []
    context.close()


def test_enter_in_a_text_box_checks_and_never_removes(browser: Browser, service: Service) -> None:
    context = context_on(service, browser, script=False)
    page = context.new_page()
    page.goto("/forms/ssr-critical-short/")
    page.locator("#service_user_refs-1-initials").fill("AB")
    with next_page(page):
        page.locator("#provider_name").press("Enter")
    expect(page.locator("#errors")).to_be_visible()
    expect(page.locator("#service_user_refs-1-initials")).to_have_value("AB")
    context.close()
