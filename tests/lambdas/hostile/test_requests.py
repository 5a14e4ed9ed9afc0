"""Requests that a browser never sends: none is a fault, leads elsewhere, or tells what is there."""

import base64
from random import Random
from typing import Any
from uuid import uuid4

import pytest

from lambdas.headers import security_headers
from lambdas.intake import handler as intake
from lambdas.intake.tokens import receipt_token
from lambdas.ports import records
from tests.lambdas.intake.conftest import Call, event
from tests.lambdas.intake.pages import Answer
from tests.submissions import encoded, ssr_critical_short

FORM = "ssr-critical-short"
PATH = f"/api/forms/{FORM}"
EVIL = "evil.example"


def sent_receipt(post: Call) -> str:
    page = post(FORM, ssr_critical_short())
    return post(FORM, page.hidden, "send").location


@pytest.mark.usefixtures("storage")
@pytest.mark.parametrize("body", ["é", "=", "a", "%%%", "\ud800", "a===", "\x00"], ids=ascii)
def test_base64_that_is_none_is_told_as_unreadable(body: str) -> None:
    answer = intake.handler(event("POST", PATH) | {"body": body}, None)
    assert answer["statusCode"] == 400
    assert "could not read" in answer["body"]


@pytest.mark.usefixtures("storage")
def test_half_a_character_in_a_text_body_is_told_as_unreadable() -> None:
    answer = intake.handler(event("POST", PATH) | {"body": "a=\ud800", "isBase64Encoded": False}, None)
    assert answer["statusCode"] == 400


@pytest.mark.parametrize(
    "headers",
    [
        {"host": EVIL},
        {"x-forwarded-host": EVIL},
        {"forwarded": f"host={EVIL}"},
        {"x-original-url": f"https://{EVIL}/"},
        {"x-rewrite-url": "/api/health"},
        {"referer": f"https://{EVIL}/"},
        {"origin": f"https://{EVIL}"},
    ],
    ids=str,
)
def test_the_host_header_and_its_kin_change_nothing(post: Call, call: Call, headers: dict[str, str]) -> None:
    page = post(FORM, ssr_critical_short(), "check", **headers)
    assert page.status == 200
    sent = post(FORM, page.hidden, "send", **headers)
    assert sent.location.startswith("/api/receipts/")
    receipt = call("GET", sent.location, b"", headers)
    for answer in (page, sent, receipt):
        assert EVIL not in answer.body + str(answer.headers) + str(answer.cookies)


@pytest.mark.parametrize("name", ["x-http-method-override", "x-http-method", "x-method-override"])
def test_a_header_does_not_change_the_method(call: Call, name: str) -> None:
    assert call("GET", PATH, b"", {name: "POST"}).status == 405
    assert call("POST", "/api/health", b"", {name: "GET"}).status == 405


def test_a_field_does_not_change_the_method(call: Call, post: Call) -> None:
    assert call("DELETE", PATH, b"_method=POST").status == 405
    assert post(FORM, ssr_critical_short() | {"_method": "DELETE"}).status == 400


@pytest.mark.parametrize("method", ["TRACE", "CONNECT", "PROPFIND", "", "post ", "GET\r\nX: y"])
def test_an_unknown_method_is_not_allowed(call: Call, method: str) -> None:
    answer = call(method, PATH)
    assert (answer.status, answer.headers["allow"]) == (405, "POST")


@pytest.mark.parametrize(
    "name",
    [
        "provider_name[]",
        "provider_name[0]",
        "provider_name[$ne]",
        "provider_name.x",
        "__proto__",
        "constructor",
    ],
)
def test_a_name_has_no_other_spelling(post: Call, name: str) -> None:
    page = post(FORM, ssr_critical_short() | {name: "1"})
    assert page.status == 400
    assert name not in page.body


@pytest.mark.parametrize(
    "name",
    ["submission_key", "form_version", "action", "follows", "corrects", "corrected_version", "carried"],
)
def test_a_control_given_twice_is_told(call: Call, name: str) -> None:
    body = encoded(ssr_critical_short()) + f"&{name}=1&{name}=2".encode()
    assert call("POST", PATH, body).status == (404 if name == "corrects" else 400)
    assert records().references() == []


@pytest.mark.parametrize("query", ["next=//evil.example", "action=send", "submission_key=1", "form=../x"])
@pytest.mark.usefixtures("storage")
def test_the_query_string_changes_nothing(query: str) -> None:
    name, _, value = query.partition("=")
    asked = {"rawQueryString": query, "queryStringParameters": {name: value}}
    answer = Answer(intake.handler(event("POST", PATH, encoded(ssr_critical_short())) | asked, None))
    assert answer.status == 200
    assert answer.key != value
    assert "evil.example" not in answer.body


@pytest.mark.parametrize("name", ["next", "redirect", "return_to", "url"])
def test_a_redirect_leads_to_the_receipt_alone(post: Call, name: str) -> None:
    page = post(FORM, ssr_critical_short())
    refused = post(FORM, {**page.hidden, name: f"//{EVIL}"}, "send")
    assert refused.status == 400
    sent = post(FORM, page.hidden, "send")
    assert sent.location == f"/api/receipts/{receipt_token(page.key)}"


TRAVERSAL = [
    "..",
    "../../etc/passwd",
    "..%2f..%2fetc%2fpasswd",
    "%2e%2e%2f",
    "%252e%252e%252f",
    "....//",
    "..\\..\\windows",
    "_calendars",
    "_calendars.json",
    "_routing",
    f"{FORM}.json",
    f"{FORM}%00",
    f"{FORM}\x00",
    f"{FORM}/",
    f"{FORM}\n",
    f"./{FORM}",
    f"/{FORM}",
    FORM.upper(),
    "ssr‐critical‐short",
    "ｓｓｒ-critical-short",
    "x" * 61,
    "{id}",
    "'; drop table events; --",
    "file:///etc/passwd",
    "\ud800",
]


@pytest.mark.parametrize("segment", TRAVERSAL, ids=ascii)
@pytest.mark.parametrize("before", ["/api/forms/", "/api/receipts/", "/api/", "/", ""])
def test_a_path_leads_to_our_own_addresses_only(call: Call, before: str, segment: str) -> None:
    for method in ("GET", "POST"):
        answer = call(method, f"{before}{segment}", encoded(ssr_critical_short()))
        assert answer.status == 404
        assert answer.headers.items() >= security_headers().items()
        assert segment not in answer.body or segment in ("..", "_routing")


@pytest.mark.parametrize("segment", TRAVERSAL, ids=ascii)
def test_no_reference_or_name_of_a_document_leads_out_of_its_record(post: Call, segment: str) -> None:
    sent_receipt(post)
    [reference] = records().references()
    for of, name in (
        (reference, segment),
        (segment, "report.json"),
        (f"{reference}/{segment}", "report.json"),
    ):
        with pytest.raises(KeyError):
            records().document(of, name)
    if segment.isascii():
        assert records().events(segment) == []


def test_a_reference_opens_nothing(post: Call, call: Call) -> None:
    sent_receipt(post)
    [reference] = records().references()
    for spelled in (reference, reference.lower(), reference.replace("-", ""), f"{reference}/report.json"):
        for method in ("GET", "POST"):
            assert call(method, f"/api/receipts/{spelled}", b"action=correct").status == 404
    for name in ("follows", "corrects"):
        page = post(FORM, ssr_critical_short() | {name: reference})
        assert "Sample Lodge" in page.body or page.status == 404
        assert "linked" not in [event.kind for event in records().events(reference)]


def test_right_looking_and_wrong_secrets_are_answered_the_same(call: Call, post: Call) -> None:
    """And so is a secret of one letter less than one that opens a receipt."""
    receipt = sent_receipt(post)
    rng = Random(4)
    near = receipt[:-1] + ("0" if receipt[-1] != "0" else "1")
    wrong = [
        receipt_token(str(uuid4())),
        "x",
        "0" * 31,
        "0" * 33,
        "I" * 32,
        "SSC-0000-0000",
        near.rsplit("/", 1)[1],
    ]
    wrong += ["".join(rng.choices("0123456789abcdefghjkmnpqrstvwxyz", k=32)) for _ in range(5)]
    answers = [call("GET", f"/api/receipts/{one}") for one in wrong]
    assert {(one.status, one.body, str(one.headers)) for one in answers} == {
        (404, answers[0].body, str(answers[0].headers))
    }
    assert call("GET", receipt).status == 200
    assert call("GET", receipt.upper()).status == 404


def forged_cookies(key: str) -> list[str]:
    return [
        "checked=",
        "checked=.",
        f"checked={key}",
        f"checked={key}.",
        f"checked={key}.é",
        f"checked={key}.{'0' * 64}",
    ]


@pytest.mark.usefixtures("storage")
def test_a_forged_cookie_brings_no_key() -> None:
    key = str(uuid4())
    for cookie in (*forged_cookies(key), f"checked=a.b; checked={key}.x", "\ud800=\ud800", "=", ""):
        asked: dict[str, Any] = event("POST", PATH, encoded(ssr_critical_short())) | {"cookies": [cookie]}
        answer = Answer(intake.handler(asked, None))
        assert answer.status == 200
        assert answer.key != key


@pytest.mark.parametrize(
    "key",
    ["", "x" * 36, "é" * 36, "../../../../../../../../../../../../", "0" * 36, "\u0660" * 36, "a" * 100_000],
)
def test_a_key_that_is_none_sends_nothing_and_is_not_repeated(post: Call, key: str) -> None:
    page = post(FORM, ssr_critical_short() | {"submission_key": key}, "send")
    assert page.status == 400
    assert not key or key not in page.body
    assert records().references() == []


def test_one_key_has_one_receipt_however_it_is_spelled(post: Call) -> None:
    page = post(FORM, ssr_critical_short())
    spelled = [page.key, page.key.upper(), f"urn:{page.key.replace('-', '')}"]
    sent = {post(FORM, {**page.hidden, "submission_key": one}, "send").location for one in spelled}
    assert len(sent) == 1
    assert len(records().references()) == 1


def test_a_key_of_one_report_opens_no_other(post: Call, call: Call) -> None:
    """Replayed with other answers it stores nothing; as a receipt's address it is none."""
    receipt = sent_receipt(post)
    page = post(FORM, ssr_critical_short() | {"brief_description": "Another"})
    sent_receipt(post)
    assert call("GET", f"/api/receipts/{page.key}").status == 404
    assert call("GET", receipt.replace("receipts", "forms")).status == 404


def test_the_store_holds_no_secret_of_a_receipt(post: Call, storage: Any) -> None:
    page = post(FORM, ssr_critical_short())
    token = receipt_token(page.key)
    post(FORM, page.hidden, "send")
    kept = b"".join(file.read_bytes() for file in storage.rglob("*") if file.is_file())
    assert token.encode() not in kept
    assert page.key.encode() not in kept
    assert base64.b64encode(token.encode()) not in kept
