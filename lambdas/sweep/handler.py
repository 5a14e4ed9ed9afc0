"""The sweep Lambda: on a schedule, does every step that is due. One that fails keeps no other back."""

from datetime import UTC, datetime
from typing import Any

from lambdas import ports
from lambdas.logs import logger as logger_of
from lambdas.records.model import Awaited, Owed
from lambdas.records.port import Records
from lambdas.sweep.follow_ups import settle_due
from lambdas.sweep.left_over import hand_over_due
from lambdas.sweep.past_drafts import destroy_draft, destroy_orphan, some_bodies
from lambdas.sweep.unpromised import discard_unpromised

logger = logger_of("sweep")

MOST = 500  # at a time; the rest is left to the next run


class SweepIncomplete(Exception):  # noqa: N818
    """Some steps failed. They are still due, so the next run tries them again."""


def handler(_event: dict[str, Any], _context: object) -> dict[str, int]:
    """Return how many steps were done. Raises SweepIncomplete, so that the alarm hears of it."""
    records, now = ports.records(), datetime.now(UTC)
    steps = [_settle(awaited, records, now) for awaited in records.due(now, MOST)]
    handed = [_hand_over(owed, records, now) for owed in records.left_over(now, MOST)]
    gone = _destroy_drafts(now)
    outcomes = [*steps, *handed, *gone, *_discard(records, now)]
    if failed := outcomes.count(None):
        raise SweepIncomplete(f"{failed} of {len(outcomes)} steps failed.")
    return {"done": steps.count(True), "handed_over": handed.count(True), "destroyed": gone.count(True)}


def _settle(awaited: Awaited, records: Records, now: datetime) -> bool | None:
    """Do one step; None if it failed, which is logged by its reference and kind of failure only."""
    try:
        return settle_due(awaited, records, now)
    except Exception as failure:
        logger.error(
            "Follow-up not settled",
            reference=awaited.reference,
            form=awaited.form,
            reason=type(failure).__name__,
        )
        return None


def _hand_over(owed: Owed, records: Records, now: datetime) -> bool | None:
    """As `_settle`, for one outbox item."""
    try:
        return hand_over_due(owed, records, now)
    except Exception as failure:
        logger.error("Email not handed over", outbox=owed.item.id, reason=type(failure).__name__)
        return None


def _destroy_drafts(now: datetime) -> list[bool | None]:
    """As `_settle`, for drafts past their time and for bodies that no draft names."""
    outcomes: list[bool | None] = []
    try:
        store = ports.drafts()
        outcomes += [destroy_draft(draft, store) for draft in store.expired(now, MOST)]
        outcomes += [destroy_orphan(body, store, now) for body in some_bodies(store)]
    except Exception as failure:
        logger.error("Drafts not destroyed", reason=type(failure).__name__)
        outcomes.append(None)
    return outcomes


def _discard(records: Records, now: datetime) -> list[bool | None]:
    """As `_settle`, for each reference with documents and without a record."""
    try:
        return [True] * discard_unpromised(records, now)
    except Exception as failure:
        logger.error("Documents without a record not looked for", reason=type(failure).__name__)
        return [None]
