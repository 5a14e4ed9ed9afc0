"""Provider and contact details kept on this device: only if asked to, nothing else, gone at one press."""

import json
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.e2e.contexts import Open, context_on, pages_of_one_device
from tests.e2e.filling import answer, button, press, show_all
from tests.e2e.service import Service
from tests.e2e.test_steps import STORED
from tests.real_forms import LOADED
from tests.submissions import ndis_immediate, ssr_critical_short

FORM = "/forms/ssr-critical-short/"
LABEL = "Keep my provider and contact details on this device"
CLEAR = "Clear my details from this device"
NO_STORAGE = """Object.defineProperty(window, 'localStorage', {
  get() { throw new DOMException('no', 'SecurityError'); }
});"""


@pytest.fixture
def open_page(browser: Browser, service: Service) -> Iterator[Open]:
    yield from pages_of_one_device(service, browser, FORM)


def kept(page: Page) -> dict[str, str]:
    """Return everything in the storage of this device, which has one key at most."""
    found: dict[str, str] = page.evaluate("({...localStorage})")
    assert set(found) <= {"details"}
    return json.loads(found.get("details", "{}"))  # type: ignore[no-any-return]


def check(page: Page, *, keep: bool) -> None:
    """Answer everything, tick the box or not, and go to the check page."""
    answer(page, ssr_critical_short())
    box = page.get_by_label(LABEL)
    expect(box).not_to_be_checked()
    if keep:
        box.check()
    press(page, "Check answers")


def test_without_the_tick_nothing_is_stored_from_the_first_question_to_the_receipt(open_page: Open) -> None:
    page = open_page()
    check(page, keep=False)
    assert page.evaluate(STORED) == [0, 0, "", 0, 0]
    press(page, "Send report")
    assert page.evaluate(STORED) == [0, 0, "", 0, 0]
    assert open_page().locator("#provider_name").input_value() == ""


def test_with_the_tick_a_good_check_keeps_the_marked_answers_and_no_other(open_page: Open) -> None:
    page = open_page()
    check(page, keep=True)
    marked = {
        id_ for id_, field in LOADED.forms["ssr-critical-short"].fields_by_id.items() if field.keep_on_device
    }
    wanted = {name: value for name, value in ssr_critical_short().items() if name in marked}
    assert {name: value for name, value in kept(page).items() if value} == wanted
    assert page.evaluate(STORED) == [1, 0, "", 0, 0]


def test_a_check_that_finds_faults_keeps_nothing(open_page: Open) -> None:
    page = open_page()
    answer(page, ssr_critical_short() | {"contact_name": ""})
    page.get_by_label(LABEL).check()
    button(page, "Check answers").click()
    expect(page.locator("#errors")).to_be_visible()
    assert kept(page) == {}


def test_a_blank_form_of_any_kind_starts_with_them_and_says_so(open_page: Open) -> None:
    check(open_page(), keep=True)
    page = open_page("/forms/ndis-immediate/")
    show_all(page)
    typed = ssr_critical_short()
    expect(page.locator("#contact_name")).to_have_value(str(typed["contact_name"]))
    expect(page.locator("#contact_name-carried")).to_have_text("Filled in from this device: check it")
    assert "contact_name-carried" in str(page.locator("#contact_name").get_attribute("aria-describedby"))
    expect(page.locator("nav li:has([href='#contact'])")).not_to_contain_text("not started")
    expect(page.get_by_label(LABEL)).to_be_checked()
    assert (
        page.locator("#ip_name, #description").evaluate_all("all => all.map(one => one.value).join('')") == ""
    )
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()


def test_choices_are_kept_and_chosen_again(open_page: Open) -> None:
    page = open_page("/forms/ndis-immediate/")
    answer(page, ndis_immediate())
    page.get_by_label(LABEL).check()
    press(page, "Check answers")
    again = open_page("/forms/ndis-immediate/")
    expect(again.locator("#state")).to_have_value(str(ndis_immediate()["state"]))
    chosen = again.locator("[name=contact_method]:checked")
    expect(chosen).to_have_value(str(ndis_immediate()["contact_method"]))


def test_one_press_clears_them_and_says_so(open_page: Open) -> None:
    check(open_page(), keep=True)
    page = open_page()
    show_all(page)
    button(page, CLEAR).click()
    said = "Cleared. No details are kept on this device now."
    expect(page.locator("#keep-status")).to_have_text(said)
    expect(page.locator("#status")).to_have_text(said)
    assert page.evaluate(STORED) == [0, 0, "", 0, 0]
    expect(page.get_by_label(LABEL)).not_to_be_checked()
    expect(page.get_by_role("button", name=CLEAR)).to_be_hidden()
    assert open_page().locator("#provider_name").input_value() == ""


def test_to_take_the_tick_back_clears_them_too(open_page: Open) -> None:
    check(open_page(), keep=True)
    page = open_page()
    show_all(page)
    page.get_by_label(LABEL).uncheck()
    assert page.evaluate(STORED) == [0, 0, "", 0, 0]


def test_answers_that_are_there_already_are_never_replaced(open_page: Open) -> None:
    check(open_page(), keep=True)
    page = open_page()
    answer(page, {**ssr_critical_short(), "provider_name": "Another Lodge"})
    page.get_by_label(LABEL).uncheck()
    page.evaluate("localStorage.details = JSON.stringify({provider_name: 'Kept Lodge'})")
    press(page, "Check answers")
    press(page, "Change answers")
    show_all(page)
    expect(page.locator("#provider_name")).to_have_value("Another Lodge")
    expect(page.locator("#provider_name-carried")).to_have_count(0)


def test_where_storage_is_forbidden_nothing_is_offered_and_the_form_works(
    browser: Browser, service: Service
) -> None:
    context = context_on(service, browser)
    context.add_init_script(NO_STORAGE)
    page = context.new_page()
    page.goto(FORM)
    answer(page, ssr_critical_short())
    expect(page.get_by_label(LABEL)).to_have_count(0)
    press(page, "Check answers")
    expect(page.get_by_role("heading", name="Check your answers")).to_be_visible()
    context.close()


def test_the_box_is_no_wider_than_a_screen_of_320_px(open_page: Open) -> None:
    check(open_page(), keep=True)
    page = open_page()
    show_all(page)
    page.set_viewport_size({"width": 320, "height": 640})
    expect(page.get_by_role("button", name=CLEAR)).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
