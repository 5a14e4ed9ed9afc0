"""A draft of a report that follows or corrects another keeps that while it can be kept, and else says so."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from lambdas.intake.drafts import NOT_A_CORRECTION, NOT_LINKED
from lambdas.ports import records
from tests.lambdas.intake.conftest import Call
from tests.lambdas.intake.follow_ups.conftest import reference_of, typed_on
from tests.lambdas.intake.pages import Answer
from tests.lambdas.intake.test_drafts import code_on, link_on, opened
from tests.submissions import Typed

Send = Callable[..., str]
Press = Callable[[str, str], Answer]
Later = Callable[[timedelta], None]
NOT_THERE = "0" * 32
SIGNED: Typed = {"signed": ["words_true"], "signed_by": "Robin Sample"}
CORRECTED: Typed = {**SIGNED, "correction_reason": "The level was wrong.", "level": "low"}
FOLLOWED: Typed = {**SIGNED, "more": "x", "level": "low", "staff-1-role": "cook"}


@pytest.fixture
def reopened(press: Press, post: Call, call: Call) -> Callable[..., Answer]:
    """Press a button of a receipt, save the page that follows, and open it again with its code."""

    def saved(form: str, receipt: str, action: str, **changes: str) -> Answer:
        page = post(form, {**typed_on(press(receipt, action)), **changes}, "save")
        assert page.status == 200, page.text
        return opened(call, link_on(page), code_on(page))

    return saved


Reopened = Callable[..., Answer]


def test_a_draft_that_follows_a_report_is_linked_when_it_is_sent(
    send: Send, reopened: Reopened, post: Call
) -> None:
    page = reopened("second", send(), "next-second")
    assert NOT_LINKED not in page.text
    check = post("second", {**typed_on(page), **FOLLOWED})
    assert check.status == 200, check.text
    assert post("second", check.hidden, "send").status == 303
    assert records().events(reference_of("NDI"))[-1].kind == "linked"


def test_one_whose_report_cannot_be_found_says_so_and_is_sent_all_the_same(
    send: Send, reopened: Reopened, post: Call
) -> None:
    page = reopened("second", send(), "next-second", follows=NOT_THERE)
    assert NOT_LINKED in page.text
    assert "follows" not in page.hidden
    check = post("second", {**typed_on(page), **FOLLOWED})
    assert post("second", check.hidden, "send").status == 303
    assert records().events(reference_of("NDI"))[-1].kind != "linked"


def test_a_draft_of_a_correction_corrects_that_report_when_it_is_sent(
    send: Send, reopened: Reopened, post: Call
) -> None:
    page = reopened("first", send(), "correct")
    assert NOT_A_CORRECTION not in page.text
    check = post("first", {**typed_on(page), **CORRECTED})
    assert check.status == 200, check.text
    assert post("first", check.hidden, "send").status == 303
    assert records().events(reference_of("NDI"))[-1].kind == "corrected"


def test_one_whose_report_cannot_be_found_is_a_new_report_and_says_so(send: Send, reopened: Reopened) -> None:
    page = reopened("first", send(), "correct", what="Kiri fell again", corrects=NOT_THERE)
    assert NOT_A_CORRECTION in page.text
    assert not {"corrects", "corrected_version"} & set(page.hidden)
    assert page.inputs["what"] == ["Kiri fell again"]


def test_one_opened_when_the_time_to_correct_is_over_says_so_and_keeps_the_answers(
    send: Send, press: Press, post: Call, call: Call, later: Later
) -> None:
    typed = typed_on(press(send(), "correct")) | {"what": "Kiri fell again"}
    page = post("first", typed, "save")
    later(timedelta(hours=25))
    again = opened(call, link_on(page), code_on(page))
    assert again.status == 200
    assert "24 hours" in again.text
    assert again.inputs["what"] == ["Kiri fell again"]
