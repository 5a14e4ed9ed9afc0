"""Requests to AWS, seen and answered at the wire: botocore's parsing and retries are part of a test."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from botocore.awsrequest import AWSResponse
from moto.core.models import botocore_stubber

from lambdas.clients import client


@contextmanager
def heard(service: str, operation: str) -> Iterator[list[dict[str, Any]]]:
    """Every request to one operation, as botocore was asked for it."""
    requests: list[dict[str, Any]] = []

    def note(params: dict[str, Any], **_: Any) -> None:
        requests.append(dict(params))

    events, name = client(service).meta.events, f"before-parameter-build.{service}.{operation}"
    events.register(name, note)
    try:
        yield requests
    finally:
        events.unregister(name, note)


@contextmanager
def answering(service: str, operation: str, *answers: Any) -> Iterator[list[Any]]:
    """Give or raise these answers in place of AWS, then let requests through. Yields those left over."""
    left = list(answers)

    def answer(event_name: str, request: Any, **more: Any) -> Any:
        if not left or event_name != f"before-send.{service}.{operation}":
            return botocore_stubber(event_name, request, **more)
        given = left.pop(0)
        if isinstance(given, Exception):
            raise given
        return AWSResponse(request.url, given[0], {}, _Raw(given[1]))

    events = client(service).meta.events
    # Instead of moto, not beside it: botocore asks every listener, and moto would also do what was asked.
    events.unregister("before-send", botocore_stubber)
    events.register("before-send", answer)
    try:
        yield left
    finally:
        events.unregister("before-send", answer)
        events.register("before-send", botocore_stubber)


class _Raw:
    def __init__(self, body: bytes) -> None:
        self._body = body

    def stream(self, **_: Any) -> Iterator[bytes]:
        yield self._body


def refusal(status: int, code: str, words: str = "no") -> tuple[int, bytes]:
    """What a service that speaks JSON answers when it refuses."""
    return status, json.dumps({"__type": code, "message": words}).encode()
