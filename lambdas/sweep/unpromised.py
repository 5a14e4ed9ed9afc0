"""Documents without a record: the process ended, or the table was down, between writing them and the record.

Nobody was told “received”: the page said “not sent”, or there was no answer. The person sent again, which is
another reference, or gave up. So nothing is lost by them, but they hold answers that the person was told we
do not have. Where the store lets us they are removed. On AWS the lock on the bucket keeps them: each is
logged on every pass until a person who may has removed it.
"""

from datetime import datetime, timedelta

from lambdas.logs import logger as logger_of
from lambdas.records.port import Records

logger = logger_of("sweep")

SAFE_AGE = timedelta(hours=24)  # no write takes longer than minutes; a clock may be wrong by hours


def discard_unpromised(records: Records, now: datetime) -> int:
    """Remove or log what nobody was promised; return how many references. Raises RecordsUnavailable."""
    found = records.unpromised(now - SAFE_AGE)
    for reference in found:
        reason = "removed" if records.discard(reference) else "kept by the lock"
        logger.warning("Documents without a record", reference=reference, reason=reason)
    return len(found)
