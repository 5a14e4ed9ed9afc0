"""What a record awaits, and its link in an earlier record, held against the folder and against AWS."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from lambdas.records.chain import ChainBroken, following, verify
from lambdas.records.model import Awaited, Event, OutboxItem, Submission, sha256
from lambdas.records.port import Link, NumberTaken, Records, SubmissionExists

Begin = Callable[..., Any]
NOON = datetime(2026, 6, 10, 2, tzinfo=UTC)
EARLIER, NEWER = "NDI-4K7Q-2MXR", "NDF-0000-1111"


def awaited(reference: str = EARLIER, form: str = "second", at: datetime = NOON, **more: Any) -> Awaited:
    due_at = NOON + timedelta(days=1)
    given = {"clock": "week", "step": "remind", "due_at": due_at, **more}
    return Awaited(reference=reference, form=form, at=at, **given)


def begun(
    records: Records, begin: Begin, *waits: Awaited, reference: str = EARLIER, key: str = "first"
) -> Event:
    sent = begin(reference, key)
    sent.put(records)
    records.commit(sent.event, sent.submission, sent.outbox, awaited=waits)
    event: Event = sent.event
    return event


def linked(last: Event, arrived: str = NEWER) -> Event:
    return following(last, NOON, "linked", (), {"arrived": arrived, "form": "second"})


def test_what_a_new_record_awaits_is_there_at_once(records: Records, begin: Begin) -> None:
    waits = [awaited(form="other"), awaited()]
    begun(records, begin, *waits)
    assert records.awaited(EARLIER) == waits
    assert records.awaited(NEWER) == []


def test_events_and_what_is_awaited_do_not_mix(records: Records, begin: Begin) -> None:
    first = begun(records, begin, awaited())
    assert records.events(EARLIER) == [first]
    assert records.references() == [EARLIER]


def test_a_step_is_due_at_its_moment_and_after_and_not_a_microsecond_before(
    records: Records, begin: Begin
) -> None:
    one = awaited()
    begun(records, begin, one)
    assert records.due(NOON - timedelta(microseconds=1)) == []
    assert records.due(NOON) == [one]
    assert records.due(NOON + timedelta(days=400)) == [one]


def test_what_is_longest_due_comes_first_and_no_more_than_asked(records: Records, begin: Begin) -> None:
    times = [
        NOON - timedelta(days=200),
        NOON - timedelta(microseconds=500),
        NOON - timedelta(microseconds=20),
    ]
    waits = [awaited(form=f"form{place}", at=at) for place, at in enumerate(times)]
    begun(records, begin, *reversed(waits))
    begun(
        records,
        begin,
        awaited("NDI-0000-1111", at=NOON + timedelta(seconds=1)),
        reference="NDI-0000-1111",
        key="b",
    )
    assert records.due(NOON) == waits
    assert records.due(NOON, most=2) == waits[:2]


def test_an_event_changes_what_is_awaited_and_when_it_is_due(records: Records, begin: Begin) -> None:
    first = begun(records, begin, awaited(), awaited(form="other"))
    later = awaited(step="overdue", at=NOON + timedelta(days=1))
    event = following(first, NOON, "follow_up_reminder", (), {})
    owed = OutboxItem.of(EARLIER, "reminder", NOON, "second")
    records.append(event, None, outbox=[owed], awaited={"second": later, "other": None})
    assert records.awaited(EARLIER) == [later]
    assert records.due(NOON) == []
    assert records.due(NOON + timedelta(days=1)) == [later]
    assert owed in records.pending()


def test_an_event_whose_number_is_taken_changes_nothing_beside_it(records: Records, begin: Begin) -> None:
    first = begun(records, begin, awaited())
    records.append(following(first, NOON, "email_sent", (), {}), None)
    event = following(first, NOON, "follow_up_reminder", (), {})
    owed = OutboxItem.of(EARLIER, "reminder", NOON, "second")
    with pytest.raises(NumberTaken):
        records.append(event, None, outbox=[owed], awaited={"second": None})
    assert records.awaited(EARLIER) == [awaited()]
    assert owed not in records.pending()


def test_an_event_with_the_wrong_hash_changes_nothing_beside_it(records: Records, begin: Begin) -> None:
    first = begun(records, begin, awaited())
    stranger = first.model_copy(update={"at": NOON})
    with pytest.raises(ChainBroken):
        records.append(following(stranger, NOON, "follow_up_overdue", (), {}), None, awaited={"second": None})
    assert records.awaited(EARLIER) == [awaited()]


def submission(reference: str, key: str) -> Submission:
    return Submission(
        id=sha256(key.encode()), reference=reference, answers_sha256=sha256(b"{}"), received_at=NOON
    )


def test_an_event_may_bring_a_press_of_its_own_and_the_same_press_again_leads_to_it(
    records: Records, begin: Begin
) -> None:
    first = begun(records, begin)
    press = submission(EARLIER, "second press")
    second = following(first, NOON, "corrected", (), {}, "reporter")
    records.append(second, None, submission=press)
    assert records.submission(press.id) == press
    with pytest.raises(SubmissionExists) as caught:
        records.append(following(second, NOON, "corrected", (), {}, "reporter"), None, submission=press)
    assert caught.value.submission == press
    assert records.events(EARLIER) == [first, second]


def test_a_follow_up_is_told_in_the_earlier_record_in_the_same_write(records: Records, begin: Begin) -> None:
    first = begun(records, begin, awaited())
    sent = begin(NEWER, "follow-up")
    sent.put(records)
    event = linked(first)
    records.commit(sent.event, sent.submission, sent.outbox, link=Link(event, {"second": None}))
    assert records.events(NEWER) == [sent.event]
    assert records.events(EARLIER) == [first, event]
    verify(records.events(EARLIER))
    assert records.awaited(EARLIER) == []
    assert records.due(NOON + timedelta(days=400)) == []


def test_a_link_that_meets_another_event_leaves_no_report(records: Records, begin: Begin) -> None:
    first = begun(records, begin, awaited())
    other = following(first, NOON, "email_sent", (), {})
    records.append(other, None)
    sent = begin(NEWER, "follow-up")
    sent.put(records)
    with pytest.raises(NumberTaken):
        records.commit(sent.event, sent.submission, sent.outbox, link=Link(linked(first), {"second": None}))
    assert records.events(NEWER) == []
    assert records.submission(sent.submission.id) is None
    assert records.awaited(EARLIER) == [awaited()]
    records.commit(sent.event, sent.submission, sent.outbox, link=Link(linked(other), {"second": None}))
    assert [event.kind for event in records.events(EARLIER)] == ["received", "email_sent", "linked"]


def test_a_link_to_a_broken_chain_leaves_no_report(records: Records, begin: Begin) -> None:
    first = begun(records, begin)
    sent = begin(NEWER, "follow-up")
    sent.put(records)
    stranger = first.model_copy(update={"at": NOON})
    with pytest.raises(ChainBroken):
        records.commit(sent.event, sent.submission, sent.outbox, link=Link(linked(stranger)))
    assert records.events(NEWER) == []


def test_the_very_same_commit_with_a_link_leads_to_itself_and_links_once(
    records: Records, begin: Begin
) -> None:
    first = begun(records, begin, awaited())
    sent = begin(NEWER, "follow-up")
    sent.put(records)
    records.commit(sent.event, sent.submission, sent.outbox, link=Link(linked(first)))
    again = Link(linked(records.events(EARLIER)[-1]))
    with pytest.raises(SubmissionExists):
        records.commit(sent.event, sent.submission, sent.outbox, link=again)
    assert len(records.events(EARLIER)) == 2


def test_what_comes_with_an_event_is_of_its_record(records: Records, begin: Begin) -> None:
    first = begun(records, begin)
    event = following(first, NOON, "follow_up_overdue", (), {})
    with pytest.raises(ValueError, match="same one"):
        records.append(event, None, awaited={"second": awaited(NEWER)})
    with pytest.raises(ValueError, match="same one"):
        records.append(event, None, submission=submission(NEWER, "x"))
    with pytest.raises(ValueError, match="same one"):
        records.append(event, None, outbox=[OutboxItem.of(NEWER, "reminder", NOON, "second")])
    with pytest.raises(ValueError, match="by its form"):
        records.append(event, None, awaited={"other": awaited()})
    sent = begin(NEWER, "follow-up")
    with pytest.raises(ValueError, match="same one"):
        records.commit(sent.event, sent.submission, sent.outbox, awaited=[awaited(EARLIER)])
    own = following(sent.event, NOON, "linked", (), {})
    with pytest.raises(ValueError, match="not to itself"):
        records.commit(sent.event, sent.submission, sent.outbox, link=Link(own))
