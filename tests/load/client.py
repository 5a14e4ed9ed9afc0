"""One of many people at once: checks a form, presses Send, and again with the same key until received."""

import re
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException, HTTPResponse
from urllib.parse import urlsplit
from uuid import uuid4

from tests.submissions import Typed, encoded, ssr_critical_short

FORM = "ssr-critical-short"
PAUSE_SECONDS = 0.25  # before a person presses again
TIMEOUT_SECONDS = 60
_HEADERS = {"content-type": "application/x-www-form-urlencoded"}
_KEY = re.compile(r'name="submission_key" value="([0-9a-f-]{36})"')
_REFERENCE = re.compile(r"\bSSC-[0-9A-Z]{4}-[0-9A-Z]{4}\b")
_FINGERPRINT = re.compile(r'<p class="fingerprint">([0-9a-f]{64})</p>')


@dataclass
class Sent:
    """One report as its sender knows it. `seconds` is from the first press of Send to “received”.

    `reference` and `fingerprint` are what the receipt showed, `retries` the requests that failed on the way.
    """

    words: str
    key: str = ""
    reference: str = ""
    fingerprint: str = ""
    seconds: float = 0.0
    retries: int = 0


@dataclass
class Board:
    """What all clients share: where the service is now, how many reports are left to send, and those sent."""

    address: str
    left: int
    sent: list[Sent] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def take(self) -> bool:
        """Take one report to send; False when there is none left."""
        with self.lock:
            self.left -= 1
            return self.left >= 0


class Client(threading.Thread):
    """Sends one report after another, each until it has a receipt."""

    def __init__(self, board: Board) -> None:
        super().__init__(daemon=True)
        self._board = board
        self._connection: HTTPConnection | None = None

    def run(self) -> None:
        """Send while there is something to send."""
        try:
            while self._board.take():
                sent = self._send(Sent(words=f"The evening tablets were given twice: {uuid4()}"))
                with self._board.lock:
                    self._board.sent.append(sent)
        finally:
            self._hang_up()

    def _send(self, sent: Sent) -> Sent:
        typed: Typed = {**ssr_critical_short(), "brief_description": sent.words}
        page = self._until(sent, lambda: self._post({**typed, "action": "check"}, 200))
        sent.key = _one(_KEY, page)
        started = time.monotonic()
        send = {**typed, "submission_key": sent.key, "action": "send"}
        address = self._until(sent, lambda: self._post(send, 303))
        sent.seconds = time.monotonic() - started
        receipt = self._until(sent, lambda: self._ask("GET", address, b"", 200))
        sent.reference, sent.fingerprint = _one(_REFERENCE, receipt), _one(_FINGERPRINT, receipt)
        return sent

    def _until(self, sent: Sent, ask: Callable[[], str]) -> str:
        while not (answer := ask()):
            sent.retries += 1
            time.sleep(PAUSE_SECONDS)
        return answer

    def _post(self, typed: Typed, wanted: int) -> str:
        return self._ask("POST", f"/api/forms/{FORM}", encoded(typed), wanted)

    def _ask(self, method: str, path: str, body: bytes, wanted: int) -> str:
        """One request: its page or where it leads, nothing when it failed. A refusal is an AssertionError."""
        try:
            answer = self._exchange(method, path, body)
            page = answer.read().decode()
        except (OSError, HTTPException):
            self._hang_up()
            return ""
        if answer.status == 503:
            return ""
        assert answer.status == wanted, f"{method} was answered with {answer.status}"
        return answer.headers.get("location") or page

    def _exchange(self, method: str, path: str, body: bytes) -> HTTPResponse:
        if self._connection is None:
            where = urlsplit(self._board.address).netloc
            self._connection = HTTPConnection(where, timeout=TIMEOUT_SECONDS)
        self._connection.request(method, path, body, _HEADERS)
        return self._connection.getresponse()

    def _hang_up(self) -> None:
        with suppress(OSError):
            if self._connection:
                self._connection.close()
        self._connection = None


def _one(pattern: re.Pattern[str], page: str) -> str:
    found = pattern.search(page)
    assert found, "The page lacks what every page of its kind has"
    return found[found.re.groups]
