"""The notify Lambda: takes new outbox items from the DynamoDB stream and settles each.

What fails is reported by its place in the stream, so that only the rest of the batch is tried again.
"""

from typing import Any

from aws_lambda_powertools.utilities.batch import BatchProcessor, EventType, process_partial_response
from aws_lambda_powertools.utilities.batch.types import PartialItemFailureResponse
from aws_lambda_powertools.utilities.data_classes.dynamo_db_stream_event import DynamoDBRecord

from lambdas import ports
from lambdas.logs import logger as logger_of
from lambdas.mail.port import MailUnavailable
from lambdas.notify.settling import settle
from lambdas.notify.stream import owed
from lambdas.records.port import RecordsUnavailable
from lambdas.settings import SettingMissing, settings

logger = logger_of("notify")

# These speak of the service only. Others may quote what they could not read, which may be an answer.
_SAFE_TO_LOG = (MailUnavailable, RecordsUnavailable, SettingMissing)


def handler(event: dict[str, Any], context: Any) -> PartialItemFailureResponse:
    """Settle each new outbox item. Returns the sequence numbers of those to try again."""
    if not event["Records"]:
        return {"batchItemFailures": []}
    processor = BatchProcessor(EventType.DynamoDBStreams, raise_on_entire_batch_failure=False)
    return process_partial_response(event, _settle_record, processor, context)


def _settle_record(record: DynamoDBRecord) -> None:
    item = owed(record.raw_event)
    if item is None:
        return
    try:
        settle(item, ports.records(), ports.mail(), settings())
    except Exception as failure:
        reason = str(failure) if isinstance(failure, _SAFE_TO_LOG) else type(failure).__name__
        logger.error("Email not sent", outbox=item.id, reason=reason)
        raise
