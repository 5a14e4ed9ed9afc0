"""Bad input: each gets a clear answer with the right status, and what was typed is kept."""

from datetime import UTC, datetime

import pytest

from lambdas.intake.request import MAX_BODY
from lambdas.ports import records
from tests.lambdas.intake.conftest import FORM_TYPE, Call
from tests.submissions import encoded, ndis_immediate, ssr_critical_short

FORM = "ssr-critical-short"
PATH = f"/api/forms/{FORM}"


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS"])
def test_a_form_takes_post_only(call: Call, method: str) -> None:
    answer = call(method, PATH)
    assert answer.status == 405
    assert answer.headers["allow"] == "POST"


@pytest.mark.parametrize(
    "kind", ["application/json", "multipart/form-data", "text/plain", "", f"{FORM_TYPE}; charset=utf-16"]
)
def test_a_form_takes_urlencoded_utf8_only(call: Call, kind: str) -> None:
    assert call("POST", PATH, b"{}", {"content-type": kind}).status == 415


def test_a_body_of_1_mb_is_read_and_one_byte_more_is_refused(call: Call) -> None:
    body = encoded(ssr_critical_short())
    padded = body + b"&brief_description=" + b"x" * (MAX_BODY - len(body) - len("&brief_description="))
    assert call("POST", PATH, padded).status != 413
    refused = call("POST", PATH, padded + b"x")
    assert refused.status == 413
    assert "1 MB" in refused.text


@pytest.mark.parametrize(
    "path",
    [
        "/api/forms/none",
        "/api/forms/",
        "/api/none",
        "/api/forms/..%2f",
        "/api/forms/calendars",
        "/api/receipts/x",
    ],
)
def test_an_unknown_address_is_not_found(call: Call, path: str) -> None:
    assert call("POST" if "forms" in path else "GET", path).status == 404


def test_an_unknown_field_is_told_and_the_answers_stay(post: Call) -> None:
    page = post(FORM, ssr_critical_short() | {"intruder": "1"})
    assert page.status == 400
    assert page.inputs["provider_name"] == ["Sample Lodge"]
    assert "intruder" not in page.body


def test_a_single_answer_given_twice_is_told_and_the_first_stays(post: Call) -> None:
    page = post(FORM, ssr_critical_short() | {"provider_name": ["One", "Two"]})
    assert page.status == 400
    assert page.inputs["provider_name"] == ["One"]


def test_bytes_that_are_not_utf8_are_told_and_the_rest_stays(call: Call) -> None:
    page = call("POST", PATH, encoded(ssr_critical_short()) + b"&contact_after_hours=%ff%fe")
    assert page.status == 400
    assert "could not be read" in page.text
    assert page.inputs["provider_name"] == ["Sample Lodge"]


@pytest.mark.parametrize("character", ["\x00", "\x07", "\x1b", "\x7f", "\x85"])
def test_control_characters_are_a_fault_of_their_field(post: Call, character: str) -> None:
    page = post(FORM, ssr_critical_short() | {"site_name": f"A{character}B"})
    assert page.status == 422
    assert "hidden characters" in page.text
    assert character not in page.body


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("service_type", "nothing", "Select"),
        ("cni_type", "' or 1=1", "Select"),
        ("other_notified", ["police", "nobody"], "Select"),
        ("declare", ["other"], "Tick"),
        ("provider_abn", "51824753557", "real ABN"),
        ("people_affected", "-1", "must be"),
        ("people_affected", "9" * 400, "whole number"),
    ],
)
def test_an_answer_that_cannot_be_is_a_fault_of_its_field(
    post: Call, name: str, value: str, words: str
) -> None:
    page = post(FORM, ssr_critical_short() | {name: value})
    assert page.status == 422
    assert words in page.text


@pytest.mark.parametrize(
    ("boxes", "words"),
    [
        ({"day": "30", "month": "2", "year": "2026", "time": "10:00"}, "real date"),
        ({"day": "4", "month": "10", "year": "2026", "time": "02:30"}, "skipped"),
        ({"day": "5", "month": "4", "year": "2026", "time": "02:30"}, "happened twice"),
        ({"day": "1", "month": "4", "year": "2026", "time": "25:00"}, "a time like"),
        ({"day": "1", "month": "4", "year": "", "time": ""}, "a year and a time"),
        ({"day": "1", "month": "1", "year": "2099", "time": "10:00"}, "in the past"),
    ],
)
def test_a_moment_that_cannot_be_is_told_and_kept(post: Call, boxes: dict[str, str], words: str) -> None:
    page = post(FORM, ssr_critical_short() | {f"aware_at-{part}": value for part, value in boxes.items()})
    assert page.status == 422
    assert words in page.text
    assert page.inputs["aware_at-day"] == [boxes["day"]]


def test_an_hour_that_happened_twice_is_settled_by_saying_which(post: Call) -> None:
    twice = {"day": "5", "month": "4", "year": "2026", "time": "02:30"}
    typed = ssr_critical_short() | {"late_reason": "We looked into it first."}
    for name in ("occurred_at", "aware_at"):
        typed |= {f"{name}-{part}": value for part, value in twice.items()} | {f"{name}-clock": "before"}
    page = post(FORM, typed)
    assert page.status == 200, page.text[:500]
    assert "before the clocks change" in page.text


def test_twenty_items_are_read_and_one_more_is_a_fault(post: Call) -> None:
    def people(count: int) -> dict[str, str]:
        return {f"service_user_refs-{n}-initials": f"P{n}" for n in range(1, count + 1)}

    assert post(FORM, ssr_critical_short() | people(20) | {"people_affected": "20"}).status == 200
    page = post(FORM, ssr_critical_short() | people(21) | {"people_affected": "21"})
    assert page.status == 422
    assert "up to 20" in page.text
    assert page.inputs["service_user_refs-21-initials"] == ["P21"]


def test_a_page_of_another_version_keeps_the_answers(post: Call) -> None:
    page = post(FORM, ssr_critical_short() | {"form_version": "99"})
    assert page.status == 409
    assert page.inputs["provider_name"] == ["Sample Lodge"]


@pytest.mark.parametrize(
    "action", ["", "sned", "add-nothing", "remove-service_user_refs", "remove-service_user_refs-0"]
)
def test_an_unknown_action_never_sends(post: Call, action: str) -> None:
    assert post(FORM, ssr_critical_short(), action).status in (200, 400)
    assert records().references() == []


@pytest.mark.parametrize("key", ["", "1", "not-a-uuid-not-a-uuid-not-a-uuid-xxxx"])
def test_send_without_a_submission_key_shows_the_check_page_again(post: Call, key: str) -> None:
    page = post(FORM, ssr_critical_short() | {"submission_key": key}, "send")
    assert page.status == 400
    assert page.key
    assert records().references() == []


def test_a_body_that_is_not_what_it_says_is_refused(storage: object) -> None:
    from lambdas.intake.handler import handler
    from tests.lambdas.intake.conftest import event

    broken = event("POST", PATH) | {"body": "%%%", "isBase64Encoded": True}
    assert handler(broken, None)["statusCode"] == 400


def test_more_values_than_a_form_has_are_refused(call: Call) -> None:
    assert call("POST", PATH, b"a=1&" * 20_001).status == 400


def test_an_empty_body_is_a_form_with_every_fault(post: Call, call: Call) -> None:
    assert call("POST", PATH).status == 422


def test_no_bad_input_makes_a_future_report(post: Call) -> None:
    page = post("ndis-immediate", ndis_immediate(datetime(2099, 1, 1, tzinfo=UTC)))
    assert page.status == 422
