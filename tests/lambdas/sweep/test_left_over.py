"""Emails left over are handed over again by the sweep, whatever became of them: late, and once."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from lambdas import ports
from lambdas.logs import KEYS
from lambdas.notify import handler as notify
from lambdas.notify.stream import stream_event
from lambdas.records.outbox import CLAIM, LOOK_AFTER, WAITS, claim, release
from lambdas.records.port import Records, RecordsUnavailable
from lambdas.seals.local import LocalSeals
from lambdas.settings import Settings
from lambdas.sweep import handler as sweep
from tests.lambdas.conftest import RECEIVED_AT
from tests.lambdas.sweep.conftest import Sweep

Begin = Callable[..., Any]
REFERENCE = "NDI-4K7Q-2MXR"
INSTANT = timedelta(microseconds=1)
At = Callable[[datetime], int]


@pytest.fixture
def at(swept: Sweep) -> At:
    """Run the sweep as if it were some moment."""
    return lambda now: swept(now)["handed_over"]


@pytest.fixture
def sent(records: Records, begin: Begin) -> Any:
    made = begin()
    made.put(records)
    records.commit(made.event, made.submission, made.outbox[:1])
    return made


def state(records: Records, sent: Any) -> tuple[str, int]:
    owed = records.owed(sent.outbox[0])
    assert owed
    return owed.state, owed.tries


def test_a_new_item_is_given_time_to_come_by_itself(records: Records, sent: Any, at: At) -> None:
    assert at(RECEIVED_AT + LOOK_AFTER - INSTANT) == 0
    assert at(RECEIVED_AT + LOOK_AFTER) == 1
    assert at(RECEIVED_AT + LOOK_AFTER + INSTANT) == 0
    assert at(RECEIVED_AT + 2 * LOOK_AFTER) == 1


def test_a_claim_that_ran_out_is_handed_over(records: Records, sent: Any, at: At) -> None:
    claim(sent.outbox[0], records, RECEIVED_AT)
    assert at(RECEIVED_AT + CLAIM - INSTANT) == 0
    assert state(records, sent) == ("claimed", 1)
    assert at(RECEIVED_AT + CLAIM) == 1
    assert state(records, sent) == ("ready", 1)


def test_what_waits_is_handed_over_in_its_time(records: Records, sent: Any, at: At) -> None:
    owed = claim(sent.outbox[0], records, RECEIVED_AT)
    assert owed
    release(owed, records, RECEIVED_AT)
    assert at(RECEIVED_AT + WAITS[0] - INSTANT) == 0
    assert at(RECEIVED_AT + WAITS[0]) == 1
    assert state(records, sent) == ("ready", 1)


def test_what_was_handed_over_is_sent(
    records: Records, sent: Any, at: At, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    at(RECEIVED_AT + LOOK_AFTER)
    mail, values = Kept(), {"MAIL_FROM": "forms@service.example", "SITE_URL": "https://forms.example"}
    monkeypatch.setattr(ports, "mail", lambda: mail)
    monkeypatch.setattr(ports, "seals", lambda: LocalSeals(tmp_path))
    monkeypatch.setattr(notify, "settings", lambda: Settings(values))
    for _ in range(2):
        notify.handler(stream_event(sent.outbox[:1]), None)
    assert mail.sent == ["<NDI-4K7Q-2MXR-confirmation@service.example>"]
    assert records.pending() == []


class Kept:
    def __init__(self) -> None:
        self.sent: list[str] = []

    def send(self, message: Any) -> str:
        self.sent.append(str(message["Message-ID"]))
        return "id"


def test_one_that_cannot_be_handed_over_holds_up_no_other(
    records: Records, begin: Begin, at: At, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(3):
        begin(f"NDI-0000-000{number}", str(number)).store(records)
    advance = records.advance

    def failing(before: Any, after: Any) -> bool:
        if before.item.id == "NDI-0000-0001-notice":
            raise RecordsUnavailable("a fault was put here")
        return advance(before, after)

    with monkeypatch.context() as faulty:
        faulty.setattr(records, "advance", failing)
        with pytest.raises(sweep.SweepIncomplete, match="1 of 6 steps failed"):
            at(RECEIVED_AT + LOOK_AFTER)
    assert at(RECEIVED_AT + LOOK_AFTER) == 1


def test_a_sweep_hands_over_its_most_and_leaves_the_rest_to_the_next(
    records: Records, begin: Begin, at: At, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sweep, "MOST", 2)
    for number in range(2):
        begin(f"NDI-0000-000{number}", str(number)).store(records)
    now = RECEIVED_AT + LOOK_AFTER
    assert [at(now) for _ in range(3)] == [2, 2, 0]


def test_the_log_names_the_email_and_how_often_it_was_tried(
    records: Records, sent: Any, at: At, caplog: pytest.LogCaptureFixture
) -> None:
    claim(sent.outbox[0], records, RECEIVED_AT)
    at(RECEIVED_AT + CLAIM)
    (line,) = caplog.records
    assert (line.message, line.outbox, line.tries) == ("Email still owed", sent.outbox[0].id, 1)  # type: ignore[attr-defined]
    assert {"outbox", "tries"} <= KEYS
