"""Characters that nobody sees: they are no answer, they end no element, and they are kept as typed."""

import json

import pytest

from forms_src.posted import Posted, is_seen
from lambdas.ports import records
from tests.lambdas.intake.conftest import Call
from tests.submissions import ssr_critical_short

FORM = "ssr-critical-short"
UNSEEN = [
    "\u200b",
    "\u2060",
    "\u00ad",
    "\u3164",
    "\u2800",
    "\ufeff",
    "\u202e",
    "\u2066",
    "\U000e0041",
    "\u00a0",
]


@pytest.mark.parametrize("character", UNSEEN, ids=ascii)
def test_an_answer_that_nobody_sees_is_no_answer(post: Call, character: str) -> None:
    page = post(FORM, ssr_critical_short() | {"provider_name": f" {character}{character} "})
    assert page.status == 422
    assert "Enter" in page.text


@pytest.mark.parametrize(
    "text", ["a", "\u200bA", "李", "e\u0301", "👩\u200d🚀", "\u0645\u200c", "-", "0", "․"], ids=ascii
)
def test_whatever_is_seen_is_an_answer(text: str) -> None:
    assert is_seen(text)


def test_marks_of_direction_and_joiners_in_an_answer_are_stored_as_typed(post: Call) -> None:
    typed = "Lodge \u202e430000001\u202c \u200f\u0645\u200c cafe\u0301"
    page = post(FORM, ssr_critical_short() | {"provider_name": typed})
    post(FORM, page.hidden, "send")
    [reference] = records().references()
    assert json.loads(records().document(reference, "report.json"))["answers"]["provider_name"] == typed


@pytest.mark.parametrize(
    "raw", [b"\xc0\xbcscript\xc0\xbe", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"%c0%bc", b"%ed%a0%80"]
)
def test_overlong_utf8_and_half_characters_are_never_decoded(call: Call, raw: bytes) -> None:
    page = call("POST", f"/api/forms/{FORM}", b"provider_name=" + raw)
    assert page.status == 400
    assert "could not be read" in page.text
    assert "\ufffd" in page.inputs["provider_name"][0]
    assert "<script>" not in page.body


@pytest.mark.parametrize(
    "look_alike", ["аdmin@example.com", "robin@ехample.com", "robin＠example.com", "robin@exa\u200bmple.com"]
)
def test_an_address_of_letters_that_look_alike_is_refused(post: Call, look_alike: str) -> None:
    page = post(FORM, ssr_critical_short() | {"contact_email": look_alike})
    assert page.status == 422
    assert "must be like name@example.com" in page.text


def test_what_is_posted_is_not_normalised_into_markup(post: Call) -> None:
    """Full-width brackets become plain ones under NFKC."""
    page = post(FORM, ssr_critical_short() | {"provider_name": "＜script＞alert(1)＜/script＞"})
    assert page.status == 200
    assert "<script>alert" not in page.body
    assert "＜script＞" in page.body


def test_posted_values_that_nobody_sees_fill_no_item() -> None:
    assert not any(map(is_seen, Posted({"a": ("\u200b", " ")}).all("a")))
