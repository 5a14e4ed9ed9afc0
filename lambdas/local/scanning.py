"""Tells the documents Lambda of each file in quarantine, as S3 and GuardDuty do on AWS.

What to tell is read from the quarantine itself, so nothing is forgotten when serve is stopped or killed.
"""

import threading
import time
from collections.abc import Callable, Mapping
from typing import Any

from lambdas.documents.events import came_event, scan_event
from lambdas.local.terminal import say, warn
from lambdas.uploads.local import LocalUploads
from lambdas.uploads.port import Waiting
from lambdas.uploads.scanning import Scan, scanner

PAUSE_SECONDS = 0.3
RETRY_SECONDS = 10.0
SWEEP_SECONDS = 60.0
NOT_SCANNED = "Uploads are not checked for viruses: ClamAV is not installed here. Their records say so."

Lambda = Callable[[Mapping[str, Any], Any], Any]


class Scanner:
    """A thread that hands each file to `documents`; one that failed is tried again after a while."""

    def __init__(
        self, uploads: LocalUploads, documents: Lambda, found: tuple[str, Scan] | None = None
    ) -> None:
        self._uploads = uploads
        self._documents = documents
        self._source, self._scan = found or scanner()
        self._failed: dict[str, float] = {}
        self._swept = time.monotonic()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="scanner", daemon=True)

    def start(self) -> None:
        if self._source == "local.stand-in":
            say(NOT_SCANNED)
        self._thread.start()

    def stop(self) -> None:
        """Return when the file in hand is done."""
        self._stopping.set()
        self._thread.join()

    def work(self, now: float) -> None:
        """Hand over what waits at `now` (time.monotonic()), and sweep once a minute. Never raises."""
        try:
            for one in self._uploads.waiting():
                if self._failed.get(one.version, 0) <= now:
                    self._hand_over(one, now)
            if now >= self._swept + SWEEP_SECONDS:
                self._swept = now
                self._documents({}, None)
        except Exception as failure:
            warn(f"The quarantine is not settled ({type(failure).__name__}).")

    def _hand_over(self, one: Waiting, now: float) -> None:
        try:
            self._documents(came_event(one.upload, one.version), None)
            body = self._uploads.read(one.upload, one.version)
            verdict = self._scan(body)
            self._documents(scan_event(one.upload, one.version, verdict, self._source), None)
        except KeyError:
            return  # settled at once
        except Exception as failure:
            self._failed[one.version] = now + RETRY_SECONDS
            # The kind of failure only: its message may quote what was uploaded.
            warn(f"A document of {one.upload.reference} is not settled ({type(failure).__name__}).")

    def _run(self) -> None:
        while not self._stopping.wait(PAUSE_SECONDS):
            self.work(time.monotonic())
