"""What stays the same on every page of one form: when each question is asked, the words for its faults."""

import json
from typing import Any, NamedTuple

from markupsafe import Markup

from forms_src.conditions import Condition
from forms_src.definition import Inquiry
from forms_src.fields.base import BaseField, Problem
from forms_src.fields.choice import ChoiceField
from forms_src.fields.group.field import Group
from forms_src.plan import written_out
from forms_src.spoken import Spoken
from forms_src.styles import Openings


class Told(NamedTuple):
    """When something is asked: for the script and in words; whether style alone or only a clock can tell.

    `number` is the number of its condition in the rules of style, empty where none hides it.
    """

    expression: Markup
    words: str
    plain: bool
    overdue: bool
    number: str


class Questionnaire:
    """A form made ready for its pages. Make one for each form and keep it.

    `told` says when a field, by its id or `group.field`, or a section, as `#id`, is asked; those always asked
    are left out. `spoken_of` are the fields that conditions read by more than the names of their options.
    """

    def __init__(self, form: Inquiry) -> None:
        """Work out when each question is asked."""
        self.form = form
        self.told: dict[str, Told] = {}
        self.spoken_of: set[str] = set()
        self.words = {key: browser_words(field) for key, field in form.fields_by_id.items()}
        openings = Openings(form)
        self.style = openings.style
        self._plain = openings.plain
        self._numbers = openings.numbers
        for section in form.sections:
            self._tell(f"#{section.id}", section.show_when, None)
        for key, field in form.fields_by_id.items():
            group = form.fields_by_id[key.partition(".")[0]] if "." in key else None
            self._tell(key, field.show_when, group if isinstance(group, Group) else None)

    def _tell(self, key: str, condition: Condition | None, group: Group | None) -> None:
        if condition is None:
            return
        out = written_out(condition, self.form)
        read = out.fields() | {f"{group.id}.{name}" for name in out.fields() if group}
        self.spoken_of |= {name for name in read if key not in self._plain or "." in name}
        words = Spoken(self.form, group).words(condition)
        overdue = any(part.overdue for part in out.walk())
        json_ = attribute_json(expression(out))
        self.told[key] = Told(json_, words, key in self._plain, overdue, self._numbers.get(key, ""))


def expression(condition: Condition) -> list[Any]:
    """Return a condition, facts written out, as the script reads it: the test, then what it is made of."""
    if condition.parts:
        name = "not" if condition.not_ else "all" if condition.all else "any"
        return [name, *(expression(part) for part in condition.parts)]
    if condition.overdue is not None:
        return ["overdue", condition.overdue]
    return _test(condition)


def _test(condition: Condition) -> list[Any]:
    field = condition.field
    match condition.test:
        case "equals":
            return ["is", field, condition.equals]
        case "one_of":
            return ["in", field, list(condition.one_of or ())]
        case "includes":
            return ["is", field, condition.includes]
        case "is_answered":
            return ["set", field] if condition.is_answered else ["not", ["set", field]]
        case "age_under":
            return ["age", field, condition.age_under]
        case "on_or_after":
            return ["from", field, str(condition.on_or_after)]
        case "before":
            return ["before", field, condition.before]
        case _:
            return ["same", field, condition.same_as]


def attribute_json(value: Any) -> Markup:
    """Return JSON that is safe between single quotes in an attribute."""
    text = json.dumps(value, separators=(",", ":"), ensure_ascii=False)
    for character in "'&<":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return Markup(text)  # noqa: S704  nothing in it can end the attribute


def browser_words(field: BaseField) -> dict[str, str]:
    """Return the words that the script needs for the faults it finds, by the name of their `data-` attribute.

    `s` is how messages speak of the field, `r` that an answer is required, with the field's own words if it
    has any; its own words for another fault stand under that fault's code.
    """
    if not field.takes_answer or isinstance(field, Group):
        return {}
    found = {}
    if field.required:
        found["r"] = field.message(Problem("required")) if "required" in field.messages else ""
    if _codes_found(field) - field.messages.keys():
        found["s"] = field.spoken
    return found | {
        code: filled(field, words) for code, words in field.messages.items() if code != "required"
    }


def _codes_found(field: BaseField) -> set[str]:
    """Return the codes of the faults that a browser can find."""
    codes = set(field.patterns) - {"not_an_option"} - (set() if field.required else {"required"})
    options = field.options if isinstance(field, ChoiceField) else ()
    return codes if any(option.exclusive for option in options) else codes - {"exclusive"}


class _Left(dict[str, object]):
    """Words to fill in; those that are only known with an answer stay as they are."""

    def __missing__(self, name: str) -> str:
        return f"{{{name}}}"


def filled(field: BaseField, words: str) -> str:
    name = field.spoken
    return words.format_map(_Left({"name": name, "Name": name[:1].upper() + name[1:], **field.limits()}))
