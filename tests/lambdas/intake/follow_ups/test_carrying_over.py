"""From a receipt to the next form with the shared answers, and to the same form for another person."""

import logging
from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest

from lambdas.intake.tokens import receipt_token
from lambdas.ports import records
from tests.lambdas.intake.conftest import Call
from tests.lambdas.intake.follow_ups.conftest import SECRET_WORDS, first_report, reference_of, typed_on
from tests.lambdas.intake.pages import Answer

Send = Callable[..., str]
Press = Callable[[str, str], Answer]
Later = Callable[[timedelta], None]

MARK = "Carried over from your first report: check it"


def test_the_receipt_offers_each_form_that_follows_and_another_person(send: Send, call: Call) -> None:
    receipt = call("GET", send())
    assert receipt.text.count("Start the next report with these answers") == 2
    assert "The second form" in receipt.text
    assert "Report another affected person" in receipt.text
    assert SECRET_WORDS not in receipt.body


def test_a_form_that_does_not_follow_this_report_is_not_offered(send: Send, press: Press, call: Call) -> None:
    receipt = send(level="low")
    assert call("GET", receipt).text.count("Start the next report with these answers") == 1
    assert press(receipt, "next-other").status == 400


def test_shared_answers_are_filled_in_and_marked_and_nothing_is_stored(send: Send, press: Press) -> None:
    receipt = send()
    page = press(receipt, "next-second")
    assert page.status == 200
    assert "The second form" in page.text
    assert page.inputs["provider"] == ["Sample Care"]
    assert page.inputs["staff-1-name"] == ["Sam Sample"]
    assert page.inputs["staff-2-role"] == ["cook"]
    assert page.inputs["more"] == [""]
    assert {"provider-carried", "kinds-carried", "staff-1-name-carried", "aware_at-carried"} <= page.ids
    assert "more-carried" not in page.ids
    assert 'aria-describedby="provider-carried"' in page.body
    assert len(records().references()) == 1
    assert len(records().events(reference_of("NDI"))) == 1


def test_the_reference_of_the_first_report_is_filled_in_where_it_is_asked_for(
    send: Send, press: Press
) -> None:
    page = press(send(), "next-second")
    assert page.inputs["first_reference"] == [reference_of("NDI")]
    assert "first_reference-carried" in page.ids


def test_an_option_that_the_next_form_lacks_is_not_carried_over(send: Send, press: Press) -> None:
    page = press(send(), "next-second")
    assert page.inputs["kinds"] == ["burn"]
    assert "level" not in page.inputs
    assert "staff-1-role" not in page.inputs
    assert {"level-carried", "staff-1-role-carried"} & page.ids == set()


def test_a_declaration_is_signed_again(send: Send, press: Press) -> None:
    page = press(send(), "next-second")
    assert "signed" not in page.inputs
    assert page.inputs["signed_by"] == [""]


def test_moments_keep_their_instant(send: Send, press: Press) -> None:
    typed = first_report()
    page = press(send(typed=typed), "next-second")
    assert [page.inputs[f"aware_at-{part}"] for part in ("day", "month", "year", "time")] == [
        [typed[f"aware_at-{part}"]] for part in ("day", "month", "year", "time")
    ]


def test_marks_stay_while_the_page_has_faults_and_after_changing_answers(
    send: Send, press: Press, post: Call
) -> None:
    page = press(send(), "next-second")
    faulty = post("second", typed_on(page))
    assert faulty.status == 422
    assert "provider-carried" in faulty.ids
    checked = post("second", typed_on(page) | {"more": "x", "level": "low", "signed_by": "R"} | SIGNED)
    assert checked.status == 200, checked.text
    assert "provider-carried" in post("second", checked.hidden, "edit").ids


SIGNED = {"signed": ["words_true"], "staff-1-role": "cook"}


def test_another_person_has_everything_but_the_person(send: Send, press: Press) -> None:
    """N09."""
    page = press(send(), "another")
    assert page.status == 200
    assert "The first form" in page.text
    assert page.inputs["what"] == [SECRET_WORDS]
    assert page.inputs["kinds"] == ["fall", "burn"]
    assert page.inputs["level"] == ["high"]
    assert page.inputs["person_name"] == [""]
    assert "Pat Example" not in page.body


def test_a_form_that_is_not_about_one_person_has_no_other_person(
    send: Send, press: Press, post: Call, call: Call
) -> None:
    page = press(send(), "next-second")
    filled = typed_on(page) | {"more": "x", "level": "low", "signed_by": "R"} | SIGNED
    receipt = send("second", filled)
    assert "another" not in call("GET", receipt).body
    assert press(receipt, "another").status == 400


def test_the_next_page_carries_the_secret_in_a_hidden_input_and_in_no_link(send: Send, press: Press) -> None:
    receipt = send()
    page = press(receipt, "next-second")
    token = receipt.rpartition("/")[2]
    assert page.hidden["follows"] == [token]
    assert not [link for link in page.links if token in link]
    assert page.body.count(token) == 1


@pytest.mark.parametrize("action", ["next-second", "another", "correct"])
@pytest.mark.parametrize("secret", ["wrong", "forged", "reference", "hash"])
def test_anything_but_the_secret_opens_nothing(
    send: Send, press: Press, call: Call, action: str, secret: str
) -> None:
    token = send().rpartition("/")[2]
    reference = reference_of("NDI")
    tried = {
        "wrong": receipt_token(str(uuid4())),
        "forged": ("1" if token[0] == "0" else "0") + token[1:],
        "reference": reference,
        "hash": records().events(reference)[0].hash[:32],
    }[secret]
    answer = press(f"/api/receipts/{tried}", action)
    assert answer.status == 404
    assert SECRET_WORDS not in answer.body
    assert "Sample Care" not in answer.body
    assert call("GET", f"/api/receipts/{tried}").status == 404


def test_the_secret_of_another_report_opens_that_one_only(send: Send, press: Press) -> None:
    send()
    other = send("other", {"form_version": "1", "provider": "Elsewhere"})
    page = press(other, "next-second")
    assert page.status == 400
    assert "Sample Care" not in page.body


def test_after_24_hours_answers_stay_closed_and_the_form_is_blank_and_still_linked(
    send: Send, press: Press, call: Call, later: Later
) -> None:
    receipt = send()
    later(timedelta(hours=23, minutes=59))
    assert press(receipt, "next-second").inputs["provider"] == ["Sample Care"]
    later(timedelta(hours=24))
    for action in ("next-second", "another"):
        page = press(receipt, action)
        assert page.status == 200
        assert "can no longer be carried over" in page.text
        assert page.inputs["provider"] == [""]
        assert "Sample Care" not in page.body
        assert page.hidden["follows"] == [receipt.rpartition("/")[2]]
    shown = call("GET", receipt)
    assert "can no longer be carried over" in shown.text
    assert "/forms/second/" in shown.links
    assert "with these answers" not in shown.text


def test_an_unknown_button_of_a_receipt_does_nothing(send: Send, press: Press) -> None:
    receipt = send()
    for action in ("", "next-", "next-first", "next-none", "send"):
        assert press(receipt, action).status == 400


def test_a_receipt_takes_no_other_method(send: Send, call: Call) -> None:
    answer = call("PUT", send())
    assert answer.status == 405
    assert answer.headers["allow"] == "GET, HEAD, POST"


def test_no_secret_and_no_answer_is_logged(
    send: Send, press: Press, call: Call, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    receipt = send()
    press(receipt, "next-second")
    press(receipt, "correct")
    call("GET", receipt)
    said = "".join(capfd.readouterr()) + caplog.text
    assert "answered" in said
    for secret in (receipt.rpartition("/")[2], "Sample Care", SECRET_WORDS, "Pat Example"):
        assert secret not in said
