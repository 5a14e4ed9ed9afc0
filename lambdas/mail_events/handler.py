"""The mail events Lambda: takes what SES says of emails out of its queue and records it with the reports.

What could not be recorded is reported by its message id, so that only that is delivered again.
"""

from datetime import UTC, datetime
from typing import Any

from aws_lambda_powertools.utilities.batch import BatchProcessor, EventType, process_partial_response
from aws_lambda_powertools.utilities.batch.types import PartialItemFailureResponse
from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord

from lambdas import ports
from lambdas.logs import logger as logger_of
from lambdas.mail_events.reading import read
from lambdas.mail_events.recording import record_event

logger = logger_of("mail_events")


def handler(event: dict[str, Any], context: Any) -> PartialItemFailureResponse:
    """Record each event. Returns the ids of the messages that could not be recorded."""
    if not event["Records"]:
        return {"batchItemFailures": []}
    processor = BatchProcessor(EventType.SQS, raise_on_entire_batch_failure=False)
    return process_partial_response(event, _record, processor, context)


def _record(record: SQSRecord) -> None:  # Powertools names what it gives `record`
    said = read(record.body)
    if said is None:
        logger.info("Mail event left alone")
        return
    try:
        recorded = record_event(said, ports.records(), datetime.now(UTC))
    except Exception as failure:
        logger.error("Mail event not recorded", outbox=said.outbox, reason=type(failure).__name__)
        raise
    if not recorded:
        logger.info("Mail event changes nothing", outbox=said.outbox, kind=said.kind)
    elif said.kind != "sent":
        logger.warning("Email came back", outbox=said.outbox, kind=said.kind, reason=said.type)
