"""`serve` and open tabs: all load again when the site was rebuilt, and none takes the others' connections."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from lambdas.local.gateway import Gateway
from lambdas.local.reload import SCRIPT, Reload
from lambdas.local.routes import Routes
from lambdas.local.static import StaticSite

TABS = 8  # a browser opens only six connections to one server
PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Page</title>
<meta http-equiv="Content-Security-Policy"
 content="default-src 'none'; script-src 'self'; connect-src 'self'"></head><body><p>{}</p></body></html>"""


@pytest.fixture
def reload() -> Reload:
    return Reload()


@pytest.fixture
def address(tmp_path: Path, reload: Reload) -> Iterator[str]:
    (tmp_path / "index.html").write_text(PAGE.format("first"))
    site = StaticSite(tmp_path, reload.with_script)
    gateway = Gateway(0, Routes(site, lambda event, context: None, {SCRIPT: reload.script}, reload))
    gateway.start()
    yield f"http://127.0.0.1:{gateway.port}/"
    gateway.stop()


def test_all_tabs_load_again_also_after_the_first_is_closed(
    browser: Browser, address: str, reload: Reload, tmp_path: Path
) -> None:
    context = browser.new_context()
    tabs = [context.new_page() for _ in range(TABS)]
    for tab in tabs:
        tab.goto(address)
    for words in ("second", "third"):
        (tmp_path / "index.html").write_text(PAGE.format(words))
        reload.changed()
        for tab in tabs:
            expect(tab.locator("p")).to_have_text(words)
        tabs.pop(0).close()
    context.close()
