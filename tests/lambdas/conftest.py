"""One record store and one report for every Lambda test: each on a folder, and on AWS through moto."""

import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from forms_src.deadlines import Due
from lambdas import clients
from lambdas.records.aws import AwsRecords
from lambdas.records.local import LocalRecords
from lambdas.records.model import Document, Event, OutboxItem, Report, Submission, canonical, sha256
from lambdas.records.port import Records

RECEIVED_AT = datetime(2026, 6, 5, 4, 30, tzinfo=UTC)
SECRET_ANSWER = "Kiri Example fell in the kitchen"

_numbers = itertools.count(1)


@dataclass(frozen=True)
class Beginning:
    """All that one press of Send stores."""

    event: Event
    submission: Submission
    outbox: tuple[OutboxItem, ...]
    document: Document
    body: bytes

    def put(self, records: Records) -> None:
        records.put_document(self.event.reference, self.document, self.body)

    def store(self, records: Records) -> None:
        self.put(records)
        records.commit(self.event, self.submission, self.outbox)


@pytest.fixture(scope="session")
def aws() -> Iterator[None]:
    """AWS as moto plays it, started once: making botocore clients takes longer than most tests."""
    from moto import mock_aws

    with pytest.MonkeyPatch.context() as environment, mock_aws():
        environment.setenv("AWS_DEFAULT_REGION", "ap-southeast-2")
        clients.client.cache_clear()
        yield
        clients.client.cache_clear()


@pytest.fixture
def aws_records(aws: None) -> AwsRecords:
    """An empty table and bucket."""
    return empty_aws_records()


def empty_aws_records() -> AwsRecords:
    """Make a table and a bucket. The fixture `aws` has to be there."""
    name = f"records-{next(_numbers)}"
    keys, due = [("pk", "HASH"), ("sk", "RANGE")], [("due_pk", "HASH"), ("due_at", "RANGE")]
    clients.client("dynamodb").create_table(
        TableName=name,
        KeySchema=[{"AttributeName": key, "KeyType": kind} for key, kind in keys],
        AttributeDefinitions=[{"AttributeName": key, "AttributeType": "S"} for key, _ in keys + due],
        GlobalSecondaryIndexes=[
            {
                "IndexName": "due",
                "KeySchema": [{"AttributeName": key, "KeyType": kind} for key, kind in due],
                "Projection": {"ProjectionType": "ALL"},
            }
        ],
        BillingMode="PAY_PER_REQUEST",
    )
    where = {"LocationConstraint": "ap-southeast-2"}
    clients.client("s3").create_bucket(Bucket=name, CreateBucketConfiguration=where)
    return AwsRecords(name, name)


@pytest.fixture
def local_records(tmp_path: Path) -> Iterator[LocalRecords]:
    """An empty folder."""
    records = LocalRecords(tmp_path / "data")
    yield records
    records.close()


@pytest.fixture(params=["local", "aws"])
def records(request: pytest.FixtureRequest) -> Records:
    """An empty store, of each kind."""
    store: Records = request.getfixturevalue(f"{request.param}_records")
    return store


@pytest.fixture
def make_report() -> Callable[..., Report]:
    """A report on time, 24 hours and five business days from 2 pm in Melbourne; arguments change it."""

    def make(**changes: Any) -> Report:
        return Report(**{**_REPORT, **changes})

    return make


@pytest.fixture
def begin(make_report: Callable[..., Report]) -> Callable[..., Beginning]:
    """What one press of Send stores; `key` is the press, other arguments change the report."""

    def make(reference: str = "NDI-4K7Q-2MXR", key: str = "one press", **changes: Any) -> Beginning:
        report = make_report(reference=reference, **changes)
        body = canonical(report)
        document = Document.of("report.json", body, "application/json")
        at = report.received_at
        return Beginning(
            event=Event(
                reference=reference, number=1, at=at, actor="reporter", kind="received", documents=(document,)
            ),
            submission=Submission(
                id=sha256(key.encode()), reference=reference, answers_sha256=sha256(b"{}"), received_at=at
            ),
            outbox=(OutboxItem.of(reference, "confirmation", at), OutboxItem.of(reference, "notice", at)),
            document=document,
            body=body,
        )

    return make


def due_in(clock: str, label: str, after_trigger: timedelta) -> Due:
    trigger = RECEIVED_AT - timedelta(minutes=30)
    return Due(
        clock=clock,
        label=label,
        due_at=trigger + after_trigger,
        zone="Australia/Melbourne",
        zone_words="Melbourne time",
        calendar=None,
        calendar_version=None,
        trigger=trigger,
    )


_REPORT: dict[str, Any] = {
    "reference": "NDI-4K7Q-2MXR",
    "form": "ndis-immediate",
    "form_version": 1,
    "definition_sha256": sha256(b"definition"),
    "form_title": "Tell the NDIS Commission about a reportable incident (24 hours)",
    "agency": "ndis-commission",
    "agency_name": "NDIS Quality and Safeguards Commission",
    "agency_phone": "1800 035 544",
    "received_at": RECEIVED_AT,
    "channel": "web",
    "own_clock": "ndis_24h",
    "place": "VIC",
    "zone": "Australia/Melbourne",
    "zone_words": "Melbourne time",
    "contact_email": "kiri@provider.example",
    "answers": {"what_happened": SECRET_ANSWER, "ip_name": "Ari Example", "ip_number": "430000001"},
    "facts": {"is_critical": False},
    "due": (
        due_in("ndis_24h", "NDIS 24-hour notification", timedelta(hours=24)),
        due_in("ndis_5bd", "NDIS five-day form", timedelta(days=7)),
    ),
    "late": (),
    "next_steps": ("Send the five-day form in 5 business days.",),
}
