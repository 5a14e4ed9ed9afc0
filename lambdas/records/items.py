"""The items of the DynamoDB table, as the service speaks them and as its stream delivers them.

| item | `pk` | `sk` |
|---|---|---|
| event | `REC#<reference>` | `EVENT#<number, four digits>` |
| submission | `SUB#<id>` | `SUB` |
| outbox item | `OUT#<id>` | `OUT` |
| awaited follow-up | `REC#<reference>` | `AWAITED#<form>` |

Each holds its model as canonical JSON in `body`; an event also holds its `hash`, an outbox item its `state`
and `tries`. No item holds an answer.

What is to be looked at some time also holds `due_pk`, which says what it is, and `due_at`, when. They are the
keys of the sparse index `due`: nothing else is in it, and what is done leaves it. A sweep that runs late
reads exactly what it missed, oldest first. Keys by day would need a guess how far to look back.

| in `due` | `due_pk` |
|---|---|
| awaited follow-up | `DUE` |
| outbox item | `OUT` |
| event that a person must look at | `ATTENTION` |
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from pydantic import BaseModel

from lambdas.records.attention import needs_attention
from lambdas.records.model import Awaited, Event, OutboxItem, Owed, Submission, canonical
from lambdas.records.outbox import begun

Item = dict[str, dict[str, str]]
DUE_INDEX = "due"
DUE = "DUE"
LEFT_OVER = "OUT"
ATTENTION = "ATTENTION"


def event_key(reference: str, number: int) -> Item:
    return {"pk": {"S": f"REC#{reference}"}, "sk": {"S": f"EVENT#{number:04d}"}}


def submission_key(id: str) -> Item:  # noqa: A002
    return {"pk": {"S": f"SUB#{id}"}, "sk": {"S": "SUB"}}


def outbox_key(item: OutboxItem) -> Item:
    return {"pk": {"S": f"OUT#{item.id}"}, "sk": {"S": "OUT"}}


def awaited_key(reference: str, form: str) -> Item:
    return {"pk": {"S": f"REC#{reference}"}, "sk": {"S": f"AWAITED#{form}"}}


def awaited_item(awaited: Awaited) -> Item:
    return {**awaited_key(awaited.reference, awaited.form), **_due(DUE, awaited.at), **_body(awaited)}


def due_text(at: datetime) -> str:
    """A moment as text that sorts by time: UTC, always with six decimals."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def event_item(event: Event) -> Item:
    listed = _due(ATTENTION, event.at) if needs_attention(event) else {}
    return {**event_key(event.reference, event.number), "hash": {"S": event.hash}, **listed, **_body(event)}


def submission_item(submission: Submission) -> Item:
    return {**submission_key(submission.id), **_body(submission)}


def outbox_item(item: OutboxItem) -> Item:
    return owed_item(begun(item))


def owed_item(owed: Owed) -> Item:
    progress: Item = {"state": {"S": owed.state}, "tries": {"N": str(owed.tries)}}
    return {**outbox_key(owed.item), **progress, **_due(LEFT_OVER, owed.due_at), **_body(owed.item)}


def owed_of(item: Mapping[str, Any]) -> Owed:
    """An outbox item with how far it has got, as it is stored and as the stream delivers it."""
    return Owed(
        item=OutboxItem.model_validate_json(body_of(item)),
        state=item["state"]["S"],
        tries=int(item["tries"]["N"]),
        due_at=datetime.fromisoformat(item["due_at"]["S"]),
    )


def is_outbox(item: Mapping[str, Any]) -> bool:
    return bool(item["sk"]["S"] == "OUT")


def body_of(item: Mapping[str, Any]) -> str:
    return str(item["body"]["S"])


def _due(what: str, at: datetime) -> Item:
    return {"due_pk": {"S": what}, "due_at": {"S": due_text(at)}}


def _body(model: BaseModel) -> Item:
    return {"body": {"S": canonical(model).decode()}}
