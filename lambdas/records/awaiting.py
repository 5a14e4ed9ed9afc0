"""What a record waits for: follow-ups with a due time, reminded of before it and overdue after it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import timedelta

from forms_src.conditions import holds
from forms_src.definition import FollowUp, Form
from forms_src.fields.base import When
from forms_src.plan import written_out
from forms_src.summaries import Summary
from lambdas.records.model import Awaited, Event, Report

_CLOSED_BY = {"linked", "follow_up_overdue"}


def follow_ups(report: Report, form: Form) -> Iterator[FollowUp]:
    """Yield the forms that follow a report, as it was answered."""
    when = When(report.received_at, report.zone, report.zone_words)
    given = Summary(form, report.answers, when, report.late).given
    for one in form.followed_by:
        if one.applies_when is None or holds(written_out(one.applies_when, form), given):
            yield one


def awaited_by(report: Report, form: Form) -> list[Awaited]:
    """Return the follow-ups that a new report waits for, the contact not yet reminded of any.

    The reminder is counted from the date to work to. Overdue is after the latest lawful one.
    """
    found = (_awaited(report, one) for one in follow_ups(report, form))
    return [one for one in found if one]


def awaited_again(
    report: Report, form: Form, waits: Iterable[Awaited], events: Sequence[Event]
) -> Mapping[str, Awaited | None]:
    """Return what changes in what a record waits for when its report is corrected, by form id.

    What has arrived or is marked overdue stays so, and nobody is reminded again.
    """
    closed = {str(event.details.get("form")) for event in events if event.kind in _CLOSED_BY}
    before = {one.form: one for one in waits}
    after = {one.form: one for one in awaited_by(report, form) if one.form not in closed}
    for id_, one in after.items():
        if id_ in before and before[id_].step == "overdue":
            after[id_] = one.model_copy(update={"step": "overdue", "at": one.due_at})
    return {id_: after.get(id_) for id_ in before.keys() | after.keys() if after.get(id_) != before.get(id_)}


def has_arrived(events: Iterable[Event], form: str) -> bool:
    """Return whether a follow-up on this form has arrived."""
    return any(event.kind == "linked" and event.details.get("form") == form for event in events)


def _awaited(report: Report, follow_up: FollowUp) -> Awaited | None:
    due = next((due for due in report.due if due.clock == follow_up.clock), None)
    if due is None or follow_up.remind_hours_before is None:
        return None
    at = due.due_at - timedelta(hours=follow_up.remind_hours_before)
    last = due.or_at or due.due_at
    return Awaited(
        reference=report.reference, form=follow_up.form, clock=due.clock, step="remind", at=at, due_at=last
    )
