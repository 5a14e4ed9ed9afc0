"""A fault at every step of the write: nothing told “received” and not stored, nothing stored twice."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from typing import Any
from uuid import uuid4

import pytest

from lambdas import ports
from lambdas.ports import records
from lambdas.records.model import REPORT_NAME
from lambdas.records.port import RecordsUnavailable
from tests.lambdas.intake.conftest import Call
from tests.submissions import ssr_critical_short

FORM = "ssr-critical-short"
STEPS = ("submission", "put_document", "commit")


class Faulty:
    """A store that fails on one call, before or after doing the work."""

    def __init__(self, inner: Any, step: str, nth: int, *, after: bool) -> None:
        self.inner, self.step, self.nth, self.after = inner, step, nth, after
        self.calls = count(1)
        self.failed = False

    def __getattr__(self, name: str) -> Callable[..., Any]:
        whole: Callable[..., Any] = getattr(self.inner, name)
        if name != self.step:
            return whole

        def failing(*given: Any, **named: Any) -> Any:
            if next(self.calls) != self.nth:
                return whole(*given, **named)
            self.failed = True
            if self.after:
                whole(*given, **named)
            raise RecordsUnavailable("a fault was put here")

        return failing


@pytest.fixture
def with_fault(storage: object, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Faulty]:
    whole = ports.records()

    def put(step: str, nth: int, *, after: bool) -> Faulty:
        faulty = Faulty(whole, step, nth, after=after)
        monkeypatch.setattr(ports, "records", lambda: faulty)
        return faulty

    return put


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize(
    ("step", "nth"), [("submission", 1), ("put_document", 1), ("put_document", 2), ("commit", 1)]
)
def test_a_fault_at_any_step_says_not_sent_and_the_same_press_again_gives_one_report(
    with_fault: Callable[..., Faulty], post: Call, step: str, nth: int, after: bool
) -> None:
    page = post(FORM, ssr_critical_short())
    faulty = with_fault(step, nth, after=after)
    failed = post(FORM, page.hidden, "send")
    assert faulty.failed
    assert failed.status == 503
    assert "Not sent" in failed.text
    assert failed.key == page.key
    sent = post(FORM, failed.hidden, "send")
    assert sent.status == 303
    assert len(records().references()) == 1
    [reference] = records().references()
    assert records().document(reference, REPORT_NAME)
    assert {item.kind for item in records().pending()} == {"confirmation", "notice"}


def test_200_concurrent_sends_with_20_shared_keys_give_20_reports(post: Call) -> None:
    pages = []
    for n in range(20):
        page = post(FORM, ssr_critical_short() | {"site_name": f"Site {n}"})
        pages.append({**page.hidden, "submission_key": str(uuid4())})
    ready = threading.Barrier(8)

    def send(n: int) -> tuple[int, str]:
        if n < 8:
            ready.wait()
        answer = post(FORM, pages[n % 20], "send")
        return n % 20, answer.headers.get("location", str(answer.status))

    with ThreadPoolExecutor(8) as pool:
        sent = list(pool.map(send, range(200)))
    by_key = {key: {location for k, location in sent if k == key} for key in range(20)}
    assert all(len(locations) == 1 for locations in by_key.values()), by_key
    assert len({location for _, location in sent}) == 20
    assert len(records().references()) == 20
    assert len(records().pending()) == 40
