"""The sweep Lambda: on a schedule, does every step that is due. One that fails keeps no other back."""

from datetime import UTC, datetime
from typing import Any

from lambdas import ports
from lambdas.logs import logger as logger_of
from lambdas.records.model import Awaited
from lambdas.records.port import Records
from lambdas.sweep.follow_ups import settle_due

logger = logger_of("sweep")

MOST = 500  # at a time; the rest is left to the next run


class SweepIncomplete(Exception):  # noqa: N818
    """Some steps failed. They are still due, so the next run tries them again."""


def handler(_event: dict[str, Any], _context: object) -> dict[str, int]:
    """Return how many steps were done. Raises SweepIncomplete, so that the alarm hears of it."""
    records, now = ports.records(), datetime.now(UTC)
    due = records.due(now, MOST)
    outcomes = [_settle(awaited, records, now) for awaited in due]
    failed = outcomes.count(None)
    if failed:
        raise SweepIncomplete(f"{failed} of {len(due)} steps failed.")
    return {"done": outcomes.count(True)}


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
