"""A press whose answer was lost is pressed again when the report is late by now: it was received in time."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from lambdas.ports import records
from tests.lambdas.intake.conftest import Call
from tests.lambdas.intake.follow_ups.conftest import first_report, typed_on
from tests.submissions import Typed

Later = Callable[[timedelta], None]
LATE: Typed = {"late_reason": "We were with the person."}


@pytest.fixture
def sent(post: Call) -> tuple[Typed, str]:
    """A check page as it was sent, and where that led."""
    page = post("first", first_report())
    typed: Typed = {**typed_on(page)}
    return typed, post("first", typed, "send").location


@pytest.mark.parametrize("more", [{}, LATE], ids=["as it was", "with a reason asked for meanwhile"])
def test_it_leads_to_the_receipt_and_nothing_is_asked(
    sent: tuple[Typed, str], post: Call, later: Later, more: Typed
) -> None:
    typed, receipt = sent
    later(timedelta(days=3))
    again = post("first", {**typed, **more}, "send")
    assert (again.status, again.location) == (303, receipt)
    assert len(records().references()) == 1


def test_other_answers_are_another_report(sent: tuple[Typed, str], post: Call, later: Later) -> None:
    typed, _ = sent
    later(timedelta(days=3))
    page = post("first", {**typed, **LATE, "what": "Something else happened"}, "send")
    assert page.status == 409
    assert page.key != typed["submission_key"]
