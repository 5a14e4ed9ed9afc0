"""The list of what needs a person, held against the folder and against AWS: found without reading it all."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from lambdas.records.aws import AwsRecords
from lambdas.records.chain import following
from lambdas.records.model import Event, EventKind
from lambdas.records.port import Records
from tests.lambdas.wire import heard

Begin = Callable[..., Any]


def after(last: Event, kind: EventKind, hours: int = 1, **details: str) -> Event:
    return following(last, last.at + timedelta(hours=hours), kind, (), details)


@pytest.mark.parametrize(
    ("kind", "reason", "listed"),
    [
        ("email_sent", "", False),
        ("email_not_sent", "no_address", False),
        ("email_not_sent", "follow_up_arrived", False),
        ("email_not_sent", "no_longer_due", False),
        ("email_not_sent", "address_refused", True),
        ("email_not_sent", "refused", True),
        ("email_not_sent", "mail_unavailable", True),
        ("not_processed", "mail_unavailable", True),
        ("follow_up_overdue", "", False),
    ],
)
def test_what_nobody_else_will_notice_is_listed(
    records: Records, begin: Begin, kind: EventKind, reason: str, listed: bool
) -> None:
    sent = begin()
    sent.store(records)
    event = after(sent.event, kind, reason=reason)
    records.append(event, sent.outbox[0])
    assert records.attention() == ([event] if listed else [])


def test_the_oldest_comes_first_and_no_more_than_asked(records: Records, begin: Begin) -> None:
    events = []
    for number, hours in enumerate((3, 1, 2)):
        sent = begin(f"NDI-0000-000{number}", str(number))
        sent.store(records)
        events.append(after(sent.event, "not_processed", hours, reason="refused"))
        records.append(events[-1], None)
    first, second, third = events
    assert records.attention() == [second, third, first]
    assert records.attention(most=2) == [second, third]


def test_it_is_read_from_the_index(aws_records: AwsRecords) -> None:
    with heard("dynamodb", "Query") as queries, heard("dynamodb", "Scan") as scans:
        aws_records.attention(7)
    assert [(query["IndexName"], query["Limit"]) for query in queries] == [("due", 7)]
    assert scans == []


def test_listed_events_are_no_step_that_is_due(records: Records, begin: Begin) -> None:
    sent = begin()
    sent.put(records)
    records.commit(sent.event, sent.submission, ())
    records.append(after(sent.event, "not_processed", reason="refused"), None)
    later = sent.event.at + timedelta(days=400)
    assert records.due(later) == []
    assert records.left_over(later) == []
