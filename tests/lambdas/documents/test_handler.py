"""What AWS tells the documents Lambda, and what it does by itself."""

import os
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from lambdas import ports
from lambdas.documents import handler as documents
from lambdas.documents.events import Verdict, came_event, scan_event, told
from lambdas.documents.states import listed
from lambdas.records.local import LocalRecords
from lambdas.uploads.local import LocalUploads
from lambdas.uploads.port import Upload, UploadsUnavailable
from tests.lambdas.documents.conftest import REFERENCE, Put
from tests.lambdas.uploads import files

UPLOAD = Upload(REFERENCE, "0123456789abcdef")
# As Amazon S3 and GuardDuty document them, with what is not read left in.
CAME = {
    "version": "0",
    "source": "aws.s3",
    "detail-type": "Object Created",
    "resources": ["arn:aws:s3:::quarantine"],
    "detail": {
        "version": "0",
        "bucket": {"name": "quarantine"},
        "object": {"key": UPLOAD.key, "size": 5, "etag": "e", "version-id": "v1", "sequencer": "00"},
        "reason": "PostObject",
    },
}
SCANNED: dict[str, Any] = {
    "version": "0",
    "source": "aws.guardduty",
    "detail-type": "GuardDuty Malware Protection Object Scan Result",
    "detail": {
        "schemaVersion": "1.0",
        "scanStatus": "COMPLETED",
        "resourceType": "S3_OBJECT",
        "s3ObjectDetails": {
            "bucketName": "quarantine",
            "objectKey": UPLOAD.key,
            "eTag": "e",
            "versionId": "v1",
            "s3Throttled": False,
        },
        "scanResultDetails": {"scanResultStatus": "NO_THREATS_FOUND", "threats": None},
    },
}


@pytest.fixture(autouse=True)
def chosen(uploads: LocalUploads, stored: LocalRecords, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ports, "uploads", lambda: uploads)
    monkeypatch.setattr(ports, "records", lambda: stored)


def states(stored: LocalRecords) -> list[str]:
    return [one.state for one in listed(stored.events(REFERENCE))]


def test_an_event_of_aws_says_which_version_of_which_upload() -> None:
    assert told(CAME) == (UPLOAD, "v1", None, "")
    assert told(SCANNED) == (UPLOAD, "v1", "clean", "guardduty")


@pytest.mark.parametrize(
    ("status", "verdict"),
    [
        ("THREATS_FOUND", "malware"),
        ("UNSUPPORTED", "not_scanned"),
        ("ACCESS_DENIED", "failed"),
        ("FAILED", "failed"),
        ("SOMETHING_NEW", "failed"),
        (None, "failed"),
    ],
)
def test_only_a_scan_that_found_nothing_is_clean(status: str | None, verdict: str) -> None:
    result = {"scanResultStatus": status} if status else None
    found = told(SCANNED | {"detail": SCANNED["detail"] | {"scanResultDetails": result}})
    assert found
    assert found.verdict == verdict


@pytest.mark.parametrize(
    "event",
    [
        SCANNED | {"source": "aws.s3"},
        SCANNED | {"source": "com.example"},
        CAME | {"source": "aws.guardduty"},
        CAME | {"detail-type": "Object Deleted"},
        CAME | {"detail": {"object": {"key": "notes/x", "version-id": "v1"}}},
        {"detail-type": "GuardDuty Malware Protection Resource Status Active", "source": "aws.guardduty"},
    ],
)
def test_an_event_about_anything_else_does_nothing(event: dict[str, Any], stored: LocalRecords) -> None:
    assert documents.handler(event, None) == {"done": 0}
    assert states(stored) == []


@pytest.mark.parametrize("verdict", ["clean", "malware", "not_scanned", "failed"])
def test_a_local_service_tells_itself_the_same(verdict: Verdict) -> None:
    assert told(came_event(UPLOAD, "v1")) == (UPLOAD, "v1", None, "")
    assert told(scan_event(UPLOAD, "v1", verdict, "local.clamav")) == (UPLOAD, "v1", verdict, "clamav")


def test_a_file_that_came_is_looked_at_and_one_that_is_clean_is_added(stored: LocalRecords, put: Put) -> None:
    file = put(files.pdf())
    assert documents.handler(came_event(file.upload, file.version), None) == {"done": 1}
    assert states(stored) == ["checking"]
    clean = scan_event(file.upload, file.version, "clean", "aws.guardduty")
    assert documents.handler(clean, None) == {"done": 1}
    assert states(stored) == ["added"]
    assert documents.handler(clean, None) == {"done": 0}


def test_a_scan_that_failed_is_kept_for_a_person_and_decides_nothing(stored: LocalRecords, put: Put) -> None:
    file = put(files.pdf())
    with pytest.raises(documents.ScanFailed):
        documents.handler(scan_event(file.upload, file.version, "failed", "aws.guardduty"), None)
    assert states(stored) == []


@pytest.fixture
def age(uploads: LocalUploads) -> Callable[[timedelta], None]:
    """Make every file in quarantine so old."""

    def make(by: timedelta) -> None:
        for one in uploads.waiting():
            path: Path = uploads._folder / one.upload.key / one.version
            at = path.stat().st_mtime - by.total_seconds()
            os.utime(path, (at, at))

    return make


def test_a_file_that_nobody_told_of_is_found_after_a_while(
    stored: LocalRecords, put: Put, age: Callable[[timedelta], None]
) -> None:
    put(files.pdf())
    assert documents.handler({}, None) == {"done": 0}
    age(documents.ARRIVES_WITHIN)
    assert documents.handler({}, None) == {"done": 1}
    assert states(stored) == ["checking"]


def test_a_scan_that_does_not_come_is_told_once(
    stored: LocalRecords, put: Put, age: Callable[[timedelta], None]
) -> None:
    put(files.pdf())
    age(documents.SCANNED_WITHIN - timedelta(minutes=1))
    documents.handler({}, None)
    assert states(stored) == ["checking"]
    age(timedelta(minutes=1))
    documents.handler({}, None)
    documents.handler({}, None)
    assert states(stored) == ["delayed"]
    assert [item.kind for item in stored.pending()].count("document_delayed") == 1


def test_one_file_that_fails_keeps_no_other_back(
    stored: LocalRecords,
    uploads: LocalUploads,
    put: Put,
    age: Callable[[timedelta], None],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    first = put(files.pdf("first"), title="Secret title")
    put(files.pdf("second"))
    age(documents.ARRIVES_WITHIN)
    whole = uploads.read

    def failing(upload: Upload, version: str) -> bytes:
        if upload == first.upload:
            raise UploadsUnavailable("Secret title")
        return whole(upload, version)

    monkeypatch.setattr(uploads, "read", failing)
    with pytest.raises(documents.SweepIncomplete):
        documents.handler({}, None)
    assert states(stored) == ["checking"]
    assert "Secret title" not in capsys.readouterr().out
