"""Rules for what is uploaded: quarantined, scanned, told of, and never read by who lets it in."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from lambdas.documents.events import came_event, scan_event
from lambdas.uploads.port import Upload
from tests.infra.stack import Resource, Stack, listed, refers, target

UPLOAD = Upload("NDI-0000-0000", "0123456789abcdef")
WRITES = {"s3:PutObject"}
MOST_MINUTES = 15


def all_that_is_uploaded_is_scanned(stack: Stack) -> Iterator[str]:
    plans = list(stack.of("GuardDuty::MalwareProtectionPlan").values())
    places = [one["ProtectedResource"]["S3Bucket"] for one in plans]
    if [target(one["BucketName"]) for one in places] != ["QuarantineBucket"]:
        yield "Scan: does not look at the quarantine"
    prefixes = [prefix for one in places for prefix in one.get("ObjectPrefixes", [""])]
    if not any(UPLOAD.key.startswith(prefix) for prefix in prefixes):
        yield "Scan: does not look at files"
    if any(UPLOAD.note_key.startswith(prefix) for prefix in prefixes):
        yield "Scan: looks at notes, which are no files"


def documents_are_told_of_files_of_ours_alone(stack: Stack) -> Iterator[str]:
    patterns = [
        one["EventPattern"]
        for one in stack.of("Events::Rule").values()
        if any(target(place["Arn"]) == "Documents" for place in one["Targets"])
    ]
    bucket = {"Ref": "QuarantineBucket"}
    came, scanned = came_event(UPLOAD, "1"), scan_event(UPLOAD, "1", "clean", "aws.guardduty")
    for words, event in (("a new file", came), ("a scan", scanned)):
        if not any(_passes(pattern, _in(event, bucket)) for pattern in patterns):
            yield f"Documents: is not told of {words}"
        if any(_passes(pattern, _in(event, {"Ref": "RecordsBucket"})) for pattern in patterns):
            yield f"Documents: is told of {words} in another bucket"
    came["detail"]["object"]["key"] = UPLOAD.note_key
    if any(_passes(pattern, _in(came, bucket)) for pattern in patterns):
        yield "Documents: is told of notes"
    if not stack.of("S3::Bucket")["QuarantineBucket"].get("NotificationConfiguration"):
        yield "QuarantineBucket: tells nobody of new files"


def _in(event: Mapping[str, Any], bucket: Any) -> Mapping[str, Any]:
    """The event with the bucket that AWS names in it."""
    detail = event["detail"]
    if "object" in detail:
        return {**event, "detail": {**detail, "bucket": {"name": bucket}}}
    return {
        **event,
        "detail": {**detail, "s3ObjectDetails": {**detail["s3ObjectDetails"], "bucketName": bucket}},
    }


def _passes(pattern: Any, value: Any) -> bool:
    """Whether a pattern of EventBridge lets a value through: as much of its language as we use."""
    if isinstance(pattern, Mapping):
        return isinstance(value, Mapping) and all(
            _passes(rest, value.get(key)) for key, rest in pattern.items()
        )
    return any(
        str(value).startswith(one["prefix"]) if isinstance(one, Mapping) and "prefix" in one else value == one
        for one in pattern
    )


def what_is_told_of_documents_is_never_lost(stack: Stack) -> Iterator[str]:
    places = [
        place
        for one in stack.of("Events::Rule").values()
        for place in one["Targets"]
        if target(place["Arn"]) == "Documents"
    ]
    places.append(stack.of("Scheduler::Schedule")["DocumentsSchedule"]["Target"])
    for place in places:
        if target(place.get("DeadLetterConfig", {}).get("Arn")) != "DocumentsFailures":
            yield "Documents: what cannot be delivered is lost"
    invokes = [one for one in stack.of("Lambda::EventInvokeConfig").values() if refers(one, "Documents")]
    kept = [one.get("DestinationConfig", {}).get("OnFailure", {}).get("Destination") for one in invokes]
    if [target(one) for one in kept] != ["DocumentsFailures"]:
        yield "Documents: what fails is lost"
    allowed = [one for one in stack.statements("DocumentsQueuePolicy") if one["Effect"] == "Allow"]
    if not any("events.amazonaws.com" in json.dumps(one["Principal"]) for one in allowed):
        yield "DocumentsFailures: EventBridge may not write to it"


def late_scans_are_looked_for(stack: Stack) -> Iterator[str]:
    schedule = stack.of("Scheduler::Schedule")["DocumentsSchedule"]
    minutes = schedule["ScheduleExpression"].removeprefix("rate(").partition(" minutes")[0]
    if not minutes.isdigit() or int(minutes) > MOST_MINUTES or schedule.get("State", "ENABLED") != "ENABLED":
        yield f"Documents: do not look around every {MOST_MINUTES} minutes"
    if target(schedule["Target"]["Arn"]) != "Documents":
        yield "Documents: the schedule calls something else"


def who_lets_files_in_reads_none(stack: Stack) -> Iterator[str]:
    """A form that intake signs may do what intake may."""
    for name in ("Intake", "Notify", "Sweep"):
        for statement in stack.granted(name):
            if "QuarantineBucket" in json.dumps(statement["Resource"]):
                more = set(listed(statement["Action"])) - (WRITES if name == "Intake" else set())
                yield from (f"{name}: {one} in quarantine" for one in sorted(more))
                yield from (f"{name}: writes {place}" for place in _elsewhere(statement))


def _elsewhere(statement: Resource) -> Iterator[str]:
    for place in listed(statement["Resource"]):
        written = json.dumps(place)
        if not ("}/files/*" in written or "}/notes/*" in written):
            yield written


def one_makes_seals_and_another_looks_at_them(stack: Stack) -> Iterator[str]:
    may = {"Intake": "kms:VerifyMac", "Notify": "kms:GenerateMac", "Documents": "", "Sweep": ""}
    for name, action in may.items():
        granted = {
            one
            for statement in stack.granted(name)
            if any(target(place) == "SealsKey" for place in listed(statement["Resource"]))
            for one in listed(statement["Action"])
        }
        if granted != ({action} if action else set()):
            yield f"{name}: may do {sorted(granted)} with SealsKey"
