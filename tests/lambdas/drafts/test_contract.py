"""What every store of drafts must do, held against the folder and against AWS."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from lambdas.drafts.model import KEPT_FOR, MAX_EMAILS, MAX_TRIES, Draft
from lambdas.drafts.port import DraftChanged, Drafts
from lambdas.drafts.secrets import new_body_name
from lambdas.records.port import NumberTaken, Records, ReferenceTaken, SubmissionExists
from tests.lambdas.drafts.conftest import SAVED_AT

Make = Callable[..., Draft]
Begin = Callable[..., Any]


def saved_again(draft: Draft, **changes: Any) -> Draft:
    later = draft.saved_at + timedelta(days=1)
    next_ = {
        "revision": draft.revision + 1,
        "body": new_body_name(draft.id),
        "saved_at": later,
        "expires_at": later + KEPT_FOR,
    }
    return draft.model_copy(update=next_ | changes)


def keep(drafts: Drafts, draft: Draft) -> None:
    """Do what a save does: the body, then the item that names it."""
    drafts.put_body(draft.body, b"typed")
    drafts.save(draft)


def test_a_draft_can_be_found_as_it_was_saved(drafts: Drafts, draft: Make) -> None:
    one = draft(edition=SAVED_AT.date())
    keep(drafts, one)
    assert drafts.find(one.id) == one
    assert drafts.find(draft("c" * 26).id) is None


def test_a_body_can_be_read_until_it_is_destroyed(drafts: Drafts, draft: Make) -> None:
    name = draft().body
    drafts.put_body(name, b"typed")
    assert drafts.body(name) == b"typed"
    drafts.destroy_body(name)
    drafts.destroy_body(name)
    with pytest.raises(KeyError):
        drafts.body(name)


def test_bodies_are_listed_by_name_from_anywhere_with_the_time_they_were_written(
    drafts: Drafts, draft: Make
) -> None:
    names = sorted(draft(letter * 26).body for letter in "abcde")
    for name in names:
        drafts.put_body(name, b"")
    found = drafts.bodies()
    assert [one.name for one in found] == names
    assert all(abs(datetime.now(UTC) - one.written_at) < timedelta(minutes=5) for one in found)
    assert [one.name for one in drafts.bodies(after=names[1])] == names[2:]
    assert [one.name for one in drafts.bodies(after=names[1][:10], most=2)] == names[1:3]
    assert {one.draft for one in found} == {name[:64] for name in names}


def test_a_new_draft_never_takes_the_place_of_another(drafts: Drafts, draft: Make) -> None:
    one = draft()
    keep(drafts, one)
    with pytest.raises(DraftChanged):
        keep(drafts, draft())
    assert drafts.find(one.id) == one


def test_the_next_save_takes_the_place_of_the_last_and_counts_stay(drafts: Drafts, draft: Make) -> None:
    keep(drafts, draft())
    drafts.count_try(draft().id)
    drafts.count_email(draft().id)
    second = saved_again(draft())
    keep(drafts, second)
    assert drafts.find(second.id) == second.model_copy(update={"tries": 1, "emails": 1})


def test_of_two_saves_at_one_revision_the_first_wins(drafts: Drafts, draft: Make) -> None:
    first = draft()
    keep(drafts, first)
    second = saved_again(first)
    keep(drafts, second)
    with pytest.raises(DraftChanged):
        keep(drafts, saved_again(first))
    assert drafts.find(first.id) == second


def test_a_draft_that_is_gone_is_not_saved_again(drafts: Drafts, draft: Make) -> None:
    with pytest.raises(DraftChanged):
        keep(drafts, saved_again(draft()))
    assert drafts.find(draft().id) is None


def test_no_more_codes_are_tried_than_the_limit(drafts: Drafts, draft: Make) -> None:
    one = draft()
    keep(drafts, one)
    counted = [drafts.count_try(one.id) for _ in range(MAX_TRIES)]
    assert [found and found.tries for found in counted] == [1, 2, 3, 4, 5]
    assert counted[0] == one.model_copy(update={"tries": 1})
    assert drafts.count_try(one.id) is None
    found = drafts.find(one.id)
    assert found
    assert found.is_locked


def test_a_right_code_begins_the_count_anew(drafts: Drafts, draft: Make) -> None:
    one = draft()
    keep(drafts, one)
    for _ in range(MAX_TRIES):
        drafts.count_try(one.id)
    drafts.forgive(one.id)
    assert drafts.find(one.id) == one


def test_a_locked_draft_is_not_saved_again(drafts: Drafts, draft: Make) -> None:
    one = draft()
    keep(drafts, one)
    for _ in range(MAX_TRIES):
        drafts.count_try(one.id)
    with pytest.raises(DraftChanged):
        keep(drafts, saved_again(one))


def test_nothing_is_counted_for_what_is_not_there(drafts: Drafts, draft: Make) -> None:
    one = draft()
    assert drafts.count_try(one.id) is None
    assert drafts.count_email(one.id) is False
    drafts.forgive(one.id)
    assert drafts.find(one.id) is None


def test_no_more_emails_are_counted_than_the_limit(drafts: Drafts, draft: Make) -> None:
    one = draft()
    keep(drafts, one)
    assert [drafts.count_email(one.id) for _ in range(MAX_EMAILS + 1)] == [True] * MAX_EMAILS + [False]
    assert drafts.find(one.id) == one.model_copy(update={"emails": MAX_EMAILS})


def test_drafts_are_expired_at_their_time_and_after_longest_first(drafts: Drafts, draft: Make) -> None:
    late, early = draft("c" * 26), draft("d" * 26, expires_at=SAVED_AT)
    for one in (late, early):
        keep(drafts, one)
    at = late.expires_at
    assert drafts.expired(at - timedelta(microseconds=1)) == [early]
    assert drafts.expired(at) == [early, late]
    assert drafts.expired(at + timedelta(days=400)) == [early, late]
    assert drafts.expired(at, most=1) == [early]


def test_a_save_puts_the_end_off(drafts: Drafts, draft: Make) -> None:
    keep(drafts, draft())
    keep(drafts, saved_again(draft()))
    assert drafts.expired(draft().expires_at) == []
    assert len(drafts.expired(draft().expires_at + timedelta(days=1))) == 1


def test_a_destroyed_draft_is_gone_and_once_is_enough(drafts: Drafts, draft: Make) -> None:
    one = draft()
    keep(drafts, one)
    assert drafts.destroy(one)
    assert drafts.find(one.id) is None
    assert drafts.destroy(one)
    assert drafts.expired(one.expires_at) == []


def test_a_draft_saved_again_meanwhile_is_not_destroyed(drafts: Drafts, draft: Make) -> None:
    keep(drafts, draft())
    second = saved_again(draft())
    keep(drafts, second)
    assert not drafts.destroy(draft())
    assert drafts.find(second.id) == second


def test_a_report_destroys_its_draft_in_the_same_step(
    records: Records, drafts: Drafts, draft: Make, begin: Begin
) -> None:
    sent, one, other = begin(), draft(), draft("c" * 26)
    for each in (one, other):
        keep(drafts, each)
    sent.put(records)
    records.commit(sent.event, sent.submission, sent.outbox, draft=one.id)
    assert drafts.find(one.id) is None
    assert drafts.find(other.id) == other


def test_a_report_that_is_not_stored_leaves_its_draft(
    records: Records, drafts: Drafts, draft: Make, begin: Begin
) -> None:
    sent, one = begin(), draft()
    keep(drafts, one)
    sent.store(records)
    with pytest.raises(SubmissionExists):
        records.commit(sent.event, sent.submission, sent.outbox, draft=one.id)
    other = begin(key="another press")
    with pytest.raises(ReferenceTaken):
        records.commit(other.event, other.submission, other.outbox, draft=one.id)
    assert drafts.find(one.id) == one


def test_a_correction_destroys_its_draft_in_the_same_step(
    records: Records, drafts: Drafts, draft: Make, begin: Begin
) -> None:
    from lambdas.records.chain import following

    sent, one = begin(), draft()
    sent.store(records)
    keep(drafts, one)
    event = following(sent.event, SAVED_AT, "corrected", (), {}, "reporter")
    records.append(event, None, draft=one.id)
    assert drafts.find(one.id) is None
    keep(drafts, one)
    with pytest.raises(NumberTaken):
        records.append(event, None, draft=one.id)
    assert drafts.find(one.id) == one


def test_a_draft_that_is_gone_holds_no_report_up(records: Records, draft: Make, begin: Begin) -> None:
    sent = begin()
    sent.put(records)
    records.commit(sent.event, sent.submission, sent.outbox, draft=draft().id)
    assert records.references() == [sent.event.reference]
