"""Styles: the one style sheet, and the rules of each form that open its conditional questions without a script."""

import re
from base64 import b64encode
from collections.abc import Iterable, Mapping
from functools import cache
from hashlib import sha256
from pathlib import Path

from forms_src.branches import Branch, Shown, TooManyBranches, branches, can_hold
from forms_src.conditions import Condition
from forms_src.definition import Form, group_members
from forms_src.fields.base import BaseField
from forms_src.fields.choice import ChoiceField
from forms_src.fields.group.field import Group
from forms_src.fields.select.field import Select
from forms_src.plan import Step, steps, written_out

ASSETS = Path(__file__).parent / "assets"
HIDDEN = "{display:none}"


@cache
def style_sheet(name: str) -> str:
    """Return one of the style sheets in `assets`, minified."""
    return minified((ASSETS / f"{name}.css").read_text("utf-8"))


def minified(css: str) -> str:
    """Return a style sheet without comments and spare white space."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    css = re.sub(r"\s+", " ", css)
    css = re.sub(r" ?([{};,>]) ?", r"\1", css)
    return re.sub(r": (?=[^{}]*})", ":", css).replace(";}", "}").strip()


def policy(style: str, *, script: bool = True) -> str:
    """Return the content security policy of a page that holds this style, and the site's script if any."""
    digest = b64encode(sha256(style.encode()).digest()).decode()
    own = "; script-src 'self'; connect-src 'self'; form-action 'self'" if script else "; form-action 'none'"
    return f"default-src 'none'; style-src 'sha256-{digest}'{own}; base-uri 'none'; img-src 'self' data:"


class Openings:
    """What of a form's conditions a browser can judge by style alone.

    Each conditional field, and each conditional section, is hidden while its condition is false. `:has()` can see which
    options are chosen, so a condition of choices alone is `plain`: its words are not needed. Of any other condition,
    the ways to be false that are choices alone still hide it.
    """

    def __init__(self, form: Form) -> None:
        """Work out the rules once."""
        self.form = form
        self._shown = Shown(form)
        self._rules: dict[str, list[str]] = {}
        self.plain = _in_option_lists(form)
        for section in form.sections:
            if section.show_when:
                target = f":is(#{section.id},li:has(>[href=\"#{section.id}\"]))"
                self._hide(f"#{section.id}", target, self._deep(section.show_when), None, "main")
        for step in steps(form):
            self._take(step)

    @property
    def style(self) -> str:
        """The rules. Paper shows every question, with the words that say when to answer it."""
        rules = (f"{start} {_any_of(targets)}{HIDDEN}" for start, targets in sorted(self._rules.items()))
        found = "".join(rules)
        return f"@media screen{{{found}}}" if found else ""

    def _deep(self, condition: Condition) -> Condition:
        return self._shown.deep(written_out(condition, self.form))

    def _take(self, step: Step) -> None:
        field = step.field
        if field.show_when:
            self._hide(field.id, _data_q(field.id), self._deep(field.show_when), None)
        for inner in step.inner:
            condition = self._shown.of_inner(step, inner)
            if condition and isinstance(field, Group):
                key = f"{field.id}.{inner.field.id}"
                self._hide(key, _data_q(key), condition, field)

    def _hide(
        self, key: str, target: str, condition: Condition, group: Group | None, root: str = "form"
    ) -> None:
        if key in self.plain:
            return
        tests = [part for part in condition.walk() if not part.parts]
        if all(self._selector(test, group) for test in tests):
            self.plain.add(key)
        for branch in self._false(condition, group):
            start = self._start(branch, group, root)
            if start:
                self._rules.setdefault(start, []).append(target)

    def _false(self, condition: Condition, group: Group | None) -> list[Branch]:
        try:
            ways = branches(condition, holds=False)
        except TooManyBranches:
            return []
        fields = _fields_seen(self.form, group)
        possible = {_telling(way, fields) for way in ways if can_hold(way, fields)}
        return [way for way in possible if not any(other < way for other in possible)]

    def _start(self, branch: Branch, group: Group | None, root: str) -> str:
        of_form, of_item = [], []
        for test, holds in branch:
            selector = self._selector(test, group)
            if not selector:
                return ""
            found = f":has({selector})" if holds else f":not(:has({selector}))"
            (of_item if self._in_item(test, group) else of_form).append(found)
        whole = f"{root}{''.join(sorted(of_form))}" if of_form else ""
        return " ".join(filter(None, (whole, f".item{''.join(sorted(of_item))}" if of_item else "")))

    def _in_item(self, test: Condition, group: Group | None) -> bool:
        return group is not None and f"{group.id}.{test.field}" in self.form.fields_by_id

    def _selector(self, test: Condition, group: Group | None) -> str:
        name = f"{group.id}.{test.field}" if group and self._in_item(test, group) else test.field or ""
        if not isinstance(self.form.fields_by_id.get(name), ChoiceField):
            return ""
        if test.is_answered is not None:
            return f"{_data_q(name)} :checked:not([value=\"\"])"
        chosen = test.one_of or tuple(filter(None, (test.equals, test.includes)))
        return f"{_data_q(name)} {_any_of(f'[value={quoted(one)}]' for one in chosen)}:checked" if chosen else ""


def quoted(value: str) -> str:
    """Return an id in quotes: ids are letters, digits and underscores only."""
    return f'"{value}"'


def _data_q(key: str) -> str:
    return f"[data-q={quoted(key)}]"


def _any_of(selectors: Iterable[str]) -> str:
    found = list(dict.fromkeys(selectors))
    return found[0] if len(found) == 1 else f":is({','.join(found)})"


def _fields_seen(form: Form, group: Group | None) -> Mapping[str, BaseField]:
    own = {inner.id: inner for inner in group_members(group)} if group else {}
    return form.fields_by_id | own


def _in_option_lists(form: Form) -> set[str]:
    """Return the text boxes that stand right after their option: one rule of the style sheet opens them all."""
    own = ((f"{field.id}.", group_members(field)) for field in form.members() if isinstance(field, Group))
    holders = [("", tuple(form.members())), *own]
    return {
        prefix + companion.id
        for prefix, fields in holders
        for field in fields
        if not isinstance(field, Select)
        for companion in field.companions()
    }


def _telling(branch: Branch, fields: Mapping[str, BaseField]) -> Branch:
    """Return the branch without tests that another of its tests already answers."""
    chosen = {one.test.field for one in branch if one.holds and one.test.equals is not None}
    return frozenset(
        one
        for one in branch
        if one.holds or one.test.field not in chosen or not isinstance(fields.get(one.test.field or ""), ChoiceField)
    )
