"""Browser contexts on the service, with script on or off, and the pages that tests open in them."""

from collections.abc import Callable, Iterator
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page

from tests.e2e.service import Service

# As if someone touched a key at once: what pages load for those who answer is there when they have loaded.
BEGUN = "addEventListener('DOMContentLoaded', () => document.dispatchEvent(new Event('keydown')))"
PATIENCE_MS = 60_000  # only a test that fails takes so long; a busy machine may stall for many seconds

Open = Callable[..., Page]


def context_on(service: Service, browser: Browser, *, script: bool = True, **settings: Any) -> BrowserContext:
    """Return a context of its own.

    Debian's Firefox does not heed the switch for scripts: there each script is kept from loading. No page has
    a script but those files: their policy holds that.
    """
    context = browser.new_context(java_script_enabled=script, base_url=service.address, **settings)
    context.set_default_timeout(PATIENCE_MS)
    context.add_init_script(BEGUN)
    if not script and browser.browser_type.name == "firefox":
        context.route("**/*.js", lambda route: route.abort())
    return context


def pages(service: Service, browser: Browser, path: str = "/", **settings: Any) -> Iterator[Open]:
    """Yield what opens a page, each in a context of its own: nothing is shared. Close them all after."""
    contexts: list[BrowserContext] = []

    def opened(path: str = path, *, script: bool = True, **more: Any) -> Page:
        contexts.append(context_on(service, browser, script=script, **settings, **more))
        page = contexts[-1].new_page()
        page.goto(path)
        return page

    yield opened
    for context in contexts:
        context.close()


def pages_of_one_device(service: Service, browser: Browser, path: str) -> Iterator[Open]:
    """Yield what opens a page, all in one context: they share its storage. Close it after."""
    context = context_on(service, browser)

    def opened(path: str = path) -> Page:
        page = context.new_page()
        page.goto(path)
        return page

    yield opened
    context.close()
