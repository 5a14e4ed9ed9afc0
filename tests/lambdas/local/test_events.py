"""Events as API Gateway HTTP APIs send them, and answers as they take them (payload format 2.0)."""

import base64
import json
from datetime import UTC, datetime
from typing import Any

import pytest

from lambdas.local.events import BadAnswerError, to_event, to_response
from lambdas.local.incoming import Request
from tests.lambdas.local.client import Client, Handler

NOON = datetime(2026, 3, 12, 12, 0, 0, 250_000, tzinfo=UTC)


def event(
    path: str = "/api/x",
    *,
    method: str = "POST",
    query: str = "",
    headers: tuple[tuple[str, str], ...] = (),
    body: bytes = b"",
) -> dict[str, Any]:
    request = Request(method, path, query, 1, (("host", "localhost:8000"), *headers), body)
    return to_event(request, 8000, NOON)


def test_an_event_has_every_key_of_payload_format_2() -> None:
    made = event(
        query="a=1",
        headers=(("user-agent", "test"), ("cookie", "k=v"), ("content-type", "text/plain")),
        body=b"hi",
    )
    request_id = made["requestContext"].pop("requestId")
    assert len(base64.b64decode(request_id)) == 11
    assert made == {
        "version": "2.0",
        "routeKey": "$default",
        "rawPath": "/api/x",
        "rawQueryString": "a=1",
        "cookies": ["k=v"],
        "headers": {
            "content-length": "2",
            "content-type": "text/plain",
            "host": "localhost:8000",
            "user-agent": "test",
            "x-forwarded-for": "127.0.0.1",
            "x-forwarded-port": "8000",
            "x-forwarded-proto": "http",
        },
        "queryStringParameters": {"a": "1"},
        "requestContext": {
            "accountId": "000000000000",
            "apiId": "local",
            "domainName": "localhost:8000",
            "domainPrefix": "localhost:8000",
            "http": {
                "method": "POST",
                "path": "/api/x",
                "protocol": "HTTP/1.1",
                "sourceIp": "127.0.0.1",
                "userAgent": "test",
            },
            "routeKey": "$default",
            "stage": "$default",
            "time": "12/Mar/2026:12:00:00 +0000",
            "timeEpoch": 1_773_316_800_250,
        },
        "body": "hi",
        "isBase64Encoded": False,
    }


def test_what_is_empty_is_left_out() -> None:
    made = event(method="GET")
    assert {"cookies", "queryStringParameters", "body"}.isdisjoint(made)
    assert (made["rawQueryString"], made["isBase64Encoded"]) == ("", False)


@pytest.mark.parametrize(
    ("sent", "seen"),
    [
        ("/api/a%20b", "/api/a b"),
        ("/api/a%2Fb", "/api/a/b"),
        ("/api/a%3Fb", "/api/a"),
        ("/api/%ff", "/api/\ufffd"),
    ],
)
def test_the_raw_path_is_decoded_and_cut_at_a_decoded_question_mark(sent: str, seen: str) -> None:
    made = event(sent)
    assert (made["rawPath"], made["requestContext"]["http"]["path"]) == (seen, seen)


def test_header_names_are_lower_case_and_repeated_headers_are_joined_by_commas() -> None:
    made = event(headers=(("accept", "a"), ("accept", "b")))
    assert made["headers"]["accept"] == "a,b"


def test_cookies_are_listed_and_not_among_the_headers() -> None:
    made = event(headers=(("cookie", "a=1; b=2"), ("cookie", "c=3;")))
    assert made["cookies"] == ["a=1", "b=2", "c=3"]
    assert "cookie" not in made["headers"]


def test_who_forwarded_before_is_kept() -> None:
    made = event(headers=(("x-forwarded-for", "203.0.113.9"), ("x-forwarded-proto", "gopher")))
    assert made["headers"]["x-forwarded-for"] == "203.0.113.9,127.0.0.1"
    assert made["headers"]["x-forwarded-proto"] == "http"


def test_repeated_query_values_are_joined_by_commas_and_decoded() -> None:
    made = event(query="a=1&a=2&b=x%20y&c=")
    assert made["queryStringParameters"] == {"a": "1,2", "b": "x y", "c": ""}
    assert made["rawQueryString"] == "a=1&a=2&b=x%20y&c="


@pytest.mark.parametrize(
    "kind", ["text/plain", "application/json", "Application/JSON; charset=utf-8", "application/xml"]
)
def test_a_text_body_comes_as_text(kind: str) -> None:
    made = event(headers=(("content-type", kind),), body="é".encode())
    assert (made["body"], made["isBase64Encoded"]) == ("é", False)


@pytest.mark.parametrize(
    "kind", ["application/x-www-form-urlencoded", "multipart/form-data", "application/problem+json", None]
)
def test_any_other_body_comes_as_base64_also_a_posted_form(kind: str | None) -> None:
    made = event(headers=(("content-type", kind),) if kind else (), body=b"a=\xff")
    assert (made["body"], made["isBase64Encoded"]) == (base64.b64encode(b"a=\xff").decode(), True)


def test_an_answer_becomes_a_response() -> None:
    response = to_response(
        {
            "statusCode": 303,
            "headers": {"Location": "/r", "Content-Type": "text/html", "X-Number": 1, "Content-Length": "99"},
            "cookies": ["a=1", "b=2"],
            "body": "é",
        }
    )
    assert response.status == 303
    assert response.body == "é".encode()
    assert response.headers == (
        ("Location", "/r"),
        ("Content-Type", "text/html"),
        ("X-Number", "1"),
        ("Set-Cookie", "a=1"),
        ("Set-Cookie", "b=2"),
    )


def test_an_answer_without_a_type_is_plain_text() -> None:
    assert to_response({"statusCode": "204"}).headers == (("Content-Type", "text/plain; charset=utf-8"),)


def test_a_base64_answer_is_sent_as_bytes() -> None:
    answer = {"statusCode": 200, "body": base64.b64encode(b"\x00\xff").decode(), "isBase64Encoded": True}
    assert to_response(answer).body == b"\x00\xff"


def test_an_answer_without_a_status_is_the_json_body_of_a_200() -> None:
    response = to_response({"hello": "you"})
    assert (response.status, json.loads(response.body)) == (200, {"hello": "you"})
    assert response.headers == (("Content-Type", "application/json"),)
    assert to_response("plain").body == b"plain"


def test_multi_value_headers_do_not_exist_in_payload_format_2() -> None:
    assert len(to_response({"statusCode": 200, "multiValueHeaders": {"X": ["1"]}}).headers) == 1


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ({"statusCode": "many"}, "The statusCode 'many' is not a number from 200 to 599."),
        ({"statusCode": None}, "The statusCode None is not a number from 200 to 599."),
        ({"statusCode": 101}, "The statusCode 101 is not a number from 200 to 599."),
        ({"statusCode": 200, "body": {"a": 1}}, "The body is not text."),
        ({"statusCode": 200, "body": "*", "isBase64Encoded": True}, "The body says it is base64 and is not."),
        (
            {"statusCode": 200, "headers": {"X": ["a"]}},
            "The header 'X' is not text, a number or a truth value.",
        ),
        (
            {"statusCode": 200, "headers": {"X": "a\r\nY: b"}},
            "The header 'X' has a name or value that cannot be sent.",
        ),
        (
            {"statusCode": 200, "headers": {"X Y": "a"}},
            "The header 'X Y' has a name or value that cannot be sent.",
        ),
        (
            {"statusCode": 200, "cookies": ["a=1\nb"]},
            "The header 'Set-Cookie' has a name or value that cannot be sent.",
        ),
    ],
)
def test_an_answer_that_cannot_be_sent_says_why(answer: dict[str, Any], words: str) -> None:
    with pytest.raises(BadAnswerError) as raised:
        to_response(answer)
    assert str(raised.value) == words


def test_cookies_of_the_answer_are_separate_headers(client: Client, handler: Handler) -> None:
    handler.answer = {"statusCode": 200, "cookies": ["a=1", "b=2"]}
    reply = client.ask(b"GET /api/x")
    assert [value for name, value in reply.headers if name == "Set-Cookie"] == ["a=1", "b=2"]


def test_a_status_without_a_name_is_sent_all_the_same(client: Client, handler: Handler) -> None:
    handler.answer = {"statusCode": 299}
    assert client.ask(b"GET /api/x").status == 299


def test_a_posted_form_reaches_the_lambda_byte_for_byte(client: Client, handler: Handler) -> None:
    body = b"name=%ff&other=\xff+x"
    client.post(b"/api/forms/x", body)
    assert base64.b64decode(handler.events[0]["body"]) == body


def test_the_lambda_is_given_a_context_like_the_real_one(client: Client, handler: Handler) -> None:
    contexts: list[Any] = []

    def keep(event: object, context: object) -> dict[str, Any]:
        contexts.append(context)
        return {"statusCode": 200}

    handler.answer = keep
    client.ask(b"GET /api/x")
    assert contexts[0].aws_request_id == handler.events[0]["requestContext"]["requestId"]
    assert contexts[0].get_remaining_time_in_millis() == 30_000


def test_every_method_reaches_the_lambda_which_decides(client: Client, handler: Handler) -> None:
    for method in (b"GET", b"PUT", b"PATCH", b"DELETE", b"OPTIONS", b"BREW"):
        assert client.ask(method + b" /api/forms/x").status == 200
    methods = [event["requestContext"]["http"]["method"] for event in handler.events]
    assert methods == ["GET", "PUT", "PATCH", "DELETE", "OPTIONS", "BREW"]
