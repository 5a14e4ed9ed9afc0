"""The documents Lambda: told that a file came or was scanned, and on a schedule to look for what is late."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from lambdas import ports
from lambdas.documents.events import Told, told
from lambdas.documents.settling import File, arrive, delay, file_of, scanned
from lambdas.logs import logger as logger_of
from lambdas.records.port import Records
from lambdas.uploads.port import Uploads, Waiting

logger = logger_of("documents")

ARRIVES_WITHIN = timedelta(minutes=15)
SCANNED_WITHIN = timedelta(hours=3)


class ScanFailed(Exception):  # noqa: N818
    """The scan could not be done, for no fault of the file. The event is kept for a person to look at."""


class SweepIncomplete(Exception):  # noqa: N818
    """Some files could not be looked at. They are still in quarantine, so the next run tries them again."""


def handler(event: Mapping[str, Any], _context: object) -> dict[str, int]:
    """Do what one event says; an event of the schedule says nothing of a file. Returns how many were done.

    Raises whatever kept it from being done, so that AWS tries again and then keeps the event.
    """
    uploads, records, now = ports.uploads(), ports.records(), datetime.now(UTC)
    if "detail-type" not in event:
        return {"done": _sweep(uploads, records, now)}
    found = told(event)
    return {"done": _settle(uploads, records, found, now) if found else 0}


def _settle(uploads: Uploads, records: Records, found: Told, now: datetime) -> int:
    if found.verdict == "failed":
        logger.error("Not scanned", reference=found.upload.reference)
        raise ScanFailed
    file = file_of(uploads, found.upload, found.version)
    if file is None:
        return 0
    if found.verdict:
        scanned(uploads, records, file, found.verdict, found.scanned_by, now)
    else:
        arrive(uploads, records, file, now)
    return 1


def _sweep(uploads: Uploads, records: Records, now: datetime) -> int:
    """Look at every file that nobody told of, and file that a scan is late. Raises SweepIncomplete."""
    late = [one for one in uploads.waiting() if one.since + ARRIVES_WITHIN <= now]
    outcomes = [_look_again(uploads, records, one, now) for one in late]
    if not all(outcomes):
        raise SweepIncomplete(f"{outcomes.count(False)} of {len(late)} files failed.")
    return len(outcomes)


def _look_again(uploads: Uploads, records: Records, one: Waiting, now: datetime) -> bool:
    try:
        file = file_of(uploads, one.upload, one.version)
        if file:
            _late(uploads, records, file, one, now)
    except Exception as failure:
        reason = type(failure).__name__
        logger.error("File not settled", reference=one.upload.reference, reason=reason)
        return False
    return True


def _late(uploads: Uploads, records: Records, file: File, one: Waiting, now: datetime) -> None:
    found = arrive(uploads, records, file, now)
    if found and found.state == "checking" and one.since + SCANNED_WITHIN <= now:
        delay(records, file, now)
