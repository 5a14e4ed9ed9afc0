"""What a person’s settings ask for: paper, forced colours, less motion; nothing moves while a page loads."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.e2e.contexts import context_on
from tests.e2e.filling import answer, show_all
from tests.e2e.service import Service
from tests.submissions import VALID

PAGE = "/forms/ndis-immediate/"
SHIFTS = """() => new Promise(resolve => {
  const found = [];
  new PerformanceObserver(list => found.push(...list.getEntries().map(one => one.value)))
    .observe({type: 'layout-shift', buffered: true});
  setTimeout(() => resolve(found), 300);
})"""
HIDDEN = "es => es.filter(e => !e.checkVisibility()).map(e => e.outerHTML.slice(0, 80))"
MOVING = """() => [...document.querySelectorAll('*')].filter(e => {
  const style = getComputedStyle(e);
  return style.animationName !== 'none' || style.transitionDuration !== '0s'
    || style.scrollBehavior !== 'auto';
}).length"""
EDGES = """e => {
  const style = getComputedStyle(e);
  return [style.outlineStyle, parseFloat(style.outlineWidth), style.borderTopStyle];
}"""


@pytest.fixture
def page(chromium_browser: Browser, service: Service) -> Iterator[Page]:
    context = context_on(service, chromium_browser)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("path", [PAGE, "/", "/which-form/"])
@pytest.mark.parametrize("width", [320, 1280])
def test_nothing_moves_while_the_page_loads(page: Page, path: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 640})
    page.goto(path, wait_until="load")
    assert page.evaluate(SHIFTS) == []


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_paper_shows_every_question_and_no_control(
    chromium_browser: Browser, service: Service, script: bool
) -> None:
    context = context_on(service, chromium_browser, script=script)
    page = context.new_page()
    page.goto(PAGE)
    assert page.locator("form#report .q").evaluate_all(HIDDEN) != []
    page.emulate_media(media="print")
    assert page.locator("form#report .q").evaluate_all(HIDDEN) == []
    assert page.locator("button:visible, nav:visible, footer:visible").count() == 0
    assert page.get_by_text("Answer this only if").first.is_visible()
    context.close()


def test_with_forced_colours_every_box_has_an_edge_and_the_focus_shows(page: Page) -> None:
    page.emulate_media(forced_colors="active")
    page.goto(PAGE)
    show_all(page)
    for selector in ("#provider_name", "#registration_group", "#description", ".go"):
        control = page.locator(selector)
        control.focus()
        outline, width, border = control.evaluate(EDGES)
        assert (outline, border) == ("solid", "solid"), selector
        assert width >= 2


def test_nothing_is_animated_with_less_motion_or_without(page: Page) -> None:
    for motion in ("reduce", "no-preference"):
        page.emulate_media(reduced_motion=motion)
        page.goto(PAGE)
        assert page.evaluate(MOVING) == 0
        answer(page, {"has_subject": VALID["ndis-immediate"]()["has_subject"]})
        assert page.evaluate("document.getAnimations().length") == 0
