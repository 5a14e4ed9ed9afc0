"""A follow-up names the earlier report, and the earlier record is told in the same write."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from lambdas import ports
from lambdas.ports import records
from lambdas.records.chain import following, verify
from lambdas.records.port import Records, RecordsUnavailable
from lambdas.sweep.follow_ups import settle_due
from tests.lambdas.intake.conftest import Call
from tests.lambdas.intake.follow_ups.conftest import reference_of, typed_on
from tests.lambdas.intake.pages import Answer
from tests.lambdas.intake.test_write_order import Faulty
from tests.submissions import Typed

Send = Callable[..., str]
Press = Callable[[str, str], Answer]
REST: Typed = {
    "more": "x",
    "level": "low",
    "signed": ["words_true"],
    "signed_by": "R",
    "staff-1-role": "cook",
}


@pytest.fixture
def checked(press: Press, post: Call) -> Callable[[str], Answer]:
    """Go from a receipt to the check page of the second form."""

    def opened(receipt: str, **changes: str) -> Answer:
        page = post("second", {**typed_on(press(receipt, "next-second")), **REST, **changes})
        assert page.status == 200, page.text
        return page

    return opened


Checked = Callable[..., Answer]


def stored(reference: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(records().document(reference, "report.json"))
    return found


def test_a_follow_up_stores_the_earlier_reference_and_the_earlier_record_its_own(
    send: Send, checked: Checked, post: Call
) -> None:
    page = checked(send())
    assert post("second", page.hidden, "send").status == 303
    first, second = reference_of("NDI"), reference_of("NDF")
    assert stored(second)["follows"] == first
    assert records().events(second)[0].details["follows"] == first
    told = records().events(first)[-1]
    assert (told.kind, told.actor) == ("linked", "service")
    assert told.details == {"arrived": second, "form": "second"}
    verify(records().events(first))
    shown = records().document(second, "rendition.html").decode()
    assert first in shown


def test_a_report_waits_for_the_follow_ups_that_are_due_until_they_arrive(
    send: Send, checked: Checked, post: Call
) -> None:
    page = checked(send())
    first = reference_of("NDI")
    [waits] = records().awaited(first)
    due = next(due for due in stored(first)["due"] if due["clock"] == "week")
    assert (waits.form, waits.clock, waits.step) == ("second", "week", "remind")
    assert waits.due_at.isoformat().replace("+00:00", "Z") == due["due_at"]
    assert waits.due_at - waits.at == timedelta(hours=24)
    post("second", page.hidden, "send")
    assert records().awaited(first) == []


def test_a_report_about_another_person_is_linked_and_leaves_the_follow_up_due(
    send: Send, press: Press, post: Call
) -> None:
    page = press(send(), "another")
    [first] = records().references()
    filled = typed_on(page) | {"person_name": "Kim Example", "signed": ["words_true"], "signed_by": "R"}
    sent = post("first", post("first", filled).hidden, "send")
    assert sent.status == 303
    [second] = [one for one in records().references() if one != first]
    assert stored(second)["follows"] == first
    assert records().events(first)[-1].details == {"arrived": second, "form": "first"}
    assert [waits.form for waits in records().awaited(first)] == ["second"]


@pytest.mark.parametrize("secret", ["", "0" * 32, "forged"])
def test_a_follow_up_with_a_wrong_secret_is_received_without_a_link(
    send: Send, checked: Checked, post: Call, secret: str
) -> None:
    page = checked(send())
    tried = {**page.hidden, "follows": secret}
    assert post("second", tried, "send").status == 303
    assert stored(reference_of("NDF"))["follows"] is None
    assert [event.kind for event in records().events(reference_of("NDI"))] == ["received"]


def test_the_same_press_again_links_once(send: Send, checked: Checked, post: Call) -> None:
    page = checked(send())
    assert len({post("second", page.hidden, "send").location for _ in range(3)}) == 1
    assert [event.kind for event in records().events(reference_of("NDI"))] == ["received", "linked"]


class Between:
    """A store in which an email of the earlier record is filed just before a commit."""

    def __init__(self, inner: Records, times: int) -> None:
        self.inner, self.times = inner, times

    def __getattr__(self, name: str) -> Any:
        return getattr(self.inner, name)

    def commit(self, *given: Any, link: Any, **named: Any) -> None:
        if self.times:
            self.times -= 1
            last = self.inner.events(link.event.reference)[-1]
            self.inner.append(following(last, last.at, "email_sent", (), {}), None)
        self.inner.commit(*given, link=link, **named)


def test_what_others_add_to_the_earlier_record_meanwhile_stays(
    send: Send, checked: Checked, post: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = checked(send())
    between = Between(records(), 2)
    monkeypatch.setattr(ports, "records", lambda: between)
    assert post("second", page.hidden, "send").status == 303
    kinds = [event.kind for event in records().events(reference_of("NDI"))]
    assert kinds == ["received", "email_sent", "email_sent", "linked"]
    verify(records().events(reference_of("NDI")))
    assert len(records().references()) == 2


STEPS = [
    ("submission", 1),
    ("submission", 2),
    ("events", 1),
    ("events", 2),
    ("document", 1),
    ("awaited", 1),
    ("put_document", 1),
    ("put_document", 2),
    ("commit", 1),
]


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize(("step", "nth"), STEPS)
def test_a_fault_at_any_step_of_a_follow_up_says_not_sent_and_the_same_press_gives_one_linked_report(
    send: Send,
    checked: Checked,
    post: Call,
    monkeypatch: pytest.MonkeyPatch,
    step: str,
    nth: int,
    after: bool,
) -> None:
    page = checked(send())
    faulty = Faulty(ports.records(), step, nth, after=after)
    monkeypatch.setattr(ports, "records", lambda: faulty)
    failed = post("second", page.hidden, "send")
    assert faulty.failed
    assert failed.status == 503
    assert "Not sent" in failed.text
    assert failed.key == page.key
    assert failed.hidden["follows"] == page.hidden["follows"]
    assert post("second", failed.hidden, "send").status == 303
    assert stored(reference_of("NDF"))["follows"] == reference_of("NDI")
    assert [event.kind for event in records().events(reference_of("NDI"))] == ["received", "linked"]


CORRECTION_STEPS = [
    ("submission", 1),
    ("events", 1),
    ("document", 1),
    ("submission", 2),
    ("put_document", 1),
    ("put_document", 2),
    ("events", 2),
    ("awaited", 1),
    ("append", 1),
]


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize(("step", "nth"), CORRECTION_STEPS)
def test_a_fault_at_any_step_of_a_correction_says_not_sent_and_the_same_press_gives_one_version(
    send: Send,
    press: Press,
    post: Call,
    monkeypatch: pytest.MonkeyPatch,
    step: str,
    nth: int,
    after: bool,
) -> None:
    receipt = send()
    again: Typed = {"signed": ["words_true"], "signed_by": "R", "correction_reason": "It was wrong."}
    page = post("first", typed_on(press(receipt, "correct")) | again)
    faulty = Faulty(ports.records(), step, nth, after=after)
    monkeypatch.setattr(ports, "records", lambda: faulty)
    failed = post("first", page.hidden, "send")
    assert faulty.failed
    assert failed.status == 503
    assert "Not sent" in failed.text
    kept = {**failed.inputs, **failed.hidden}
    assert kept["provider"] == ["Sample Care"]
    assert kept["correction_reason"] == ["It was wrong."]
    sent = post("first", kept, "send")
    assert (sent.status, sent.headers.get("location")) == (303, receipt)
    assert [event.kind for event in records().events(reference_of("NDI"))] == ["received", "corrected"]
    assert len([item for item in records().pending() if item.kind == "corrected"]) == 1


def test_a_store_out_of_reach_is_told_on_the_receipt(
    send: Send, press: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    from lambdas.intake import receipts

    receipt = send()

    def out_of_reach() -> Records:
        raise RecordsUnavailable("away")

    monkeypatch.setattr(receipts, "records", out_of_reach)
    assert press(receipt, "next-second").status == 503


def test_a_correction_moves_what_is_due_and_does_not_bring_back_a_reminder(
    send: Send, press: Press, post: Call
) -> None:
    receipt = send()
    first = reference_of("NDI")
    [before] = records().awaited(first)
    settle_due(before, records(), before.at)
    page = typed_on(press(receipt, "correct"))
    earlier = {"aware_at-day": "1", "aware_at-month": "6", "aware_at-year": "2026", "aware_at-time": "9 am"}
    again: Typed = {"signed": ["words_true"], "signed_by": "R", "correction_reason": "Earlier."}
    late: Typed = {"late_reason": "We did not know."}
    checked = post("first", page | again | earlier | late)
    assert checked.status == 200, checked.text
    assert post("first", checked.hidden, "send").status == 303
    [after] = records().awaited(first)
    assert after.step == "overdue"
    assert after.at == after.due_at < before.due_at


def test_a_correction_does_not_await_again_what_has_arrived(
    send: Send, checked: Checked, press: Press, post: Call
) -> None:
    receipt = send()
    post("second", checked(receipt).hidden, "send")
    again: Typed = {"signed": ["words_true"], "signed_by": "R", "correction_reason": "Wrong."}
    page = post("first", typed_on(press(receipt, "correct")) | again)
    assert post("first", page.hidden, "send").status == 303
    assert records().awaited(reference_of("NDI")) == []
