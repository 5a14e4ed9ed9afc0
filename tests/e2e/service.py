"""`build.py serve` as a process of its own, for tests to use and to kill."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.request import urlopen

ROOT = Path(__file__).resolve().parents[2]
START_SECONDS = 60
REFERENCE = re.compile(r"\b(?:NDI|NDF|SSC|SSR|CIM)-[0-9A-Z]{4}-[0-9A-Z]{4}\b")


class Service:
    """A running serve on a port of its own, keeping everything in a folder."""

    def __init__(self, data: Path) -> None:
        """Start it and wait until it answers."""
        self.data = data
        words = [sys.executable, str(ROOT / "build.py"), "serve", "--port", "0", "--data", str(data)]
        environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
        self.log = data.parent / f"{data.name}.log"
        with self.log.open("ab") as log:
            start = log.tell()
            self.process = subprocess.Popen(words, stdout=log, stderr=log, env=environment)
        self.address = self._address(start)

    def _address(self, start: int) -> str:
        def said() -> str | None:
            found = re.search(r"Site\s+(http://127\.0\.0\.1:\d+)/", self.log.read_bytes()[start:].decode())
            return found[1] if found else None

        return str(eventually(said, START_SECONDS))

    def mails(self) -> list[dict[str, Any]]:
        """Return the emails sent so far, as the local mail page lists them."""
        with urlopen(f"{self.address}/_local/mail.json") as answer:
            found: list[dict[str, Any]] = json.load(answer)
            return found

    def references(self) -> set[str]:
        """Return the references of the records stored so far, as the local records page lists them."""
        with urlopen(f"{self.address}/_local/records/") as answer:
            return {found[0] for found in REFERENCE.finditer(answer.read().decode())}

    def kill(self) -> None:
        """End it at once, without a chance to tidy up."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self) -> int:
        """End it as Ctrl-C does; return the exit status."""
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(timeout=START_SECONDS)


def eventually(look: Callable[[], Any], seconds: float = 60) -> Any:
    """Return what `look` finds as soon as it finds something; fail after some seconds."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        found = look()
        if found:
            return found
        time.sleep(0.05)
    raise AssertionError(f"Nothing was found within {seconds} seconds")
