"""From a receipt to the next report and to a correction, in a browser, with script on and off."""

import re
from collections.abc import Callable, Iterator
from urllib.request import urlopen

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.e2e.contexts import Open, pages
from tests.e2e.filling import answer, next_page, press, send, show_all
from tests.e2e.service import REFERENCE, Service, eventually
from tests.submissions import Typed, ndis_immediate, ssr_critical_short

SCRIPT = pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
SHARED = ("provider_name", "contact_name", "contact_phone", "contact_email", "aware_at")
START = "Start the next report with these answers"
MARK = "Carried over from your first report: check it"


@pytest.fixture
def open_page(chromium_browser: Browser, service: Service) -> Iterator[Open]:
    yield from pages(service, chromium_browser, "/forms/ssr-critical-short/")


@pytest.fixture
def receipt(open_page: Open) -> Callable[..., Page]:
    """Send a critical short form and stay on its receipt."""

    def sent(*, script: bool, **settings: object) -> Page:
        page = open_page(script=script, **settings)
        send(page, ssr_critical_short() | {"service_type": "disability"})
        return page

    return sent


Receipt = Callable[..., Page]


def reference_on(page: Page) -> str:
    found = REFERENCE.search(page.locator("main").inner_text())
    assert found
    return found[0]


def press_starting_with(page: Page, words: str) -> None:
    with next_page(page):
        page.get_by_role("button", name=re.compile(f"^{re.escape(words)}")).first.click()


def without_shared(typed: Typed) -> Typed:
    return {name: value for name, value in typed.items() if not name.startswith(SHARED)}


def record(service: Service, reference: str) -> str:
    with urlopen(f"{service.address}/_local/records/{reference}/") as found:
        return str(found.read().decode())


@SCRIPT
def test_the_next_report_starts_with_the_shared_answers_and_both_records_are_linked(
    receipt: Receipt, service: Service, script: bool
) -> None:
    page = receipt(script=script)
    first, address = reference_on(page), page.url
    press_starting_with(page, f"{START} (Tell the NDIS Commission")
    expect(page.locator("h1")).to_contain_text("NDIS Commission")
    show_all(page)
    expect(page.get_by_text(MARK).first).to_be_visible()
    expect(page.locator("#provider_name")).to_have_value("Sample Lodge")
    expect(page.locator("#contact_email")).to_have_value("kim@example.com")
    expect(page.locator("#aware_at-time")).not_to_have_value("")
    assert page.locator("#provider_name").get_attribute("aria-describedby") == "provider_name-carried"
    assert page.url == address
    page.locator("#provider_name").fill("Sample Care")
    answer(page, without_shared(ndis_immediate()))
    press(page, "Check answers")
    expect(page.locator("main")).to_contain_text("Nothing has been sent")
    expect(page.locator("main")).to_contain_text("Sample Care")
    expect(page.locator("main")).to_contain_text("kim@example.com")
    press(page, "Send report")
    second = reference_on(page)
    assert (first[:3], second[:3]) == ("SSC", "NDI")
    assert page.url != address
    assert f"/_local/records/{second}/" in record(service, first)
    assert f"/_local/records/{first}/" in record(service, second)


@SCRIPT
def test_another_person_is_reported_without_typing_the_rest_again(receipt: Receipt, script: bool) -> None:
    """N09."""
    page = receipt(script=script)
    page.goto("/forms/ndis-immediate/")
    send(page, ndis_immediate())
    press(page, "Report another affected person")
    expect(page.locator("#description")).to_have_value(re.compile("Pat fell"))
    expect(page.locator("#provider_name")).to_have_value("Sample Care")
    expect(page.locator("#ip_name")).to_have_value("")
    expect(page.locator("#ip_dob-day")).to_have_value("")


@SCRIPT
def test_a_report_is_corrected_and_its_receipt_shows_both_versions(
    receipt: Receipt, service: Service, script: bool
) -> None:
    page = receipt(script=script)
    reference, address = reference_on(page), page.url
    before = page.locator(".fingerprint").all_inner_texts()
    press(page, "Correct this report")
    expect(page.locator("#site_name")).to_have_value("Sample Lodge")
    expect(page.locator("#service_user_refs-1-initials")).to_have_value("PE")
    show_all(page)
    page.locator("#site_name").fill("Sample House")
    page.locator("form#report [name='declare']").check()
    page.get_by_role("button", name="Check answers").last.click()
    expect(page.locator("#errors")).to_contain_text("Enter why you are correcting this report")
    expect(page.locator("#site_name")).to_have_value("Sample House")
    page.locator("#correction_reason").fill("The name of the site was wrong.")
    press(page, "Check answers")
    expect(page.locator("main")).to_contain_text("The name of the site was wrong.")
    press(page, "Send correction")
    assert page.url == address
    assert reference_on(page) == reference
    after = page.locator(".fingerprint").all_inner_texts()
    assert after[0] == before[0]
    assert len(set(after)) == 2
    expect(page.locator("dt", has_text="Corrected")).to_be_visible()
    told = eventually(lambda: about_correction(service, reference))
    assert not any("Sample House" in mail["text"] or "site was wrong" in mail["text"] for mail in told)


def about_correction(service: Service, reference: str) -> list[dict[str, str]]:
    """Return the two emails about a correction, once both are there."""
    found = [
        mail for mail in service.mails() if reference in mail["subject"] and "correct" in mail["subject"]
    ]
    return found if len(found) == 2 else []


@pytest.mark.parametrize("width", [320, 1280])
def test_the_new_states_are_accessible_and_fit(receipt: Receipt, width: int) -> None:
    page = receipt(script=True, viewport={"width": width, "height": 800})
    address = page.url
    _is_sound(page)
    press_starting_with(page, START)
    _is_sound(page)
    page.goto(address)
    press(page, "Correct this report")
    _is_sound(page)
    show_all(page)
    page.locator("form#report [name='declare']").check()
    page.locator("#correction_reason").fill("The name of the site was wrong.")
    press(page, "Check answers")
    _is_sound(page)
    press(page, "Send correction")
    _is_sound(page)
    page.goto("/shared-fields/")
    _is_sound(page)


def _is_sound(page: Page) -> None:
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
