"""Every form from start to receipt and mail, in real browsers, with script on and off."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Error, Page, expect

from tests.e2e.contexts import Open, context_on, pages
from tests.e2e.filling import IN_BROWSERS, answer, button, next_page, press, show_all, walk
from tests.e2e.service import REFERENCE, Service, eventually
from tests.submissions import VALID, ssr_critical_short


@pytest.fixture
def open_page(browser: Browser, service: Service) -> Iterator[Open]:
    yield from pages(service, browser)


def reference_on(page: Page) -> str:
    found = REFERENCE.search(page.locator("main").inner_text())
    assert found
    return found[0]


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
@pytest.mark.parametrize(("browser", "form"), IN_BROWSERS, indirect=["browser"])
def test_from_the_start_page_to_the_receipt_and_the_mail(
    open_page: Open, service: Service, form: str, script: bool
) -> None:
    page = open_page("/", script=script)
    with next_page(page):
        page.locator(f"a[href='/forms/{form}/']").first.click()
    if script:
        assert len(walk(page, VALID[form]())) > 4
    else:
        answer(page, VALID[form]())
    press(page, "Check answers")
    expect(page.get_by_text("Nothing has been sent").first).to_be_visible()
    press(page, "Send report")
    assert "/api/receipts/" in page.url
    reference = reference_on(page)
    about = eventually(lambda: about_both(service, reference))
    assert not any(
        name in mail["text"] for mail in about for name in ("Pat Example", "Sample House", "tablets")
    )
    confirmation = next(mail for mail in about if "@example.com" in str(mail["to"]))
    more_is_due = page.locator("main > h3").count() > 1  # the form’s own due time is the first
    calendars = [one for one in confirmation["attachments"] if one["filename"].endswith(".ics")]
    assert bool(calendars) is more_is_due


def about_both(service: Service, reference: str) -> list[dict[str, Any]]:
    """Return the confirmation and the notice, once both are there."""
    found = [mail for mail in service.mails() if reference in mail["subject"]]
    return found if len(found) == 2 else []


def test_double_click_back_and_refresh_give_one_report(open_page: Open, service: Service) -> None:
    before = service.references()
    page = open_page("/forms/ssr-critical-short/")
    answer(page, ssr_critical_short() | {"site_name": "Double click"})
    press(page, "Check answers")
    with page.expect_navigation(url=re.compile("receipts")):
        button(page, "Send report").dblclick(no_wait_after=True)
    reference = reference_on(page)
    page.reload()
    assert reference_on(page) == reference
    if page.context.browser and page.context.browser.browser_type.name == "chromium":
        back_to_the_check_page(page)
        press(page, "Send report")
        assert reference_on(page) == reference
    assert service.references() - before == {reference}


def back_to_the_check_page(page: Page) -> None:
    """Go back as a person would: no cache keeps answers, so the browser asks to post them again.

    Firefox asks in a window of its own that a test cannot answer; the request that follows is the same.
    """
    try:
        page.go_back()
    except Error:
        page.wait_for_timeout(1000)  # the browser's own page about it has to be there first
        page.reload()
    expect(button(page, "Send report")).to_be_visible()


def test_two_tabs_with_the_same_answers_give_one_report(browser: Browser, service: Service) -> None:
    context = context_on(service, browser)
    tabs = [context.new_page() for _ in range(2)]
    typed = ssr_critical_short() | {"site_name": "Two tabs"}
    for tab in tabs:
        tab.goto("/forms/ssr-critical-short/")
        answer(tab, typed)
        press(tab, "Check answers")
    for tab in tabs:
        press(tab, "Send report")
    assert reference_on(tabs[0]) == reference_on(tabs[1])
    assert tabs[0].url == tabs[1].url
    context.close()


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_faults_are_summed_up_at_the_top_and_lead_to_their_questions(open_page: Open, script: bool) -> None:
    page = open_page("/forms/ssr-critical-short/", script=script)
    typed = {name: value for name, value in ssr_critical_short().items() if name != "site_name"}
    answer(page, typed)
    button(page, "Check answers").click()
    summary = page.locator("#errors")
    expect(summary).to_be_visible()
    expect(summary).to_contain_text("There is a problem")
    assert page.title().startswith("Error: ")
    summary.get_by_role("link").first.click()
    assert page.evaluate("document.activeElement.id") == "site_name"
    assert page.locator("#site_name").get_attribute("aria-invalid") == "true"


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_changing_an_answer_from_the_check_page_keeps_the_rest(open_page: Open, script: bool) -> None:
    page = open_page("/forms/ssr-critical-short/", script=script)
    answer(page, ssr_critical_short())
    press(page, "Check answers")
    press(page, "Change answers")
    assert page.locator("#brief_description").input_value() == "The evening tablets were given twice."
    show_all(page)
    page.locator("#site_name").fill("Changed")
    press(page, "Check answers")
    expect(page.locator("main")).to_contain_text("Changed")


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_people_are_added_and_removed(open_page: Open, script: bool) -> None:
    page = open_page("/forms/ssr-critical-short/", script=script)
    show_all(page)
    page.locator("#service_user_refs-1-initials").fill("AB")
    press_value(page, "add-service_user_refs", leaves=not script)
    page.locator("#service_user_refs-2-initials").fill("CD")
    page.on("dialog", lambda dialog: dialog.accept())
    press_value(page, "remove-service_user_refs-1", leaves=not script)
    if not script:
        expect(page.get_by_text("Remove service user 1?")).to_be_visible()
        press(page, "Yes, remove")
    expect(page.locator("#service_user_refs-1-initials")).to_have_value("CD")
    expect(page.locator("#service_user_refs-2-initials")).to_have_count(0)


def press_value(page: Page, value: str, *, leaves: bool) -> None:
    """Press the button that posts this action; without a script a new page follows."""
    found = page.locator(f"button[value='{value}']").first
    if not leaves:
        found.click()
        return
    with next_page(page):
        found.click()
