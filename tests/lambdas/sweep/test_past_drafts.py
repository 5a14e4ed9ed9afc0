"""Drafts past their time are destroyed, and bodies that no draft names: nothing else is."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from lambdas.drafts.local import LocalDrafts
from lambdas.drafts.model import Draft
from lambdas.drafts.port import Drafts, DraftsUnavailable
from lambdas.drafts.secrets import new_body_name
from lambdas.sweep import handler as sweep
from lambdas.sweep import past_drafts
from lambdas.sweep.past_drafts import destroy_orphan
from tests.lambdas.sweep.conftest import Sweep

Make = Callable[..., Draft]
At = Callable[[datetime], int]
INSTANT = timedelta(microseconds=1)


@pytest.fixture
def at(swept: Sweep) -> At:
    """Run the sweep as if it were some moment."""
    return lambda now: swept(now)["destroyed"]


def kept(drafts: Drafts, draft: Draft) -> Draft:
    drafts.put_body(draft.body, b"typed")
    drafts.save(draft)
    return draft


def names(drafts: Drafts) -> list[str]:
    return [one.name for one in drafts.bodies()]


def test_a_draft_goes_at_its_time_with_its_body_and_not_before(drafts: Drafts, draft: Make, at: At) -> None:
    one, later = kept(drafts, draft()), kept(drafts, draft("c" * 26, expires_at=draft().expires_at + INSTANT))
    assert at(one.expires_at - INSTANT) == 0
    assert drafts.find(one.id) == one
    assert at(one.expires_at) == 1
    assert drafts.find(one.id) is None
    assert names(drafts) == [later.body]
    assert at(one.expires_at + timedelta(days=400)) == 1
    assert names(drafts) == []


def test_a_body_without_its_draft_goes_after_an_hour(drafts: Drafts, draft: Make, at: At) -> None:
    one = kept(drafts, draft(expires_at=datetime.now(UTC) + timedelta(days=14)))
    before, alone = new_body_name(one.id), draft("c" * 26).body
    for name in (before, alone):
        drafts.put_body(name, b"typed")
    assert at(datetime.now(UTC) + timedelta(minutes=58)) == 0
    assert at(datetime.now(UTC) + timedelta(minutes=62)) == 2
    assert names(drafts) == [one.body]
    assert drafts.find(one.id) == one


def test_who_comes_back_after_the_sweep_destroyed_a_body_saves_no_draft_without_it(
    local_drafts: LocalDrafts, draft: Make
) -> None:
    one = draft()
    local_drafts.put_body(one.body, b"typed")
    [found] = local_drafts.bodies()
    assert destroy_orphan(found, local_drafts, datetime.now(UTC) + timedelta(hours=2))
    with pytest.raises(DraftsUnavailable):
        local_drafts.save(one)
    assert local_drafts.find(one.id) is None


def test_a_body_that_was_saved_since_it_was_found_alone_stays(local_drafts: LocalDrafts, draft: Make) -> None:
    one = kept(local_drafts, draft())
    local_drafts.destroy_body(one.body)
    assert local_drafts.body(one.body) == b"typed"


def test_each_body_has_its_turn_however_many_there_are(
    drafts: Drafts, draft: Make, at: At, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(past_drafts, "MOST_BODIES", 3)
    for letter in "abcdefgh":
        drafts.put_body(draft(letter * 26).body, b"")
    gone = [at(datetime.now(UTC) + timedelta(hours=2)) for _ in range(3)]
    assert gone == [3, 3, 2]


def test_a_store_that_does_not_answer_is_told_and_tried_again(
    drafts: Drafts, draft: Make, at: At, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = kept(drafts, draft())

    def fails(*_: object) -> None:
        raise DraftsUnavailable("no")

    with monkeypatch.context() as patch:
        patch.setattr(type(drafts), "destroy_body", fails)
        with pytest.raises(sweep.SweepIncomplete):
            at(one.expires_at)
    assert drafts.find(one.id) is None
    assert at(datetime.now(UTC) + timedelta(hours=2)) == 1
    assert names(drafts) == []
