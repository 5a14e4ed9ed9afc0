"""“Which form do I need?” in a browser, with script on and off."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.e2e.contexts import Open, pages
from tests.e2e.filling import answer, button, is_visible, next_page, press, question
from tests.e2e.service import Service
from tests.submissions import Typed, moment

PATH = "/which-form/"
GO = "Show what to send"
BOTH = pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


@pytest.fixture
def open_page(chromium_browser: Browser, service: Service) -> Iterator[Open]:
    yield from pages(service, chromium_browser, PATH)


def times() -> Typed:
    now = datetime.now(UTC)
    return {
        **moment("occurred_at", now - timedelta(hours=2)),
        **moment("aware_at", now - timedelta(hours=1)),
    }


def headings(page: Page) -> list[str]:
    """Return what to send, in order, without the numbers."""
    found = page.locator("main section[id] h2").all_inner_texts()
    return [words.partition(". ")[2] for words in found]


ROUTES: dict[str, tuple[Typed, set[str]]] = {
    "a supported residential service": (
        {
            "state": "vic",
            "provider_kind": ["srs"],
            "during_delivery": "yes",
            "what_happened": ["medication"],
            "hospital_treatment": "not_known",
            "serious_harm": "no",
        },
        {
            "Record the medication error",
            "Send the critical incident short form",
            "Send the full incident report",
            "Tell the resident’s guardian or the person they named",
        },
    ),
    "funded by the department and the NDIS": (
        {
            "state": "vic",
            "provider_kind": ["ndis", "dffh"],
            "ndis_supports": "yes",
            "during_delivery": "yes",
            "what_happened": ["physical_abuse"],
            "hospital_treatment": "no",
            "under_18": "yes",
            "worker_alleged": "yes",
        },
        {
            "Send the 24-hour notification",
            "Send the 5-day notification as well",
            "Send a CIMS incident report",
            "Send a reportable conduct notice",
            "Send the reportable conduct details",
        },
    ),
    "a restrictive practice without harm": (
        {
            "state": "nsw",
            "provider_kind": ["ndis"],
            "ndis_supports": "yes",
            "what_happened": ["restrictive_practice"],
            "rp_harm": "no",
        },
        {"Send the 5-day notification"},
    ),
    "funded by the TAC": (
        {
            "state": "vic",
            "provider_kind": ["tac_or_worksafe"],
            "during_delivery": "yes",
            "what_happened": ["self_harm"],
            "serious_harm": "likely",
        },
        {"Send the TAC or WorkSafe serious incident form", "Send the full incident report"},
    ),
}


@BOTH
@pytest.mark.parametrize("route", ROUTES)
def test_each_route_from_the_start_page_to_what_to_send(open_page: Open, route: str, script: bool) -> None:
    typed, expected = ROUTES[route]
    page = open_page("/", script=script)
    with next_page(page):
        page.locator(f"main a[href='{PATH}']").click()
    answer(page, typed | times())
    press(page, GO)
    assert set(headings(page)) == expected
    assert page.url.endswith("/api/which-form")
    expect(
        page.get_by_text("Melbourne time" if typed["state"] == "vic" else "Sydney time").first
    ).to_be_visible()


@BOTH
def test_a_question_is_shown_only_when_it_matters(open_page: Open, script: bool) -> None:
    page = open_page(script=script)
    hidden = ["ndis_supports", "during_delivery", "hospital_treatment", "serious_harm", "under_18"]
    assert [name for name in hidden if is_visible(page, name)] == []
    answer(page, {"state": "vic", "provider_kind": ["srs"]})
    assert is_visible(page, "during_delivery")
    assert not is_visible(page, "ndis_supports")
    answer(page, {"what_happened": ["medication"]})
    assert is_visible(page, "hospital_treatment")
    assert not is_visible(page, "under_18")
    answer(page, {"what_happened": ["neglect"]})
    assert is_visible(page, "under_18")
    assert not is_visible(page, "worker_alleged")
    answer(page, {"under_18": "not_known"})
    assert is_visible(page, "worker_alleged")


@BOTH
def test_faults_are_named_and_the_answers_stay(open_page: Open, script: bool) -> None:
    page = open_page(script=script)
    answer(page, {"state": "vic", "provider_kind": ["srs"]})
    button(page, GO).click()
    expect(page.locator("#errors")).to_be_focused()
    links = page.locator("#errors a")
    expect(links.first).to_have_attribute("href", "#during_delivery")
    expect(links.nth(1)).to_have_attribute("href", "#what_happened")
    expect(question(page, "what_happened")).to_contain_text("Select what happened")
    expect(page.locator("[name=provider_kind][value=srs]")).to_be_checked()


@BOTH
def test_the_answers_can_be_changed_and_asked_again(open_page: Open, script: bool) -> None:
    typed, _expected = ROUTES["funded by the TAC"]
    page = open_page(script=script)
    answer(page, typed)
    press(page, GO)
    before = headings(page)
    press(page, "Change answers")
    expect(page.locator("[name=serious_harm][value=likely]")).to_be_checked()
    answer(page, {"serious_harm": "no"})
    press(page, GO)
    assert set(before) - set(headings(page)) == {"Send the full incident report"}


def test_a_person_who_knows_nothing_yet_is_done_in_a_minute_with_the_keyboard(open_page: Open) -> None:
    page = open_page()
    answer(page, {"state": "vic", "provider_kind": ["not_known"], "what_happened": ["not_known"]})
    names = ("ndis_supports", "during_delivery", "under_18", "worker_alleged")
    for name in names:
        page.locator(f"[name={name}][value=not_known]").focus()
        page.keyboard.press("Space")
    button(page, GO).focus()
    with next_page(page):
        page.keyboard.press("Enter")
    assert len(headings(page)) == 9


def test_a_form_opens_from_what_to_send_in_a_tab_of_its_own(open_page: Open) -> None:
    typed, _expected = ROUTES["a supported residential service"]
    page = open_page()
    answer(page, typed | times())
    press(page, GO)
    with page.context.expect_page() as opened:
        page.locator("#ssr_short a[href='/forms/ssr-critical-short/']").click()
    expect(opened.value.locator("h1")).to_contain_text("critical incident")
    assert opened.value.url.endswith("/forms/ssr-critical-short/")


def test_nothing_is_stored(open_page: Open, service: Service) -> None:
    before = service.references()
    page = open_page()
    answer(page, ROUTES["funded by the TAC"][0])
    press(page, GO)
    assert service.references() == before
    assert page.context.cookies() == []
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0


@pytest.mark.parametrize("state", ["empty", "open", "faults", "answer"])
def test_each_state_is_accessible_and_fits_320_px(open_page: Open, state: str) -> None:
    page = open_page(viewport={"width": 320, "height": 640})
    if state != "empty":
        answer(page, ROUTES["funded by the department and the NDIS"][0] | times())
    if state == "faults":
        page.locator("[name=aware_at-time]").fill("9")
        button(page, GO).click()
    if state == "answer":
        press(page, GO)
    results = Axe().run(page, options=RULES)
    found = {one["id"]: [node["html"] for node in one["nodes"]] for one in results.response["violations"]}
    assert found == {}
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
