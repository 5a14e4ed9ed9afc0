"""Focus, words, counters and presses, on pages as they are rendered."""

from urllib.parse import parse_qsl

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.script.filling import faults, fill
from tests.e2e.script.small_site import SmallSite

FIELDS = """
- {id: name, type: short_text, label: Name, hint: As on the card}
- {id: story, type: long_text, label: Story, required: false, max_length: 1010}
- {id: kind, type: radios, label: Kind, options: [{id: a, label: A}, {id: b, label: B}]}
- id: known
  type: checkboxes
  label: Known
  required: false
  options: [{id: x, label: X}, {id: y, label: Y}, {id: none, label: None of these, exclusive: true}]
- {id: born, type: date, label: Born}
- {id: count, type: number, label: How many, required: false}
"""
FOCUSED = "() => document.activeElement.id"
HEAD = "<!doctype html><html lang=en><title>Receipt</title><link rel=icon href='data:,'>"
BODY = "<body><main id=main><h1>Receipt</h1>"
PRINT = "<button type=button class=print value=print hidden data-if='[\"all\"]'>Print this page</button>"


@pytest.fixture
def small(page: Page, site: SmallSite) -> Page:
    page.goto(site.add(FIELDS, name="page"))
    return page


def press(page: Page) -> None:
    page.get_by_role("button", name="Check answers").last.click()


def answer_all(page: Page) -> None:
    fill(page, {"name": "Ann", "kind": "a", "born-day": "1", "born-month": "2", "born-year": "1980"})


def test_faults_are_summed_up_named_linked_and_focused(small: Page, site: SmallSite) -> None:
    before = len(site.bodies)
    press(small)
    assert faults(small) == [("name", "Enter name"), ("kind", "Select kind"), ("born-day", "Enter born")]
    assert small.evaluate(FOCUSED) == "errors"
    assert small.title().startswith("Error: ")
    summary = small.locator("main > :first-child")
    assert summary.get_attribute("role") == "alert"
    expect(summary.get_by_role("heading", level=2)).to_have_text("There is a problem")
    assert len(site.bodies) == before


def test_each_error_stands_above_its_control_and_describes_it(small: Page) -> None:
    press(small)
    expect(small.locator("#name-error")).to_have_text("Error: Enter name")
    assert small.locator("#name").get_attribute("aria-describedby") == "name-hint name-error"
    assert small.locator("#name").get_attribute("aria-invalid") == "true"
    assert small.evaluate("document.querySelector('#name-hint').nextSibling.id") == "name-error"
    group = small.locator("fieldset", has_text="Kind").first
    assert group.get_attribute("aria-describedby") == "kind-error"
    assert group.get_attribute("aria-invalid") == "true"
    assert small.evaluate("document.querySelector('#kind-error').previousSibling.tagName") == "LEGEND"


def test_errors_change_only_on_a_press(small: Page) -> None:
    press(small)
    small.locator("#name").fill("Ann")
    expect(small.locator("#name-error")).to_be_visible()
    press(small)
    assert faults(small) == [("kind", "Select kind"), ("born-day", "Enter born")]
    assert small.locator("#name-error").count() == 0
    assert small.locator("#name").get_attribute("aria-describedby") == "name-hint"
    assert small.title().count("Error: ") == 1


def test_a_link_of_the_summary_goes_to_the_input_and_shows_its_label(small: Page) -> None:
    small.set_viewport_size({"width": 400, "height": 300})
    press(small)
    for id_, _words in faults(small):
        small.locator(f".errors a[href='#{id_}']").press("Enter")
        assert small.evaluate(FOCUSED) == id_
        top = small.evaluate(
            "document.activeElement.closest('.q').querySelector('legend,label').getBoundingClientRect().top"
        )
        assert 0 <= top < 300


def test_an_answered_page_goes_to_the_server(small: Page, site: SmallSite) -> None:
    press(small)
    answer_all(small)
    press(small)
    small.wait_for_url("**/api/forms/page")
    sent = dict(parse_qsl(site.bodies[-1]))
    assert (sent["name"], sent["action"]) == ("Ann", "check")


def test_a_server_s_errors_are_focused_and_then_replaced(small: Page, site: SmallSite) -> None:
    answer_all(small)
    fill(small, {"name": "An\x0bn", "kind": "a", "born-day": "1", "born-month": "junk", "born-year": "1980"})
    press(small)
    small.wait_for_url("**/api/forms/page")
    assert small.evaluate(FOCUSED) == "errors"
    assert [id_ for id_, _words in faults(small)] == ["name", "born-month"]
    small.locator("#born-month").fill("2")
    small.locator("#name").fill("")
    press(small)
    assert faults(small) == [("name", "Enter name")]
    assert small.locator(".error").all_text_contents() == ["Error: Enter name"]
    assert small.title().count("Error: ") == 1


def test_the_counter_counts_as_the_server_does(small: Page) -> None:
    count = small.locator("#story-count")
    expect(count).to_have_text("1,010 characters left")
    for typed, words in (
        ("a", "1,009 characters left"),
        (" a\n\nb  ", "1,006 characters left"),
        ("😀" * 10, "1,000 characters left"),
    ):
        small.locator("#story").fill(typed)
        expect(count).to_have_text(words)
    small.locator("#story").fill("x" * 2021)
    expect(count).to_have_text("1,011 characters too many")


def test_the_count_is_said_once_typing_rests(small: Page) -> None:
    said = small.locator("#status")
    assert said.get_attribute("role") == "status"
    small.locator("#story").press_sequentially("abc")
    expect(small.locator("#story-count")).to_have_text("1,007 characters left")
    assert said.inner_text() == ""
    expect(said).to_have_text("1,007 characters left")


def test_an_exclusive_option_and_the_others_put_each_other_out(small: Page) -> None:
    def ticked() -> list[str]:
        return [
            str(one)
            for one in small.locator("[name=known]:checked").evaluate_all(
                "boxes => boxes.map((b) => b.value)"
            )
        ]

    small.get_by_label("X", exact=True).check()
    small.get_by_label("Y", exact=True).check()
    assert ticked() == ["x", "y"]
    small.get_by_label("None of these").check()
    assert ticked() == ["none"]
    expect(small.locator("#status")).to_have_text("Only None of these is ticked")
    small.get_by_label("Y", exact=True).check()
    assert ticked() == ["y"]


COUNTED = """window.sent = 0;
window.asked = [];
const ask = window.fetch;
window.fetch = (...given) => {
  window.asked.push(ask(...given));
  return window.asked.at(-1);
};
addEventListener('submit', (event) => {
  window.sent += !event.defaultPrevented;
  event.preventDefault();
});"""


def sent_after(page: Page, *events: str) -> int:
    """Return how many posts would have left the page; each event is a press or another thing that happens.

    A press waits for the service to say that it is there: so do we, for each press that asks.
    """
    for event in events:
        page.evaluate(event)
        page.evaluate("Promise.all(window.asked)")
        page.evaluate("new Promise((done) => requestAnimationFrame(done))")
    return int(page.evaluate("window.sent"))


CLICK = "document.querySelector('button.go').click()"
COME_BACK = "dispatchEvent(new Event('pageshow'))"


def test_a_second_press_sends_nothing_twice_until_the_page_is_come_back_to(small: Page) -> None:
    answer_all(small)
    small.evaluate(COUNTED)
    assert sent_after(small, CLICK, CLICK, CLICK) == 1
    assert sent_after(small, COME_BACK, CLICK, CLICK) == 2


def test_a_press_that_came_to_nothing_can_be_repeated_after_ten_seconds(small: Page) -> None:
    small.clock.install()
    answer_all(small)
    small.evaluate(COUNTED)
    assert sent_after(small, CLICK) == 1
    small.clock.fast_forward(9_000)
    assert sent_after(small, CLICK) == 1
    small.clock.fast_forward(2_000)
    assert sent_after(small, CLICK) == 2


def test_the_keyboard_alone_is_enough(small: Page, site: SmallSite) -> None:
    small.locator("#name").focus()
    small.keyboard.press("Enter")
    assert small.evaluate(FOCUSED) == "errors"
    small.keyboard.press("Tab")
    small.keyboard.press("Enter")
    assert small.evaluate(FOCUSED) == "name"
    small.keyboard.type("Ann")
    small.keyboard.press("Tab")
    small.keyboard.press("Tab")
    small.keyboard.press("Space")
    assert small.locator("#kind").is_checked()
    small.locator("#born-day").focus()
    for typed in ("1", "2", "1980"):
        small.keyboard.type(typed)
        small.keyboard.press("Tab")
    small.keyboard.press("Enter")
    small.wait_for_url("**/api/forms/page")


def test_an_address_with_a_part_focuses_that_input(page: Page, site: SmallSite) -> None:
    page.goto(f"{site.add(FIELDS, name='page')}#born-day")
    assert page.evaluate(FOCUSED) == "born-day"


def test_the_print_button_shows_and_prints(page: Page, site: SmallSite) -> None:
    page.add_init_script("window.print = () => { window.printed = true; }")
    page.goto(site.add_page("receipt", f"{HEAD}{BODY}{PRINT}</main><script src=/script.js defer></script>"))
    page.get_by_role("button", name="Print this page").click()
    assert page.evaluate("window.printed") is True


def test_the_script_keeps_to_the_policy_and_writes_no_style(small: Page) -> None:
    press(small)
    assert small.evaluate("document.querySelectorAll('[style], [onclick], script:not([src])').length") == 0
    assert "script-src 'self'" in str(small.locator("meta[http-equiv]").get_attribute("content"))
    assert small.evaluate("document.documentElement.className") == "js"


def test_a_browser_without_has_is_left_with_the_page_as_it_is(browser: Browser, site: SmallSite) -> None:
    context = browser.new_context()
    page = context.new_page()
    old = """const query = Document.prototype.querySelectorAll;
    Document.prototype.querySelectorAll = function (selector) {
      if (selector.includes(':has')) throw new DOMException('not a valid selector', 'SyntaxError');
      return query.call(this, selector);
    };"""
    page.add_init_script(old)
    page.goto(site.add(FIELDS, name="page"))
    press(page)
    page.wait_for_url("**/api/forms/page")
    assert [id_ for id_, _words in faults(page)] == ["name", "kind", "born-day"]
    assert page.evaluate("document.documentElement.className") == ""
    context.close()
