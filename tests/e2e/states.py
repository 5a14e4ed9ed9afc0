"""The pages of the site in each state a person can meet, for checks that go over all of them."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from playwright.sync_api import Page

from forms_src.conditions import Condition
from forms_src.definition import Form
from forms_src.fields.choice import ChoiceField
from forms_src.plan import steps
from forms_src.site import START, WORDS
from tests.e2e.filling import answer, button, is_visible, press, show_all
from tests.real_forms import LOADED
from tests.submissions import VALID, Typed


@dataclass(frozen=True)
class State:
    """A name, and how a page of the service is brought into the state."""

    name: str
    enter: Callable[[Page], None]


def _at(path: str) -> Callable[[Page], None]:
    return lambda page: _go(page, path)


def _go(page: Page, path: str) -> None:
    page.goto(path)


def open_branches(form: Form) -> Typed:
    """Return answers that open many questions: of each choice the option that most conditions name."""
    named = Counter(
        (test.field, option)
        for step in steps(form)
        for one in (step, *step.inner)
        if one.shown_when and not any(part.not_ for part in one.shown_when.walk())
        for test in one.shown_when.walk()
        for option in _wanted(test)
    )
    found: Typed = {}
    for key, field in form.fields_by_id.items():
        if isinstance(field, ChoiceField):
            own = {id_: named[field.id, id_] + named[key, id_] + bool(say) for id_, say in _says(field)}
            best = max(own, key=lambda id_: own[id_])
            found |= {key.replace(".", "-1-"): best} if own[best] else {}
    return found


def _wanted(test: Condition) -> tuple[str, ...]:
    return tuple(filter(None, (test.equals, test.includes, *(test.one_of or ()))))


def _says(field: ChoiceField) -> Iterator[tuple[str, str | None]]:
    return ((option.id, option.say) for option in field.options)


def _branches(form: str) -> Callable[[Page], None]:
    def enter(page: Page) -> None:
        page.goto(f"/forms/{form}/")
        for name, value in open_branches(LOADED.forms[form]).items():
            if is_visible(page, name):
                answer(page, {name: value})

    return enter


def _all_faults(form: str) -> Callable[[Page], None]:
    def enter(page: Page) -> None:
        _branches(form)(page)
        show_all(page)
        page.get_by_role("button", name="Check answers").last.click()
        page.locator("#errors").wait_for()

    return enter


def _repeats(form: str) -> Callable[[Page], None]:
    def enter(page: Page) -> None:
        _branches(form)(page)
        for add in page.locator("button[value^='add-']:visible").all():
            for _ in range(2):
                add.click()

    return enter


def _second_section(form: str) -> Callable[[Page], None]:
    def enter(page: Page) -> None:
        page.goto(f"/forms/{form}/")
        page.goto(f"/forms/{form}/#{LOADED.forms[form].sections[1].id}")
        button(page, "Continue").click()
        page.locator("#errors").wait_for()

    return enter


def _check(form: str) -> Callable[[Page], None]:
    def enter(page: Page) -> None:
        page.goto(f"/forms/{form}/")
        answer(page, VALID[form]())
        press(page, "Check answers")

    return enter


def _receipt(form: str) -> Callable[[Page], None]:
    def enter(page: Page) -> None:
        _check(form)(page)
        press(page, "Send report")

    return enter


def states() -> Iterator[State]:
    """Yield every state of every page."""
    words = (f"/{page.stem}/" for page in sorted(WORDS.glob("*.md")) if page.stem != START)
    dictionary = (
        "/shared-fields/",
        "/dictionary/",
        "/dictionary/cims-incident-report/",
        "/dictionary/ndis-immediate/picture/",
    )
    for path in ("/", "/which-form/", *words, *dictionary, "/nowhere/", "/api/forms/ndis-immediate"):
        yield State(path, _at(path))
    for form in sorted(VALID):
        yield State(f"{form} empty", _at(f"/forms/{form}/"))
        yield State(f"{form} on paper", _at(f"/forms/{form}/print/"))
        yield State(f"{form} second section, with faults", _second_section(form))
        yield State(f"{form} branches open", _branches(form))
        yield State(f"{form} all faults", _all_faults(form))
        yield State(f"{form} repeats", _repeats(form))
        yield State(f"{form} check", _check(form))
        yield State(f"{form} receipt", _receipt(form))


STATES = list(states())
NAMES = [state.name for state in STATES]
