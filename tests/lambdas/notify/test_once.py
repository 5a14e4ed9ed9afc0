"""No email goes out twice: whatever breaks, an email is tried again only when it surely was not sent."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from lambdas.mail.port import MailUnclear
from lambdas.notify.settling import settle as settle_claimed
from lambdas.records.chain import following
from lambdas.records.model import Owed
from lambdas.records.outbox import CLAIM, WAITS, claim
from lambdas.records.port import Records, RecordsUnavailable
from lambdas.settings import Settings
from tests.lambdas.notify.conftest import NOW, settle

Begin = Callable[..., Any]
REFERENCE = "NDI-4K7Q-2MXR"
INSTANT = timedelta(microseconds=1)


@pytest.fixture
def sent(records: Records, begin: Begin) -> Any:
    made = begin()
    made.store(records)
    return made


def stored(records: Records, sent: Any) -> Owed:
    owed = records.owed(sent.outbox[0])
    assert owed
    return owed


def test_what_another_worker_has_is_left_alone(
    records: Records, mail: Any, settings: Settings, sent: Any
) -> None:
    claim(sent.outbox[0], records, NOW)
    settle(sent.outbox[0], records, mail, settings)
    assert mail.sent == []


@pytest.mark.parametrize("failure", [MailUnclear("The answer was lost."), KeyError("MessageId")])
def test_an_email_that_nobody_can_tell_about_stays_claimed_until_the_claim_runs_out(
    records: Records, mail: Any, settings: Settings, sent: Any, failure: Exception
) -> None:
    mail.after = failure
    with pytest.raises(MailUnclear):
        settle(sent.outbox[0], records, mail, settings)
    owed = stored(records, sent)
    assert (owed.state, owed.due_at) == ("claimed", NOW + CLAIM)
    mail.after = None
    settle(sent.outbox[0], records, mail, settings, NOW + CLAIM - INSTANT)
    assert len(mail.sent) == 1


def test_an_email_that_the_carrier_filed_meanwhile_is_not_sent_again(
    records: Records, mail: Any, settings: Settings, sent: Any
) -> None:
    mail.after = MailUnclear("The answer was lost.")
    with pytest.raises(MailUnclear):
        settle(sent.outbox[0], records, mail, settings)
    filed = following(sent.event, NOW, "email_sent", (), {"outbox": sent.outbox[0].id})
    records.append(filed, done=sent.outbox[0])
    settle(sent.outbox[0], records, mail, settings, NOW + CLAIM)
    assert len(mail.sent) == 1
    assert records.pending() == [sent.outbox[1]]


def test_a_worker_that_is_killed_leaves_its_claim(
    records: Records, mail: Any, settings: Settings, sent: Any
) -> None:
    mail.after = KeyboardInterrupt()
    with pytest.raises(KeyboardInterrupt):
        settle(sent.outbox[0], records, mail, settings)
    assert stored(records, sent).state == "claimed"


def test_an_email_that_surely_was_not_sent_waits_for_its_next_try(
    records: Records, mail: Any, settings: Settings, sent: Any
) -> None:
    mail.breaks = 2
    for place, now in enumerate((NOW, NOW + WAITS[0])):
        with pytest.raises(Exception, match="Throttled"):
            settle(sent.outbox[0], records, mail, settings, now)
        owed = stored(records, sent)
        assert (owed.state, owed.tries, owed.due_at) == ("waiting", place + 1, now + WAITS[place])
    settle(sent.outbox[0], records, mail, settings, NOW + WAITS[0] + WAITS[1])
    assert len(mail.sent) == 1


class Failing:
    """A store that is out of reach for one operation, from its first or a later call on."""

    def __init__(self, records: Records, operation: str, calls: int = 0) -> None:
        self._records, self._operation, self._calls = records, operation, calls

    def __getattr__(self, name: str) -> Any:
        whole = getattr(self._records, name)

        def failing(*given: Any, **named: Any) -> Any:
            self._calls -= 1
            if self._calls < 0:
                raise RecordsUnavailable("The records did not answer: Test.")
            return whole(*given, **named)

        return failing if name == self._operation else whole


@pytest.mark.parametrize("operation", ["events", "document", "put_document"])
def test_what_breaks_before_the_email_is_sent_lets_it_wait(
    records: Records, mail: Any, settings: Settings, sent: Any, operation: str
) -> None:
    owed = claim(sent.outbox[0], records, NOW)
    assert owed
    with pytest.raises(RecordsUnavailable):
        settle_claimed(owed, Failing(records, operation), mail, settings, NOW)
    assert mail.sent == []
    assert stored(records, sent).state == "waiting"


@pytest.mark.parametrize(("operation", "calls"), [("events", 1), ("append", 0)])
def test_what_breaks_after_the_email_is_sent_keeps_the_claim(
    records: Records, mail: Any, settings: Settings, sent: Any, operation: str, calls: int
) -> None:
    owed = claim(sent.outbox[0], records, NOW)
    assert owed
    with pytest.raises(RecordsUnavailable):
        settle_claimed(owed, Failing(records, operation, calls), mail, settings, NOW)
    assert len(mail.sent) == 1
    assert stored(records, sent) == owed
