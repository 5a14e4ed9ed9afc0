"""Conditions in words, for people without a script and for staff."""

from datetime import date

from forms_src.conditions import Condition
from forms_src.definition import Inquiry
from forms_src.fields.base import BaseField
from forms_src.fields.choice import ChoiceField
from forms_src.fields.dates import day_words
from forms_src.fields.group.field import Group


class Spoken:
    """Says the conditions of one form, in one item of `group` if given."""

    def __init__(self, form: Inquiry, group: Group | None = None) -> None:
        """Take the form, and the group whose items the conditions speak of."""
        self.form = form
        self.group = group

    def words(self, condition: Condition, *, holds: bool = True) -> str:
        """Return the condition, or its opposite, as the end of “Answer this only if …”."""
        if condition.not_ is not None:
            return self.words(condition.not_, holds=not holds)
        if condition.parts:
            return self._joined(condition.parts, _joint(condition, holds=holds), holds=holds)
        if condition.fact is not None:
            label = next(fact.label for fact in self.form.facts if fact.id == condition.fact)
            return f"this is {'' if holds else 'not '}so: {label}"
        if condition.overdue is not None:
            return f"this report is {'' if holds else 'not '}late"
        return f"“{self._label(condition.field)}” {self._tested(condition, holds=holds)}"

    def _joined(self, parts: tuple[Condition, ...], joint: str, *, holds: bool) -> str:
        """Join parts so that each reads one way only: “A and either B or C”, “A and B, or C”."""
        joints = [_joint(part, holds=holds) for part in parts]
        words = [self.words(part, holds=holds) for part in parts]
        if joint == "or":
            long = "and" in joints or any(len(part.one_of or ()) > 1 for part in parts)
            return (", or " if long else " or ").join(words)
        return " and ".join(
            f"either {said}" if own == "or" else said for said, own in zip(words, joints, strict=True)
        )

    def _tested(self, test: Condition, *, holds: bool) -> str:
        does = "is" if holds else "is not"
        options = " or ".join(self._option(test.field, one) for one in test.one_of or ())
        match test.test:
            case "equals":
                return f"{does} {self._option(test.field, test.equals)}"
            case "one_of":
                return f"{does} {options}"
            case "includes":
                return (
                    f"{'includes' if holds else 'does not include'} {self._option(test.field, test.includes)}"
                )
            case "is_answered":
                return "is answered" if test.is_answered is holds else "is left blank"
            case "age_under":
                return (
                    f"makes the person {f'under {test.age_under}' if holds else f'{test.age_under} or older'}"
                )
            case "on_or_after":
                day = day_words(test.on_or_after or date.max)
                return f"is {day} or later" if holds else f"is not {day} or later"
            case "before":
                return f"{does} before “{self._label(test.before)}”"
            case _:
                return f"{does} the same as “{self._label(test.same_as)}”"

    def _field(self, name: str) -> BaseField | None:
        inner = self.form.fields_by_id.get(f"{self.group.id}.{name}") if self.group else None
        return inner or self.form.fields_by_id.get(name)

    def _label(self, name: str | None) -> str:
        field = self._field(name or "")
        return field.label if field else name or ""

    def _option(self, name: str | None, option: str | None) -> str:
        field = self._field(name or "")
        label = field.labels.get(option or "") if isinstance(field, ChoiceField) else None
        return f"“{label or option}”"


def _joint(condition: Condition, *, holds: bool) -> str:
    """Return the word that joins the parts of a condition, or of its opposite; nothing for a single test."""
    if condition.not_ is not None:
        return _joint(condition.not_, holds=not holds)
    if not condition.parts:
        return ""
    return "and" if (condition.all is not None) is holds else "or"
