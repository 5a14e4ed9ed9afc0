"""What EventBridge tells of uploads: that a file came (S3), and what a scan found (GuardDuty).

AWS, “Using EventBridge” (S3) and “Monitoring S3 object scans with Amazon EventBridge” (GuardDuty). A local
service sends itself events of the same shapes, with a source of its own.
"""

from collections.abc import Mapping
from typing import Any, Literal, NamedTuple

from lambdas.uploads.port import Upload

Verdict = Literal["clean", "malware", "not_scanned", "failed"]
SCANNERS = {"aws.guardduty": "guardduty", "local.clamav": "clamav", "local.stand-in": "nobody"}
_VERDICTS: dict[str, Verdict] = {
    "NO_THREATS_FOUND": "clean",
    "THREATS_FOUND": "malware",
    "UNSUPPORTED": "not_scanned",
}
_RESULTS = {verdict: status for status, verdict in _VERDICTS.items()}
_SCANNED = "GuardDuty Malware Protection Object Scan Result"
_CREATED = "Object Created"


class Told(NamedTuple):
    """One version of an upload; `verdict` is None when it only came, else `scanned_by` says whose it is."""

    upload: Upload
    version: str
    verdict: Verdict | None = None
    scanned_by: str = ""


def told(event: Mapping[str, Any]) -> Told | None:
    """Return what an event tells of an upload; None when it is about anything else."""
    source, detail = event.get("source"), event.get("detail", {})
    if event.get("detail-type") == _CREATED and source == "aws.s3":
        came = detail["object"]
        upload = Upload.of_key(came["key"])
        return Told(upload, str(came["version-id"])) if upload else None
    if event.get("detail-type") == _SCANNED and source in SCANNERS:
        came = detail["s3ObjectDetails"]
        upload = Upload.of_key(came["objectKey"])
        result = str((detail.get("scanResultDetails") or {}).get("scanResultStatus"))
        verdict: Verdict = _VERDICTS.get(result, "failed")
        return Told(upload, str(came["versionId"]), verdict, SCANNERS[source]) if upload else None
    return None


def came_event(upload: Upload, version: str) -> dict[str, Any]:
    """Return the event that S3 would send for a new file."""
    return {
        "source": "aws.s3",
        "detail-type": _CREATED,
        "detail": {"object": {"key": upload.key, "version-id": version}, "reason": "PostObject"},
    }


def scan_event(upload: Upload, version: str, verdict: Verdict, source: str) -> dict[str, Any]:
    """Return the event that GuardDuty would send for a scan; `source` is one of SCANNERS."""
    status = _RESULTS.get(verdict, "FAILED")
    return {
        "source": source,
        "detail-type": _SCANNED,
        "detail": {
            "scanStatus": "FAILED" if status == "FAILED" else "COMPLETED",
            "resourceType": "S3_OBJECT",
            "s3ObjectDetails": {"objectKey": upload.key, "versionId": version},
            "scanResultDetails": {"scanResultStatus": status, "threats": None},
        },
    }
