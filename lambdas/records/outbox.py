"""How far an email owed has got: who may try it, when it is looked at again, when trying ends.

A worker claims an item before it tries it, by a conditional write: of two workers one gets it. A try that
surely failed waits, longer each time. One that nobody can tell about, or whose worker died, stays claimed
until the claim runs out. Only the sweep makes an item ready again, so it alone looks at the time.
"""

from datetime import datetime, timedelta

from lambdas.records.model import OutboxItem, Owed
from lambdas.records.port import Records

# Longer than a worker lives, and than the carrier takes to say by an event that it has the email.
CLAIM = timedelta(minutes=15)
# A new item that nobody has claimed by then was lost on its way to the worker.
LOOK_AFTER = timedelta(minutes=15)
# After the first failed try, the second … Together 17 hours: less than a day, the shortest clock of a form.
WAITS = (
    timedelta(seconds=10),
    timedelta(minutes=1),
    timedelta(minutes=15),
    timedelta(hours=1),
    timedelta(hours=4),
    timedelta(hours=12),
)
MOST_TRIES = len(WAITS) + 1


def begun(item: OutboxItem) -> Owed:
    """A new item, as it is stored together with what owes it."""
    return Owed(item=item, due_at=item.created_at + LOOK_AFTER)


def claim(item: OutboxItem, records: Records, now: datetime) -> Owed | None:
    """Claim an item that is ready; None if another has it, if it waits, or if it is settled.

    Raises RecordsUnavailable; then it may be claimed, by nobody, and is looked at when that claim runs out.
    """
    owed = records.owed(item)
    if owed is None or owed.state != "ready":
        return None
    mine = owed.model_copy(update={"state": "claimed", "tries": owed.tries + 1, "due_at": now + CLAIM})
    return mine if records.advance(owed, mine) else None


def release(owed: Owed, records: Records, now: datetime) -> bool:
    """Let a claimed item, which was surely not sent, wait for its next try; False if it is no longer ours."""
    wait = WAITS[min(owed.tries, len(WAITS)) - 1]
    return records.advance(owed, owed.model_copy(update={"state": "waiting", "due_at": now + wait}))


def hand_over(owed: Owed, records: Records, now: datetime) -> bool:
    """Make an item that is due ready again; False if it has moved on meanwhile."""
    return records.advance(owed, owed.model_copy(update={"state": "ready", "due_at": now + LOOK_AFTER}))
