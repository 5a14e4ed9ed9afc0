"""The stream of outbox items that are ready: each is delivered, and again while its worker fails."""

from collections.abc import Callable, Sequence
from typing import Any

from lambdas.notify.stream import stream_event
from lambdas.records.model import OutboxItem, Owed


class Stream:
    """Items written and not yet settled, in the order of the writes. `seen` holds all that ever came."""

    def __init__(self) -> None:
        self.waiting: list[OutboxItem] = []
        self.seen: list[OutboxItem] = []

    def written(self, items: Sequence[OutboxItem]) -> None:
        """Take what a write put into the outbox."""
        self.waiting += items
        self.seen += items

    def deliver(self, notify: Callable[[dict[str, Any], Any], Any], items: Sequence[OutboxItem]) -> None:
        """Hand some items to the worker; those it does not report as failed are not delivered again."""
        if not items:
            return
        event = stream_event(items)
        failed = {one["itemIdentifier"] for one in notify(event, None)["batchItemFailures"]}
        numbers = [record["dynamodb"]["SequenceNumber"] for record in event["Records"]]
        left = [item for item, number in zip(items, numbers, strict=True) if number in failed]
        done = {item.id for item in items} - {item.id for item in left}
        self.waiting = [item for item in self.waiting if item.id not in done]


class Streamed:
    """Records whose outbox items go, when they are ready, into the stream."""

    def __init__(self, inner: Any, stream: Stream) -> None:
        self._inner, self._stream = inner, stream

    def __getattr__(self, operation: str) -> Any:
        return getattr(self._inner, operation)

    def commit(self, event: Any, submission: Any, outbox: Sequence[OutboxItem], **more: Any) -> None:
        self._inner.commit(event, submission, outbox, **more)
        self._stream.written(outbox)

    def append(self, event: Any, done: Any, **more: Any) -> None:
        self._inner.append(event, done, **more)
        self._stream.written(more.get("outbox", ()))

    def advance(self, before: Owed, after: Owed) -> bool:
        done: bool = self._inner.advance(before, after)
        if done and after.state == "ready":
            self._stream.written([after.item])
        return done
