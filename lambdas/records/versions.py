"""The versions of a report: what was received, then each correction. None takes the place of another."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from lambdas.records.model import REPORT_NAME, Event, Report
from lambdas.records.port import Records

_STEM = REPORT_NAME.partition(".")[0]


class Version(NamedTuple):
    """One version of a report: when it came, the name of its document, and its fingerprint."""

    at: datetime
    name: str
    sha256: str


def versions(events: Sequence[Event]) -> list[Version]:
    """Return the versions that the events of a record name, the first sent first."""
    return [
        Version(event.at, document.name, document.sha256)
        for event in events
        if event.kind in ("received", "corrected")
        for document in event.documents
        if document.name.startswith(_STEM)
    ]


def read_version(records: Records, reference: str, version: Version) -> Report:
    """Return the report of one version. Raises KeyError, RecordsUnavailable."""
    return Report.model_validate_json(records.document(reference, version.name))
