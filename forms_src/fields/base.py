"""What every field type shares: its settings, its words and how one answer is read."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Annotated, Any, ClassVar, Literal, NamedTuple
from zoneinfo import ZoneInfo

from pydantic import Field

from forms_src.conditions import Condition
from forms_src.posted import CONTROL, Posted, is_seen
from forms_src.strict import Strict

MAX_ID = 60
FieldId = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$", max_length=MAX_ID)]
_LINE_END = re.compile("\r\n|[\r\u2028\u2029]")


class When(NamedTuple):
    """The moment and place a submission is read for. `now` is aware."""

    now: datetime
    zone: str
    zone_words: str

    @property
    def today(self) -> date:
        """The date it is there now."""
        return self.now.astimezone(ZoneInfo(self.zone)).date()


@dataclass(frozen=True)
class Problem:
    """What is wrong with an answer: a code of its type, the part to put right, words for the message."""

    code: str
    part: str = ""
    details: Mapping[str, object] = field(default_factory=dict)


class Parsed(NamedTuple):
    """One answer read: its value as in JSON, or a problem. `caution` asks for a second look, no more."""

    value: Any = None
    problem: Problem | None = None
    caution: str | None = None


class BaseField(Strict):
    """A field of a form. Its subclasses, one folder each, say how it is asked, read and shown."""

    type: str = Field(description="How it is asked.")
    id: FieldId = Field(
        description="The name its answer is kept under. It never changes once the form is used."
    )
    label: str = Field(description="The question, as people read it.", min_length=1, max_length=300)
    name: str | None = Field(
        default=None,
        description="How messages speak of it, such as “the date of birth”. Without it, the label is used.",
    )
    hint: str | None = Field(default=None, description="A line under the label that helps to answer.")
    required: bool = Field(
        default=True, description="Whether it must be answered. Without this line, it must."
    )
    basis: Literal["source", "designed"] = Field(
        default="source", description="Write designed where no source has this question."
    )
    source: str = Field(default="", description="Where the question comes from.")
    show_when: Condition | None = Field(
        default=None, description="The question is asked only where this holds."
    )
    keep_on_device: bool = Field(
        default=False,
        description="Whether people may keep the answer on their own device, for their next report.",
    )
    messages: Mapping[str, str] = Field(
        description="Own words for what can go wrong. {name} stands for the name of the question.",
        default_factory=dict,
    )

    patterns: ClassVar[Mapping[str, str]] = {}
    takes_answer: ClassVar[bool] = True
    many_values: ClassVar[bool] = False

    @cached_property
    def spoken(self) -> str:
        """How messages speak of the field: its `name`, else its label with a small first letter."""
        return self.name or small_first(self.label.rstrip("?:. "))

    def inputs(self, name: str) -> tuple[str, ...]:
        """Return the names of the inputs that hold the answer posted under `name`."""
        return (name,)

    def first_input(self, name: str, problem: Problem) -> str:
        """Return the id of the input to go to when putting the problem right."""
        return f"{name}-{problem.part}" if problem.part else name

    def is_blank(self, posted: Posted, name: str) -> bool:
        """Return whether nothing at all was answered."""
        return not any(any(map(is_seen, posted.all(part))) for part in self.inputs(name))

    def parse(self, posted: Posted, name: str, when: When) -> Parsed:
        """Read the answer posted under `name`."""
        if self.is_blank(posted, name):
            return Parsed(problem=Problem("required") if self.required else None)
        return self.read(posted, name, when)

    def read(self, posted: Posted, name: str, when: When) -> Parsed:
        """Read an answer that is not blank."""
        raise NotImplementedError

    def message(self, problem: Problem) -> str:
        """Return the words for a problem: they name the field and say what to do."""
        pattern = self.messages.get(problem.code) or self.patterns[problem.code]
        spoken = self.spoken
        words = {"name": spoken, "Name": spoken[:1].upper() + spoken[1:], **self.limits(), **problem.details}
        return pattern.format_map(words)

    def limits(self) -> Mapping[str, object]:
        """Return the settings that messages may quote."""
        return {}

    def words(self, value: Any, _when: When) -> tuple[str, ...]:
        """Return an answer as the lines a person reads."""
        return (str(value),)

    def typed(self, name: str, value: Any, _zone: str) -> dict[str, tuple[str, ...]]:
        """Return what to type under `name`, by the names of its inputs, to give an answer again."""
        return {name: (str(value),)}

    def still_possible(self, value: Any) -> Any:
        """Return what of an answer, given to a field like this one, can be given here; None for nothing."""
        return value

    def companions(self) -> "tuple[BaseField, ...]":
        """Return the fields that come with this one, such as the text box of an option."""
        return ()


def small_first(words: str) -> str:
    """Return words as they stand inside a sentence: a small first letter, but not in `NDIS` or in `I`."""
    return words if words[1:2].isupper() or words[:2] in ("I", "I ") else words[:1].lower() + words[1:]


def has_control(text: str) -> bool:
    """Return whether the text holds a character that cannot be printed, other than a tab or a new line."""
    return bool(CONTROL.search(text))


def typed_text(posted: Posted, name: str) -> str:
    """Return what was typed, trimmed, with every line end as one character."""
    typed = posted.first(name).strip()
    return _LINE_END.sub("\n", typed) if "\r" in typed or not typed.isascii() else typed
