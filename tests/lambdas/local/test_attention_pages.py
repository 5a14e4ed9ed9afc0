"""The list of what needs a person, as serve shows it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any, get_args

import pytest

from lambdas.local.attention_pages import _WHAT, AttentionPages
from lambdas.records.attention import needs_attention
from lambdas.records.chain import following
from lambdas.records.local import LocalRecords
from lambdas.records.model import Event, EventKind

Begin = Callable[..., Any]


@pytest.fixture
def pages(local_records: LocalRecords) -> AttentionPages:
    return AttentionPages(local_records)


def test_an_empty_list_says_so(pages: AttentionPages) -> None:
    status, _, body = pages.page("")
    assert (status, b"Nothing." in body) == (200, True)
    assert pages.page("x")[0] == 404


def test_a_row_leads_to_the_record_and_says_what_and_why(
    pages: AttentionPages, local_records: LocalRecords, begin: Begin
) -> None:
    sent = begin()
    sent.store(local_records)
    at = sent.event.at + timedelta(hours=17)
    details = {"outbox": "NDI-4K7Q-2MXR-notice", "reason": "<mail_unavailable>"}
    local_records.append(following(sent.event, at, "not_processed", (), details), None)
    page = pages.page("")[2].decode()
    assert '<a href="/_local/records/NDI-4K7Q-2MXR/">' in page
    assert "2026-06-05 21:30:00 UTC" in page
    assert "The agency could not be told. Phone it." in page
    assert "NDI-4K7Q-2MXR-notice" in page
    assert "&lt;mail_unavailable&gt;" in page


def test_every_kind_that_can_be_listed_has_its_words(begin: Begin) -> None:
    first: Event = begin().event
    kinds: tuple[EventKind, ...] = get_args(EventKind)
    listed = {
        kind
        for kind in kinds
        if kind != "received"
        and needs_attention(following(first, first.at, kind, (), {"reason": "mail_unavailable"}))
    }
    assert listed <= set(_WHAT)
