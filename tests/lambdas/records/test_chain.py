"""The chain of hashes: what a later change to an event looks like."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from lambdas.records.chain import ChainBroken, following, verify
from lambdas.records.model import Event

LATER = datetime(2026, 6, 5, 5, tzinfo=UTC)


@pytest.fixture
def history(begin: Callable[..., Any]) -> list[Event]:
    events = [begin().event]
    for sent in ("confirmation", "notice"):
        events.append(following(events[-1], LATER, "email_sent", (), {"outbox": sent}))
    return events


def test_an_untouched_history_is_whole(history: list[Event]) -> None:
    verify(history)
    verify([])


@pytest.mark.parametrize(
    "change",
    [
        {"at": LATER},
        {"actor": "service"},
        {"kind": "email_not_sent"},
        {"documents": ()},
        {"details": {"a": 1}},
    ],
)
def test_a_change_to_any_part_of_an_event_shows(history: list[Event], change: dict[str, Any]) -> None:
    history[0] = history[0].model_copy(update=change)
    with pytest.raises(ChainBroken, match=r"^Event 1 of NDI-4K7Q-2MXR was changed later\.$"):
        verify(history)


def test_a_removed_event_shows(history: list[Event]) -> None:
    with pytest.raises(ChainBroken, match=r"^Event 2 of NDI-4K7Q-2MXR is missing\.$"):
        verify([history[0], history[2]])
    with pytest.raises(ChainBroken, match=r"^The first event of NDI-4K7Q-2MXR is missing\.$"):
        verify(history[1:])


def test_a_number_moved_to_hide_a_removed_event_shows(history: list[Event]) -> None:
    moved = history[2].model_copy(update={"number": 2})
    with pytest.raises(ChainBroken, match="Event 1 of NDI-4K7Q-2MXR was changed"):
        verify([history[0], moved])


def test_an_event_of_another_record_shows(history: list[Event]) -> None:
    history[2] = history[2].model_copy(update={"reference": "NDI-0000-1111"})
    with pytest.raises(ChainBroken, match="An event of NDI-0000-1111 lies among those of NDI-4K7Q-2MXR"):
        verify(history)
