"""Files of the site, and nothing but them."""

from pathlib import Path

import pytest

from lambdas.local.gateway import Gateway
from lambdas.local.routes import Routes
from lambdas.local.static import TYPES, StaticSite
from tests.lambdas.local.client import Client, Connect, Handler, Serve


def test_a_folder_is_served_as_its_page(client: Client) -> None:
    assert client.ask(b"GET /").body == b"<!doctype html><body><p>start</p></body>"
    reply = client.ask(b"GET /forms/x/?a=1")
    assert (reply.status, reply.header("content-type")) == (200, "text/html; charset=utf-8")
    assert b"form" in reply.body


def test_a_folder_without_its_slash_is_redirected_and_keeps_the_query(client: Client) -> None:
    reply = client.ask(b"GET /forms/x?a=1")
    assert (reply.status, reply.header("location")) == (301, "/forms/x/?a=1")


@pytest.mark.parametrize("path", [b"//forms/x", b"/forms//x", b"//evil.example/forms/x"])
def test_a_redirect_never_leads_to_another_site(client: Client, path: bytes) -> None:
    assert client.ask(b"GET " + path).status == 404


@pytest.mark.parametrize("name", sorted(TYPES))
def test_each_kind_of_file_has_its_type(client: Client, site: Path, name: str) -> None:
    (site / f"file{name}").write_bytes(b"x")
    assert client.ask(b"GET /file%s" % name.encode()).header("content-type") == TYPES[name]


def test_an_unknown_kind_of_file_is_bytes(client: Client, site: Path) -> None:
    (site / "file.xyz").write_bytes(b"x")
    assert client.ask(b"GET /file.xyz").header("content-type") == "application/octet-stream"


def test_nothing_is_kept_by_the_browser_without_asking_again(client: Client) -> None:
    assert client.ask(b"GET /").header("cache-control") == "no-cache"


def test_an_unchanged_page_is_not_sent_again(client: Client, site: Path) -> None:
    tag = (client.ask(b"GET /").header("etag") or "").encode()
    for known in (tag, b'"other", ' + tag, b"W/" + tag, b"*"):
        reply = client.ask(b"GET /", b"If-None-Match: " + known)
        assert (reply.status, reply.body, reply.header("content-length")) == (304, b"", None)
        assert reply.header("etag") == tag.decode()
    assert client.ask(b"GET /", b'If-None-Match: "other"').status == 200
    (site / "index.html").write_text("<p>new</p>")
    assert client.ask(b"GET /", b"If-None-Match: " + tag).status == 200


def test_what_is_made_on_demand_is_made_before_it_is_looked_up(
    serve: Serve, connect: Connect, site: Path, handler: Handler
) -> None:
    prepare = (site / "made.html").write_text
    client = connect(serve(routes=Routes(StaticSite(site, prepare=prepare), handler)))
    assert client.ask(b"GET /made.html").body == b"/made.html"


def test_a_missing_page_is_the_sites_404_page(client: Client) -> None:
    reply = client.ask(b"GET /nowhere/")
    assert (reply.status, reply.body) == (404, b"<!doctype html><body><p>nowhere</p></body>")


def test_without_a_404_page_there_is_still_an_answer(client: Client, site: Path) -> None:
    (site / "404.html").unlink()
    reply = client.ask(b"GET /nowhere")
    assert reply.status == 404
    assert b"<h1>Page not found</h1>" in reply.body


def test_a_site_that_is_not_built_yet_is_not_found(client: Client, site: Path) -> None:
    site.rename(site.with_name("gone"))
    assert client.ask(b"GET /").status == 404


def test_folders_are_not_listed(client: Client) -> None:
    assert client.ask(b"GET /forms/").status == 404


@pytest.mark.parametrize(
    "path",
    [
        b"/../secret.txt",
        b"/%2e%2e/secret.txt",
        b"/forms/..%2f..%2f../secret.txt",
        b"/..%5csecret.txt",
        b"/forms/x/../../index.html",
        b"/./index.html",
        b"/index.html%00.txt",
        b"/index.html%0a",
        b"/%ff",
        b"/C:/secret.txt",
        b"/%2fetc/passwd",
        b"/.hidden",
        b"/.git/config",
        b"/" + b"a" * 300,
        b"/index.html/",
        b"/forms%2fx/",
        b"/a%5cb.txt",
        b"/a:b.txt",
        b"/index.html/x",
    ],
)
def test_nothing_outside_the_folder_and_nothing_hidden_is_served(
    client: Client, site: Path, path: bytes
) -> None:
    (site.parent / "secret.txt").write_text("secret")
    (site / ".hidden").write_text("secret")
    (site / "a\\b.txt").write_text("secret")
    (site / "a:b.txt").write_text("secret")
    (site / ".git").mkdir()
    (site / ".git" / "config").write_text("secret")
    reply = client.ask(b"GET " + path)
    assert reply.status == 404
    assert b"secret" not in reply.body


def test_a_link_that_leads_out_is_not_followed(client: Client, site: Path) -> None:
    (site.parent / "secret.txt").write_text("secret")
    (site / "link.txt").symlink_to(site.parent / "secret.txt")
    assert client.ask(b"GET /link.txt").status == 404


def test_a_name_with_a_space_or_accent_is_found(client: Client, site: Path) -> None:
    (site / "é a.txt").write_text("here")
    assert client.ask(b"GET /%C3%A9%20a.txt").body == b"here"


@pytest.mark.parametrize("method", [b"POST", b"PUT", b"DELETE", b"OPTIONS"])
def test_the_site_can_only_be_read(client: Client, method: bytes) -> None:
    reply = client.ask(method + b" /forms/x/", b"Content-Length: 3", body=b"a=b")
    assert (reply.status, reply.header("allow")) == (405, "GET, HEAD")
    assert client.ask(b"GET /").status == 200


def test_pages_are_decorated_and_files_are_not(
    serve: Serve, connect: Connect, site: Path, handler: Handler
) -> None:
    (site / "a.css").write_text("p{}")
    gateway: Gateway = serve(routes=Routes(StaticSite(site, bytes.upper), handler))
    client = connect(gateway)
    assert client.ask(b"GET /").body == b"<!DOCTYPE HTML><BODY><P>START</P></BODY>"
    assert client.ask(b"GET /no").body == b"<!DOCTYPE HTML><BODY><P>NOWHERE</P></BODY>"
    assert client.ask(b"GET /a.css").body == b"p{}"
