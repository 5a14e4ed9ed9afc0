"""Local pages, and what they are kept from."""

import pytest

from lambdas.local.routes import LOCAL_POLICY
from tests.lambdas.local.client import Client, Connect, Serve


@pytest.fixture
def client(serve: Serve, connect: Connect) -> Client:
    def page(path: str) -> tuple[int, str, bytes]:
        return (200, "text/html", f"<p>{path}</p>".encode())

    def failing(path: str) -> tuple[int, str, bytes]:
        raise ZeroDivisionError

    return connect(serve(mail=page, failing=failing))


def test_a_local_page_is_given_the_decoded_path_after_its_prefix(client: Client) -> None:
    assert client.ask(b"GET /_local/mail/").body == b"<p></p>"
    assert client.ask(b"GET /_local/mail/a%20b/html?x").body == b"<p>a b/html</p>"


def test_a_local_page_runs_no_script_and_is_not_kept(client: Client) -> None:
    reply = client.ask(b"GET /_local/mail/")
    assert reply.header("content-security-policy") == LOCAL_POLICY
    assert LOCAL_POLICY.startswith("default-src 'none'; style-src 'unsafe-inline'; img-src data:; ")
    assert reply.header("cache-control") == "no-store"


def test_a_local_page_without_its_slash_is_redirected(client: Client) -> None:
    reply = client.ask(b"GET /_local/mail")
    assert (reply.status, reply.header("location")) == (301, "/_local/mail/")


def test_an_unknown_local_page_is_not_found(client: Client) -> None:
    assert client.ask(b"GET /_local/nothing").status == 404


def test_a_local_page_can_only_be_read(client: Client) -> None:
    assert client.ask(b"POST /_local/mail/").status == 405


def test_a_failing_local_page_is_an_internal_server_error(
    client: Client, capfd: pytest.CaptureFixture[str]
) -> None:
    assert client.ask(b"GET /_local/failing/").status == 500
    assert "ZeroDivisionError" in capfd.readouterr().err
