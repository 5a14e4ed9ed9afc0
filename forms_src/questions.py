"""Questions as a page asks them: view objects for the templates, made from a form and what was posted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

from forms_src.answers import Fault, Reading, place_of
from forms_src.definition import PlaceOf, Section
from forms_src.fields.base import BaseField
from forms_src.fields.choice import ChoiceField
from forms_src.fields.group.field import Group
from forms_src.fields.group.numbers import item_numbers
from forms_src.origins import REASON, Origin
from forms_src.posted import Posted
from forms_src.questionnaires import Questionnaire, Told, browser_words

MAX_ITEMS_OVER = 5  # shown over the most there may be: a flood is not answered with a flood of questions


class Choice(NamedTuple):
    """One option of a question, with the question that comes with it."""

    id: str
    label: str
    hint: str
    chosen: bool
    exclusive: bool
    say: "Question | None"


class Item(NamedTuple):
    """One item of a repeating group. `removing` asks whether to; meanwhile nothing else can be removed."""

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


@dataclass(frozen=True)
class Question:
    """One field on one page.

    `key` is the field's id, inside a group `group.field`; `name` is its name when posted.
    """

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
        """Whether a condition reads it."""
        return self.key in self.page.whole.spoken_of

    @property
    def words(self) -> dict[str, str]:
        """What the script needs to word faults. It cannot tell whether what waits for a clock is required."""
        words = self.page.whole.words.get(self.key) or browser_words(self.field)
        return {"s": words["s"]} if self.told and self.told.overdue else words

    @cached_property
    def fault(self) -> Fault | None:
        """What is wrong with its answer."""
        return self.page.faults.get(self.name)

    @property
    def error(self) -> str:
        """The words for what is wrong."""
        return self.fault.message if self.fault else ""

    @property
    def is_carried(self) -> bool:
        """Whether its answer was carried over from an earlier report."""
        return self.name in self.page.origin.names

    @property
    def value(self) -> str:
        """The answer of a single input, as it was typed."""
        return self.page.posted.first(self.name)

    def part(self, part: str) -> str:
        """Return what was typed in one of several boxes."""
        return self.page.posted.first(f"{self.name}-{part}")

    def ticked(self, value: str) -> bool:
        """Return whether a value is among those chosen."""
        return value in self.page.posted.all(self.name)

    @cached_property
    def choices(self) -> tuple[Choice, ...]:
        """The options, each with the question that comes with it."""
        field = self.field
        says = {say.field.id: say for say in self.says}
        return tuple(
            Choice(
                option.id,
                option.label,
                option.hint or "",
                self.ticked(option.id),
                option.exclusive,
                says.get(f"{field.id}_{option.id}"),
            )
            for option in (field.options if isinstance(field, ChoiceField) else ())
        )

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
        hint = self.field.hint or example
        known = {"if": told, "hint": hint, "carried": self.is_carried, "error": self.error, "count": counted}
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
        origin: Origin | None = None,
    ) -> None:
        """Take what the page shows; nothing posted makes the page that people start with."""
        self.whole = whole
        self.form = whole.form
        self.posted = posted or Posted()
        self.reading = reading
        self.faults: Mapping[str, Fault] = {fault.name: fault for fault in reversed(faults) if fault.name}
        self.notice = notice
        self.focus = focus
        self.removing = "{}-{}".format(*removing) if removing else ""
        self.origin = origin or Origin()

    @property
    def page_notice(self) -> str:
        """The notice, unless it is said where the focus goes."""
        return "" if self.focus else self.notice

    @property
    def reason(self) -> Question | None:
        """The question why a report is corrected, where one is."""
        return self._alone(REASON, "", "") if self.origin.corrects else None

    @cached_property
    def zone_words(self) -> str:
        """The zone of the place, or words that are true until the place is chosen."""
        place = self.form.place
        found = place_of(self.form, self.posted)
        if isinstance(place, PlaceOf) and self.posted.first(place.field).upper() != found.id:
            return "local time"
        return found.zone_words

    @cached_property
    def sections(self) -> tuple[SectionView, ...]:
        """Every section with its questions."""
        return tuple(self._section(section) for section in self.form.sections)

    def _section(self, section: Section) -> SectionView:
        told = self.whole.told.get(f"#{section.id}")
        questions = tuple(self._question(field) for field in section.fields if self._is_asked(field, told))
        return SectionView(section.id, section.title, section.intro or "", told, questions)

    def _is_asked(self, field: BaseField, section: Told | None, key: str = "", name: str = "") -> bool:
        """Return whether to ask it at all: what only a clock running out shows waits for that."""
        told = (self.whole.told.get(key + field.id), section)
        if not any(one.overdue for one in told if one):
            return True
        shown = self.reading is not None and name + field.id in self.reading.shown
        return shown or any(self.posted.first(one) for one in field.inputs(name + field.id))

    def _question(self, field: BaseField, before_key: str = "", before_name: str = "") -> Question:
        question = self._alone(field, before_key, before_name)
        says = tuple(self._alone(say, before_key, before_name) for say in field.companions())
        numbers = self._numbers(field) if isinstance(field, Group) else []
        items = tuple(self._item(field, number) for number in numbers if isinstance(field, Group))
        return replace(question, says=says, items=items)

    def _alone(self, field: BaseField, before_key: str, before_name: str) -> Question:
        return Question(field, before_key + field.id, before_name + field.id, self)

    def _numbers(self, group: Group) -> list[int]:
        posted = item_numbers(group, self.posted)[: group.max + MAX_ITEMS_OVER]
        wanted = max(group.min, 1) - len(posted)
        spare = [number for number in range(1, group.max + 1) if number not in posted]
        return sorted([*posted, *spare[: max(wanted, 0)]])

    def _item(self, group: Group, number: int) -> Item:
        id_ = f"{group.id}-{number}"
        key, name = f"{group.id}.", f"{id_}-"
        asked = (field for field in group.fields if self._is_asked(field, None, key, name))
        questions = tuple(self._question(field, key, name) for field in asked)
        return Item(id_, number, questions, id_ == self.focus, id_ == self.removing, not self.removing)
