"""Signs of a program: kept for the agency, and nothing is any different for the person."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from forms_src.answers import HONEYPOT
from forms_src.posted import Posted
from lambdas.intake import forms
from lambdas.intake.signals import LEAST_SECONDS, signals
from lambdas.intake.tokens import new_key, receipt_token
from lambdas.ports import records
from lambdas.records.model import Event
from tests.lambdas.clock import telling
from tests.lambdas.intake.conftest import Call
from tests.submissions import ssr_critical_short

FORM = "ssr-critical-short"
CHECKED = datetime(2026, 6, 10, 2, 0, tzinfo=UTC)
EMPTY = Posted({HONEYPOT: ("",)})
OTHERS = [
    "00000000-0000-0000-0000-000000000000",
    "c232ab00-9414-11ec-b3c8-9f6bdeced846",  # version 1, and those of RFC 9562, appendix A
    "5df41881-3aed-3515-88a7-2f4a814cf09e",
    "919108f7-52d1-4320-9bac-f847db4148a8",
    "1ec9414c-232a-6b00-b3c8-9f6bdeced846",
    "017f22e2-79b0-7cc3-98c4-dc0c0c07398f",
    "ffffffff-ffff-ffff-ffff-ffffffffffff",
]


def after(seconds: float, posted: Posted = EMPTY) -> tuple[str, ...]:
    return tuple(signals(posted, new_key(CHECKED), CHECKED + timedelta(seconds=seconds)))


@pytest.mark.parametrize("seconds", [0, 1, LEAST_SECONDS - 0.001])
def test_send_before_the_least_time_is_a_sign(seconds: float) -> None:
    assert after(seconds) == ("quick",)


@pytest.mark.parametrize("seconds", [LEAST_SECONDS, LEAST_SECONDS + 1, 3600, 86400 * 11])
def test_send_at_the_least_time_or_later_is_none(seconds: float) -> None:
    assert after(seconds) == ()


def test_a_clock_that_runs_behind_makes_no_sign() -> None:
    assert after(-1) == ()


@pytest.mark.parametrize("key", OTHERS)
def test_a_key_that_is_not_ours_says_nothing_of_its_time(key: str) -> None:
    """Not even in the second that its first digits would be."""
    then = datetime.fromtimestamp((1700 << 20) + int(key[:5], 16), UTC)
    assert tuple(signals(EMPTY, key, then)) == ()


@pytest.mark.parametrize("values", [("x",), (" ",), ("", "x")])
def test_an_answer_in_the_box_that_nobody_sees_is_a_sign(values: tuple[str, ...]) -> None:
    assert after(60, Posted({HONEYPOT: values})) == ("honeypot",)


def test_a_post_without_the_box_has_no_sign_of_it() -> None:
    assert after(60, Posted()) == ()


def sent(post: Call, changes: dict[str, str], monkeypatch: pytest.MonkeyPatch, *, after: float) -> Event:
    """Check a report, send it so many seconds later with some values changed, and return its first event."""
    checked = datetime.now(UTC)
    moments = iter([checked, checked + timedelta(seconds=after)])
    monkeypatch.setattr(forms, "datetime", telling(lambda: next(moments)))
    page = post(FORM, ssr_critical_short())
    answer = post(FORM, {**page.hidden, **changes}, "send")
    assert answer.status == 303
    [reference] = records().references()
    return records().events(reference)[0]


def test_both_signs_are_told_in_the_first_event_and_the_report_is_received(
    post: Call, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    event = sent(post, {HONEYPOT: "buy now"}, monkeypatch, after=0)
    logged = [vars(one) for one in caplog.records]
    assert logged[-1]["message"] == "answered"
    assert "buy now" not in str(logged)
    assert event.details["signals"] == "honeypot quick"
    assert "buy now" not in event.model_dump_json()
    [report] = [one for one in event.documents if one.name == "report.json"]
    assert b"buy now" not in records().document(event.reference, report.name)


def test_a_person_who_reads_the_check_page_leaves_no_sign(
    post: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "signals" not in sent(post, {}, monkeypatch, after=LEAST_SECONDS).details


def test_a_key_that_is_not_ours_leaves_no_sign_in_the_record(
    post: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "signals" not in sent(post, {"submission_key": str(uuid4())}, monkeypatch, after=0).details


def test_a_program_gets_the_same_receipt_as_a_person(post: Call) -> None:
    page = post(FORM, ssr_critical_short())
    assert page.inputs[HONEYPOT] == [""]
    answer = post(FORM, {**page.hidden, HONEYPOT: "x"}, "send")
    assert (answer.status, answer.location) == (303, f"/api/receipts/{receipt_token(page.key)}")


def test_what_is_in_the_box_goes_no_further_than_that_post(post: Call) -> None:
    for action in ("check", "edit"):
        page = post(FORM, {**ssr_critical_short(), HONEYPOT: "buy now"}, action)
        assert page.status == 200
        assert "buy now" not in page.body
