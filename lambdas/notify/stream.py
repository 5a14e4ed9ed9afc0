"""Outbox items as the DynamoDB stream delivers them."""

from collections.abc import Mapping, Sequence
from typing import Any

from lambdas.records.items import is_outbox, outbox_item, outbox_key, owed_of
from lambdas.records.model import OutboxItem


def owed(record: Mapping[str, Any]) -> OutboxItem | None:
    """The email that one stream record says is to be sent now, if it says that."""
    image = record.get("dynamodb", {}).get("NewImage")
    if not image or not is_outbox(image):
        return None
    stored = owed_of(image)
    return stored.item if stored.state == "ready" else None


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
