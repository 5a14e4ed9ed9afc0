"""A client that sends exactly the bytes it is given, and a Lambda that keeps what it is given."""

import socket
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Protocol

from lambdas.local.gateway import Gateway
from lambdas.local.incoming import Limits
from lambdas.local.routes import LocalPage, Routes

PATIENCE = 60.0  # seconds until a test gives up; a machine under load can stall for a good part of that


@dataclass(frozen=True)
class Reply:
    """One response as it came."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes

    def header(self, name: str) -> str | None:
        found = [value for key, value in self.headers if key.lower() == name.lower()]
        assert len(found) < 2, f"{name} came twice"
        return found[0] if found else None


@dataclass
class Client:
    """A connection to a gateway."""

    port: int
    socket: socket.socket
    held: bytes = b""

    @property
    def host(self) -> bytes:
        return b"Host: 127.0.0.1:%d\r\n" % self.port

    def send(self, *parts: bytes) -> None:
        self.socket.sendall(b"".join(parts))

    def ask(self, line: bytes, *headers: bytes, body: bytes = b"") -> Reply:
        """Send a request with the right Host and read its response."""
        self.send(line, b" HTTP/1.1\r\n", self.host, *(header + b"\r\n" for header in headers), b"\r\n", body)
        return self.reply(head_only=line.startswith(b"HEAD "))

    def post(self, path: bytes, body: bytes, kind: bytes = b"application/x-www-form-urlencoded") -> Reply:
        length = b"Content-Length: %d" % len(body)
        return self.ask(b"POST " + path, b"Content-Type: " + kind, length, body=body)

    def reply(self, *, head_only: bool = False) -> Reply:
        head = self._until(b"\r\n\r\n").decode("latin-1").split("\r\n")
        headers = [(name, value) for name, _, value in (line.partition(": ") for line in head[1:-2])]
        reply = Reply(int(head[0].split(" ")[1]), headers, b"")
        length = 0 if head_only or reply.status in {204, 304} else int(reply.header("content-length") or 0)
        return Reply(reply.status, headers, self._exactly(length))

    def is_closed(self) -> bool:
        """Whether the gateway has nothing more to say and closed."""
        return self.held == b"" and self.socket.recv(1) == b""

    def read(self, end: bytes) -> bytes:
        """All that comes up to and with `end`."""
        return self._until(end)

    def _until(self, end: bytes) -> bytes:
        while end not in self.held:
            self._more()
        head, _, self.held = self.held.partition(end)
        return head + end

    def _exactly(self, count: int) -> bytes:
        while len(self.held) < count:
            self._more()
        body, self.held = self.held[:count], self.held[count:]
        return body

    def _more(self) -> None:
        came = self.socket.recv(65_536)
        assert came, f"closed after {self.held!r}"
        self.held += came


@dataclass
class Handler:
    """A Lambda that keeps its events and answers what it is told."""

    answer: Any = field(default_factory=lambda: {"statusCode": 200, "body": "ok"})
    events: list[dict[str, Any]] = field(default_factory=list)

    def __call__(self, event: dict[str, Any], context: Any) -> Any:
        self.events.append(event)
        return self.answer(event, context) if callable(self.answer) else self.answer


class Serve(Protocol):
    """Starts a gateway that is stopped after the test."""

    def __call__(
        self, *, routes: Routes | None = None, limits: Limits | None = None, **local: LocalPage
    ) -> Gateway:
        """For the site and handler of the test where `routes` does not say otherwise."""


Connect = Callable[[Gateway], Client]
