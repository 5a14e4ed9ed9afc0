"""What only AWS can be asked: what is sent to it, and what it answers when things go wrong."""

import json
from base64 import b64decode
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
from botocore.exceptions import EndpointConnectionError, ReadTimeoutError

from lambdas.clients import client
from lambdas.records.aws import AwsRecords
from lambdas.records.chain import following
from lambdas.records.model import Awaited, Document, OutboxItem, sha256
from lambdas.records.outbox import begun, claim
from lambdas.records.port import Link, NumberTaken, RecordsUnavailable, ReferenceTaken, SubmissionExists
from tests.lambdas.conftest import RECEIVED_AT
from tests.lambdas.wire import answering, heard

Begin = Callable[..., Any]

BODY = b'{"answers":{}}'
DOCUMENT = Document.of("report.json", BODY, "application/json")


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lambdas.records.conflicts.sleep", lambda _: None)
    monkeypatch.setattr("botocore.endpoint.time.sleep", lambda _: None)


def cancelled(*codes: str) -> tuple[int, bytes]:
    name = "com.amazonaws.dynamodb.v20120810#TransactionCanceledException"
    return 400, json.dumps(
        {"__type": name, "CancellationReasons": [{"Code": code} for code in codes]}
    ).encode()


def s3_error(status: int, code: str) -> tuple[int, bytes]:
    return status, f"<Error><Code>{code}</Code><Message>no</Message></Error>".encode()


CONFLICT = cancelled("None", "TransactionConflict", "None", "None")
LOST = ReadTimeoutError(endpoint_url="https://dynamodb.example")
UNREACHABLE = EndpointConnectionError(endpoint_url="https://dynamodb.example")


def test_a_document_is_written_once_encrypted_and_checked_by_s3(aws_records: AwsRecords) -> None:
    with heard("s3", "PutObject") as requests:
        aws_records.put_document("NDI-4K7Q-2MXR", DOCUMENT, BODY)
    (request,) = requests
    assert request["Key"] == "records/NDI-4K7Q-2MXR/report.json"
    assert request["IfNoneMatch"] == "*"
    assert request["ServerSideEncryption"] == "AES256"
    assert request["ChecksumAlgorithm"] == "SHA256"
    assert request["ContentType"] == "application/json"
    assert request["ContentDisposition"] == "attachment"
    assert request["Tagging"] == "retention=R-UNCLASSED"
    assert "SSEKMSKeyId" not in request


def test_s3_holds_the_fingerprint_as_its_own_checksum(aws_records: AwsRecords) -> None:
    aws_records.put_document("NDI-4K7Q-2MXR", DOCUMENT, BODY)
    where = {"Bucket": aws_records._bucket, "Key": "records/NDI-4K7Q-2MXR/report.json"}
    answer = client("s3").get_object_attributes(**where, ObjectAttributes=["Checksum"])
    assert b64decode(answer["Checksum"]["ChecksumSHA256"]).hex() == DOCUMENT.sha256


def test_a_document_has_the_class_of_retention_as_its_tag(aws_records: AwsRecords) -> None:
    aws_records.put_document("NDI-4K7Q-2MXR", DOCUMENT, BODY, "R-NDIS")
    where = {"Bucket": aws_records._bucket, "Key": "records/NDI-4K7Q-2MXR/report.json"}
    assert client("s3").get_object_tagging(**where)["TagSet"] == [{"Key": "retention", "Value": "R-NDIS"}]


def test_a_kms_key_encrypts_documents_where_one_is_set(aws_records: AwsRecords) -> None:
    keyed = AwsRecords(aws_records._table, aws_records._bucket, "alias/records")
    with heard("s3", "PutObject") as requests:
        keyed.put_document("NDI-4K7Q-2MXR", DOCUMENT, BODY)
    assert requests[0]["ServerSideEncryption"] == "aws:kms"
    assert requests[0]["SSEKMSKeyId"] == "alias/records"


def test_a_put_that_arrived_without_an_answer_is_a_success_when_tried_again(aws_records: AwsRecords) -> None:
    aws_records.put_document("NDI-4K7Q-2MXR", DOCUMENT, BODY)
    lost = ReadTimeoutError(endpoint_url="https://s3.example")
    with answering("s3", "PutObject", lost) as left:
        aws_records.put_document("NDI-4K7Q-2MXR", DOCUMENT, BODY)
    assert left == []


def test_two_puts_that_meet_are_tried_again(aws_records: AwsRecords) -> None:
    with answering("s3", "PutObject", s3_error(409, "ConditionalRequestConflict")) as left:
        aws_records.put_document("NDI-4K7Q-2MXR", DOCUMENT, BODY)
    assert left == []
    assert aws_records.document("NDI-4K7Q-2MXR", "report.json") == BODY


def test_documents_without_an_answer_are_unavailable_not_absent(aws_records: AwsRecords) -> None:
    refused = r"^The records did not answer: AccessDenied\.$"
    with (
        answering("s3", "GetObject", s3_error(403, "AccessDenied")),
        pytest.raises(RecordsUnavailable, match=refused),
    ):
        aws_records.document("NDI-4K7Q-2MXR", "report.json")
    with (
        answering("s3", "PutObject", s3_error(403, "AccessDenied")),
        pytest.raises(RecordsUnavailable, match=refused),
    ):
        aws_records.put_document("NDI-4K7Q-2MXR", DOCUMENT, BODY)


def test_two_commits_that_meet_are_tried_again_until_one_is_written(
    aws_records: AwsRecords, begin: Begin
) -> None:
    with answering("dynamodb", "TransactWriteItems", CONFLICT, CONFLICT) as left:
        begin().store(aws_records)
    assert left == []
    assert aws_records.references() == ["NDI-4K7Q-2MXR"]


def test_commits_that_keep_meeting_are_unavailable(aws_records: AwsRecords, begin: Begin) -> None:
    expected = r"^The records did not answer: TransactionCanceledException\.$"
    with answering("dynamodb", "TransactWriteItems", *[CONFLICT] * 9) as left:
        with pytest.raises(RecordsUnavailable, match=expected):
            begin().store(aws_records)
        assert len(left) == 5
        left.clear()
    assert aws_records.references() == []


@pytest.mark.parametrize("code", ["ThrottlingError", "ValidationError", "ItemCollectionSizeLimitExceeded"])
def test_a_commit_cancelled_for_another_reason_is_unavailable_at_once(
    aws_records: AwsRecords, begin: Begin, code: str
) -> None:
    with (
        answering("dynamodb", "TransactWriteItems", cancelled("None", code)),
        pytest.raises(RecordsUnavailable),
    ):
        begin().store(aws_records)
    assert aws_records.references() == []


def test_a_store_out_of_reach_is_unavailable_for_every_question(
    aws_records: AwsRecords, begin: Begin
) -> None:
    sent = begin()
    second = following(sent.event, sent.event.at, "email_sent", (), {})
    questions: dict[str, Callable[[], object]] = {
        "TransactWriteItems": lambda: aws_records.commit(sent.event, sent.submission, sent.outbox),
        "Query": lambda: aws_records.events("NDI-4K7Q-2MXR"),
        "GetItem": lambda: aws_records.submission(sent.submission.id),
        "PutItem": lambda: aws_records.advance(begun(sent.outbox[0]), begun(sent.outbox[0])),
        "DeleteItem": lambda: aws_records.clear(sent.outbox[0]),
        "Scan": aws_records.pending,
    }
    for operation, question in questions.items():
        for broken in (UNREACHABLE, LOST):
            with answering("dynamodb", operation, *[broken] * 3) as left, pytest.raises(RecordsUnavailable):
                question()
            assert left == [], operation
    with answering("dynamodb", "TransactWriteItems", *[UNREACHABLE] * 3), pytest.raises(RecordsUnavailable):
        aws_records.append(second, done=None)


def test_a_commit_whose_submission_is_there_leads_to_it_even_if_the_reference_is_too(
    aws_records: AwsRecords, begin: Begin
) -> None:
    sent = begin()
    sent.store(aws_records)
    both = cancelled("ConditionalCheckFailed", "ConditionalCheckFailed", "None", "None")
    with answering("dynamodb", "TransactWriteItems", both), pytest.raises(SubmissionExists) as caught:
        aws_records.commit(sent.event, sent.submission, sent.outbox)
    assert caught.value.submission == sent.submission


def test_a_taken_number_is_told_before_a_broken_chain(aws_records: AwsRecords, begin: Begin) -> None:
    second = following(begin().event, begin().event.at, "email_sent", (), {})
    both = cancelled("ConditionalCheckFailed", "ConditionalCheckFailed")
    with answering("dynamodb", "TransactWriteItems", both), pytest.raises(NumberTaken):
        aws_records.append(second, done=None)


def test_the_same_press_has_the_same_token_and_another_has_its_own(
    aws_records: AwsRecords, begin: Begin
) -> None:
    presses = [begin(), begin(), begin("NDI-0000-1111"), begin(key="another press")]
    with heard("dynamodb", "TransactWriteItems") as requests:
        for press in presses:
            try:
                aws_records.commit(press.event, press.submission, press.outbox)
            except (SubmissionExists, ReferenceTaken):
                continue
    tokens = [request["ClientRequestToken"] for request in requests]
    assert tokens[0] == tokens[1]
    assert len(set(tokens)) == 3
    assert all(len(token) == 36 for token in tokens)


def test_a_commit_is_one_transaction_in_which_every_item_must_be_new(
    aws_records: AwsRecords, begin: Begin
) -> None:
    with heard("dynamodb", "TransactWriteItems") as requests:
        begin().store(aws_records)
    (request,) = requests
    keys = [write["Put"]["Item"]["pk"]["S"].partition("#")[0] for write in request["TransactItems"]]
    assert keys == ["REC", "SUB", "OUT", "OUT"]
    conditions = {write["Put"]["ConditionExpression"] for write in request["TransactItems"]}
    assert conditions == {"attribute_not_exists(pk)"}


def test_what_is_due_is_asked_of_the_sparse_index_and_no_event_is_in_it(
    aws_records: AwsRecords, begin: Begin
) -> None:
    sent = begin()
    at = sent.event.at
    waits = Awaited(
        reference=sent.event.reference, form="second", clock="week", step="remind", at=at, due_at=at
    )
    sent.put(aws_records)
    aws_records.commit(sent.event, sent.submission, sent.outbox, awaited=[waits])
    with heard("dynamodb", "Query") as queries, heard("dynamodb", "Scan") as scans:
        assert aws_records.due(at, most=7) == [waits]
    assert [(query["IndexName"], query["Limit"]) for query in queries] == [("due", 7)]
    assert scans == []
    stored = client("dynamodb").scan(TableName=aws_records._table)["Items"]
    indexed = sorted((item["due_pk"]["S"], item["sk"]["S"]) for item in stored if "due_pk" in item)
    assert indexed == [("DUE", "AWAITED#second"), ("OUT", "OUT"), ("OUT", "OUT")]


def test_the_same_press_with_another_link_is_another_request(aws_records: AwsRecords, begin: Begin) -> None:
    """DynamoDB refuses a token that comes again with other writes, for ten minutes."""
    earlier, sent = begin(), begin("NDI-0000-1111", "another press")
    earlier.store(aws_records)
    links = [
        Link(following(earlier.event, earlier.event.at, "linked", (), {"arrived": reference}))
        for reference in ("NDI-0000-1111", "NDI-0000-2222")
    ]
    with heard("dynamodb", "TransactWriteItems") as requests:
        for link in links:
            with suppress(SubmissionExists):
                aws_records.commit(sent.event, sent.submission, sent.outbox, link=link)
    assert len({request["ClientRequestToken"] for request in requests}) == 2


def test_a_claim_that_was_written_without_an_answer_is_nobodys_until_it_runs_out(
    aws_records: AwsRecords, begin: Begin
) -> None:
    """botocore asks again, and then the item is not as it was: the email is late, and not sent twice."""
    sent = begin()
    sent.store(aws_records)
    before = aws_records.owed(sent.outbox[0])
    assert before
    after = before.model_copy(update={"state": "claimed", "tries": 1})
    assert aws_records.advance(before, after)
    with answering("dynamodb", "PutItem", ReadTimeoutError(endpoint_url="https://dynamodb.example")) as left:
        assert not aws_records.advance(before, after)
    assert left == []
    assert claim(sent.outbox[0], aws_records, sent.event.at) is None


def test_reads_see_the_latest_commit(aws_records: AwsRecords) -> None:
    with heard("dynamodb", "GetItem") as gets, heard("dynamodb", "Query") as queries:
        aws_records.submission(sha256(b"press"))
        aws_records.owed(OutboxItem.of("NDI-4K7Q-2MXR", "notice", RECEIVED_AT))
        aws_records.events("NDI-4K7Q-2MXR")
    assert [request["ConsistentRead"] for request in gets + queries] == [True, True, True]


def test_answers_that_come_in_pages_are_read_to_the_end(aws_records: AwsRecords, begin: Begin) -> None:
    sent = begin()
    sent.store(aws_records)
    last = sent.event
    for _ in range(4):
        last = following(last, last.at, "email_sent", (), {})
        aws_records.append(last, done=None)

    def two_at_a_time(params: dict[str, Any], **_: Any) -> None:
        params["Limit"] = 2

    events = client("dynamodb").meta.events
    for operation in ("Query", "Scan"):
        events.register(f"before-parameter-build.dynamodb.{operation}", two_at_a_time)
    try:
        assert [event.number for event in aws_records.events("NDI-4K7Q-2MXR")] == [1, 2, 3, 4, 5]
        assert aws_records.pending() == list(sent.outbox)
    finally:
        for operation in ("Query", "Scan"):
            events.unregister(f"before-parameter-build.dynamodb.{operation}", two_at_a_time)


def test_the_table_holds_no_answer(aws_records: AwsRecords, begin: Begin) -> None:
    begin().store(aws_records)
    stored = json.dumps(client("dynamodb").scan(TableName=aws_records._table)["Items"])
    assert "NDI-4K7Q-2MXR" in stored
    for answer in ("fell in the kitchen", "Ari Example", "430000001", "provider.example"):
        assert answer not in stored


def test_a_client_waits_for_seconds_not_minutes_and_tries_three_times(aws: None) -> None:
    config = client("dynamodb").meta.config
    assert (config.connect_timeout, config.read_timeout) == (2, 5)
    assert config.retries == {"mode": "standard", "total_max_attempts": 3}
    assert client("dynamodb") is client("dynamodb")
