"""A gateway on a free port, and connections to it."""

import socket
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest

from lambdas.local.gateway import Gateway
from lambdas.local.incoming import Limits
from lambdas.local.routes import LocalPage, Routes
from lambdas.local.static import StaticSite
from tests.lambdas.local.client import PATIENCE, Client, Connect, Handler, Serve


@pytest.fixture
def handler() -> Handler:
    return Handler()


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = tmp_path / "site"
    (folder / "forms" / "x").mkdir(parents=True)
    (folder / "index.html").write_text("<!doctype html><body><p>start</p></body>")
    (folder / "forms" / "x" / "index.html").write_text("<!doctype html><body class=a><p>form</p></body>")
    (folder / "404.html").write_text("<!doctype html><body><p>nowhere</p></body>")
    return folder


def stop(gateway: Gateway) -> None:
    """Unless the test did."""
    if not gateway.stopping:
        gateway.stop()


@pytest.fixture
def serve(site: Path, handler: Handler) -> Iterator[Serve]:
    """Start a gateway for the site and handler; stopped after the test."""
    with ExitStack() as stack:

        def start(
            *, routes: Routes | None = None, limits: Limits | None = None, **local: LocalPage
        ) -> Gateway:
            pages = {f"/_local/{name}/": page for name, page in local.items()}
            gateway = Gateway(0, routes or Routes(StaticSite(site), handler, pages), limits)
            gateway.start()
            stack.callback(stop, gateway)
            return gateway

        yield start


@pytest.fixture
def connect() -> Iterator[Connect]:
    with ExitStack() as stack:

        def to(gateway: Gateway) -> Client:
            connection = socket.create_connection(("127.0.0.1", gateway.port), timeout=PATIENCE)
            return Client(gateway.port, stack.enter_context(closing(connection)))

        yield to


@pytest.fixture
def client(serve: Serve, connect: Connect) -> Client:
    return connect(serve())
