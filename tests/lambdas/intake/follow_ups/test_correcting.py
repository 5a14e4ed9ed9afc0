"""A sent report corrected: a new version under the same reference, and both are kept."""

import json
import re
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from lambdas.ports import records
from lambdas.records.chain import verify
from lambdas.records.model import sha256
from lambdas.records.versions import versions
from tests.lambdas.intake.conftest import Call
from tests.lambdas.intake.follow_ups.conftest import reference_of, typed_on
from tests.lambdas.intake.pages import Answer
from tests.submissions import Typed, moment

Send = Callable[..., str]
Press = Callable[[str, str], Answer]
Later = Callable[[timedelta], None]
Opened = Callable[..., Typed]
REASON: Typed = {"correction_reason": "The level was wrong."}
SIGNED: Typed = {"signed": ["words_true"], "signed_by": "Robin Sample"}


@pytest.fixture
def open_correction(press: Press) -> Opened:
    """Open a correction and fill in what has to be filled in again; changes are those of the person."""

    def opened(receipt: str, **changes: str | list[str]) -> Typed:
        page = press(receipt, "correct")
        assert page.status == 200, page.text
        return {**typed_on(page), **SIGNED, **REASON, **changes}

    return opened


@pytest.fixture
def correct(open_correction: Opened, post: Call) -> Callable[..., Answer]:
    """Correct a report and return the answer to Send."""

    def corrected(receipt: str, **changes: str | list[str]) -> Answer:
        checked = post("first", open_correction(receipt, **changes))
        assert checked.status == 200, checked.text
        return post("first", checked.hidden, "send")

    return corrected


Correct = Callable[..., Answer]


def stored(reference: str) -> list[dict[str, object]]:
    events = records().events(reference)
    return [json.loads(records().document(reference, version.name)) for version in versions(events)]


def test_a_correction_opens_with_what_was_sent_and_asks_why(send: Send, press: Press) -> None:
    page = press(send(), "correct")
    assert page.status == 200
    assert page.inputs["provider"] == ["Sample Care"]
    assert page.inputs["person_name"] == ["Pat Example"]
    assert page.inputs["level"] == ["high"]
    assert page.inputs["staff-2-name"] == ["Alex Sample"]
    assert "signed" not in page.inputs
    assert page.inputs["correction_reason"] == [""]
    assert "Carried over" not in page.text
    assert reference_of("NDI") in page.text


def test_a_correction_needs_a_reason_and_keeps_what_was_typed(
    post: Call, send: Send, open_correction: Opened
) -> None:
    typed = open_correction(send(), provider="Changed Care", correction_reason="  ")
    page = post("first", typed)
    assert page.status == 422
    assert "Enter why you are correcting this report" in page.text
    assert "correction_reason-error" in page.ids
    assert page.inputs["provider"] == ["Changed Care"]
    assert page.hidden["corrects"] == typed["corrects"]
    long = post("first", typed | {"correction_reason": "x" * 1001})
    assert long.status == 422
    assert "1,000" in long.text or "1000" in long.text


def test_the_check_page_shows_the_reason_and_says_nothing_is_sent(
    post: Call, send: Send, open_correction: Opened
) -> None:
    page = post("first", open_correction(send()))
    assert page.status == 200
    assert "Nothing has been sent" in page.text
    assert "The level was wrong." in page.text
    assert "Send correction" in page.text
    assert len(records().events(reference_of("NDI"))) == 1


def test_a_correction_is_a_new_version_and_the_first_stays(send: Send, correct: Correct) -> None:
    receipt = send()
    reference = reference_of("NDI")
    before = records().document(reference, "report.json")
    sent = correct(receipt, provider="Changed Care")
    assert sent.status == 303
    assert sent.location == receipt
    assert records().references() == [reference]
    assert records().document(reference, "report.json") == before
    first, second = stored(reference)
    assert (first["answers"]["provider"], second["answers"]["provider"]) == ("Sample Care", "Changed Care")  # type: ignore[index]
    assert (second["version"], second["correction_reason"]) == (2, "The level was wrong.")
    assert (second["reference"], second["received_at"]) == (reference, first["received_at"])
    assert second["corrected_at"] > first["received_at"]  # type: ignore[operator]


def test_a_correction_is_an_event_that_holds_no_answer_and_no_reason(send: Send, correct: Correct) -> None:
    correct(send(), provider="Changed Care")
    events = records().events(reference_of("NDI"))
    verify(events)
    assert [(event.number, event.kind, event.actor) for event in events] == [
        (1, "received", "reporter"),
        (2, "corrected", "reporter"),
    ]
    assert [document.name.partition("-")[0] for document in events[1].documents] == ["report", "rendition"]
    body = events[1].model_dump_json()
    assert "Changed Care" not in body
    assert "The level was wrong" not in body


def test_the_rendition_of_a_correction_says_which_version_it_is_and_why(send: Send, correct: Correct) -> None:
    correct(send())
    reference = reference_of("NDI")
    name = records().events(reference)[1].documents[1].name
    shown = records().document(reference, name).decode()
    assert "Version 2" in shown
    assert "The level was wrong." in shown


def test_the_agency_and_the_contact_are_owed_an_email_each(send: Send, correct: Correct) -> None:
    correct(send())
    owed = {item.kind: item.about for item in records().pending()}
    assert owed == {"confirmation": "", "notice": "", "corrected": "2", "correction_notice": "2"}


def test_the_receipt_shows_both_times_and_both_fingerprints(send: Send, correct: Correct, call: Call) -> None:
    receipt = send()
    correct(receipt)
    page = call("GET", receipt)
    shown = re.sub(r"\s", "", page.text)
    reference = reference_of("NDI")
    both = [version.sha256 for version in versions(records().events(reference))]
    assert len(set(both)) == 2
    assert all(fingerprint in shown for fingerprint in both)
    assert sha256(records().document(reference, "report.json")) == both[0]
    assert "Received" in page.text
    assert "Corrected" in page.text


def test_the_next_form_starts_with_the_corrected_answers(send: Send, correct: Correct, press: Press) -> None:
    receipt = send()
    correct(receipt, provider="Changed Care")
    assert press(receipt, "next-second").inputs["provider"] == ["Changed Care"]
    assert press(receipt, "correct").inputs["provider"] == ["Changed Care"]


def test_the_same_press_again_leads_to_the_same_receipt(
    post: Call, send: Send, open_correction: Opened
) -> None:
    receipt = send()
    checked = post("first", open_correction(receipt))
    sent = [post("first", checked.hidden, "send") for _ in range(3)]
    assert [(one.status, one.location) for one in sent] == [(303, receipt)] * 3
    assert len(stored(reference_of("NDI"))) == 2


def test_of_two_corrections_at_once_one_wins_and_the_other_keeps_everything(
    post: Call, send: Send, open_correction: Opened
) -> None:
    receipt = send()
    mine, theirs = (post("first", open_correction(receipt, provider=name)) for name in ("Mine", "Theirs"))
    assert post("first", theirs.hidden, "send").status == 303
    lost = post("first", mine.hidden, "send")
    assert lost.status == 409
    assert "another correction of this report came first" in lost.text
    assert lost.hidden["provider"] == ["Mine"]
    assert lost.hidden["correction_reason"] == ["The level was wrong."]
    assert lost.key == mine.key
    assert len(stored(reference_of("NDI"))) == 2
    assert post("first", lost.hidden, "send").status == 303
    assert [one["answers"]["provider"] for one in stored(reference_of("NDI"))] == [  # type: ignore[index]
        *("Sample Care", "Theirs", "Mine")
    ]


def test_eight_corrections_at_once_from_one_version_make_one(
    post: Call, send: Send, open_correction: Opened
) -> None:
    typed = open_correction(send())
    pages = [
        {**post("first", typed | {"provider": f"Care {n}"}).hidden, "submission_key": str(uuid4())}
        for n in range(8)
    ]
    ready = threading.Barrier(8)

    def press_send(page: Typed) -> int:
        ready.wait()
        return int(post("first", page, "send").status)

    with ThreadPoolExecutor(8) as pool:
        statuses = sorted(pool.map(press_send, pages))
    assert statuses == [303] + [409] * 7
    assert len(stored(reference_of("NDI"))) == 2
    verify(records().events(reference_of("NDI")))


def test_a_minute_before_24_hours_a_report_is_corrected(
    post: Call, send: Send, open_correction: Opened, later: Later
) -> None:
    checked = post("first", open_correction(send(), provider="Changed Care"))
    later(timedelta(hours=23, minutes=59))
    assert post("first", checked.hidden, "send").status == 303
    assert len(stored(reference_of("NDI"))) == 2


def test_after_24_hours_a_report_is_not_corrected_here_and_nothing_typed_is_lost(
    post: Call, send: Send, press: Press, call: Call, open_correction: Opened, later: Later
) -> None:
    receipt = send()
    checked = post("first", open_correction(receipt, provider="Changed Care"))
    later(timedelta(hours=24))
    refused = press(receipt, "correct")
    assert refused.status == 410
    assert "phone the Office" in refused.text
    assert "Sample Care" not in refused.body
    for action in ("check", "send"):
        late = post("first", checked.hidden, action)
        assert late.status == 410
        assert "24 hours" in late.text
        assert late.inputs["provider"] == ["Changed Care"]
    assert len(stored(reference_of("NDI"))) == 1
    assert "Correct this report" not in call("GET", receipt).text


def test_a_correction_sent_in_time_is_found_again_by_its_key_after_24_hours(
    post: Call, send: Send, open_correction: Opened, later: Later
) -> None:
    receipt = send()
    checked = post("first", open_correction(receipt))
    assert post("first", checked.hidden, "send").location == receipt
    later(timedelta(hours=25))
    assert post("first", checked.hidden, "send").status == 303


def test_a_report_in_time_stays_in_time_when_it_is_corrected_later(
    post: Call, send: Send, open_correction: Opened, later: Later
) -> None:
    """The moment known was 20 hours before it was sent; the correction comes 10 hours after."""
    receipt = send(typed=None, **moment("aware_at", datetime.now(UTC) - timedelta(hours=20)))
    typed = open_correction(receipt)
    later(timedelta(hours=10))
    checked = post("first", typed)
    assert checked.status == 200, checked.text
    assert "This report is late" not in checked.text
    assert post("first", checked.hidden, "send").status == 303
    assert [one["late"] for one in stored(reference_of("NDI"))] == [[], []]


def test_a_correction_that_shows_the_report_was_late_asks_why(
    post: Call, send: Send, open_correction: Opened
) -> None:
    typed = open_correction(send()) | moment("aware_at", datetime.now(UTC) - timedelta(hours=30))
    asked = post("first", typed)
    assert asked.status == 422
    assert "late_reason" in asked.inputs
    checked = post("first", typed | {"late_reason": "The manager was away."})
    assert post("first", checked.hidden, "send").status == 303
    assert stored(reference_of("NDI"))[-1]["late"] == ["day"]


def test_a_forged_secret_corrects_nothing(post: Call, send: Send, open_correction: Opened) -> None:
    typed = open_correction(send())
    other = send("other", {"form_version": "1", "provider": "Elsewhere"}).rpartition("/")[2]
    for secret in ("0" * 32, reference_of("NDI"), other):
        answer = post("first", typed | {"corrects": secret, "submission_key": str(uuid4())}, "send")
        assert answer.status == 404
    assert len(records().events(reference_of("NDI"))) == 1
    assert len(records().events(reference_of("SSC"))) == 1


def test_a_correction_may_be_kept_longer_than_what_it_corrects_but_never_shorter(
    send: Send, correct: Correct
) -> None:
    receipt = send("first", level="low")
    for level in ("high", "low"):
        assert correct(receipt, level=level).status == 303
    assert [one["retention"] for one in stored(reference_of("NDI"))] == ["R-SHORT", "R-LONG", "R-LONG"]
