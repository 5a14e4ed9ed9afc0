"""Outbox items left over: lost on their way, waiting for another try, or claimed by a worker that died.

The sweep may not send: it makes each ready again, and the stream delivers that to notify like a new one.
"""

from datetime import datetime

from lambdas.logs import logger as logger_of
from lambdas.records.model import Owed
from lambdas.records.outbox import hand_over
from lambdas.records.port import Records

logger = logger_of("sweep")


def hand_over_due(owed: Owed, records: Records, now: datetime) -> bool:
    """Make one item ready again, if nobody has touched it since; return whether it was done here.

    Raises RecordsUnavailable.
    """
    if not hand_over(owed, records, now):
        return False
    logger.warning("Email still owed", outbox=owed.item.id, tries=owed.tries)
    return True
