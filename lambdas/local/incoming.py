"""One HTTP/1.1 request, read strictly and within limits.

What is doubtful is refused rather than guessed at: two ways to read one request are how one is slipped
past a check.
"""

import re
import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from lambdas.local.wire import TooLongError, TooSlowError, Wire

NAME = r"[!#$%&'*+.^_`|~0-9A-Za-z-]+"  # a "token" of RFC 9110
REQUEST_LINE = re.compile(rf"({NAME}) (\S+) HTTP/(\d)\.(\d)")
TARGET = re.compile(r"/[\x21-\x7e]*")
HEADER = re.compile(rf"({NAME}):[ \t]*([\t\x20-\x7e\x80-\xff]*?)[ \t]*")
LENGTH = re.compile(r"[0-9]{1,15}")
CHUNK_SIZE = re.compile(r"([0-9A-Fa-f]{1,8})[ \t]*(?:;.*)?")
CHUNK_LINE_LIMIT = 256
UPLOADS = "/_local/quarantine/"


@dataclass(frozen=True)
class Limits:
    """What one request may cost. Head and body are those of an API Gateway HTTP API."""

    head: int = 10_240  # bytes: request line and headers with their line ends
    body: int = 10 * 1024 * 1024  # bytes
    upload: int = 26_000_000  # bytes, at UPLOADS: a document and what its form says of it
    seconds: float = 15.0  # for the whole head, and again for the whole body
    idle_seconds: float = 60.0  # between requests on one connection


class RefusedError(Exception):
    """The request cannot be read; `status` and `message` are the answer, and the connection ends."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.message = message


@dataclass(frozen=True)
class Request:
    """A request as it came: the path and query still percent-encoded, header names in small letters."""

    method: str
    path: str
    query: str
    version: int  # the 1 of HTTP/1.1
    headers: tuple[tuple[str, str], ...]
    body: bytes = field(default=b"", repr=False)

    def header(self, name: str) -> str | None:
        """The values of one header, joined by commas, or None."""
        values = [value for key, value in self.headers if key == name]
        return ",".join(values) if values else None

    @property
    def keeps_connection(self) -> bool:
        """Whether the sender may send a further request on this connection."""
        options = (self.header("connection") or "").lower().replace(" ", "").split(",")
        return self.version == 1 and "close" not in options


def read_request(wire: Wire, limits: Limits) -> Request:
    """The next request with its body. Raises RefusedError; ClosedError when the sender went away."""
    try:
        head = read_head(wire, limits)
        most = limits.upload if head.path == UPLOADS else limits.body
        return replace(head, body=_read_body(wire, head, replace(limits, body=most)))
    except TooSlowError:
        raise RefusedError(408, "Request Timeout") from None


def read_head(wire: Wire, limits: Limits) -> Request:
    """The request line and headers."""
    lines = _lines(wire, limits.head, time.monotonic() + limits.seconds)
    method, target, version = _request_line(next(lines, ""))
    headers = tuple(_header(line) for line in lines)
    path, _, query = target.partition("?")
    request = Request(method, path, query, version, headers)
    if sum(name == "host" for name, _ in headers) != 1:
        raise RefusedError(400, "The request needs one Host header.")
    return request


def _lines(wire: Wire, limit: int, deadline: float) -> Iterator[str]:
    """Lines up to the empty one, together at most `limit` bytes."""
    left = limit
    while True:
        try:
            line = wire.line(left, deadline)
        except TooLongError:
            raise RefusedError(431, f"The request line and headers are over {limit} bytes.") from None
        left -= len(line)
        if not line.endswith(b"\r\n"):
            raise RefusedError(400, "A line of the request head does not end with CR LF.")
        if line == b"\r\n":
            return
        yield line[:-2].decode("latin-1")


def _request_line(line: str) -> tuple[str, str, int]:
    found = REQUEST_LINE.fullmatch(line)
    if found is None:
        raise RefusedError(400, "The request line cannot be read.")
    method, target, major, minor = found.groups()
    if (major, minor) not in {("1", "0"), ("1", "1")}:
        raise RefusedError(505, f"HTTP/{major}.{minor} is not spoken here.")
    if not TARGET.fullmatch(target) or "#" in target:
        raise RefusedError(400, "The request target must be a path that starts with / and has no # in it.")
    return method, target, int(minor)


def _header(line: str) -> tuple[str, str]:
    found = HEADER.fullmatch(line)
    if found is None:
        raise RefusedError(400, "A header cannot be read.")
    return found[1].lower(), found[2]


def _read_body(wire: Wire, head: Request, limits: Limits) -> bytes:
    length, coding = head.header("content-length"), head.header("transfer-encoding")
    if length is None and coding is None:
        return b""
    if length is not None and coding is not None:
        raise RefusedError(400, "The request has both a Content-Length and a Transfer-Encoding.")
    size = 0 if length is None else _length(length, limits)
    if coding is not None and coding.lower() != "chunked":
        raise RefusedError(501, "The only transfer encoding understood is chunked.")
    if (head.header("expect") or "").lower() == "100-continue":
        wire.send(b"HTTP/1.1 100 Continue\r\n\r\n")
    deadline = time.monotonic() + limits.seconds
    return wire.exactly(size, deadline) if coding is None else _read_chunks(wire, limits, deadline)


def _length(text: str, limits: Limits) -> int:
    if not LENGTH.fullmatch(text):
        raise RefusedError(400, "The Content-Length is not one whole number.")
    if int(text) > limits.body:
        raise RefusedError(413, "Request Too Long")
    return int(text)


def _read_chunks(wire: Wire, limits: Limits, deadline: float) -> bytes:
    body = bytearray()
    while size := _chunk_size(wire, deadline):
        if len(body) + size > limits.body:
            raise RefusedError(413, "Request Too Long")
        body += wire.exactly(size, deadline)
        if wire.exactly(2, deadline) != b"\r\n":
            raise RefusedError(400, "A chunk of the body is not as long as it says.")
    for _trailer in _lines(wire, limits.head, deadline):
        pass  # nothing here uses trailers
    return bytes(body)


def _chunk_size(wire: Wire, deadline: float) -> int:
    try:
        line = wire.line(CHUNK_LINE_LIMIT, deadline).decode("latin-1")
    except TooLongError:
        line = ""
    found = CHUNK_SIZE.fullmatch(line.removesuffix("\r\n"))
    if found is None or not line.endswith("\r\n"):
        raise RefusedError(400, "The size of a chunk of the body cannot be read.")
    return int(found[1], 16)
