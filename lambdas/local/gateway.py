"""A thin API Gateway and CloudFront for one machine. Development only: on AWS, those two do this."""

import os
import socket
import threading
import time
from contextlib import suppress
from socketserver import BaseRequestHandler, ThreadingTCPServer
from urllib.parse import quote, unquote

from lambdas.local.events import ADDRESS
from lambdas.local.incoming import Limits, RefusedError, Request, read_request
from lambdas.local.outgoing import Response, message
from lambdas.local.routes import API, Routes
from lambdas.local.terminal import say
from lambdas.local.wire import ClosedError, Wire

BACKLOG = 512  # connections not yet accepted
LINGER_SECONDS = 2.0
POLL_SECONDS = 0.05  # how soon a stop is noticed


class Gateway(ThreadingTCPServer):
    """Listens on 127.0.0.1 and answers by its routes, one thread for each connection.

    `port` 0 takes a free one; the `port` attribute is the one taken. Raises OSError when it cannot be had.
    """

    allow_reuse_address = os.name != "nt"  # on Windows it would let two servers have one port
    daemon_threads = False  # so that closing waits for the requests in flight
    request_queue_size = BACKLOG

    def __init__(self, port: int, routes: Routes, limits: Limits | None = None) -> None:
        self.routes = routes
        self.limits = limits or Limits()
        self.stopping = False
        self._idle: set[socket.socket] = set()
        self._lock = threading.Lock()
        super().__init__((ADDRESS, port), Connection)
        self.port = int(self.server_address[1])

    def start(self) -> None:
        """Serve in a thread of its own."""
        threading.Thread(target=self.serve_forever, args=(POLL_SECONDS,), name="gateway", daemon=True).start()

    def stop(self) -> None:
        """Accept no more, let requests in flight finish, close."""
        self.shutdown()
        with self._lock:
            self.stopping = True
            for connection in self._idle:
                with suppress(OSError):
                    connection.shutdown(socket.SHUT_RD)
        if self.routes.reload:
            self.routes.reload.stop()
        self.server_close()

    def next_request_comes(self, connection: socket.socket, wire: Wire) -> bool:
        """Wait for the first byte of a request; False when none comes in time, or before a stop."""
        with self._lock:
            patience = 0.0 if self.stopping else self.limits.idle_seconds
            self._idle.add(connection)
        try:
            return wire.wait(patience)
        finally:
            with self._lock:
                self._idle.discard(connection)


class Connection(BaseRequestHandler):
    """Requests and responses on one connection, one after another."""

    server: Gateway
    request: socket.socket

    def handle(self) -> None:
        """Until either side is done, or the other side goes away."""
        self.request.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        wire = Wire(self.request)
        with suppress(ClosedError, OSError):
            while self.server.next_request_comes(self.request, wire) and self._exchange(wire):
                pass

    def _exchange(self, wire: Wire) -> bool:
        """One request and its response; whether another may follow."""
        try:
            request = read_request(wire, self.server.limits)
        except RefusedError as refused:
            wire.send(message(refused.status, refused.message).wire_form(with_body=True, keep=False))
            wire.linger(LINGER_SECONDS)
            return False
        started = time.monotonic()
        response = self.server.routes.answer(request, self.server.port)
        _log(request, response, time.monotonic() - started)
        keep = request.keeps_connection and response.follow is None and not self.server.stopping
        wire.send(response.wire_form(with_body=request.method != "HEAD", keep=keep))
        if response.follow is not None and request.method != "HEAD":
            response.follow(wire.send)
        return keep


def _log(request: Request, response: Response, seconds: float) -> None:
    """A line for what the Lambda answered and for what went wrong.

    Never the query or a body, and of a Lambda's path only its start: a receipt's whole address opens it.
    """
    path = "/" + unquote(request.path).lstrip("/")
    called = path.startswith(API)
    if called or response.status >= 400:
        shown = quote("/".join(path.split("/")[:3])) if called else request.path
        say(f"{request.method} {shown} {response.status} {seconds * 1000:.0f} ms")
