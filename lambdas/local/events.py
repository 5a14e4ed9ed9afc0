"""API Gateway HTTP API events, payload format 2.0, and what a Lambda answers to them.

AWS, "Working with AWS Lambda proxy integrations for HTTP APIs". Three things that page leaves open follow
what live HTTP APIs were seen to send: `rawPath` comes percent-decoded and cut at a decoded `?`; the cookie
header is in `cookies` only; a body is text for the media types of TEXT_TYPES alone, so a posted form comes
base64-encoded.
"""

import base64
import json
import re
import secrets
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qsl, unquote

from lambdas.local.incoming import Request
from lambdas.local.outgoing import Response

ADDRESS = "127.0.0.1"
TEXT_TYPES = {"application/javascript", "application/json", "application/xml"}
HOP_BY_HOP = {"connection", "expect", "keep-alive", "te", "trailer", "transfer-encoding", "upgrade"}
OURS_TO_WRITE = {"connection", "content-length", "date", "transfer-encoding"}
HEADER_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
HEADER_VALUE = re.compile(r"[\t\x20-\x7e\x80-\xff]*")


class BadAnswerError(Exception):
    """The Lambda answered something that API Gateway cannot send on."""


@dataclass(frozen=True)
class Context:
    """The parts of a Lambda context that handlers and Powertools read."""

    aws_request_id: str
    function_name: str = "intake"
    function_version: str = "$LATEST"
    invoked_function_arn: str = "arn:aws:lambda:local:000000000000:function:intake"
    log_group_name: str = "/aws/lambda/intake"
    log_stream_name: str = "local"
    memory_limit_in_mb: str = "512"

    def get_remaining_time_in_millis(self) -> int:
        """Always the whole of API Gateway's integration timeout: nothing is cut off here."""
        return 30_000


def to_event(request: Request, port: int, now: datetime | None = None) -> dict[str, Any]:
    """The event for one request to `port`; keys without a value are left out, as AWS does."""
    path = unquote(request.path, errors="replace").partition("?")[0]
    text, encoded = _body(request)
    event: dict[str, Any] = {
        "version": "2.0",
        "routeKey": "$default",
        "rawPath": path,
        "rawQueryString": request.query,
        "cookies": _cookies(request),
        "headers": _headers(request, port),
        "queryStringParameters": _query(request),
        "requestContext": _context(request, path, now or datetime.now(UTC)),
        "body": text,
        "isBase64Encoded": encoded,
    }
    return {key: value for key, value in event.items() if value is not None}


def _body(request: Request) -> tuple[str | None, bool]:
    if not request.body:
        return None, False
    kind = (request.header("content-type") or "").partition(";")[0].strip().lower()
    if kind.startswith("text/") or kind in TEXT_TYPES:
        return request.body.decode("utf-8", errors="replace"), False
    return base64.b64encode(request.body).decode("ascii"), True


def _cookies(request: Request) -> list[str] | None:
    pairs = [pair.strip() for pair in ";".join(_values(request, "cookie")).split(";")]
    return [pair for pair in pairs if pair] or None


def _values(request: Request, name: str) -> Iterator[str]:
    return (value for key, value in request.headers if key == name)


def _headers(request: Request, port: int) -> dict[str, str]:
    joined: dict[str, list[str]] = defaultdict(list)
    for name, value in request.headers:
        if name != "cookie" and name not in HOP_BY_HOP:
            joined[name].append(value)
    joined["x-forwarded-for"].append(ADDRESS)
    joined["x-forwarded-port"] = [str(port)]
    joined["x-forwarded-proto"] = ["http"]
    if request.body:
        joined["content-length"] = [str(len(request.body))]
    return {name: ",".join(values) for name, values in sorted(joined.items())}


def _query(request: Request) -> dict[str, str] | None:
    joined: dict[str, list[str]] = defaultdict(list)
    for name, value in parse_qsl(request.query, keep_blank_values=True):
        joined[name].append(value)
    return {name: ",".join(values) for name, values in joined.items()} or None


def _context(request: Request, path: str, now: datetime) -> dict[str, Any]:
    host = request.header("host") or ""
    return {
        "accountId": "000000000000",
        "apiId": "local",
        "domainName": host,
        "domainPrefix": host.partition(".")[0],
        "http": {
            "method": request.method,
            "path": path,
            "protocol": f"HTTP/1.{request.version}",
            "sourceIp": ADDRESS,
            "userAgent": request.header("user-agent") or "",
        },
        "requestId": base64.b64encode(secrets.token_bytes(11)).decode("ascii"),
        "routeKey": "$default",
        "stage": "$default",
        "time": now.strftime("%d/%b/%Y:%H:%M:%S +0000"),
        "timeEpoch": int(now.timestamp() * 1000),
    }


def to_response(answer: Any) -> Response:
    """What API Gateway makes of a Lambda's answer; anything without a `statusCode` is a JSON body of a 200.

    Raises BadAnswerError where API Gateway would answer 500. `multiValueHeaders` does not exist in 2.0.
    """
    if not isinstance(answer, dict) or "statusCode" not in answer:
        body = answer if isinstance(answer, str) else json.dumps(answer)
        return Response(200, (("Content-Type", "application/json"),), body.encode())
    headers = [*_answer_headers(answer), *(("Set-Cookie", cookie) for cookie in answer.get("cookies") or ())]
    if not any(name.lower() == "content-type" for name, _ in headers):
        headers.append(("Content-Type", "text/plain; charset=utf-8"))
    for name, value in headers:
        if not HEADER_NAME.fullmatch(name) or not HEADER_VALUE.fullmatch(value):
            raise BadAnswerError(f"The header {name!r} has a name or value that cannot be sent.")
    return Response(_status(answer), tuple(headers), _answer_body(answer))


def _status(answer: dict[str, Any]) -> int:
    try:
        status = int(answer["statusCode"])
    except (TypeError, ValueError):
        status = 0
    if not 200 <= status <= 599:
        raise BadAnswerError(f"The statusCode {answer['statusCode']!r} is not a number from 200 to 599.")
    return status


def _answer_headers(answer: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for name, value in (answer.get("headers") or {}).items():
        if not isinstance(value, str | int | float | bool):
            raise BadAnswerError(f"The header {name!r} is not text, a number or a truth value.")
        if name.lower() not in OURS_TO_WRITE:
            yield name, str(value)


def _answer_body(answer: dict[str, Any]) -> bytes:
    body = answer.get("body")
    if body is None:
        return b""
    if not isinstance(body, str):
        raise BadAnswerError("The body is not text.")
    if not answer.get("isBase64Encoded"):
        return body.encode()
    try:
        return base64.b64decode(body, validate=True)
    except ValueError:
        raise BadAnswerError("The body says it is base64 and is not.") from None
