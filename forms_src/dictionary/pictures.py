"""A picture of a form: sections and questions in order, and lines from each question to those it decides.

The same is said in words beside each question, so the lines help and are never the only way to know.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import NamedTuple

from forms_src.definition import Form
from forms_src.dictionary.entries import TYPES
from forms_src.fields.base import BaseField
from forms_src.fields.group.field import Group
from forms_src.plan import Step, clock_reads, steps
from forms_src.spoken import Spoken

LINE, GAP, LANE, INDENT, LETTERS, WIDTH = 20, 12, 12, 24, 80, 640  # px; letters that fit a line


class Node(NamedTuple):
    """A section, or a question of it: its key, words, when it is asked, and which questions decide that."""

    key: str
    words: str
    kind: str
    asked: str
    decided_by: tuple[str, ...]
    depth: int

    @property
    def is_section(self) -> bool:
        """Whether it is a section."""
        return self.depth == 0


@dataclass(frozen=True)
class Box:
    """Where a node stands: its lines of text, its top and height in px."""

    node: Node
    lines: tuple[str, ...]
    asked: tuple[str, ...]
    top: int

    @property
    def height(self) -> int:
        """Its height, room below included."""
        return LINE * (len(self.lines) + len(self.asked)) + GAP

    @property
    def middle(self) -> int:
        """Where lines begin and end: the middle of its first line."""
        return self.top + LINE // 2


class Line(NamedTuple):
    """From one question to all that it decides: px from the top, and its distance from the boxes in lanes."""

    start: int
    ends: tuple[int, ...]
    lane: int


@dataclass(frozen=True)
class Picture:
    """Boxes and lines, and how large all of it is in px."""

    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]
    height: int

    @property
    def left(self) -> int:
        """Where the boxes begin: right of all lanes."""
        return LANE * (max((line.lane for line in self.lines), default=0) + 2)

    @property
    def width(self) -> int:
        """The width of it all."""
        return self.left + WIDTH


def nodes(form: Form) -> Iterator[Node]:
    """Yield every section and question in order, those of a group's items after the group."""
    spoken = Spoken(form)
    by_section: dict[str, list[Step]] = {}
    for step in steps(form):
        by_section.setdefault(step.section.id, []).append(step)
    for section in form.sections:
        shown = section.show_when
        asked = spoken.words(shown) if shown else ""
        yield Node(f"#{section.id}", section.title, "", asked, (), 0)
        for step in by_section.get(section.id, ()):
            yield from _questions(form, step)


def _questions(form: Form, step: Step) -> Iterator[Node]:
    field = step.field
    if not field.takes_answer:
        return
    own = field.show_when
    decided = _decided_by(form, step)
    yield Node(field.id, field.label, TYPES[field.type], Spoken(form).words(own) if own else "", decided, 1)
    if isinstance(field, Group):
        inner = {one.field.id for one in step.inner}
        for one in step.inner:
            if one.field.takes_answer:
                yield _inner(form, field, one, inner)


def _inner(form: Form, group: Group, step: Step, siblings: set[str]) -> Node:
    field: BaseField = step.field
    read = step.shown_when.fields() if step.shown_when else set()
    decided = (f"{group.id}.{name}" if name in siblings else name.partition(".")[0] for name in sorted(read))
    asked = Spoken(form, group).words(field.show_when) if field.show_when else ""
    return Node(f"{group.id}.{field.id}", field.label, TYPES[field.type], asked, tuple(decided), 2)


def _decided_by(form: Form, step: Step) -> tuple[str, ...]:
    """Return the questions that decide whether one is asked, those that start a clock of it included."""
    condition = step.shown_when
    if condition is None:
        return ()
    clocks = {part.overdue for part in condition.walk() if part.overdue}
    timed = (clock_reads(clock, form) for clock in form.clocks if clock.id in clocks)
    found = condition.fields().union(*timed)
    known = {id_ for id_ in found if id_ in form.fields_by_id}
    return tuple(sorted(known - {step.field.id}))


def picture(form: Form) -> Picture:
    """Return the picture of a form, as it is today."""
    boxes, top = [], GAP
    for node in nodes(form):
        top += GAP if node.is_section else 0
        letters = LETTERS - 4 * node.depth
        words = f"{node.words} ({node.kind})" if node.kind else node.words
        asked = wrap(f"Asked if {node.asked}", letters) if node.asked else []
        box = Box(node, tuple(wrap(words, letters)), tuple(asked), top)
        boxes.append(box)
        top += box.height
    return Picture(tuple(boxes), tuple(_lines(boxes)), top)


def _lines(boxes: Sequence[Box]) -> Iterator[Line]:
    """Yield a line for each question that decides others; short ones lie nearest, none on another."""
    places = {box.node.key: box.middle for box in boxes}
    ends: dict[str, list[int]] = {}
    for box in boxes:
        for decider in box.node.decided_by:
            if decider in places and decider != box.node.key:
                ends.setdefault(decider, []).append(box.middle)
    taken: list[list[tuple[int, int]]] = []
    spans = ((min(places[key], *to), max(places[key], *to), key) for key, to in ends.items())
    for first, last, key in sorted(spans, key=lambda span: (span[1] - span[0], span)):
        yield Line(places[key], tuple(ends[key]), _lane(taken, first, last))


def _lane(taken: list[list[tuple[int, int]]], first: int, last: int) -> int:
    """Take the nearest lane that is free from `first` to `last`, and return its number."""
    for number, spans in enumerate(taken):
        if all(last < begin or end < first for begin, end in spans):
            spans.append((first, last))
            return number
    taken.append([(first, last)])
    return len(taken) - 1


def decides(found: Sequence[Node]) -> dict[str, list[str]]:
    """Return, for each question, the words of those that it decides."""
    result: dict[str, list[str]] = {}
    for node in found:
        for decider in node.decided_by:
            result.setdefault(decider, []).append(node.words)
    return result
