"""The pages of the site in each state a person can meet, for checks that go over all of them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from playwright.sync_api import Page

from forms_src.fields.group.field import Group
from forms_src.loading import load
from tests.e2e.filling import answer, press
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


# Answers that open as many questions as go together.
_NDIS: Typed = {
    "category_primary": "abuse",
    "category_secondary": "restrictive_practice",
    "location_type": "other",
    "has_subject": "yes",
    "subjects-1-kind": "person_with_disability",
    "police_informed": "yes",
    "family_aware": "no",
    "child_protection": "no",
    "ra_done": "yes",
}
OPEN_BRANCHES: dict[str, Typed] = {
    "ndis-five-day": {
        **_NDIS,
        "subjects-1-kind": "worker",
        "immediate_sent": "yes",
        "has_witnesses": "yes",
        "medical_treatment": "admitted",
        "restrictive_practices-1-rp_type": "chemical",
        "restrictive_practices-1-rp_ongoing": "repeated",
        "restrictive_practices-1-rp_bsp": "expired",
        "restrictive_practices-1-rp_authorised": "applied_for",
        "restrictive_practices-1-rp_injury": "unsure",
        "investigation_type": "internal",
        "has_corrective_actions": "yes",
        "has_further_actions": "yes",
    },
    "ndis-immediate": _NDIS,
    "ssr-critical-short": {
        "uses_cims": "yes",
        "cni_type": "cni_emergency",
        "relocated": "yes",
        "hospital_treatment": "yes",
        "safe_now": "no",
    },
}


def _branches(form: str) -> Callable[[Page], None]:
    def enter(page: Page) -> None:
        page.goto(f"/forms/{form}/")
        answer(page, OPEN_BRANCHES[form])

    return enter


def _all_faults(form: str) -> Callable[[Page], None]:
    def enter(page: Page) -> None:
        _branches(form)(page)
        page.evaluate("document.querySelectorAll('form#report')[0].scrollIntoView()")
        page.get_by_role("button", name="Check answers").last.click()
        page.locator("#errors").wait_for()

    return enter


def _repeats(form: str) -> Callable[[Page], None]:
    group = next(field.id for field in load().forms[form].members() if isinstance(field, Group))

    def enter(page: Page) -> None:
        _branches(form)(page)
        for _ in range(2):
            page.locator(f"button[value='add-{group}']").click()
            page.wait_for_load_state()

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
    for path in ("/", "/privacy/", "/accessibility/", "/help/", "/nowhere/", "/api/forms/ndis-immediate"):
        yield State(path, _at(path))
    for form in sorted(VALID):
        yield State(f"{form} empty", _at(f"/forms/{form}/"))
        yield State(f"{form} branches open", _branches(form))
        yield State(f"{form} all faults", _all_faults(form))
        yield State(f"{form} repeats", _repeats(form))
        yield State(f"{form} check", _check(form))
        yield State(f"{form} receipt", _receipt(form))


STATES = list(states())
NAMES = [state.name for state in STATES]
