"""The writes of one transaction in DynamoDB: what is put or deleted, and the conditions under which."""

from typing import Any

from lambdas.drafts.items import draft_key
from lambdas.records.items import Item, awaited_item, awaited_key, event_item, event_key, outbox_key
from lambdas.records.model import Event, OutboxItem
from lambdas.records.port import AwaitedNow

Write = dict[str, dict[str, Any]]


def of_table(table: str, writes: list[Write]) -> list[Write]:
    """Return the writes with the table in which they all are."""
    return [{kind: {"TableName": table, **rest} for kind, rest in write.items()} for write in writes]


def putting_new(item: Item) -> Write:
    """Put an item that is not there yet."""
    return {"Put": {"Item": item, "ConditionExpression": "attribute_not_exists(pk)"}}


def continuing(event: Event) -> list[Write]:
    """Add an event to the one that it names as the last: the event, then what it follows."""
    return [putting_new(event_item(event)), _follows(event)]


def awaiting(reference: str, awaited: AwaitedNow) -> list[Write]:
    """Put what a record awaits now, by form, and delete what it awaits no more."""
    there: list[Write] = [{"Put": {"Item": awaited_item(one)}} for one in awaited.values() if one]
    gone = [form for form, one in awaited.items() if one is None]
    return there + [{"Delete": {"Key": awaited_key(reference, form)}} for form in gone]


def finishing(done: OutboxItem | None) -> list[Write]:
    """Take an item out of the outbox, where one is done."""
    return [{"Delete": {"Key": outbox_key(done)}}] if done else []


def destroying(draft: str | None) -> list[Write]:
    """Delete the draft with this id, where there is one."""
    return [{"Delete": {"Key": draft_key(draft)}}] if draft else []


def _follows(event: Event) -> Write:
    return {
        "ConditionCheck": {
            "Key": event_key(event.reference, event.number - 1),
            "ConditionExpression": "#hash = :previous",
            "ExpressionAttributeNames": {"#hash": "hash"},
            "ExpressionAttributeValues": {":previous": {"S": event.previous}},
        }
    }
