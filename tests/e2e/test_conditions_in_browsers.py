"""Every conditional question of the NDIS form, opened and closed in real browsers, with script on and off."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

import pytest
from playwright.sync_api import Browser

from forms_src.branches import Branch, Shown, branches, can_hold
from forms_src.conditions import Condition, Facts, holds
from forms_src.definition import Form
from forms_src.fields.choice import ChoiceField
from forms_src.plan import steps
from tests.e2e.contexts import context_on
from tests.e2e.filling import answer, is_visible, question
from tests.e2e.service import Service
from tests.real_forms import LOADED

FORM = LOADED.forms["ndis-immediate"]
SIMPLE = ("equals", "one_of", "includes")
START_AGAIN = """() => { const form = document.getElementById('report'); form.reset();
  for (const kind of ['input', 'change']) form.dispatchEvent(new Event(kind, {bubbles: true})) }"""
A_MOMENT = {"day": "1", "month": "2", "year": "2026", "time": "10:00"}


class Conditional(NamedTuple):
    """A question, whether it is open before any answer, and the answers that open or shut it."""

    name: str
    open_at_start: bool
    opens: list[dict[str, str]]
    shuts: list[dict[str, str]]
    simple: bool


def conditionals(form: Form) -> Iterator[Conditional]:
    shown = Shown(form)
    for step in steps(form):
        condition = shown.of(step.field.id)
        if condition and not step.may_be_overdue and step.field.takes_answer:
            yield from _conditional(step.field.id, condition, form)
        for inner in step.inner:
            inside = shown.of_inner(step, inner)
            if inside and condition:
                named = {
                    id_.partition(".")[2] for id_ in form.fields_by_id if id_.startswith(f"{step.field.id}.")
                }
                both = Condition(all=(inside, condition))
                yield from _conditional(
                    f"{step.field.id}-1-{inner.field.id}", both, form, named, step.field.id
                )


def _conditional(
    name: str, condition: Condition, form: Form, inner: set[str] | None = None, group: str = ""
) -> Iterator[Conditional]:
    opens = [branch for branch in branches(condition) if can_hold(branch, form.fields_by_id)]
    shuts = [branch for branch in branches(condition, holds=False) if can_hold(branch, form.fields_by_id)]
    yield Conditional(
        name,
        holds(condition, Facts({}, date(2026, 11, 22))),
        [_typed(branch, inner or set(), group) for branch in opens],
        [_typed(branch, inner or set(), group) for branch in shuts],
        all(one.test.test in SIMPLE for branch in opens for one in branch),
    )


def _typed(branch: Branch, inner: set[str], group: str) -> dict[str, str]:
    """Return answers that make the branch true; tests that must fail are left unanswered."""
    found: dict[str, str] = {}
    for test, wanted in branch:
        if wanted and test.is_answered:
            found |= _answered(test.field or "")
        elif wanted and test.field:
            name = f"{group}-1-{test.field}" if test.field in inner else test.field.replace(".", "-1-")
            found[name] = test.equals or test.includes or (test.one_of or ("",))[0]
    return dict(sorted(found.items(), key=lambda one: _place(one[0])))


def _answered(name: str) -> dict[str, str]:
    if FORM.fields_by_id[name].type == "moment":
        return {f"{name}-{part}": value for part, value in A_MOMENT.items()}
    return {name: "430000001"}


def _place(name: str) -> tuple[int, int]:
    whole, _, inner = name.partition("-")
    ids = list(FORM.fields_by_id)
    return ids.index(whole), ids.index(f"{whole}.{inner[2:]}") if inner[:2] == "1-" else 0


ALL = [one for one in conditionals(FORM) if one.opens]


def test_the_form_has_conditional_questions_and_all_are_tried() -> None:
    conditional = {field.id for field in FORM.members() if field.show_when and field.takes_answer}
    tried = {one.name for one in ALL}
    assert len(ALL) > 30
    untried = conditional - tried - {"late_reason", "subjects"}
    assert untried <= {"incident_at_unknown_reason", "ip_ndis_number_missing_reason"}
    assert any(isinstance(field, ChoiceField) for field in FORM.members())


def _tries(one: Conditional) -> Iterator[tuple[dict[str, str], bool]]:
    """Yield answers with whether they show the question: none, each way to open it, a way to shut it."""
    yield {}, one.open_at_start
    yield from ((way, True) for way in one.opens if way)
    yield from ((way, False) for way in one.shuts[:1] if way)


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_every_branch_opens_and_closes(browser: Browser, service: Service, script: bool) -> None:
    context = context_on(service, browser, script=script)
    page = context.new_page()
    page.goto("/forms/ndis-immediate/")
    wrong: list[str] = []
    for one in ALL:
        if not (one.simple or script):
            continue
        for way, expected in _tries(one):
            page.evaluate(START_AGAIN)
            answer(page, way)
            if is_visible(page, one.name) is not expected:
                found = "shut" if expected else "open"
                wrong.append(f"{one.name} is {found} with {way}")
    context.close()
    assert wrong == []


def test_questions_that_need_a_script_to_close_are_open_without_one_and_say_when(
    browser: Browser, service: Service
) -> None:
    context = context_on(service, browser, script=False)
    page = context.new_page()
    page.goto("/forms/ndis-immediate/")
    for name in ("incident_at_unknown_reason", "ip_ndis_number_missing_reason"):
        assert is_visible(page, name)
        assert "only if" in question(page, name).inner_text().lower()
    context.close()
