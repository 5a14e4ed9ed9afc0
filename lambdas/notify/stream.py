"""Outbox items as the DynamoDB stream delivers them."""

from collections.abc import Mapping, Sequence
from typing import Any

from lambdas.records.items import body_of, is_outbox, outbox_item, outbox_key
from lambdas.records.model import OutboxItem


def owed(record: Mapping[str, Any]) -> OutboxItem | None:
    """The email that one stream record says is newly owed, if it says that."""
    image = record.get("dynamodb", {}).get("NewImage")
    if record.get("eventName") != "INSERT" or not image or not is_outbox(image):
        return None
    return OutboxItem.model_validate_json(body_of(image))


def stream_event(items: Sequence[OutboxItem]) -> dict[str, Any]:
    """The event that the stream would deliver for these items. Sequence numbers count from "1"."""
    return {"Records": [_record(item, str(place)) for place, item in enumerate(items, start=1)]}


def _record(item: OutboxItem, sequence_number: str) -> dict[str, Any]:
    return {
        "eventID": sequence_number,
        "eventName": "INSERT",
        "eventSource": "aws:dynamodb",
        "eventVersion": "1.1",
        "awsRegion": "local",
        "dynamodb": {
            "ApproximateCreationDateTime": item.created_at.timestamp(),
            "Keys": outbox_key(item),
            "NewImage": outbox_item(item),
            "SequenceNumber": sequence_number,
            "StreamViewType": "NEW_IMAGE",
        },
    }
