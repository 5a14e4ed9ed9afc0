"""One change, and for whom it is one."""

from typing import Literal, NamedTuple

from forms_src.definition import Form
from forms_src.fields.base import BaseField
from forms_src.fields.choice import Option
from forms_src.fields.group.field import Group

Audience = Literal["people", "systems", "reports"]


class Change(NamedTuple):
    """What is different for the people who fill in a form, systems that send reports, or reports and exports.

    `words` is a whole sentence. `breaking`: a system that did well before may have its reports refused.
    """

    to: Audience
    words: str
    breaking: bool = False


class Places:
    """Where each field of one edition stands: by its id or `group.field`, its section and what it is in."""

    def __init__(self, form: Form) -> None:
        """Take the edition."""
        self.form = form
        self.fields: dict[str, BaseField] = {}
        self.section: dict[str, str] = {}
        for section in form.sections:
            for field in section.fields:
                self._place(field, field.id, section.id)
                inner = field.fields if isinstance(field, Group) else ()
                for one in inner:
                    self._place(one, f"{field.id}.{one.id}", section.id)

    def _place(self, field: BaseField, key: str, section: str) -> None:
        self.fields[key], self.section[key] = field, section

    def named(self, key: str) -> str:
        """Return how sentences name a field: its label in quotes, with that of its group."""
        field = self.fields[key]
        group = self.fields.get(key.rpartition(".")[0])
        own = quoted(
            field.label or _start(str(getattr(field, "heading", None) or getattr(field, "text", "")))
        )
        return f"{own} in {quoted(group.label)}" if group else own

    def condition(self, key: str) -> tuple[object, ...]:
        """Return all conditions that a field is asked under."""
        section = next(one for one in self.form.sections if one.id == self.section[key])
        group = self.fields.get(key.rpartition(".")[0])
        return section.show_when, group.show_when if group else None, self.fields[key].show_when


def quoted(words: str) -> str:
    """Return words in quotes, without what ends them."""
    return f"“{words.rstrip('.:')}”"


def _start(words: str) -> str:
    first = words.split()
    return " ".join(first[:6]) + (" …" if len(first) > 6 else "")


def coded(*names: str) -> str:
    """Return ids as sentences show them, as in Markdown."""
    return ", ".join(f"`{name}`" for name in names)


def option_named(option: Option) -> str:
    """Return how sentences name an option."""
    return quoted(option.label)
