"""The notify Lambda: what it takes from the stream, what it gives back to be tried again, what it logs."""

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from lambdas import ports
from lambdas.clients import client
from lambdas.notify import handler as notify
from lambdas.notify.stream import owed, stream_event
from lambdas.records.aws import AwsRecords
from lambdas.records.items import event_item
from lambdas.records.local import LocalRecords
from lambdas.records.model import Submission
from lambdas.records.outbox import hand_over
from lambdas.records.port import RecordsUnavailable
from lambdas.seals.local import LocalSeals
from lambdas.settings import Settings

Begin = Callable[..., Any]


def written(caplog: pytest.LogCaptureFixture) -> str:
    """The one line of the log, as it would be written."""
    (record,) = caplog.records
    return str(notify.logger.registered_formatter.format(record))


@pytest.fixture(autouse=True)
def _ports(
    monkeypatch: pytest.MonkeyPatch,
    local_records: LocalRecords,
    mail: Any,
    settings: Settings,
    tmp_path: Path,
) -> None:
    monkeypatch.setattr(ports, "records", lambda: local_records)
    monkeypatch.setattr(ports, "mail", lambda: mail)
    monkeypatch.setattr(ports, "seals", lambda: LocalSeals(tmp_path))
    whole = Settings({**settings.values, "SITE_URL": "https://forms.example"})
    monkeypatch.setattr(notify, "settings", lambda: whole)


def test_new_outbox_items_are_settled(local_records: LocalRecords, mail: Any, begin: Begin) -> None:
    begin().store(local_records)
    answer = notify.handler(stream_event(local_records.pending()), None)
    assert answer == {"batchItemFailures": []}
    assert local_records.pending() == []
    assert len(mail.sent) == 2
    link = f"https://forms.example/api/documents/{begin().event.reference}-"
    assert [link in message.get_body(("plain",)).get_content() for message in mail.sent] == [True, False]


def test_what_failed_is_left_to_the_sweep_and_does_not_hold_up_the_rest(
    local_records: LocalRecords, mail: Any, begin: Begin
) -> None:
    begin("NDI-0000-1111", "one press").store(local_records)
    begin("NDI-4K7Q-2MXR", "another press").store(local_records)
    mail.breaks = 1
    batch = stream_event(local_records.pending())
    assert notify.handler(batch, None) == {"batchItemFailures": []}
    (waiting,) = local_records.pending()
    assert waiting.id == "NDI-0000-1111-confirmation"
    assert notify.handler(batch, None) == {"batchItemFailures": []}
    assert local_records.pending() == [waiting]
    assert len(mail.sent) == 3


@pytest.mark.parametrize("operation", ["owed", "advance"])
def test_only_what_could_not_be_claimed_is_tried_again(
    local_records: LocalRecords, mail: Any, begin: Begin, monkeypatch: pytest.MonkeyPatch, operation: str
) -> None:
    begin().store(local_records)
    first = local_records.pending()[0]
    whole = getattr(local_records, operation)

    def out_of_reach(given: Any, *more: Any) -> Any:
        if getattr(given, "item", given) == first:
            raise RecordsUnavailable("The records did not answer: Test.")
        return whole(given, *more)

    batch = stream_event(local_records.pending())
    with monkeypatch.context() as patch:
        patch.setattr(local_records, operation, out_of_reach)
        assert notify.handler(batch, None) == {"batchItemFailures": [{"itemIdentifier": "1"}]}
    assert notify.handler(batch, None) == {"batchItemFailures": []}
    assert len(mail.sent) == 2


def test_events_claims_and_removals_in_the_stream_are_left_alone(
    local_records: LocalRecords, mail: Any, begin: Begin
) -> None:
    sent = begin()
    sent.store(local_records)
    inserted, claimed, removed = (stream_event(sent.outbox[:1])["Records"][0] for _ in range(3))
    inserted["dynamodb"]["NewImage"] = event_item(sent.event)
    claimed["dynamodb"]["NewImage"]["state"] = {"S": "claimed"}
    removed["eventName"] = "REMOVE"
    del removed["dynamodb"]["NewImage"]
    answer = notify.handler({"Records": [inserted, claimed, removed]}, None)
    assert answer == {"batchItemFailures": []}
    assert mail.sent == []


def test_an_empty_batch_is_nothing_to_do(mail: Any) -> None:
    assert notify.handler(stream_event([]), None) == {"batchItemFailures": []}
    assert mail.sent == []


def test_a_failure_is_logged_by_its_outbox_item_and_reason(
    local_records: LocalRecords, mail: Any, begin: Begin, caplog: pytest.LogCaptureFixture
) -> None:
    begin().store(local_records)
    mail.breaks = 1
    notify.handler(stream_event(local_records.pending()[:1]), None)
    logged = json.loads(written(caplog))
    assert logged["message"] == "Email not sent"
    assert logged["outbox"] == "NDI-4K7Q-2MXR-confirmation"
    assert logged["reason"] == "The mail service did not answer: Throttled."


def test_a_report_that_cannot_be_read_is_not_quoted_in_the_log(
    local_records: LocalRecords,
    begin: Begin,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sent = begin()
    sent.store(local_records)
    with monkeypatch.context() as patch:
        patch.setattr("lambdas.notify.settling.Report", Submission)
        notify.handler(stream_event(local_records.pending()[:1]), None)
    log = written(caplog)
    with pytest.raises(ValidationError, match="kitchen"):
        Submission.model_validate_json(sent.body)
    assert json.loads(log)["reason"] == "ValidationError"
    assert "kitchen" not in log


def test_the_stream_of_a_real_table_holds_what_the_handler_takes(
    aws_records: AwsRecords, begin: Begin
) -> None:
    """A stream's NewImage is the item as it is stored, so the stored items are read in its place."""
    sent = begin()
    sent.store(aws_records)
    items = client("dynamodb").scan(TableName=aws_records._table)["Items"]
    inserted = [{"eventName": "INSERT", "dynamodb": {"NewImage": item}} for item in items]
    found = [item for item in map(owed, inserted) if item]
    assert sorted(found, key=lambda item: item.id) == list(sent.outbox)
    assert [owed(record) for record in stream_event(sent.outbox)["Records"]] == list(sent.outbox)


def test_what_the_sweep_hands_over_comes_through_the_stream_again(
    aws_records: AwsRecords, begin: Begin
) -> None:
    sent = begin()
    sent.store(aws_records)
    long_after = sent.event.at + timedelta(days=1)
    for owed_ in aws_records.left_over(long_after):
        hand_over(owed_, aws_records, long_after)
    items = client("dynamodb").scan(TableName=aws_records._table)["Items"]
    changed = [{"eventName": "MODIFY", "dynamodb": {"NewImage": item}} for item in items]
    found = [item for item in map(owed, changed) if item]
    assert sorted(found, key=lambda item: item.id) == list(sent.outbox)
