"""Valid submissions of a form, at random or such that conditions hold or fail."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from random import Random
from typing import Any

from forms_src.answers import Reader
from forms_src.calendars import Calendar
from forms_src.conditions import holds
from forms_src.definition import Form, Rule
from forms_src.fields.base import BaseField, When
from forms_src.plan import reading_order, written_out
from forms_src.posted import Posted
from tests.submissions.generated.drafting import Draft, Stuck
from tests.submissions.generated.goals import Goal, Goals, Kept, Where, Wish
from tests.submissions.generated.spelling import Pairs, spelled
from tests.submissions.generated.values import Wanted, value_of

NOW = datetime(2026, 6, 10, 2, 0, tzinfo=UTC)  # noon on Wednesday 10 June 2026 in Melbourne
ATTEMPTS = 300


class NoSubmission(Exception):  # noqa: N818 - says something of the definition
    """No valid submission was found that meets the conditions."""


@dataclass(frozen=True)
class Submission:
    """One valid submission: what is posted, what it says, and the fields shown and hidden by posted name."""

    pairs: Pairs
    answers: Mapping[str, Any]
    shown: Mapping[str, BaseField]
    hidden: Mapping[str, BaseField]
    when: When

    @property
    def posted(self) -> Posted:
        """What a browser posts."""
        return Posted(self.pairs)

    def with_hidden(self, rng: Random) -> Posted:
        """Return what is posted if every hidden question was answered before it was hidden."""
        wanted = Wanted(rng, self.when)
        left = [(name, one) for name, one in self.hidden.items() if one.takes_answer]
        extra = (spelled(one, name, value_of(one, wanted), rng, self.when) for name, one in left)
        return Posted(self.pairs | {name: values for pairs in extra for name, values in pairs.items()})


class Generator:
    """Makes valid submissions of one form. Make one for each form and keep it."""

    def __init__(self, form: Form, calendars: Mapping[str, Calendar]) -> None:
        """Take a form without faults and the calendars of its places."""
        self.form = form
        self.reader = Reader(form, calendars)
        self.goals = Goals(form)
        self._order = reading_order(form)
        of_form = [rule for rule in form.rules if not rule.group]
        self._kept = {rule.id: self.goals.wish(Where(rule.wrong_when, False)) for rule in of_form}
        self._of_items = [
            (rule.id, Kept(rule.group, written_out(rule.wrong_when, form), first=1))
            for rule in form.rules
            if rule.group
        ]

    def submission(
        self, rng: Random, *where: Where, now: datetime = NOW, broken: Iterable[Rule] = ()
    ) -> Submission:
        """Return a submission at `now` that keeps every rule but those `broken`, and meets conditions.

        A rule of items is broken in the first item alone. Raises `NoSubmission`.
        """
        free = {rule.id for rule in broken}
        kept = [one._replace(first=2) if id_ in free else one for id_, one in self._of_items]
        wishes = [wish for id_, wish in self._kept.items() if id_ not in free]
        items: dict[str, list[Wish]] = {}
        for one in where:
            if one.group:
                wishes += map(self.goals.wish, self.goals.shown(one.group))
                items.setdefault(one.group, []).append(self.goals.wish(one))
            else:
                wishes.append(self.goals.wish(one))
        for _ in range(ATTEMPTS):
            goal = self.goals.found(wishes, items, rng)
            draft = self._draft(replace(goal, kept=kept), rng, now) if goal else None
            if draft and draft.keeps_all_rules() and all(holds(one, draft.given) is so for one, so in wishes):
                return self._submission(draft)
        raise NoSubmission(f"{self.form.id}: no valid submission where {where}")

    def _draft(self, goal: Goal, rng: Random, now: datetime) -> Draft | None:
        try:
            return Draft(self.reader, self._order, goal, rng, now)
        except Stuck:
            return None

    def _submission(self, draft: Draft) -> Submission:
        answers = self.reader.in_order(draft.values)
        return Submission(draft.posted, answers, draft.shown, draft.hidden, draft.when)

    def showing(self, name: str, rng: Random, *where: Where) -> Submission:
        """Return a submission in which a field is shown: its id, or `group.field` in the first item."""
        return self.submission(rng, *self.goals.shown(name), *where)
