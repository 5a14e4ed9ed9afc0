"""Every conditional question of the NDIS form, opened and closed in real browsers, with script on and off."""

from collections.abc import Iterator
from typing import NamedTuple

import pytest
from playwright.sync_api import Browser, Page

from forms_src.branches import Branch, Shown, branches, can_hold
from forms_src.conditions import Condition
from forms_src.definition import Form
from forms_src.fields.choice import ChoiceField
from forms_src.loading import load
from forms_src.plan import steps
from tests.e2e.contexts import context_on
from tests.e2e.filling import answer
from tests.e2e.service import Service

FORM = load().forms["ndis-immediate"]
SIMPLE = ("equals", "one_of", "includes")


class Conditional(NamedTuple):
    """A question, the ways it is shown and one way it is not."""

    name: str
    ways: list[dict[str, str]]
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
    ways = [branch for branch in branches(condition) if can_hold(branch, form.fields_by_id)]
    simple = all(one.test.test in SIMPLE for branch in ways for one in branch)
    typed = [_typed(branch, inner or set(), group) for branch in ways]
    yield Conditional(name, [one for one in typed if one is not None], simple)


def _typed(branch: Branch, inner: set[str], group: str) -> dict[str, str]:
    """Return answers that make the branch true; tests that must fail are left unanswered."""
    found: dict[str, str] = {}
    for test, holds in branch:
        if holds and test.field:
            name = f"{group}-1-{test.field}" if test.field in inner else test.field.replace(".", "-1-")
            found[name] = test.equals or test.includes or (test.one_of or ("",))[0]
    return dict(sorted(found.items(), key=lambda one: _place(one[0])))


def _place(name: str) -> int:
    ids = [field.id for field in FORM.members()]
    whole = name.partition("-")[0]
    return ids.index(whole) * 100 + (name.count("-") and 1)


ALL = [one for one in conditionals(FORM) if one.ways]


def is_visible(page: Page, name: str) -> bool:
    return bool(page.locator(f".q[data-n='{name}']").first.evaluate("e => e.checkVisibility()"))


def test_the_form_has_conditional_questions_and_all_are_tried() -> None:
    conditional = {field.id for field in FORM.members() if field.show_when and field.takes_answer}
    tried = {one.name for one in ALL}
    assert len(ALL) > 30
    untried = conditional - tried - {"late_reason", "subjects"}
    assert untried <= {"incident_at_unknown_reason", "ip_ndis_number_missing_reason"}
    assert any(isinstance(field, ChoiceField) for field in FORM.members())


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_every_branch_opens_and_closes(browser: Browser, service: Service, script: bool) -> None:
    context = context_on(service, browser, script=script)
    page = context.new_page()
    wrong: list[str] = []
    for one in ALL:
        if not (one.simple or script):
            continue
        for way in one.ways:
            page.goto("/forms/ndis-immediate/")
            if is_visible(page, one.name):
                wrong.append(f"{one.name} is open at the start")
            answer(page, way)
            if not is_visible(page, one.name):
                wrong.append(f"{one.name} stays shut with {way}")
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
        assert "only if" in page.locator(f".q[data-n='{name}']").inner_text().lower()
    context.close()
