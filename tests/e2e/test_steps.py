"""Long forms, one section at a time: place, states, faults, Back, a reload, and all on one page."""

import re
from collections.abc import Callable, Iterator
from urllib.parse import parse_qsl

import pytest
from playwright.sync_api import Browser, Page, Request, ViewportSize, expect

from tests.e2e.contexts import Open, context_on, pages_of_one_device
from tests.e2e.filling import answer, answer_here, button, next_page, open_section, press, walk
from tests.e2e.service import Service, eventually
from tests.submissions import ndis_immediate, ssr_critical_short

SHORT = "/forms/ssr-critical-short/"
PHONE = ViewportSize(width=320, height=600)
STORED = """async () => [localStorage.length, sessionStorage.length, document.cookie,
  (await indexedDB.databases()).length, (await caches.keys()).length]"""
ON_SCREEN = """[...document.querySelectorAll('section')]
  .filter(e => e.checkVisibility({checkVisibilityCSS: true})).map(e => e.id)"""


@pytest.fixture
def open_page(browser: Browser, service: Service) -> Iterator[Open]:
    yield from pages_of_one_device(service, browser, SHORT)


def go_on(page: Page) -> None:
    """Press Continue and wait for the next section."""
    before = open_section(page)
    button(page, "Continue").click()
    expect(page.locator("section.open h2")).not_to_have_text(before)


def contents(page: Page) -> dict[str, str]:
    """Return the words of each section in the contents that can be seen: its title and its state."""
    lines = page.locator("nav li:visible").all_inner_texts()
    found = (re.fullmatch(r"(.*) \((.*)\)", line) for line in lines)
    return {one[1]: one[2] for one in found if one}


def sections(page: Page) -> list[str]:
    """Return the sections that can be seen."""
    found: list[str] = page.evaluate(ON_SCREEN)
    return found


def test_one_section_is_shown_with_its_place_and_the_introduction_before_the_first(open_page: Open) -> None:
    page = open_page()
    assert sections(page) == ["about"]
    assert open_section(page).split("\n") == ["Section 1 of 7", "About this report"]
    expect(page.get_by_text("Before you start")).to_be_visible()
    expect(button(page, "Back")).to_be_hidden()
    go_on(page)
    assert sections(page) == ["service"]
    assert open_section(page).startswith("Section 2 of 7")
    expect(page.get_by_text("Before you start")).to_be_hidden()
    assert page.url.endswith("#service")
    button(page, "Back").click()
    expect(page.get_by_text("Before you start")).to_be_visible()
    assert sections(page) == ["about"]


def test_the_focus_goes_to_the_heading_of_the_new_section(open_page: Open) -> None:
    page = open_page()
    assert page.evaluate("document.activeElement.tagName") == "BODY"
    go_on(page)
    expect(page.locator("#service h2")).to_be_focused()
    assert page.evaluate("document.querySelector('#service h2').getBoundingClientRect().top") >= 0


def test_the_contents_say_which_sections_are_done_need_attention_or_are_not_started(open_page: Open) -> None:
    page = open_page()
    assert set(contents(page).values()) == {"not started"}
    go_on(page)
    assert contents(page)["About this report"] == "done"
    button(page, "Continue").click()
    assert contents(page)["Your service"] == "needs attention"
    expect(page.locator("nav a[aria-current=true]")).to_have_text("Your service")
    answer_here(page, ssr_critical_short())
    page.locator("#provider_name").press("End")
    page.keyboard.type("s")
    page.keyboard.press("Tab")
    state = page.locator("nav li:has([href='#service'])")
    expect(state).to_have_text("Your service (done)")  # before it is left, too
    go_on(page)
    assert contents(page)["Declaration"] == "not started"


def test_continue_tells_the_faults_of_its_section_alone(open_page: Open) -> None:
    page = open_page()
    go_on(page)
    button(page, "Continue").click()
    expect(page.locator("#errors")).to_be_focused()
    assert sections(page) == ["service"]
    named = page.locator("#errors a").evaluate_all("es => es.map(e => e.hash.slice(1))")
    inside = page.evaluate("[...document.querySelectorAll('#service [id]')].map(e => e.id)")
    assert named
    assert set(named) <= set(inside)
    assert page.locator("section:not(#service) .error").count() == 0


def test_enter_in_a_text_box_continues(open_page: Open) -> None:
    page = open_page()
    go_on(page)
    page.locator("#provider_name").fill("Sample Lodge")
    page.locator("#provider_name").press("Enter")
    expect(page.locator("#errors")).to_be_visible()
    assert sections(page) == ["service"]


def test_the_last_section_checks_all_and_a_link_opens_the_section_of_its_question(open_page: Open) -> None:
    page = open_page()
    page.locator("nav a").last.click()
    expect(page.locator("#declaration h2")).to_be_focused()
    button(page, "Check answers").click()
    link = page.locator("#errors a[href='#contact_name']")
    link.click()
    expect(page.locator("#contact_name")).to_be_focused()
    assert sections(page) == ["contact"]
    expect(page.locator("#contact_name-error")).to_be_visible()


def test_a_link_to_a_section_shows_its_heading_and_a_reload_stays_where_one_was(open_page: Open) -> None:
    page = open_page("/help/")
    page.set_viewport_size(PHONE)
    page.goto(f"{SHORT}#incident")
    expect(page.locator("#incident h2")).to_be_in_viewport()
    page.evaluate("scrollTo(0, 1000)")
    page.reload()
    assert eventually(lambda: round(page.evaluate("scrollY")) == 1000)
    assert sections(page) == ["incident"]


def test_the_browser_s_own_back_button_goes_section_by_section_and_keeps_the_answers(open_page: Open) -> None:
    page = open_page(f"{SHORT}#service")
    page.locator("#provider_name").fill("Sample Lodge")
    page.locator("nav a", has_text="Contact").click()
    expect(page.locator("#contact h2")).to_be_focused()
    page.locator("#contact_name").fill("Kim Example")
    page.go_back()
    expect(page.locator("#provider_name")).to_be_visible()
    expect(page.locator("#provider_name")).to_have_value("Sample Lodge")
    page.go_forward()
    expect(page.locator("#contact_name")).to_have_value("Kim Example")
    assert sections(page) == ["contact"]


def test_a_reload_keeps_the_place_and_the_answers(open_page: Open) -> None:
    page = open_page(f"{SHORT}#service-users")
    page.locator("#service_user_refs-1-initials").fill("AB")
    page.locator("button[value='add-service_user_refs']").click()
    page.locator("#service_user_refs-2-initials").fill("CD")
    page.locator("nav a", has_text="What happened").click()
    expect(page.locator("#response h2")).to_be_focused()
    told = page.locator("#response input[type=radio], #response input[type=checkbox]").first
    told.check()
    page.locator("#response textarea").first.fill("Typed, and not yet left")
    page.reload()
    assert sections(page) == ["response"]
    expect(told).to_be_checked()
    expect(page.locator("#response textarea").first).to_have_value("Typed, and not yet left")
    assert page.locator("#response input:checked").count() == 1
    expect(page.locator("#service_user_refs-2-initials")).to_have_value("CD")
    expect(page.locator("#service_user_refs-3-initials")).to_have_count(0)
    assert contents(page)["Service users affected"] == "needs attention"


def test_nothing_is_stored_on_the_device(open_page: Open) -> None:
    page = open_page(f"{SHORT}#service")
    page.locator("#provider_name").fill("Sample Lodge")
    page.reload()
    expect(page.locator("#provider_name")).to_have_value("Sample Lodge")
    assert page.evaluate(STORED) == [0, 0, "", 0, 0]
    again = open_page(SHORT)
    expect(again.locator("#provider_name")).to_have_value("")


def test_all_questions_can_be_shown_on_one_page_and_stay_so_after_a_reload(open_page: Open) -> None:
    page = open_page(f"{SHORT}#service")
    whole = page.get_by_label("Show all questions on one page")
    whole.check()
    assert len(sections(page)) == 7
    expect(whole).to_be_focused()
    expect(button(page, "Check answers")).to_be_visible()
    expect(page.get_by_role("button", name="Continue", exact=True)).to_have_count(0)
    expect(page.get_by_text("Before you start")).to_be_visible()
    page.reload()
    expect(whole).to_be_checked()
    assert len(sections(page)) == 7
    whole.uncheck()
    assert sections(page) == ["service"]


def test_a_section_that_a_condition_hides_is_neither_counted_nor_listed(open_page: Open) -> None:
    page = open_page("/forms/ssr-incident-report/#service")
    before = int(open_section(page).split("\n")[0].split()[-1])
    assert "Supported residential services" not in contents(page)
    page.locator("#service_type").select_option("srs")
    expect(page.locator("section.open h2 small")).to_have_text(f"Section 2 of {before + 1}")
    assert contents(page)["Supported residential services"] == "not started"


def test_the_same_request_is_sent_section_by_section_and_on_one_page(
    browser: Browser, open_page: Open, service: Service
) -> None:
    typed = ndis_immediate()  # once: its times are of the minute that it is
    page = open_page("/forms/ndis-immediate/")
    sent = [_sent_by(page, lambda: walk(page, typed))]
    context = context_on(service, browser, script=False)
    plain = context.new_page()
    plain.goto("/forms/ndis-immediate/")
    sent.append(_sent_by(plain, lambda: answer(plain, typed)))
    context.close()
    assert sent[0] == sent[1]


def _sent_by(page: Page, fill: Callable[[], object]) -> list[tuple[str, str]]:
    found: list[Request] = []
    page.on("request", lambda one: found.append(one) if one.method == "POST" else None)
    fill()
    press(page, "Check answers")
    return parse_qsl(found[-1].post_data or "", keep_blank_values=True)


def test_a_change_from_the_check_page_opens_its_section_and_leads_straight_back(open_page: Open) -> None:
    page = open_page(SHORT)
    answer(page, ssr_critical_short())
    press(page, "Check answers")
    page.set_viewport_size(PHONE)
    with next_page(page):
        page.get_by_role("button", name="Change Your service").click()
    assert sections(page) == ["service"]
    expect(page.locator("#service h2")).to_be_in_viewport()
    assert "not started" not in contents(page).values()
    page.locator("#provider_name").fill("Changed Lodge")
    press(page, "Check answers")
    expect(page.locator("main")).to_contain_text("Changed Lodge")


def test_faults_that_the_server_found_open_the_first_section_at_fault(open_page: Open) -> None:
    page = open_page(SHORT)
    answer(page, ssr_critical_short() | {"contact_name": ""})
    page.evaluate("document.onclick = null")  # nothing is checked before it is sent
    press(page, "Check answers")
    expect(page.locator("#errors")).to_be_focused()
    assert sections(page) == ["contact"]
    assert contents(page)["Contact for this incident"] == "needs attention"
    assert contents(page)["Your service"] == "done"


def test_a_form_of_few_sections_is_one_page(open_page: Open) -> None:
    page = open_page("/which-form/")
    assert page.locator(".steps, #all").count() == 0
