"""The notify Lambda: takes outbox items that are ready from the DynamoDB stream, claims each and settles it.

An item that could not be claimed is reported by its place in the stream, so that only the rest of the batch
is tried again. Whatever fails after that is left to the sweep, which hands the item over again in its time.
"""

from datetime import UTC, datetime
from typing import Any

from aws_lambda_powertools.utilities.batch import BatchProcessor, EventType, process_partial_response
from aws_lambda_powertools.utilities.batch.types import PartialItemFailureResponse
from aws_lambda_powertools.utilities.data_classes.dynamo_db_stream_event import DynamoDBRecord

from lambdas import ports
from lambdas.logs import logger as logger_of
from lambdas.mail.port import MailRefused, MailUnavailable, MailUnclear
from lambdas.notify.settling import settle
from lambdas.notify.stream import owed
from lambdas.records.model import OutboxItem
from lambdas.records.outbox import claim
from lambdas.records.port import RecordsUnavailable
from lambdas.seals.port import SealsUnavailable
from lambdas.settings import SettingMissing, settings

logger = logger_of("notify")

# These speak of the service only. Others may quote what they could not read, which may be an answer.
_SAFE_TO_LOG = (
    MailRefused,
    MailUnavailable,
    MailUnclear,
    RecordsUnavailable,
    SealsUnavailable,
    SettingMissing,
)


def handler(event: dict[str, Any], context: Any) -> PartialItemFailureResponse:
    """Settle each outbox item. Returns the sequence numbers of those that could not be claimed."""
    if not event["Records"]:
        return {"batchItemFailures": []}
    processor = BatchProcessor(EventType.DynamoDBStreams, raise_on_entire_batch_failure=False)
    return process_partial_response(event, _settle_record, processor, context)


def _settle_record(record: DynamoDBRecord) -> None:
    item, now = owed(record.raw_event), datetime.now(UTC)
    if item is None:
        return
    try:
        claimed = claim(item, ports.records(), now)
    except Exception as failure:
        _log(item, failure)
        raise
    if claimed is None:
        return
    try:
        settle(claimed, ports.records(), ports.mail(), settings(), now, ports.seals())
    except Exception as failure:
        _log(item, failure)


def _log(item: OutboxItem, failure: Exception) -> None:
    reason = str(failure) if isinstance(failure, _SAFE_TO_LOG) else type(failure).__name__
    logger.error("Email not sent", outbox=item.id, reason=reason)
