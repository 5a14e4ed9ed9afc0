"""The items of the DynamoDB table, as the service speaks them and as its stream delivers them.

| item | `pk` | `sk` |
|---|---|---|
| event | `REC#<reference>` | `EVENT#<number, four digits>` |
| submission | `SUB#<id>` | `SUB` |
| outbox item | `OUT#<id>` | `OUT` |

Each holds its model as canonical JSON in `body`; an event also holds its `hash`. No item holds an answer.
"""

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel

from lambdas.records.model import Event, OutboxItem, Submission, canonical

Item = dict[str, dict[str, str]]


def event_key(reference: str, number: int) -> Item:
    return {"pk": {"S": f"REC#{reference}"}, "sk": {"S": f"EVENT#{number:04d}"}}


def submission_key(id: str) -> Item:  # noqa: A002
    return {"pk": {"S": f"SUB#{id}"}, "sk": {"S": "SUB"}}


def outbox_key(item: OutboxItem) -> Item:
    return {"pk": {"S": f"OUT#{item.id}"}, "sk": {"S": "OUT"}}


def event_item(event: Event) -> Item:
    return {**event_key(event.reference, event.number), "hash": {"S": event.hash}, **_body(event)}


def submission_item(submission: Submission) -> Item:
    return {**submission_key(submission.id), **_body(submission)}


def outbox_item(item: OutboxItem) -> Item:
    return {**outbox_key(item), **_body(item)}


def is_outbox(item: Mapping[str, Any]) -> bool:
    return bool(item["sk"]["S"] == "OUT")


def body_of(item: Mapping[str, Any]) -> str:
    return str(item["body"]["S"])


def _body(model: BaseModel) -> Item:
    return {"body": {"S": canonical(model).decode()}}
