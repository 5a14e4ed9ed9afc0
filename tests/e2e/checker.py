"""The Nu HTML checker as a server of its own, because starting it takes far longer than checking a page."""

import json
import socket
import subprocess
from time import monotonic, sleep
from typing import Any
from urllib.error import URLError
from urllib.request import Request, urlopen

from tests.needs import VNU_JAR

START_SECONDS = 60.0


class Checker:
    """A running checker, on this machine only."""

    def __init__(self) -> None:
        """Start it and wait until it answers. Raises TimeoutError."""
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self._address = f"http://127.0.0.1:{port}/?out=json"
        settings = ("-Xss4m", "-Dnu.validator.servlet.bind-address=127.0.0.1", "-cp", str(VNU_JAR))
        self._process = subprocess.Popen(
            ["java", *settings, "nu.validator.servlet.Main", str(port)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        until = monotonic() + START_SECONDS
        while not self._answers():
            if monotonic() > until:
                self.stop()
                raise TimeoutError("The Nu HTML checker did not start")
            sleep(0.2)

    def messages(self, html: bytes) -> list[dict[str, Any]]:
        """Return what the checker says of a page: `type`, `message` and, as a rule, `extract`."""
        headers = {"content-type": "text/html; charset=utf-8"}
        with urlopen(Request(self._address, html, headers), timeout=START_SECONDS) as answer:
            found: list[dict[str, Any]] = json.load(answer)["messages"]
        return found

    def stop(self) -> None:
        """End the process."""
        self._process.terminate()
        self._process.wait()

    def _answers(self) -> bool:
        try:
            return bool(self.messages(b"<p>"))
        except (URLError, ConnectionError):
            return False
