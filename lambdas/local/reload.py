"""Tells open pages to load again when the site was rebuilt: server-sent events, and the script for them."""

import threading
import time
from collections.abc import Callable

from lambdas.local.outgoing import Response

STREAM = "/_local/reload"
SCRIPT = "/_local/reload.js"
HEARTBEAT_SECONDS = 5.0  # how soon a reader that has gone is noticed

# Of all open tabs one listens, and tells the others: browsers open only six connections to one server, so a
# stream for each would hang the seventh tab. When that one loads again or is closed, the next takes over.
SOURCE = b"""\
"use strict";
{
  const shown = document.currentScript.dataset.version;
  const tabs = new BroadcastChannel("reload");
  const see = (version) => version === shown || location.reload();
  tabs.onmessage = (event) => see(event.data);
  navigator.locks?.request("reload", () => new Promise(() => {
    new EventSource("/_local/reload").onmessage = (event) => {
      tabs.postMessage(event.data);
      see(event.data);
    };
  }));
}
"""


class Reload:
    """The version of the site that is up, and who waits for the next."""

    path = STREAM

    def __init__(self) -> None:
        self._changes = threading.Condition()
        self._started = time.time_ns()
        self._number = 0
        self._stopped = False

    @property
    def version(self) -> str:
        """Differs after each rebuild and each start of the server."""
        return f"{self._started:x}-{self._number}"

    def changed(self) -> None:
        """The site was rebuilt: tell every page."""
        with self._changes:
            self._number += 1
            self._changes.notify_all()

    def stop(self) -> None:
        """Let every `follow` return."""
        with self._changes:
            self._stopped = True
            self._changes.notify_all()

    def response(self) -> Response:
        """The stream of versions."""
        headers = (("Content-Type", "text/event-stream"), ("Cache-Control", "no-store"))
        return Response(200, headers, follow=self.follow)

    def follow(self, send: Callable[[bytes], None]) -> None:
        """Send this version and each later one, until stopped. Raises OSError when the reader has gone."""
        send(b"retry: 250\n\n")
        sent = -1
        while not self._stopped:
            number = self._number
            send(f"data: {self.version}\n\n".encode() if number != sent else b":\n\n")
            sent = number
            with self._changes:
                if number == self._number and not self._stopped:
                    self._changes.wait(HEARTBEAT_SECONDS)

    def script(self, _path: str) -> tuple[int, str, bytes]:
        """The local page for SCRIPT."""
        return 200, "text/javascript; charset=utf-8", SOURCE

    def with_script(self, page: bytes) -> bytes:
        """An HTML page that loads itself again when a version other than this one is up."""
        tag = f'<script src="{SCRIPT}" data-version="{self.version}" defer></script>'.encode()
        before, end, after = page.rpartition(b"</body>")
        return before + tag + end + after if end else page + tag
