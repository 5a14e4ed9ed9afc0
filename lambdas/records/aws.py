"""Records in DynamoDB (events) and S3 (documents)."""

from base64 import b64encode
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

from lambdas.clients import client, code, encryption, failures
from lambdas.records.chain import ChainBroken
from lambdas.records.conflicts import reasons, trying_again
from lambdas.records.items import (
    ATTENTION,
    DUE,
    DUE_INDEX,
    LEFT_OVER,
    body_of,
    due_text,
    event_item,
    event_key,
    outbox_item,
    outbox_key,
    owed_item,
    owed_of,
    submission_item,
    submission_key,
)
from lambdas.records.listing import without_event
from lambdas.records.model import (
    UNCLASSED,
    Awaited,
    Document,
    Event,
    OutboxItem,
    Owed,
    Submission,
    document_key,
    sha256,
)
from lambdas.records.port import (
    AwaitedNow,
    Link,
    NumberTaken,
    RecordsUnavailable,
    ReferenceTaken,
    SubmissionExists,
    check_append,
    check_commit,
)
from lambdas.records.writes import Write, awaiting, continuing, destroying, finishing, of_table, putting_new

_EVER = datetime.max.replace(tzinfo=UTC)
_REFUSED = "ConditionalCheckFailed"


class AwsRecords:
    """The records of one table and one bucket. `key` is a KMS key id, or None for S3's own encryption."""

    def __init__(self, table: str, bucket: str, key: str | None = None) -> None:
        self._table = table
        self._bucket = bucket
        self._key = key

    def submission(self, id: str) -> Submission | None:  # noqa: A002
        answer = self._dynamodb("get_item", Key=submission_key(id), ConsistentRead=True)
        return Submission.model_validate_json(body_of(answer["Item"])) if "Item" in answer else None

    def put_document(
        self, reference: str, document: Document, body: bytes, retention: str = UNCLASSED
    ) -> None:
        document.check(body)
        key = document_key(reference, document.name)
        try:
            trying_again(lambda: self._put(key, document, body, retention))
        except failures() as failure:
            if code(failure) != "PreconditionFailed":
                raise _unavailable(failure) from failure
            # A try that was not answered may have arrived: then the bytes are ours.
            if self.document(reference, document.name) != body:
                raise ReferenceTaken(f"{document.name} of {reference} is already stored.") from None

    def commit(
        self,
        event: Event,
        submission: Submission,
        outbox: Sequence[OutboxItem],
        *,
        awaited: Sequence[Awaited] = (),
        link: Link | None = None,
        draft: str | None = None,
    ) -> None:
        check_commit(event, submission, outbox, awaited, link)
        writes = [*continuing(link.event)] if link else []
        at = len(writes)
        writes += [putting_new(event_item(event)), putting_new(submission_item(submission))]
        writes += [putting_new(outbox_item(item)) for item in outbox]
        writes += awaiting(event.reference, {one.form: one for one in awaited})
        writes += awaiting(link.event.reference, link.awaited) if link else []
        writes += destroying(draft)
        linked = link.event.hash if link else ""
        token = sha256(f"{submission.id}{event.hash}{linked}".encode())[:36]
        refused = self._transact(writes, ClientRequestToken=token)
        if at + 1 in refused and (earlier := self.submission(submission.id)):
            raise SubmissionExists(earlier)
        if link and refused & {0, 1}:
            raise _not_continued(link.event, refused)
        if refused:
            raise ReferenceTaken(f"{event.reference} is already in use.")

    def append(
        self,
        event: Event,
        done: OutboxItem | None,
        *,
        submission: Submission | None = None,
        outbox: Sequence[OutboxItem] = (),
        awaited: AwaitedNow | None = None,
        draft: str | None = None,
    ) -> None:
        check_append(event, done, submission, outbox, awaited)
        writes = continuing(event)
        writes += [putting_new(submission_item(submission))] if submission else []
        writes += [putting_new(outbox_item(item)) for item in outbox]
        writes += awaiting(event.reference, awaited or {})
        writes += finishing(done)
        writes += destroying(draft)
        refused = self._transact(writes)
        if submission and 2 in refused and (earlier := self.submission(submission.id)):
            raise SubmissionExists(earlier)
        if refused:
            raise _not_continued(event, refused)

    def awaited(self, reference: str) -> list[Awaited]:
        items = self._of_record(reference, "AWAITED#")
        return [Awaited.model_validate_json(body_of(item)) for item in items]

    def due(self, now: datetime, most: int = 100) -> list[Awaited]:
        return [Awaited.model_validate_json(body_of(item)) for item in self._due(DUE, now, most)]

    def owed(self, item: OutboxItem) -> Owed | None:
        answer = self._dynamodb("get_item", Key=outbox_key(item), ConsistentRead=True)
        return owed_of(answer["Item"]) if "Item" in answer else None

    def advance(self, before: Owed, after: Owed) -> bool:
        was = owed_item(before)
        try:
            client("dynamodb").put_item(
                TableName=self._table,
                Item=owed_item(after),
                ConditionExpression="#state = :state and tries = :tries and due_at = :due_at",
                ExpressionAttributeNames={"#state": "state"},
                ExpressionAttributeValues={f":{name}": was[name] for name in ("state", "tries", "due_at")},
            )
        except failures() as failure:
            if code(failure) == f"{_REFUSED}Exception":
                return False
            raise _unavailable(failure) from failure
        return True

    def left_over(self, now: datetime, most: int = 100) -> list[Owed]:
        return [owed_of(item) for item in self._due(LEFT_OVER, now, most)]

    def attention(self, most: int = 100) -> list[Event]:
        listed = self._due(ATTENTION, _EVER, most)
        return [Event.model_validate_json(body_of(item)) for item in listed]

    def clear(self, item: OutboxItem) -> None:
        self._dynamodb("delete_item", Key=outbox_key(item))

    def events(self, reference: str) -> list[Event]:
        return [Event.model_validate_json(body_of(item)) for item in self._of_record(reference, "EVENT#")]

    def document(self, reference: str, name: str) -> bytes:
        try:
            answer = client("s3").get_object(Bucket=self._bucket, Key=document_key(reference, name))
            return bytes(answer["Body"].read())
        except ValueError:
            raise KeyError(f"{name} of {reference}") from None
        except failures() as failure:
            if code(failure) == "NoSuchKey":
                raise KeyError(f"{name} of {reference}") from None
            raise _unavailable(failure) from failure

    def pending(self) -> list[OutboxItem]:
        items = [OutboxItem.model_validate_json(body_of(item)) for item in self._scan("OUT")]
        return sorted(items, key=lambda item: (item.created_at, item.id))

    def unpromised(self, before: datetime) -> list[str]:
        return list(without_event(self._listed, self._has_begun, before))

    def discard(self, reference: str) -> bool:  # noqa: ARG002
        return False  # the bucket is locked

    def references(self) -> list[str]:
        events = [Event.model_validate_json(body_of(item)) for item in self._scan("EVENT#0001")]
        return [event.reference for event in sorted(events, key=lambda event: event.at, reverse=True)]

    def _put(self, key: str, document: Document, body: bytes, retention: str) -> None:
        client("s3").put_object(
            Bucket=self._bucket,
            Key=key,
            Body=body,
            ContentType=document.content_type,
            ContentDisposition="attachment",  # a browser that is given its address saves it and shows nothing
            Tagging=urlencode({"retention": retention}),
            IfNoneMatch="*",
            ChecksumAlgorithm="SHA256",
            # S3 itself refuses bytes that do not have the fingerprint the event will hold.
            ChecksumSHA256=b64encode(bytes.fromhex(document.sha256)).decode(),
            **encryption(self._key),
        )

    def _has_begun(self, reference: str) -> bool:
        return "Item" in self._dynamodb("get_item", Key=event_key(reference, 1), ConsistentRead=True)

    def _listed(self, **request: Any) -> Iterator[dict[str, Any]]:
        try:
            while True:
                yield (page := client("s3").list_objects_v2(Bucket=self._bucket, **request))
                if "NextContinuationToken" not in page:
                    return
                request["ContinuationToken"] = page["NextContinuationToken"]
        except failures() as failure:
            raise _unavailable(failure) from failure

    def _transact(self, writes: list[Write], **token: str) -> set[int]:
        """Write all or none. Returns the places of the writes that a condition refused, none when written."""
        items = of_table(self._table, writes)
        try:
            trying_again(lambda: client("dynamodb").transact_write_items(TransactItems=items, **token))
        except failures() as failure:
            refused = {place for place, reason in enumerate(reasons(failure)) if reason == _REFUSED}
            if not refused:
                raise _unavailable(failure) from failure
            return refused
        return set()

    def _due(self, what: str, now: datetime, most: int) -> list[dict[str, Any]]:
        return self._pages(
            "query",
            most=most,
            IndexName=DUE_INDEX,
            KeyConditionExpression="due_pk = :pk and due_at <= :now",
            ExpressionAttributeValues={":pk": {"S": what}, ":now": {"S": due_text(now)}},
            Limit=most,
        )

    def _scan(self, sk: str) -> list[dict[str, Any]]:
        values = {":sk": {"S": sk}}
        return self._pages(
            "scan", ConsistentRead=True, FilterExpression="sk = :sk", ExpressionAttributeValues=values
        )

    def _of_record(self, reference: str, sk: str) -> list[dict[str, Any]]:
        return self._pages(
            "query",
            ConsistentRead=True,
            KeyConditionExpression="pk = :pk and begins_with(sk, :sk)",
            ExpressionAttributeValues={":pk": event_key(reference, 1)["pk"], ":sk": {"S": sk}},
        )

    def _pages(self, operation: str, most: int | None = None, **request: Any) -> list[dict[str, Any]]:
        items: list[dict[str, Any]] = []
        while True:
            answer = self._dynamodb(operation, **request)
            items += answer["Items"]
            if "LastEvaluatedKey" not in answer or (most and len(items) >= most):
                return items[:most]
            request["ExclusiveStartKey"] = answer["LastEvaluatedKey"]

    def _dynamodb(self, operation: str, **request: Any) -> dict[str, Any]:
        try:
            answer: dict[str, Any] = getattr(client("dynamodb"), operation)(TableName=self._table, **request)
        except failures() as failure:
            raise _unavailable(failure) from failure
        return answer


def _not_continued(event: Event, refused: set[int]) -> NumberTaken | ChainBroken:
    """Why an event, at place 0 with what it follows at 1, was not added."""
    if 0 in refused:
        return NumberTaken(f"{event.reference} already has an event {event.number}.")
    return ChainBroken(f"Event {event.number} of {event.reference} does not follow the last.")


def _unavailable(failure: Exception) -> RecordsUnavailable:
    return RecordsUnavailable(f"The records did not answer: {code(failure)}.")
