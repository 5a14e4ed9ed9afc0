"""One store of drafts for each test, on a folder and on AWS through moto, with the records beside it."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from lambdas.clients import client
from lambdas.drafts.aws import AwsDrafts
from lambdas.drafts.local import LocalDrafts
from lambdas.drafts.model import KEPT_FOR, Draft
from lambdas.drafts.port import Drafts
from lambdas.drafts.secrets import code_hash, hash_of, new_body_name
from lambdas.records.aws import AwsRecords

SAVED_AT = datetime(2026, 6, 5, 4, 30, tzinfo=UTC)


@pytest.fixture
def aws_drafts(aws_records: AwsRecords) -> AwsDrafts:
    """The table of empty records, and an empty bucket."""
    bucket = f"drafts-of-{aws_records._table}"
    where = {"LocationConstraint": "ap-southeast-2"}
    client("s3").create_bucket(Bucket=bucket, CreateBucketConfiguration=where)
    return AwsDrafts(aws_records._table, bucket)


@pytest.fixture
def local_drafts(local_records: object, tmp_path: Path) -> Iterator[LocalDrafts]:
    """The folder of empty records."""
    drafts = LocalDrafts(tmp_path / "data")
    yield drafts
    drafts.close()


@pytest.fixture
def drafts(request: pytest.FixtureRequest, records: object) -> Drafts:
    """The drafts beside `records`, of the same kind."""
    kind = "aws" if isinstance(records, AwsRecords) else "local"
    store: Drafts = request.getfixturevalue(f"{kind}_drafts")
    return store


@pytest.fixture
def draft() -> Callable[..., Draft]:
    """A draft saved at SAVED_AT; arguments change it."""

    def make(token: str = "a" * 26, **changes: Any) -> Draft:
        id_ = hash_of(token)
        first = {
            "id": id_,
            "code": code_hash(token, "012345"),
            "key": hash_of("b" * 26),
            "form": "ndis-immediate",
            "form_version": 1,
            "revision": 1,
            "body": new_body_name(id_),
            "saved_at": SAVED_AT,
            "expires_at": SAVED_AT + KEPT_FOR,
        }
        return Draft(**first | changes)

    return make
