"""Answering the questions of a page, by the names of the contract."""

from collections.abc import Mapping

from playwright.sync_api import Locator, Page

from tests.submissions import VALID

Typed = Mapping[str, str | list[str]]
# Each form in Chromium; one of each length in Firefox too, which takes several times as long.
IN_BROWSERS = [
    (browser, form)
    for form in sorted(VALID)
    for browser in ("chromium", "firefox")
    if browser == "chromium" or form in ("ndis-immediate", "ssr-critical-short")
]


def answer(page: Page, typed: Typed) -> None:
    """Answer every question in the order given, as a person would; hidden inputs are left alone."""
    for name, value in typed.items():
        if name not in ("form_version", "submission_key"):
            _one(page, name, [value] if isinstance(value, str) else value)


def _one(page: Page, name: str, values: list[str]) -> None:
    inputs = page.locator(f"form#report [name='{name}']")
    first = inputs.first
    match first.evaluate("e => e.tagName === 'INPUT' ? e.type : e.tagName.toLowerCase()"):
        case "radio" | "checkbox":
            for value in values:
                page.locator(f"form#report [name='{name}'][value='{value}']").check()
        case "select":
            first.select_option(values[0])
        case _:
            first.fill(values[0].replace("\r\n", "\n"))


def question(page: Page, name: str) -> Locator:
    """Return the question that a posted name belongs to, with its label and messages."""
    return page.locator(f".q:has([name='{name}'], [name='{name}-day']), .group[id='{name}']").last


def is_visible(page: Page, name: str) -> bool:
    """Return whether the question of a posted name can be seen."""
    return bool(question(page, name).evaluate("e => e.checkVisibility()"))


def press(page: Page, words: str) -> None:
    """Press a button by its words and wait for the page that follows."""
    with page.expect_navigation():
        button(page, words).click()


def button(page: Page, words: str) -> Locator:
    """Return the button that a person sees with these words."""
    return page.get_by_role("button", name=words, exact=True).first
