"""HTTP responses in the shape API Gateway takes."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from lambdas.headers import security_headers

Response = dict[str, Any]
MAX_RESPONSE = 6_000_000  # bytes of JSON; Lambda takes 6,291,556
_PRIVATE = {"cache-control": "no-store", "x-robots-tag": "noindex"}


def html(
    status: int, page: str, headers: Mapping[str, str] | None = None, cookies: Sequence[str] = ()
) -> Response:
    """Return a page that is kept nowhere on its way."""
    return _response(status, page, "text/html; charset=utf-8", headers, cookies)


def data(status: int, content: Mapping[str, Any], headers: Mapping[str, str] | None = None) -> Response:
    """Return JSON."""
    return _response(status, json.dumps(content), "application/json", headers)


def see_other(path: str) -> Response:
    """Return a redirect that a browser follows with GET."""
    return _response(303, "", "text/plain; charset=utf-8", {"location": path})


def is_too_long(response: Response) -> bool:
    """Return whether a response is longer than Lambda lets through; a character is 12 bytes at most."""
    return len(response["body"]) * 12 > MAX_RESPONSE and len(json.dumps(response)) > MAX_RESPONSE


def _response(
    status: int, body: str, content_type: str, headers: Mapping[str, str] | None, cookies: Sequence[str] = ()
) -> Response:
    all_headers = {**security_headers(), **_PRIVATE, "content-type": content_type, **(headers or {})}
    return {"statusCode": status, "headers": all_headers, "body": body, "cookies": list(cookies)}
