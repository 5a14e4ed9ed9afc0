"""Questions as a page asks them: view objects for the templates, made from a form and what was posted."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, NamedTuple

from markupsafe import Markup

from forms_src.answers import Fault, Reading, item_numbers, place_of
from forms_src.conditions import Condition
from forms_src.definition import Form, PlaceOf, Section
from forms_src.fields.base import BaseField, Problem
from forms_src.fields.choice import ChoiceField
from forms_src.fields.group.field import Group
from forms_src.plan import written_out
from forms_src.posted import Posted
from forms_src.spoken import Spoken
from forms_src.styles import Openings

MAX_ITEMS_SHOWN = 100  # a flood of items is not answered with a flood of questions


class Told(NamedTuple):
    """When a question is asked: for the script, in words, and whether the style sheet alone can tell."""

    expression: Markup
    words: str
    plain: bool
    overdue: bool


class Choice(NamedTuple):
    """One option of a question, with the question that comes with it."""

    id: str
    label: str
    hint: str
    chosen: bool
    exclusive: bool
    say: "Question | None"


class Item(NamedTuple):
    """One item of a repeating group."""

    id: str
    number: int
    questions: "tuple[Question, ...]"
    focused: bool
    removing: bool
    removable: bool


class SectionView(NamedTuple):
    """One section of the page."""

    id: str
    title: str
    intro: str
    told: Told | None
    questions: "tuple[Question, ...]"


def expression(condition: Condition) -> list[Any]:
    """Return a condition, facts written out, as the script reads it."""
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
            return ["=", field, condition.equals]
        case "one_of":
            return ["in", field, list(condition.one_of or ())]
        case "includes":
            return ["has", field, condition.includes]
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


class Questionnaire:
    """What stays the same on every page of one form. Make one for each form and keep it."""

    def __init__(self, form: Form) -> None:
        """Work out when each question is asked."""
        self.form = form
        openings = Openings(form)
        self.style = openings.style
        self._plain = openings.plain
        self.spoken_of: set[str] = set()
        self.told: dict[str, Told] = {}
        self.words = {key: browser_words(field) for key, field in form.fields_by_id.items()}
        for section in form.sections:
            self._tell(f"#{section.id}", section.show_when, None)
        for key, field in form.fields_by_id.items():
            group = form.fields_by_id[key.partition(".")[0]] if "." in key else None
            self._tell(key, field.show_when, group if isinstance(group, Group) else None)

    def _tell(self, key: str, condition: Condition | None, group: Group | None) -> None:
        if condition is None:
            return
        out = written_out(condition, self.form)
        named = {f"{group.id}.{name}" for name in out.fields()} if group else set()
        self.spoken_of |= {key, *out.fields(), *named}
        words = Spoken(self.form, group).words(condition)
        overdue = any(part.overdue for part in out.walk())
        self.told[key] = Told(attribute_json(expression(out)), words, key in self._plain, overdue)


def browser_words(field: BaseField) -> dict[str, str]:
    """Return the words that the script needs for the faults it finds, by the name of their `data-` attribute.

    `s` is how messages speak of the field, `r` that an answer is required, with the field's own words if it has any;
    its own words for another fault stand under that fault's code.
    """
    if not field.takes_answer or isinstance(field, Group):
        return {}
    found = {}
    if _codes_found(field) - field.messages.keys():
        found["s"] = field.spoken
    if field.required:
        found["r"] = field.message(Problem("required")) if "required" in field.messages else ""
    return found | {code: _filled(field, words) for code, words in field.messages.items() if code != "required"}


class _Left(dict[str, object]):
    """Words to fill in; those that are only known with an answer stay as they are."""

    def __missing__(self, name: str) -> str:
        return f"{{{name}}}"


def _filled(field: BaseField, words: str) -> str:
    name = field.spoken
    return words.format_map(_Left({"name": name, "Name": name[:1].upper() + name[1:], **field.limits()}))


def _codes_found(field: BaseField) -> set[str]:
    """Return the codes of the faults that a browser can find."""
    codes = set(field.patterns) - {"not_an_option"} - (set() if field.required else {"required"})
    options = field.options if isinstance(field, ChoiceField) else ()
    return codes if any(option.exclusive for option in options) else codes - {"exclusive"}


@dataclass(frozen=True)
class Question:
    """One field on one page. `key` is the field's id, inside a group `group.field`; `name` is its name when posted."""

    field: BaseField
    key: str
    name: str
    page: "Asking"
    says: "tuple[Question, ...]" = ()
    items: tuple[Item, ...] = ()

    @cached_property
    def told(self) -> Told | None:
        """When it is asked, if not always."""
        return self.page.whole.told.get(self.key)

    @property
    def is_spoken_of(self) -> bool:
        """Whether a condition speaks of it, or it has one itself."""
        return self.key in self.page.whole.spoken_of

    @cached_property
    def fault(self) -> Fault | None:
        """What is wrong with its answer."""
        return self.page.faults.get(self.name)

    @property
    def error(self) -> str:
        """The words for what is wrong."""
        return self.fault.message if self.fault else ""

    @property
    def words(self) -> dict[str, str]:
        """What the script needs to word the faults it finds. It cannot tell whether what waits for a clock is required."""
        words = self.page.whole.words[self.key]
        return {"s": words["s"]} if self.told and self.told.overdue else words

    @property
    def value(self) -> str:
        """The answer of a single input, as it was typed."""
        return self.page.posted.first(self.name)

    def part(self, part: str) -> str:
        """Return what was typed in one of several boxes."""
        return self.page.posted.first(f"{self.name}-{part}")

    @cached_property
    def choices(self) -> tuple[Choice, ...]:
        """The options, each with the question that comes with it."""
        field = self.field
        chosen = self.page.posted.all(self.name)
        options = field.options if isinstance(field, ChoiceField) else ()
        says = {say.field.id: say for say in self.says}
        return tuple(
            Choice(
                option.id,
                option.label,
                option.hint or "",
                option.id in chosen,
                option.exclusive,
                says.get(f"{field.id}_{option.id}"),
            )
            for option in options
        )

    def ticked(self, value: str) -> bool:
        """Return whether a value is among those chosen."""
        return value in self.page.posted.all(self.name)

    @property
    def clock_asked(self) -> bool:
        """Whether to ask which of two equal hours is meant."""
        return bool(self.part("clock")) or (self.fault is not None and self.fault.code == "repeated")

    @property
    def zone_words(self) -> str:
        """Whose time it is: known once the place is."""
        return self.page.zone_words

    @property
    def notice(self) -> str:
        """What has just happened to this group, if anything."""
        return self.page.notice if any(item.focused for item in self.items) else ""

    def described_by(self, example: str, counted: bool) -> str:
        """Return the ids of everything that describes the question, in the order it is read."""
        told = self.told is not None and not self.told.plain
        known = {"if": told, "hint": self.field.hint or example, "error": self.error, "count": counted}
        return " ".join(f"{self.name}-{part}" for part, is_there in known.items() if is_there)


def nth_id(name: str, number: int) -> str:
    """Return the id of one of several inputs of a name, counted from 1."""
    return name if number == 1 else f"{name}-{number}"


class Asking:
    """One page of questions: a questionnaire with what was posted and what is wrong with it."""

    def __init__(
        self,
        whole: Questionnaire,
        posted: Posted | None = None,
        reading: Reading | None = None,
        faults: Sequence[Fault] = (),
        *,
        notice: str = "",
        focus: str = "",
        removing: tuple[str, int] | None = None,
    ) -> None:
        """Take what the page shows; nothing posted makes the page that people start with."""
        self.notice = notice
        self.focus = focus
        self.removing = "{}-{}".format(*removing) if removing else ""
        self.whole = whole
        self.form = whole.form
        self.posted = posted or Posted()
        self.reading = reading
        self.faults: Mapping[str, Fault] = {fault.name: fault for fault in reversed(faults) if fault.name}

    @cached_property
    def zone_words(self) -> str:
        """The zone of the place, or words that are true until the place is chosen."""
        place = self.form.place
        if isinstance(place, PlaceOf) and self.posted.first(place.field) not in {one.id for one in self.form.places}:
            return "local time"
        return place_of(self.form, self.posted).zone_words

    @cached_property
    def sections(self) -> tuple[SectionView, ...]:
        """Every section with its questions."""
        return tuple(self._section(section) for section in self.form.sections)

    def _section(self, section: Section) -> SectionView:
        questions = tuple(self._question(field) for field in section.fields if self._is_asked(field))
        told = self.whole.told.get(f"#{section.id}")
        return SectionView(section.id, section.title, section.intro or "", told, questions)

    def _is_asked(self, field: BaseField) -> bool:
        """Return whether to ask it at all: what only a clock running out shows waits for that."""
        told = self.whole.told.get(field.id)
        if told is None or not told.overdue:
            return True
        shown = self.reading is not None and field.id in self.reading.shown
        return shown or any(self.posted.first(name) for name in field.inputs(field.id))

    def _question(self, field: BaseField, key: str = "", name: str = "") -> Question:
        question = self._alone(field, key, name)
        prefix = question.key.removesuffix(field.id)
        stem = question.name.removesuffix(field.id)
        says = tuple(self._alone(say, prefix + say.id, stem + say.id) for say in field.companions())
        items = tuple(self._item(field, number) for number in self._numbers(field)) if isinstance(field, Group) else ()
        return replace(question, says=says, items=items)

    def _alone(self, field: BaseField, key: str, name: str) -> Question:
        return Question(field, key or field.id, name or field.id, self)

    def _numbers(self, group: Group) -> list[int]:
        posted = item_numbers(group, self.posted)[:MAX_ITEMS_SHOWN]
        wanted = max(group.min, 1) - len(posted)
        spare = [number for number in range(1, group.max + 1) if number not in posted]
        return sorted([*posted, *spare[: max(wanted, 0)]])

    def _item(self, group: Group, number: int) -> Item:
        id_ = f"{group.id}-{number}"
        fields = ((field, f"{group.id}.{field.id}", f"{id_}-{field.id}") for field in group.fields)
        questions = tuple(self._question(*one) for one in fields)
        return Item(id_, number, questions, id_ == self.focus, id_ == self.removing, not self.removing)

    @property
    def page_notice(self) -> str:
        """The notice, unless it is said where the focus goes."""
        return "" if self.focus else self.notice
