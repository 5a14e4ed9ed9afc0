"""One HTTP/1.1 response."""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from email.utils import formatdate
from http import HTTPStatus

from lambdas.headers import security_headers

WITHOUT_BODY = {204, 304}


@dataclass(frozen=True)
class Response:
    """Status, headers in order (a name may come twice, as Set-Cookie does) and body.

    With `follow` the body has no end yet: it is called with a function that sends more of it.
    """

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes = b""
    follow: Callable[[Callable[[bytes], None]], None] | None = None

    def wire_form(self, *, with_body: bool, keep: bool) -> bytes:
        """What goes on the wire; a HEAD request is answered with the length of the body it would get."""
        lines = [f"HTTP/1.1 {self.status} {_phrase(self.status)}", f"Date: {formatdate(usegmt=True)}"]
        lines += [f"{name}: {value}" for name, value in self._all_headers()]
        if self.status not in WITHOUT_BODY and self.follow is None:
            lines.append(f"Content-Length: {len(self.body)}")
        lines.append(f"Connection: {'keep-alive' if keep else 'close'}")
        head = "\r\n".join([*lines, "", ""]).encode("latin-1")
        return head + self.body if with_body and self.status not in WITHOUT_BODY else head

    def _all_headers(self) -> Iterable[tuple[str, str]]:
        own = {name.lower() for name, _ in self.headers}
        yield from self.headers
        yield from ((name, value) for name, value in security_headers().items() if name.lower() not in own)


def message(status: int, words: str) -> Response:
    """The shape of API Gateway's own answers."""
    body = json.dumps({"message": words}, separators=(",", ":")).encode()
    return Response(status, (("Content-Type", "application/json"),), body)


def sentence(status: int, words: str, *headers: tuple[str, str]) -> Response:
    """An answer in plain text."""
    return Response(status, (("Content-Type", "text/plain; charset=utf-8"), *headers), f"{words}\n".encode())


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return "Unknown"
