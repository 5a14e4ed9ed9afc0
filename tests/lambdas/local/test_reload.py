"""Open pages load again when the site was rebuilt."""

import threading
from pathlib import Path

import pytest

from lambdas.local.gateway import Gateway
from lambdas.local.reload import SCRIPT, SOURCE, STREAM, Reload
from lambdas.local.routes import Routes
from lambdas.local.static import StaticSite
from tests.lambdas.local.client import PATIENCE, Connect, Handler, Serve


@pytest.fixture
def reload(monkeypatch: pytest.MonkeyPatch) -> Reload:
    monkeypatch.setattr("lambdas.local.reload.HEARTBEAT_SECONDS", 2 * PATIENCE)  # nothing here waits for it
    return Reload()


@pytest.fixture
def gateway(serve: Serve, site: Path, handler: Handler, reload: Reload) -> Gateway:
    return serve(
        routes=Routes(StaticSite(site, reload.with_script), handler, {SCRIPT: reload.script}, reload)
    )


def test_the_script_is_added_to_the_end_of_a_page(reload: Reload, gateway: Gateway, connect: Connect) -> None:
    page = connect(gateway).ask(b"GET /").body
    tag = b'<script src="/_local/reload.js" data-version="%s" defer></script>' % reload.version.encode()
    assert page == b"<!doctype html><body><p>start</p>" + tag + b"</body>"


def test_the_script_is_added_to_a_page_whose_body_is_not_closed(reload: Reload) -> None:
    assert reload.with_script(b"<p>x").startswith(b"<p>x<script ")


def test_what_the_lambda_answers_is_left_alone(gateway: Gateway, connect: Connect, handler: Handler) -> None:
    page = "<body></body>"
    handler.answer = {"statusCode": 200, "headers": {"Content-Type": "text/html"}, "body": page}
    assert connect(gateway).ask(b"GET /api/x").body == page.encode()


def test_the_script_is_served(gateway: Gateway, connect: Connect) -> None:
    reply = connect(gateway).ask(b"GET /_local/reload.js")
    assert reply.header("content-type") == "text/javascript; charset=utf-8"
    assert reply.body == SOURCE


def test_the_stream_tells_the_version_now_and_each_later_one(
    gateway: Gateway, connect: Connect, reload: Reload
) -> None:
    client = connect(gateway)
    client.send(b"GET %s HTTP/1.1\r\n" % STREAM.encode(), client.host, b"\r\n")
    reply = client.reply()
    assert (reply.status, reply.header("content-type")) == (200, "text/event-stream")
    assert (reply.header("content-length"), reply.header("connection")) == (None, "close")
    first = f"retry: 250\n\ndata: {reload.version}\n\n".encode()
    assert client.read(first) == first
    reload.changed()
    second = f"data: {reload.version}\n\n".encode()
    assert second not in first
    assert client.read(second) == second


def test_a_change_between_page_and_stream_is_not_missed(reload: Reload) -> None:
    before = reload.version
    reload.changed()
    assert reload.version != before


def test_stopping_does_not_wait_for_the_stream(gateway: Gateway, connect: Connect) -> None:
    client = connect(gateway)
    client.send(b"GET %s HTTP/1.1\r\n" % STREAM.encode(), client.host, b"\r\n")
    client.reply()
    stopping = threading.Thread(target=gateway.stop, daemon=True)
    stopping.start()
    stopping.join(PATIENCE)
    assert not stopping.is_alive()


def test_a_reader_who_has_gone_ends_the_stream(reload: Reload) -> None:
    def gone(data: bytes) -> None:
        raise BrokenPipeError

    with pytest.raises(BrokenPipeError):
        reload.follow(gone)
