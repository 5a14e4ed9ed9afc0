"""What EventBridge tells of files in quarantine: each event comes, and again while its handler fails."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any

from lambdas.documents.events import Verdict, came_event, scan_event
from lambdas.documents.settling import File
from lambdas.records.port import NumberTaken, RecordsUnavailable
from lambdas.uploads.port import UploadsUnavailable

FORESEEN = (UploadsUnavailable, RecordsUnavailable, NumberTaken)


class Bus:
    """Events that no handler is done with, in the order in which they came."""

    def __init__(self) -> None:
        self.waiting: list[Mapping[str, Any]] = []

    def came(self, file: File) -> None:
        """Say that a file came."""
        self.waiting.append(came_event(file.upload, file.version))

    def scanned(self, file: File, verdict: Verdict) -> None:
        """Say what a scan found."""
        self.waiting.append(scan_event(file.upload, file.version, verdict, "aws.guardduty"))

    def deliver(self, handler: Callable[[Mapping[str, Any], Any], Any]) -> None:
        """Hand over what waits, one by one; what fails waits on, behind the others."""
        for event in list(self.waiting):
            with suppress(*FORESEEN):
                handler(event, None)
                self.waiting.remove(event)
