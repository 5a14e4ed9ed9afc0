"""Follow-ups that are awaited: the contact is reminded once before one is due, and after that it is overdue.

What is to be done at a moment is done at or after it, if it is not done yet. Each step is one event of the
record, written only if its number is free, together with what the step changes: of two sweeps at once one
writes it, and the other finds it done.
"""

from datetime import datetime

from lambdas.records.chain import following
from lambdas.records.model import Awaited, Event, OutboxItem
from lambdas.records.port import NumberTaken, Records

_TRIES = 5


def settle_due(awaited: Awaited, records: Records, now: datetime) -> bool:
    """Do the step that is due, if it still is; return whether it was done here.

    `awaited` may be as it was some time ago: what counts is what the record awaits now. A reminder whose time
    came only when the follow-up was overdue is left out. Raises RecordsUnavailable, NumberTaken.
    """
    for _ in range(_TRIES):
        last = records.events(awaited.reference)[-1]
        found = _now(awaited, records)
        if found is None or not _has_come(found, now):
            return False
        try:
            _overdue(found, last, records, now) if _is_overdue(found, now) else _remind(
                found, last, records, now
            )
        except NumberTaken:
            continue
        return True
    raise NumberTaken(f"Others kept writing to {awaited.reference}.")


def _now(awaited: Awaited, records: Records) -> Awaited | None:
    return next((one for one in records.awaited(awaited.reference) if one.form == awaited.form), None)


def _has_come(awaited: Awaited, now: datetime) -> bool:
    return awaited.at <= now and (awaited.step == "remind" or _is_overdue(awaited, now))


def _is_overdue(awaited: Awaited, now: datetime) -> bool:
    """A follow-up that comes at its due time is in time."""
    return awaited.due_at < now


def _remind(awaited: Awaited, last: Event, records: Records, now: datetime) -> None:
    details = {"form": awaited.form, "clock": awaited.clock}
    event = following(last, now, "follow_up_reminder", (), details)
    owed = OutboxItem.of(awaited.reference, "reminder", now, awaited.form)
    then = awaited.model_copy(update={"step": "overdue", "at": awaited.due_at})
    records.append(event, None, outbox=[owed], awaited={awaited.form: then})


def _overdue(awaited: Awaited, last: Event, records: Records, now: datetime) -> None:
    details = {"form": awaited.form, "clock": awaited.clock}
    event = following(last, now, "follow_up_overdue", (), details)
    records.append(event, None, awaited={awaited.form: None})
