"""Answers read back: the questions that were asked, in their order, with each answer in words."""

from collections import ChainMap
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any, NamedTuple

from forms_src.conditions import Facts, holds
from forms_src.definition import Inquiry
from forms_src.fields.base import BaseField, When
from forms_src.fields.group.field import Group
from forms_src.plan import Step, steps


class Row(NamedTuple):
    """One question and its answer in lines: none if it was left out; `are_many` if each is one of several."""

    label: str
    lines: tuple[str, ...]
    are_many: bool = False


class Run(NamedTuple):
    """Rows that belong together: one item of a group has a heading."""

    heading: str
    answers: tuple[Row, ...]


class Part(NamedTuple):
    """One section that asked anything."""

    id: str
    title: str
    rows: tuple[Run, ...]


class Summary:
    """The answers of one report, as stored, read for the moment and place it was made."""

    def __init__(self, form: Inquiry, answers: Mapping[str, Any], when: When, late: Sequence[str]) -> None:
        """Take the answers by field id; `late` are the clocks that had run out."""
        self.answers = answers
        self.when = when
        self._steps = steps(form)
        columns = (
            (group, step) for group in self._steps if isinstance(group.field, Group) for step in group.inner
        )
        self._values = dict(answers) | {
            f"{group.field.id}.{step.field.id}": [
                item[step.field.id] for item in answers.get(group.field.id, ()) if step.field.id in item
            ]
            for group, step in columns
        }
        self.given = Facts(self._values, when.today, overdue=frozenset(late))

    def parts(self) -> list[Part]:
        """Return every section with the questions that were shown."""
        sections = groupby(self._steps, key=lambda step: step.section.id)
        parts = ((id_, tuple(found)) for id_, found in sections)
        made = (Part(id_, found[0].section.title, tuple(self._runs(found))) for id_, found in parts)
        return [part for part in made if part.rows]

    def _runs(self, found: Sequence[Step]) -> Iterator[Run]:
        asked = [step for step in found if self._was_asked(step, self.given)]
        for is_group, run in groupby(asked, key=lambda step: isinstance(step.field, Group)):
            if not is_group:
                yield Run("", tuple(self._row(step.field, self.answers) for step in run))
                continue
            for step in run:
                yield from self._items(step)

    def _items(self, step: Step) -> Iterator[Run]:
        group = step.field
        items = self.answers.get(group.id, ())
        if not items:
            yield Run("", (Row(group.label, ()),))
        for number, item in enumerate(items, 1):
            given = Facts(ChainMap(dict(item), self._values), self.when.today, overdue=self.given.overdue)
            rows = tuple(self._row(one.field, item) for one in step.inner if self._was_asked(one, given))
            yield Run(f"{getattr(group, 'item_title', group.label)} {number}", rows)

    def _was_asked(self, step: Step, given: Facts) -> bool:
        return step.field.takes_answer and (step.shown_when is None or holds(step.shown_when, given))

    def _row(self, field: BaseField, answers: Mapping[str, Any]) -> Row:
        value = answers.get(field.id)
        lines = () if value is None else field.words(value, self.when)
        return Row(field.label, lines, field.many_values and len(lines) > 1)
