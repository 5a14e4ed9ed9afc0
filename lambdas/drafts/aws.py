"""Drafts in DynamoDB (items, in the table of the records) and S3 (bodies, in a bucket of their own)."""

from datetime import datetime
from typing import Any

from lambdas.clients import client, code, encryption, failures
from lambdas.drafts.items import DUE_DRAFTS, changing, draft_item, draft_key, draft_of
from lambdas.drafts.model import MAX_EMAILS, MAX_TRIES, Draft, Stored
from lambdas.drafts.port import DraftChanged, DraftsUnavailable
from lambdas.records.items import DUE_INDEX, due_text

_REFUSED = "ConditionalCheckFailedException"


class AwsDrafts:
    """The drafts of one table and one bucket. `key` is a KMS key id, or None for S3's own encryption."""

    def __init__(self, table: str, bucket: str, key: str | None = None) -> None:
        self._table = table
        self._bucket = bucket
        self._key = key

    def put_body(self, name: str, body: bytes) -> None:
        try:
            client("s3").put_object(
                Bucket=self._bucket,
                Key=name,
                Body=body,
                ContentType="application/json",
                **encryption(self._key),
            )
        except failures() as failure:
            raise _unavailable(failure) from failure

    def body(self, name: str) -> bytes:
        try:
            answer = client("s3").get_object(Bucket=self._bucket, Key=name)
            return bytes(answer["Body"].read())
        except failures() as failure:
            if code(failure) == "NoSuchKey":
                raise KeyError(name) from None
            raise _unavailable(failure) from failure

    def destroy_body(self, name: str) -> None:
        try:
            client("s3").delete_object(Bucket=self._bucket, Key=name)
        except failures() as failure:
            raise _unavailable(failure) from failure

    def bodies(self, after: str = "", most: int = 1000) -> list[Stored]:
        try:
            answer = client("s3").list_objects_v2(Bucket=self._bucket, StartAfter=after, MaxKeys=most)
        except failures() as failure:
            raise _unavailable(failure) from failure
        found = answer.get("Contents", [])
        return [Stored(name=one["Key"], written_at=one["LastModified"]) for one in found]

    def save(self, draft: Draft) -> None:
        if draft.revision == 1:
            written = self._write(
                "put_item", Item=draft_item(draft), ConditionExpression="attribute_not_exists(pk)"
            )
        else:
            written = self._next(draft)
        if written is None:
            raise DraftChanged(f"The draft is not at revision {draft.revision - 1}.")

    def find(self, id: str) -> Draft | None:  # noqa: A002
        answer = self._dynamodb("get_item", Key=draft_key(id), ConsistentRead=True)
        return draft_of(answer["Item"]) if "Item" in answer else None

    def count_try(self, id: str) -> Draft | None:  # noqa: A002
        answer = self._count(id, "tries", MAX_TRIES)
        return draft_of(answer["Attributes"]) if answer else None

    def forgive(self, id: str) -> None:  # noqa: A002
        self._write(
            "update_item",
            Key=draft_key(id),
            UpdateExpression="set tries = :none",
            ConditionExpression="attribute_exists(pk)",
            ExpressionAttributeValues={":none": {"N": "0"}},
        )

    def count_email(self, id: str) -> bool:  # noqa: A002
        return self._count(id, "emails", MAX_EMAILS) is not None

    def expired(self, now: datetime, most: int = 100) -> list[Draft]:
        answer = self._dynamodb(
            "query",
            IndexName=DUE_INDEX,
            KeyConditionExpression="due_pk = :pk and due_at <= :now",
            ExpressionAttributeValues={":pk": {"S": DUE_DRAFTS}, ":now": {"S": due_text(now)}},
            Limit=most,
        )
        return [draft_of(item) for item in answer["Items"]]

    def destroy(self, draft: Draft) -> bool:
        gone = self._write(
            "delete_item",
            Key=draft_key(draft.id),
            ConditionExpression="attribute_not_exists(pk) or revision = :revision",
            ExpressionAttributeValues={":revision": {"N": str(draft.revision)}},
        )
        return gone is not None

    def _next(self, draft: Draft) -> dict[str, Any] | None:
        names = changing(draft)
        return self._write(
            "update_item",
            Key=draft_key(draft.id),
            UpdateExpression="set " + ", ".join(f"#{name} = :{name}" for name in names),
            ConditionExpression="#revision = :before and tries < :most",
            ExpressionAttributeNames={f"#{name}": name for name in names},
            ExpressionAttributeValues={
                **{f":{name}": value for name, value in names.items()},
                ":before": {"N": str(draft.revision - 1)},
                ":most": {"N": str(MAX_TRIES)},
            },
        )

    def _count(self, id: str, name: str, most: int) -> dict[str, Any] | None:  # noqa: A002
        return self._write(
            "update_item",
            Key=draft_key(id),
            UpdateExpression="add #name :one",
            ConditionExpression="#name < :most",
            ExpressionAttributeNames={"#name": name},
            ExpressionAttributeValues={":one": {"N": "1"}, ":most": {"N": str(most)}},
            ReturnValues="ALL_NEW",
        )

    def _write(self, operation: str, **request: Any) -> dict[str, Any] | None:
        """Write one item, or return None where its condition refuses."""
        try:
            return self._call(operation, **request)
        except failures() as failure:
            if code(failure) == _REFUSED:
                return None
            raise _unavailable(failure) from failure

    def _dynamodb(self, operation: str, **request: Any) -> dict[str, Any]:
        try:
            return self._call(operation, **request)
        except failures() as failure:
            raise _unavailable(failure) from failure

    def _call(self, operation: str, **request: Any) -> dict[str, Any]:
        answer: dict[str, Any] = getattr(client("dynamodb"), operation)(TableName=self._table, **request)
        return answer


def _unavailable(failure: Exception) -> DraftsUnavailable:
    return DraftsUnavailable(f"The drafts did not answer: {code(failure)}.")
