"""What is stored, and the bytes that are fingerprinted."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from pydantic import ValidationError

from lambdas.records.model import Document, Event, Report, canonical, sha256

BEGINNING = {
    "reference": "NDI-4K7Q-2MXR",
    "number": 1,
    "at": datetime(2026, 6, 5, 4, 30, tzinfo=UTC),
    "actor": "reporter",
    "kind": "received",
}


def test_canonical_bytes_are_sorted_compact_and_utf_8(make_report: Callable[..., Report]) -> None:
    body = canonical(make_report(answers={"b": "Māori", "a": {"z": 1, "y": [True, None]}}))
    assert body.startswith(b'{"agency":"ndis-commission","agency_name":"')
    assert '"answers":{"a":{"y":[true,null],"z":1},"b":"Māori"}'.encode() in body


def test_a_stored_report_read_back_has_the_same_bytes(make_report: Callable[..., Report]) -> None:
    body = canonical(make_report(received_at=datetime(2026, 6, 5, 4, 30, 0, 123456, tzinfo=UTC)))
    assert canonical(Report.model_validate_json(body)) == body


def test_times_are_stored_in_utc_whatever_zone_they_came_in() -> None:
    melbourne = datetime(2026, 6, 5, 14, 30, tzinfo=timezone(timedelta(hours=10)))
    event = Event(**{**BEGINNING, "at": melbourne})
    assert b'"at":"2026-06-05T04:30:00Z"' in canonical(event)
    assert event.hash == Event(**BEGINNING).hash


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValidationError, match="timezone"):
        Event(**{**BEGINNING, "at": datetime(2026, 6, 5, 14, 30)})  # noqa: DTZ001


def test_the_hash_of_an_event_is_the_sha256_of_its_canonical_bytes() -> None:
    event = Event(**BEGINNING)
    expected = (
        b'{"actor":"reporter","at":"2026-06-05T04:30:00Z","details":{},"documents":[],"kind":"received",'
        b'"number":1,"previous":"","reference":"NDI-4K7Q-2MXR"}'
    )
    assert canonical(event) == expected
    assert event.hash == sha256(expected)


def test_details_keep_their_types_when_read_back() -> None:
    event = Event(**BEGINNING, details={"late": True, "tries": 1, "outbox": "1"})
    again = Event.model_validate_json(canonical(event))
    assert [type(detail) for detail in again.details.values()] == [bool, str, int]
    assert again.hash == event.hash


@pytest.mark.parametrize(("number", "previous"), [(1, "0" * 64), (2, "")])
def test_only_the_first_event_follows_nothing(number: int, previous: str) -> None:
    with pytest.raises(ValidationError, match="The first event follows nothing"):
        Event(**{**BEGINNING, "number": number, "previous": previous})


@pytest.mark.parametrize(
    "name", ["../report.json", "a/b", ".hidden", "Kiri Example.pdf", "", "a" * 101, "a\n"]
)
def test_a_document_name_is_a_plain_small_word_without_a_path(name: str) -> None:
    with pytest.raises(ValidationError):
        Document.of(name, b"", "text/plain")


@pytest.mark.parametrize("reference", ["ndi-4k7q-2mxr", "NDI-4K7Q", "NDI-4K7Q-2MXR\n", "NDI/4K7Q/2MXR", ""])
def test_a_reference_has_one_shape(reference: str) -> None:
    with pytest.raises(ValidationError):
        Event(**{**BEGINNING, "reference": reference})


def test_an_event_has_no_place_for_answers(make_report: Callable[..., Any]) -> None:
    with pytest.raises(ValidationError):
        Event(**{**BEGINNING, "answers": make_report().answers})
