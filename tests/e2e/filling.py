"""Answering the questions of a page, by the names of the contract."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from playwright.sync_api import Locator, Page, expect

from tests.submissions import VALID

Typed = Mapping[str, str | Sequence[str]]
# Each form in Chromium; one of each length in Firefox too, which takes several times as long.
IN_BROWSERS = [
    (browser, form)
    for form in sorted(VALID)
    for browser in ("chromium", "firefox")
    if browser == "chromium" or form in ("ndis-immediate", "ssr-critical-short")
]


# Answers each question as the page would be told of it: a click, or a value and its two events. All in one
# call, as 300 calls take minutes. A question that cannot be seen cannot be answered.
ANSWER = """([pairs, skipping]) => {
  for (const [name, values] of pairs) {
    const inputs = [...document.querySelectorAll(`form#report [name='${name}']`)];
    if (!inputs.length) return name;
    if (!inputs[0].checkVisibility({checkVisibilityCSS: true})) {
      if (skipping) continue;
      throw Error(`${name} cannot be seen`);
    }
    for (const value of values) {
      const option = inputs.find(input => input.value === value && /radio|checkbox/.test(input.type));
      if (option && !option.checked) option.click();
      if (option) continue;
      if (/radio|checkbox/.test(inputs[0].type)) throw Error(`${name} has no option ${value}`);
      inputs[0].value = value;
      if (value && !inputs[0].value) throw Error(`${name} does not take ${value}`);
      for (const kind of ['input', 'change']) inputs[0].dispatchEvent(new Event(kind, {bubbles: true}));
    }
  }
  return '';
}"""
IN_OPEN_SECTION = "[...document.querySelectorAll('section.open [name]')].map(input => input.name)"


def answer(page: Page, typed: Typed) -> None:
    """Answer every question in the order given, all on one page; hidden inputs are left alone."""
    show_all(page)
    missing = _answer(page, typed)
    assert not missing, f"The page does not ask {missing}"


def answer_seen(page: Page, typed: Typed) -> str:
    """Answer what can be seen, up to the first question that is not there; return its name."""
    show_all(page)
    return _answer(page, typed, skipping=True)


def _answer(page: Page, typed: Typed, *, skipping: bool = False) -> str:
    pairs = [
        [name, [value] if isinstance(value, str) else list(value)]
        for name, value in typed.items()
        if name not in ("form_version", "submission_key")
    ]
    missing: str = page.evaluate(ANSWER, [pairs, skipping])
    return missing


def show_all(page: Page) -> None:
    """Show all questions on one page, where they are shown section by section."""
    page.evaluate("document.querySelector('#all:not(:checked)')?.click()")


def walk(page: Page, typed: Typed) -> list[str]:
    """Answer section by section, pressing Continue, up to the last; return the headings on the way."""
    headings = [open_section(page)]
    while True:
        answer_here(page, typed)
        if not page.get_by_role("button", name="Continue", exact=True).count():
            return headings
        button(page, "Continue").click()
        expect(page.locator("section.open h2")).not_to_have_text(headings[-1])
        headings.append(open_section(page))


def answer_here(page: Page, typed: Typed) -> None:
    """Answer what the open section asks."""
    here = set(page.evaluate(IN_OPEN_SECTION))
    type_in(page, {name: value for name, value in typed.items() if name in here})


def open_section(page: Page) -> str:
    """Return the heading of the section that is shown, with its number."""
    return page.locator("section.open h2").inner_text()


def type_in(page: Page, typed: Typed) -> None:
    """Answer every question in the order given with real clicks and keys."""
    for name, value in typed.items():
        _type_one(page, name, [value] if isinstance(value, str) else list(value))


def _type_one(page: Page, name: str, values: list[str]) -> None:
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


@contextmanager
def next_page(page: Page) -> Iterator[None]:
    """Wait for the page that follows from what is done inside.

    The page before it has to have loaded whole: its own `load` would be taken for the next one's.
    """
    page.wait_for_load_state()
    with page.expect_event("load"):  # a section of a form is a navigation too
        yield


def press(page: Page, words: str) -> None:
    """Press a button by its words and wait for the page that follows."""
    with next_page(page):
        button(page, words).click()


def send(page: Page, typed: Typed) -> None:
    """Answer every question, check and send: the page is the receipt then."""
    answer(page, typed)
    press(page, "Check answers")
    press(page, "Send report")


def button(page: Page, words: str) -> Locator:
    """Return the button that a person sees with these words."""
    return page.get_by_role("button", name=words, exact=True).first
