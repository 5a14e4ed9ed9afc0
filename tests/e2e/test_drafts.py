"""Save, close everything, come back another day: link and code open what was typed, until it is sent."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from lambdas.drafts.model import MAX_TRIES
from tests.e2e.contexts import Open, pages
from tests.e2e.filling import answer, press
from tests.e2e.service import Service
from tests.e2e.test_every_state import RULES
from tests.submissions import ndis_immediate

FORM = "/forms/ndis-immediate/"
SAVE = "Save and come back later"
OPEN = "Open the draft"
FIRST = {"provider_name": "Sample Care", "has_subject": "yes", "subjects-1-name": "Alex Sample"}
SECOND = {"subjects-2-name": "Sam Sample", "aware_at-time": "quarter past"}
WHOLE = {
    "has_subject": "yes",
    **{
        f"subjects-{n}-{name}": value
        for n, who in ((1, "Alex Sample"), (2, "Sam Sample"))
        for name, value in {"kind": "worker", "name": who, "position_at_time": "Carer"}.items()
    },
    "action_worker": "Other duties for now.",
}
NARROW = {"width": 320, "height": 640}


@pytest.fixture
def open_page(browser: Browser, service: Service) -> Iterator[Open]:
    yield from pages(service, browser, viewport=NARROW)


def save_half(page: Page) -> tuple[str, str]:
    """Answer some of a form with a second item, save it, and return link and code as the page shows them."""
    answer(page, FIRST)
    page.get_by_role("button", name="Add another subject of allegation", exact=True).click()
    page.locator("[name='subjects-2-name']").wait_for()
    answer(page, SECOND)
    press(page, SAVE)
    expect(page.get_by_role("heading", name="Saved, not sent")).to_be_visible()
    return page.locator("dl a").inner_text(), page.locator("dl .reference").inner_text()


def try_code(page: Page, code: str) -> None:
    page.get_by_label("Code").fill(code)
    press(page, OPEN)


def wrong(code: str) -> str:
    return f"{(int(code.replace(' ', '')) + 1) % 1_000_000:06}"


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_a_report_goes_on_in_another_browser_and_sending_it_ends_the_draft(
    open_page: Open, script: bool
) -> None:
    page = open_page(FORM, script=script)
    link, code = save_half(page)
    page.context.close()
    page = open_page(link, script=script)
    try_code(page, code)
    for name, value in (FIRST | SECOND).items():
        kept = page.locator(f"[name='{name}']:checked, [name='{name}']:not([type=radio])")
        expect(kept).to_have_value(value)
    expect(page.locator("#subjects-of-allegation h2")).to_be_focused()
    expect(page.locator("#subjects-of-allegation h2")).to_be_in_viewport()
    answer(page, {**ndis_immediate(), **WHOLE})
    press(page, "Check answers")
    expect(page.get_by_text("Sam Sample")).to_be_visible()
    press(page, "Send report")
    assert "/api/receipts/" in page.url
    page = open_page(link, script=script)
    expect(page.get_by_role("heading", name="This draft cannot be opened")).to_be_visible()
    expect(page.locator("main")).to_contain_text("the report has been sent")


def test_the_fifth_wrong_code_locks_the_draft_and_says_what_to_do(open_page: Open) -> None:
    page = open_page(FORM, script=False)
    link, code = save_half(page)
    page = open_page(link, script=False)
    for left in range(MAX_TRIES - 1, 0, -1):
        try_code(page, wrong(code))
        expect(page.locator("#errors")).to_contain_text("once more" if left == 1 else f"{left} more times")
    try_code(page, wrong(code))
    expect(page.get_by_role("heading", name="This draft is locked")).to_be_visible()
    expect(page.locator("main")).to_contain_text("start a new report, or phone")
    page.goto(link)
    expect(page.get_by_role("heading", name="This draft cannot be opened")).to_be_visible()


def test_every_page_on_the_way_is_accessible_and_fits_a_screen_of_320_px(open_page: Open) -> None:
    page = open_page(FORM)
    link, code = save_half(page)
    sound(page, "saved")
    page.get_by_label("Email address").fill("kim@example.com")
    press(page, "Email the link")
    sound(page, "emailed")
    page = open_page(link)
    sound(page, "code")
    try_code(page, "12")
    sound(page, "no code")
    try_code(page, code)
    sound(page, "reopened")
    page = open_page(link)
    for _ in range(MAX_TRIES):
        try_code(page, wrong(code))
    sound(page, "locked")
    page.goto("/api/drafts/unknown")
    sound(page, "unknown")


def sound(page: Page, name: str) -> None:
    results = Axe().run(page, options=RULES)
    assert results.violations_count == 0, (name, results.generate_report())
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"], name
