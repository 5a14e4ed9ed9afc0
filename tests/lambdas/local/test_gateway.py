"""Connections: what is read, what is refused, how they end."""

import json
import re
import socket
import threading
from pathlib import Path
from time import sleep
from typing import Any

import pytest

from lambdas.headers import security_headers
from lambdas.local.gateway import Gateway
from lambdas.local.incoming import Limits
from lambdas.local.routes import Routes
from lambdas.local.static import StaticSite
from tests.lambdas.local.client import PATIENCE, Client, Connect, Handler, Reply, Serve


def test_listens_on_this_machine_only(serve: Serve) -> None:
    assert serve().server_address[0] == "127.0.0.1"


@pytest.mark.parametrize("name", [b"127.0.0.1", b"localhost", b"LOCALHOST"])
def test_answers_its_own_host(client: Client, name: bytes) -> None:
    client.send(b"GET / HTTP/1.1\r\nHost: %s:%d\r\n\r\n" % (name, client.port))
    assert client.reply().status == 200


@pytest.mark.parametrize(
    "host", [b"evil.example", b"localhost", b"127.0.0.1:1", b"localhost.evil.example:80"]
)
def test_another_host_is_misdirected_with_a_sentence(client: Client, handler: Handler, host: bytes) -> None:
    client.send(b"GET /api/health HTTP/1.1\r\nHost: %s\r\n\r\n" % host)
    reply = client.reply()
    assert reply.status == 421
    words = f"This server answers only http://localhost:{client.port}/, on the machine it runs on.\n"
    assert reply.body == words.encode()
    assert handler.events == []


def test_a_connection_carries_many_requests(client: Client) -> None:
    assert [client.ask(b"GET /").status for _ in range(3)] == [200, 200, 200]
    assert client.ask(b"GET /").header("connection") == "keep-alive"


def test_requests_sent_at_once_are_answered_in_order(client: Client) -> None:
    client.send(
        *(b"GET %s HTTP/1.1\r\n%s\r\n" % (path, client.host) for path in (b"/", b"/forms/x/", b"/no"))
    )
    assert [client.reply().status for _ in range(3)] == [200, 200, 404]


@pytest.mark.parametrize("last", [b"GET / HTTP/1.0\r\n", b"GET / HTTP/1.1\r\nConnection: Close\r\n"])
def test_a_connection_ends_when_the_sender_says_so(client: Client, last: bytes) -> None:
    client.send(last, client.host, b"\r\n")
    assert client.reply().header("connection") == "close"
    assert client.is_closed()


def test_every_response_carries_the_security_headers(client: Client) -> None:
    for reply in (client.ask(b"GET /"), client.ask(b"GET /no"), client.ask(b"GET /api/health")):
        assert {name: reply.header(name) for name in security_headers()} == security_headers()


def test_the_lambda_may_set_a_stricter_policy(client: Client, handler: Handler) -> None:
    handler.answer = {"statusCode": 200, "headers": {"content-security-policy": "default-src 'none'"}}
    assert client.ask(b"GET /api/x").header("content-security-policy") == "default-src 'none'"


@pytest.mark.parametrize(
    ("request_head", "status", "words"),
    [
        (b"nonsense\r\n\r\n", 400, "The request line cannot be read."),
        (b"\r\n", 400, "The request line cannot be read."),
        (b"GET / HTTP/2.0\r\n\r\n", 505, "HTTP/2.0 is not spoken here."),
        (b"GET http://x/ HTTP/1.1\r\n\r\n", 400, "a path that starts with / and has no # in it."),
        (b"GET /\xc3\xa9 HTTP/1.1\r\n\r\n", 400, "a path that starts with / and has no # in it."),
        (b"GET /#a HTTP/1.1\r\n\r\n", 400, "a path that starts with / and has no # in it."),
        (b"GET / HTTP/1.1\r\n\r\n", 400, "The request needs one Host header."),
        (b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400, "The request needs one Host header."),
        (b"GET / HTTP/1.1\nHost: a\n\n", 400, "A line of the request head does not end with CR LF."),
        (b"GET / HTTP/1.1\r\nHost: a\r\n folded\r\n\r\n", 400, "A header cannot be read."),
        (b"GET / HTTP/1.1\r\nHost : a\r\n\r\n", 400, "A header cannot be read."),
        (b"GET / HTTP/1.1\r\nHost: a\r\nX: a\x00b\r\n\r\n", 400, "A header cannot be read."),
    ],
)
def test_a_doubtful_head_is_refused(client: Client, request_head: bytes, status: int, words: str) -> None:
    client.send(request_head)
    reply = client.reply()
    assert reply.status == status
    assert json.loads(reply.body)["message"].endswith(words)
    assert client.is_closed()


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ([b"Content-Length: 1", b"Content-Length: 1"], 400),
        ([b"Content-Length: -1"], 400),
        ([b"Content-Length: 1_0"], 400),
        ([b"Content-Length: 1", b"Transfer-Encoding: chunked"], 400),
        ([b"Transfer-Encoding: gzip, chunked"], 501),
    ],
)
def test_a_doubtful_body_length_is_refused(client: Client, headers: list[bytes], status: int) -> None:
    assert client.ask(b"POST /api/x", *headers).status == status
    assert client.is_closed()


def head_of(client: Client, size: int) -> bytes:
    """A request head of exactly so many bytes."""
    start = b"GET / HTTP/1.1\r\n" + client.host + b"X: "
    return start + b"a" * (size - len(start) - 4) + b"\r\n\r\n"


def test_a_head_of_10240_bytes_is_read_and_one_more_is_refused(client: Client) -> None:
    client.send(head_of(client, Limits.head))
    assert client.reply().status == 200
    client.send(head_of(client, 10_241))
    reply = client.reply()
    assert reply.status == 431
    assert json.loads(reply.body) == {"message": "The request line and headers are over 10240 bytes."}


def test_the_limit_of_the_head_can_be_changed(serve: Serve, connect: Connect) -> None:
    client = connect(serve(limits=Limits(head=200)))
    client.send(head_of(client, 200))
    assert client.reply().status == 200
    client.send(head_of(client, 201))
    assert client.reply().status == 431


def test_a_body_of_10_mib_is_read_and_one_more_byte_is_refused_as_api_gateway_does(
    client: Client, handler: Handler
) -> None:
    assert client.post(b"/api/x", b"a" * (10 * 1024 * 1024)).status == 200
    reply = client.post(b"/api/x", b"a" * (10 * 1024 * 1024 + 1))
    assert reply.status == 413
    assert json.loads(reply.body) == {"message": "Request Too Long"}
    assert len(handler.events) == 1


@pytest.mark.parametrize("chunked", [True, False])
def test_the_limit_of_the_body_can_be_changed(serve: Serve, connect: Connect, chunked: bool) -> None:
    client = connect(serve(limits=Limits(body=6)))
    assert send_body(client, b"abcdef", chunked=chunked).status == 200
    assert send_body(client, b"abcdefg", chunked=chunked).status == 413


def send_body(client: Client, body: bytes, *, chunked: bool) -> Reply:
    if not chunked:
        return client.post(b"/api/x", body)
    pieces = b"".join(b"1\r\n%c\r\n" % byte for byte in body) + b"0\r\n\r\n"
    return client.ask(b"POST /api/x", b"Transfer-Encoding: chunked", body=pieces)


def test_a_refusal_reaches_a_sender_who_is_still_sending(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lambdas.local.gateway.LINGER_SECONDS", PATIENCE)
    client.send(b"POST /api/x HTTP/1.1\r\n", client.host, b"Content-Length: 99999999999\r\n\r\n")
    for _ in range(64):
        client.send(b"a" * 65_536)
    assert client.reply().status == 413


def test_a_chunked_body_is_put_together(client: Client, handler: Handler) -> None:
    chunks = b"5;note=x\r\nhello\r\nA\r\n, everyone\r\n0\r\nTrailer: x\r\n\r\n"
    reply = client.ask(
        b"POST /api/x", b"Content-Type: text/plain", b"Transfer-Encoding: Chunked", body=chunks
    )
    assert reply.status == 200
    assert handler.events[0]["body"] == "hello, everyone"
    assert handler.events[0]["headers"]["content-length"] == "15"
    assert "transfer-encoding" not in handler.events[0]["headers"]
    assert client.ask(b"GET /").status == 200


@pytest.mark.parametrize(
    "chunks",
    [
        b"x\r\nhello\r\n0\r\n\r\n",
        b"5\r\nhelloworld\r\n",
        b"5\r\nhello__0\r\n\r\n",
        b"-1\r\n",
        b"5\nhello\r\n",
        b"1;" + b"a" * 300,
        b"\r\n",
    ],
)
def test_a_chunk_that_cannot_be_read_is_refused(client: Client, handler: Handler, chunks: bytes) -> None:
    assert client.ask(b"POST /api/x", b"Transfer-Encoding: chunked", body=chunks).status == 400
    assert handler.events == []


def test_a_sender_who_waits_for_100_is_told_to_go_on(client: Client, handler: Handler) -> None:
    client.send(
        b"POST /api/x HTTP/1.1\r\n", client.host, b"Content-Length: 2\r\nExpect: 100-continue\r\n\r\n"
    )
    assert client.reply().status == 100
    client.send(b"ok")
    assert client.reply().status == 200
    assert "expect" not in handler.events[0]["headers"]


def test_a_body_that_stops_coming_times_out_and_is_never_handled(
    serve: Serve, connect: Connect, handler: Handler
) -> None:
    client = connect(serve(limits=Limits(seconds=0.2)))
    client.send(b"POST /api/x HTTP/1.1\r\n", client.host, b"Content-Length: 5\r\n\r\nabc")
    assert client.reply().status == 408
    assert handler.events == []


def test_a_byte_now_and_then_does_not_extend_the_time(serve: Serve, connect: Connect) -> None:
    client = connect(serve(limits=Limits(seconds=0.4)))
    client.send(b"POST /api/x HTTP/1.1\r\n", client.host, b"Content-Length: 100\r\n\r\n")
    threading.Thread(target=drip, args=(client, b"a" * 100, 0.1)).start()
    assert client.reply().status == 408  # all 100 would have made it a 200


def drip(client: Client, body: bytes, pause: float) -> None:
    try:
        for byte in body:
            client.send(bytes([byte]))
            sleep(pause)
    except OSError:
        pass


def test_a_body_has_15_seconds_and_an_idle_connection_60() -> None:
    assert (Limits().seconds, Limits().idle_seconds) == (15.0, 60.0)


def test_an_idle_connection_is_closed(serve: Serve, connect: Connect) -> None:
    client = connect(serve(limits=Limits(idle_seconds=0.1)))
    assert client.is_closed()


def test_a_body_cut_short_is_never_handled(client: Client, handler: Handler) -> None:
    client.send(b"POST /api/x HTTP/1.1\r\n", client.host, b"Content-Length: 5\r\n\r\nabc")
    client.socket.shutdown(socket.SHUT_WR)
    assert client.is_closed()
    assert handler.events == []


def test_head_is_answered_like_get_without_a_body(client: Client) -> None:
    wanted = client.ask(b"GET /")
    reply = client.ask(b"HEAD /")
    assert (reply.status, reply.header("content-length")) == (200, str(len(wanted.body)))
    assert client.ask(b"GET /").body == wanted.body


def test_a_failing_lambda_is_an_internal_server_error_and_its_traceback_goes_to_the_terminal(
    client: Client, handler: Handler, capfd: pytest.CaptureFixture[str]
) -> None:
    handler.answer = lambda event, context: 1 / 0
    reply = client.ask(b"GET /api/x")
    assert (reply.status, json.loads(reply.body)) == (500, {"message": "Internal Server Error"})
    assert "ZeroDivisionError" in capfd.readouterr().err
    assert client.ask(b"GET /").status == 200


def test_the_terminal_shows_what_the_lambda_answered_and_never_a_receipts_address(
    client: Client, capfd: pytest.CaptureFixture[str]
) -> None:
    client.ask(b"GET /api/receipts/secret?name=Alex")
    client.ask(b"GET /")
    shown = capfd.readouterr().out
    assert re.fullmatch(r"GET /api/receipts 200 \d+ ms\n", shown)


def test_the_terminal_shows_a_page_that_is_missing(client: Client, capfd: pytest.CaptureFixture[str]) -> None:
    client.ask(b"GET /nowhere?name=Alex")
    assert re.fullmatch(r"GET /nowhere 404 \d+ ms\n", capfd.readouterr().out)


def test_stopping_lets_a_request_in_flight_finish(serve: Serve, connect: Connect, handler: Handler) -> None:
    begun, go_on = threading.Event(), threading.Event()

    def slowly(event: object, context: object) -> dict[str, Any]:
        begun.set()
        go_on.wait(PATIENCE)
        return {"statusCode": 200, "body": "done"}

    handler.answer = slowly
    gateway = serve()
    client = connect(gateway)
    client.send(b"GET /api/x HTTP/1.1\r\n", client.host, b"\r\n")
    assert begun.wait(PATIENCE)
    stopping = threading.Thread(target=gateway.stop)
    stopping.start()
    sleep(0.1)
    assert stopping.is_alive()
    go_on.set()
    stopping.join(PATIENCE)
    reply = client.reply()
    assert (reply.body, reply.header("connection")) == (b"done", "close")
    assert client.is_closed()


def test_stopping_does_not_wait_for_idle_connections(serve: Serve, connect: Connect) -> None:
    gateway = serve(limits=Limits(idle_seconds=2 * PATIENCE))
    idle = [connect(gateway) for _ in range(3)]
    assert {client.ask(b"GET /").status for client in idle} == {200}
    stopping = threading.Thread(target=gateway.stop, daemon=True)
    stopping.start()
    stopping.join(PATIENCE)
    assert not stopping.is_alive()
    assert all(client.is_closed() for client in idle)


def test_a_port_in_use_raises_at_once(serve: Serve, site: Path, handler: Handler) -> None:
    with pytest.raises(OSError, match="in use"):
        Gateway(serve().port, Routes(StaticSite(site), handler))


def test_200_connections_at_once_are_all_answered(serve: Serve, connect: Connect) -> None:
    gateway = serve()
    clients = [connect(gateway) for _ in range(200)]
    for client in clients:
        client.send(b"GET /api/x HTTP/1.1\r\n", client.host, b"\r\n")
    assert {client.reply().status for client in clients} == {200}
