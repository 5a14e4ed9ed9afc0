"""What every store of records must do, held against the folder and against AWS."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from lambdas.records.chain import ChainBroken, following, verify
from lambdas.records.model import Document, Event
from lambdas.records.port import NumberTaken, Records, ReferenceTaken, SubmissionExists

LATER = datetime(2026, 6, 5, 5, tzinfo=UTC)

Begin = Callable[..., Any]


def after(event: Event, sent: str = "NDI-4K7Q-2MXR-confirmation") -> Event:
    return following(event, LATER, "email_sent", (), {"outbox": sent})


def test_a_committed_report_can_be_read_back_whole(records: Records, begin: Begin) -> None:
    sent = begin()
    sent.store(records)
    assert records.events("NDI-4K7Q-2MXR") == [sent.event]
    assert records.submission(sent.submission.id) == sent.submission
    assert records.document("NDI-4K7Q-2MXR", "report.json") == sent.body
    assert records.pending() == list(sent.outbox)
    assert records.references() == ["NDI-4K7Q-2MXR"]


def test_an_empty_store_holds_nothing(records: Records, begin: Begin) -> None:
    assert records.events("NDI-4K7Q-2MXR") == []
    assert records.submission(begin().submission.id) is None
    assert records.pending() == []
    assert records.references() == []


def test_the_same_press_again_leads_to_the_first_report(records: Records, begin: Begin) -> None:
    first, again = begin("NDI-4K7Q-2MXR"), begin("NDI-0000-1111")
    first.store(records)
    with pytest.raises(SubmissionExists) as caught:
        again.store(records)
    assert caught.value.submission == first.submission
    assert records.references() == ["NDI-4K7Q-2MXR"]
    assert records.events("NDI-0000-1111") == []


def test_the_very_same_commit_again_leads_to_itself(records: Records, begin: Begin) -> None:
    sent = begin()
    sent.store(records)
    with pytest.raises(SubmissionExists) as caught:
        records.commit(sent.event, sent.submission, sent.outbox)
    assert caught.value.submission == sent.submission
    assert records.pending() == list(sent.outbox)


def test_a_reference_in_use_is_not_given_to_another_press(records: Records, begin: Begin) -> None:
    first, other = begin(key="one press"), begin(key="another press")
    first.store(records)
    with pytest.raises(ReferenceTaken):
        records.commit(other.event, other.submission, other.outbox)
    assert records.submission(other.submission.id) is None


def test_the_parts_of_a_commit_are_of_one_record(records: Records, begin: Begin) -> None:
    sent, other = begin("NDI-4K7Q-2MXR"), begin("NDI-0000-1111", "another press")
    with pytest.raises(ValueError, match="same one"):
        records.commit(sent.event, other.submission, sent.outbox)
    with pytest.raises(ValueError, match="same one"):
        records.commit(after(sent.event), sent.submission, sent.outbox)


def test_an_append_with_done_files_the_event_and_clears_the_outbox(records: Records, begin: Begin) -> None:
    sent = begin()
    sent.store(records)
    second = after(sent.event)
    records.append(second, done=sent.outbox[0])
    assert records.events("NDI-4K7Q-2MXR") == [sent.event, second]
    assert records.pending() == [sent.outbox[1]]


def test_an_append_without_done_leaves_the_outbox(records: Records, begin: Begin) -> None:
    sent = begin()
    sent.store(records)
    records.append(after(sent.event), done=None)
    assert records.pending() == list(sent.outbox)


def test_a_number_in_use_is_refused_and_nothing_changes(records: Records, begin: Begin) -> None:
    sent = begin()
    sent.store(records)
    second = after(sent.event)
    records.append(second, done=None)
    with pytest.raises(NumberTaken):
        records.append(after(sent.event, "NDI-4K7Q-2MXR-notice"), done=sent.outbox[1])
    with pytest.raises(NumberTaken):
        records.append(second, done=None)
    assert records.events("NDI-4K7Q-2MXR") == [sent.event, second]
    assert records.pending() == list(sent.outbox)


def test_an_event_with_the_wrong_previous_hash_is_refused(records: Records, begin: Begin) -> None:
    sent = begin()
    sent.store(records)
    stranger = sent.event.model_copy(update={"at": LATER})
    with pytest.raises(ChainBroken):
        records.append(after(stranger), done=sent.outbox[0])
    assert records.events("NDI-4K7Q-2MXR") == [sent.event]
    assert records.pending() == list(sent.outbox)


def test_an_event_may_not_leave_a_gap_or_begin_a_record(records: Records, begin: Begin) -> None:
    sent = begin()
    with pytest.raises(ChainBroken):
        records.append(after(sent.event), done=None)
    with pytest.raises(ValueError, match="later event"):
        records.append(sent.event, done=None)
    assert records.references() == []


def test_an_event_cannot_clear_the_outbox_of_another_record(records: Records, begin: Begin) -> None:
    sent, other = begin("NDI-4K7Q-2MXR"), begin("NDI-0000-1111", "another press")
    sent.store(records)
    with pytest.raises(ValueError, match="same one"):
        records.append(after(sent.event), done=other.outbox[0])


def test_clearing_twice_is_the_same_as_once(records: Records, begin: Begin) -> None:
    sent = begin()
    sent.store(records)
    records.clear(sent.outbox[0])
    records.clear(sent.outbox[0])
    assert records.pending() == [sent.outbox[1]]


def test_a_long_history_comes_back_in_order_with_its_chain_whole(records: Records, begin: Begin) -> None:
    sent = begin()
    sent.store(records)
    written = [sent.event]
    for _ in range(11):
        written.append(after(written[-1]))
        records.append(written[-1], done=None)
    assert records.events("NDI-4K7Q-2MXR") == written
    verify(records.events("NDI-4K7Q-2MXR"))


def test_references_come_newest_first_and_owed_emails_oldest_first(records: Records, begin: Begin) -> None:
    begin("NDI-0000-1111", "first").store(records)
    begin("NDI-4K7Q-2MXR", "second", received_at=LATER).store(records)
    assert records.references() == ["NDI-4K7Q-2MXR", "NDI-0000-1111"]
    owed = ["NDI-0000-1111-confirmation", "NDI-0000-1111-notice"]
    assert [item.id for item in records.pending()][:2] == owed


def test_a_document_is_never_overwritten(records: Records) -> None:
    first = Document.of("report.json", b"first", "application/json")
    other = Document.of("report.json", b"other", "application/json")
    records.put_document("NDI-4K7Q-2MXR", first, b"first")
    with pytest.raises(ReferenceTaken):
        records.put_document("NDI-4K7Q-2MXR", other, b"other")
    assert records.document("NDI-4K7Q-2MXR", "report.json") == b"first"


def test_putting_the_same_bytes_again_is_a_success(records: Records) -> None:
    document = Document.of("report.json", b"first", "application/json")
    records.put_document("NDI-4K7Q-2MXR", document, b"first")
    records.put_document("NDI-4K7Q-2MXR", document, b"first")
    assert records.document("NDI-4K7Q-2MXR", "report.json") == b"first"


def test_bytes_without_their_fingerprint_are_refused(records: Records) -> None:
    document = Document.of("report.json", b"first", "application/json")
    with pytest.raises(ValueError, match="fingerprint"):
        records.put_document("NDI-4K7Q-2MXR", document, b"other")
    with pytest.raises(KeyError):
        records.document("NDI-4K7Q-2MXR", "report.json")


def test_an_empty_and_a_large_document_come_back_as_they_were(records: Records) -> None:
    for name, body in {"empty.txt": b"", "large.txt": bytes(range(256)) * 8_000}.items():
        records.put_document("NDI-4K7Q-2MXR", Document.of(name, body, "text/plain"), body)
        assert records.document("NDI-4K7Q-2MXR", name) == body


@pytest.mark.parametrize(
    ("reference", "name"),
    [
        ("NDI-4K7Q-2MXR", "other.json"),
        ("NDI-0000-1111", "report.json"),
        ("../NDI-4K7Q-2MXR", "report.json"),
        ("NDI-4K7Q-2MXR", "../NDI-4K7Q-2MXR/report.json"),
        ("NDI-4K7Q-2MXR", ""),
        ("NDI-4K7Q-2MXR\n", "report.json"),
        ("", "report.json"),
    ],
)
def test_a_document_that_is_not_there_is_a_key_error_whatever_is_asked(
    records: Records, begin: Begin, reference: str, name: str
) -> None:
    begin().store(records)
    with pytest.raises(KeyError):
        records.document(reference, name)


def test_no_document_is_put_under_what_is_not_a_reference(records: Records) -> None:
    with pytest.raises(ValueError, match="reference such as"):
        records.put_document("../elsewhere", Document.of("a.txt", b"", "text/plain"), b"")
