"""The long path through each form in a browser: many branches open, several items a group, to the receipt."""

from collections.abc import Mapping
from datetime import UTC, datetime
from random import Random

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.contexts import context_on
from tests.e2e.filling import answer_seen, next_page, press
from tests.e2e.service import REFERENCE, Service
from tests.real_forms import LOADED
from tests.submissions.generated import generator

FORMS = LOADED.forms
DRAWS = 150
ROUNDS = 6  # an answer can open a question that stands before it

Pairs = Mapping[str, tuple[str, ...]]


def longest(form: str) -> Pairs:
    """Return the longest of many valid submissions made from the definition, for now."""
    now = datetime.now(UTC)
    made = generator(FORMS[form])
    drawn = (made.submission(Random(seed), now=now).pairs for seed in range(DRAWS))
    return max(drawn, key=len)


def fill(page: Page, pairs: Pairs, *, script: bool) -> None:
    """Answer all questions that can be seen, adding items where they are needed."""
    left = dict(pairs)
    while missing := answer_seen(page, left):
        if not _add(page, missing.partition("-")[0], script=script):
            del left[missing]


def _add(page: Page, group: str, *, script: bool) -> bool:
    """Press the button that adds an item; return whether it is there to press."""
    button = page.locator(f"button[value='add-{group}']:visible")
    if not button.count():
        return False
    if script:
        button.click()
    else:
        with next_page(page):
            button.click()
    return True


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
@pytest.mark.parametrize("form", sorted(FORMS))
def test_the_long_path_through_each_form(
    chromium_browser: Browser, service: Service, form: str, script: bool
) -> None:
    pairs = longest(form)
    context = context_on(service, chromium_browser, script=script)
    page = context.new_page()
    page.goto(f"/forms/{form}/")
    for _ in range(ROUNDS):
        fill(page, pairs, script=script)
        page.evaluate("document.querySelector('#errors')?.remove()")  # only what comes next is waited for
        page.get_by_role("button", name="Check answers", exact=True).last.click()
        page.locator("#errors, button[value='send']").first.wait_for()
        if page.locator("button[value='send']").count():
            break
    expect(page.get_by_text("Nothing has been sent").first).to_be_visible()
    press(page, "Send report")
    assert REFERENCE.search(page.locator("main").inner_text())
    context.close()
