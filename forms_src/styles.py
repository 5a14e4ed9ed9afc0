"""Styles: the style sheets, and the rules of each form that open conditional questions without a script."""

import re
from base64 import b64encode
from collections.abc import Iterable, Mapping
from functools import cache
from hashlib import sha256
from pathlib import Path

from forms_src.branches import Branch, Shown, TooManyBranches, branches, can_hold
from forms_src.conditions import Condition
from forms_src.definition import Inquiry, group_members
from forms_src.fields.base import BaseField
from forms_src.fields.choice import ChoiceField
from forms_src.fields.group.field import Group
from forms_src.fields.select.field import Select
from forms_src.plan import Step, written_out

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


def policy(style: str, *, script: bool = True, upload_to: str = "") -> str:
    """Return the content security policy of a page that holds this style, and the site's script if any.

    `upload_to` is the one other origin that the page's form may send to.
    """
    digest = b64encode(sha256(style.encode()).digest()).decode()
    sent = f" {upload_to}" if upload_to else ""
    own = (
        f"; script-src 'self'; connect-src 'self'; form-action 'self'{sent}"
        if script
        else "; form-action 'none'"
    )
    return f"default-src 'none'; style-src 'sha256-{digest}'{own}; base-uri 'none'; img-src data:"


class Openings:
    """What of a form's conditions a browser can judge by style alone.

    Each conditional field, and each conditional section as `#id`, is hidden while its condition is false.
    `:has()` can see which options are chosen, so a condition of choices alone is `plain`: its words are not
    needed. Of any other condition, the ways to be false that are choices alone still hide it. What is hidden
    in the same ways has the same number, which its element carries as `data-c`. A text box of `in_options`
    stands right after its option, and one rule for all of those opens it.
    """

    def __init__(self, form: Inquiry) -> None:
        """Work out the rules once."""
        self.form = form
        self.in_options = _in_option_lists(form)
        self.plain = set(self.in_options)
        self._shown = Shown(form)
        self._ways: dict[str, tuple[str, ...]] = {}
        for section in form.sections:
            if section.show_when:
                self._hide(f"#{section.id}", self._deep(section.show_when), None)
        for step in self._shown.steps:
            self._take(step)
        distinct = dict.fromkeys(self._ways.values())
        self._numbers = {ways: str(number) for number, ways in enumerate(distinct, 1)}

    @property
    def numbers(self) -> dict[str, str]:
        """The number of everything that a rule hides."""
        return {key: self._numbers[ways] for key, ways in self._ways.items()}

    @property
    def style(self) -> str:
        """The rules. Paper shows every question, with the words that say when to answer it."""
        hidden: dict[str, list[str]] = {}
        for ways, number in self._numbers.items():
            for way in ways:
                hidden.setdefault(way, []).append(f'[data-c="{number}"]')
        rules = "".join(f"{way} {_any_of(found)}{HIDDEN}" for way, found in sorted(hidden.items()))
        return f"@media screen{{{rules}}}" if rules else ""

    def _deep(self, condition: Condition) -> Condition:
        return self._shown.deep(written_out(condition, self.form))

    def _take(self, step: Step) -> None:
        field = step.field
        if field.show_when:
            self._hide(field.id, self._deep(field.show_when), None)
        for inner in step.inner:
            condition = self._shown.of_inner(step, inner)
            if condition and isinstance(field, Group):
                self._hide(f"{field.id}.{inner.field.id}", condition, field)

    def _hide(self, key: str, condition: Condition, group: Group | None) -> None:
        if key in self.in_options:
            return
        if all(self._selector(part, group) for part in condition.walk() if not part.parts):
            self.plain.add(key)
        ways = {self._way(branch, group) for branch in self._false(condition, group)} - {""}
        if ways:
            self._ways[key] = tuple(sorted(ways))

    def _false(self, condition: Condition, group: Group | None) -> list[Branch]:
        try:
            ways = branches(condition, holds=False)
        except TooManyBranches:
            return []
        fields = _fields_seen(self.form, group)
        possible = {_telling(way, fields) for way in ways if can_hold(way, fields)}
        return [way for way in possible if not any(other < way for other in possible)]

    def _way(self, branch: Branch, group: Group | None) -> str:
        of_form: list[str] = []
        of_item: list[str] = []
        for test, holds in branch:
            selector = self._selector(test, group)
            if not selector:
                return ""
            found = f":has({selector})" if holds else f":not(:has({selector}))"
            (of_item if self._in_item(test, group) else of_form).append(found)
        whole = f"main{''.join(sorted(of_form))}" if of_form else ""
        return " ".join(filter(None, (whole, f".item{''.join(sorted(of_item))}" if of_item else "")))

    def _in_item(self, test: Condition, group: Group | None) -> bool:
        return group is not None and f"{group.id}.{test.field}" in self.form.fields_by_id

    def _selector(self, test: Condition, group: Group | None) -> str:
        name = f"{group.id}.{test.field}" if group and self._in_item(test, group) else test.field or ""
        if not isinstance(self.form.fields_by_id.get(name), ChoiceField):
            return ""
        options = self._options(name)
        if test.is_answered is not None:
            return f'{options}:checked:not([value=""])'
        chosen = test.one_of or tuple(filter(None, (test.equals, test.includes)))
        values = [f'[value="{one}"]' for one in chosen]
        return f"{options}{_any_of(values)}:checked" if values else ""

    def _options(self, name: str) -> str:
        """Return what selects the options of a field; those of an item's field have a name for each item."""
        if "." in name:
            return f'[data-q="{name}"] '
        return f'[name="{name}"]' + " " * isinstance(self.form.fields_by_id[name], Select)


def _any_of(selectors: Iterable[str]) -> str:
    found = list(dict.fromkeys(selectors))
    return found[0] if len(found) == 1 else f":is({','.join(found)})"


def _fields_seen(form: Inquiry, group: Group | None) -> Mapping[str, BaseField]:
    own = {inner.id: inner for inner in group_members(group)} if group else {}
    return form.fields_by_id | own


def _in_option_lists(form: Inquiry) -> set[str]:
    """Return the text boxes that stand right after their option: one rule of the style sheet opens them."""
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
        if one.holds
        or one.test.field not in chosen
        or not isinstance(fields.get(one.test.field or ""), ChoiceField)
    )
