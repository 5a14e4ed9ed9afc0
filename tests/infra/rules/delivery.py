"""Rules for what happens after a report is stored: the stream, the schedule, the mail."""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from lambdas.notify.stream import stream_event
from lambdas.records.items import owed_item
from lambdas.records.model import OutboxItem
from lambdas.records.outbox import CLAIM, begun
from tests.infra.stack import Resource, Stack, listed, refers, target

MOST_MINUTES = 15


def _source(stack: Stack) -> Resource:
    """The one that has to do with the stream: by what it reads, or by whom it calls."""
    sources = stack.of("Lambda::EventSourceMapping").values()
    return next(one for one in sources if refers(one, "RecordsTable") or refers(one, "Notify"))


def notify_reads_the_stream_of_the_table(stack: Stack) -> Iterator[str]:
    source = _source(stack)
    if source["EventSourceArn"] != {"Fn::GetAtt": ["RecordsTable", "StreamArn"]}:
        yield "Notify: does not read the stream of RecordsTable"
    if target(source["FunctionName"]) != "Notify":
        yield "Notify: the stream goes elsewhere"
    if source.get("StartingPosition") != "TRIM_HORIZON":
        yield "Notify: would miss what was written before it was there"


def notify_tries_again_only_what_failed(stack: Stack) -> Iterator[str]:
    source = _source(stack)
    if source.get("FunctionResponseTypes") != ["ReportBatchItemFailures"]:
        yield "Notify: what it says has failed is not read"
    if not 1 <= source.get("MaximumRetryAttempts", -1) <= 100:
        yield "Notify: tries without end"
    if not 60 <= source.get("MaximumRecordAgeInSeconds", -1) < 86_400:
        yield "Notify: tries until the stream forgets"
    place = source.get("DestinationConfig", {}).get("OnFailure", {}).get("Destination")
    if target(place) not in stack.of("SQS::Queue"):
        yield "Notify: what fails is lost"


def notify_is_called_for_what_is_ready_only(stack: Stack) -> Iterator[str]:
    """As the code writes it: its own example of a stream record passes, anything else does not."""
    filters = _source(stack).get("FilterCriteria", {}).get("Filters", [])
    patterns = [json.loads(one["Pattern"]) for one in filters]
    item = OutboxItem.of("NDI-0000-0000", "notice", datetime(2026, 1, 1, tzinfo=UTC))
    new = stream_event([item])["Records"][0]
    claimed = begun(item).model_copy(update={"state": "claimed"})
    others = [
        new | {"eventName": "REMOVE"},
        new | {"eventName": "MODIFY", "dynamodb": new["dynamodb"] | {"NewImage": owed_item(claimed)}},
        new | {"dynamodb": {"Keys": {"pk": {"S": "REC#NDI-0000-0000"}}}},
        new | {"dynamodb": {"Keys": {"pk": {"S": "SUB#1"}}}},
    ]
    for ready, words in ((new, "a new outbox item"), (new | {"eventName": "MODIFY"}, "what is handed over")):
        if not any(_passes(pattern, ready) for pattern in patterns):
            yield f"Notify: is not called for {words}"
    if not patterns or any(_passes(pattern, one) for pattern in patterns for one in others):
        yield "Notify: is called for what is not ready"


def no_worker_outlives_its_claim(stack: Stack) -> Iterator[str]:
    """Else two of them send the same email."""
    if not 2 * stack.of("Lambda::Function")["Notify"]["Timeout"] < CLAIM.total_seconds():
        yield "Notify: may still be sending when its claim has run out"


def _passes(pattern: Any, value: Any) -> bool:
    """Whether a filter of Lambda lets a value through: as much of its language as we use."""
    if isinstance(pattern, Mapping):
        return isinstance(value, Mapping) and all(
            _passes(rest, value.get(key)) for key, rest in pattern.items()
        )
    return any(
        str(value).startswith(one["prefix"]) if isinstance(one, Mapping) else value == one for one in pattern
    )


def the_sweep_runs_often_and_alone(stack: Stack) -> Iterator[str]:
    schedule = stack.of("Scheduler::Schedule")["SweepSchedule"]
    found = re.fullmatch(r"rate\((\d+) minutes\)", schedule["ScheduleExpression"])
    if not found or int(found[1]) > MOST_MINUTES:
        yield f"Sweep: does not run every {MOST_MINUTES} minutes"
    if schedule.get("State", "ENABLED") != "ENABLED":
        yield "Sweep: its schedule is off"
    if target(schedule["Target"]["Arn"]) != "Sweep":
        yield "Sweep: the schedule calls something else"
    if target(schedule["Target"].get("DeadLetterConfig", {}).get("Arn")) not in stack.of("SQS::Queue"):
        yield "Sweep: a run that cannot start is lost"
    if stack.of("Lambda::Function")["Sweep"]["ReservedConcurrentExecutions"] != 1:
        yield "Sweep: may run twice at once"


def a_failed_sweep_is_kept(stack: Stack) -> Iterator[str]:
    invokes = [one for one in stack.of("Lambda::EventInvokeConfig").values() if refers(one, "Sweep")]
    places = [one.get("DestinationConfig", {}).get("OnFailure", {}).get("Destination") for one in invokes]
    if [target(one) for one in places] != ["SweepFailures"]:
        yield "Sweep: a run that fails is lost"


def every_email_has_the_configuration_set(stack: Stack) -> Iterator[str]:
    for name, identity in stack.of("SES::EmailIdentity").items():
        if (
            target(identity.get("ConfigurationSetAttributes", {}).get("ConfigurationSetName"))
            != "MailSettings"
        ):
            yield f"{name}: its emails have no configuration set, so bounces go unheard"


def bounces_and_complaints_are_heard(stack: Stack) -> Iterator[str]:
    destinations = [
        one["EventDestination"] for one in stack.of("SES::ConfigurationSetEventDestination").values()
    ]
    heard = {kind.lower() for one in destinations if one["Enabled"] for kind in one["MatchingEventTypes"]}
    yield from (
        f"MailEvents: {kind} goes unheard"
        for kind in sorted({"bounce", "complaint", "reject", "send"} - heard)
    )
    topics = {target(one["SnsDestination"]["TopicARN"]) for one in destinations}
    queued = {
        target(one["TopicArn"])
        for one in stack.of("SNS::Subscription").values()
        if one["Protocol"] == "sqs" and target(one.get("RedrivePolicy", {}).get("deadLetterTargetArn"))
    }
    yield from (f"{name}: leads to no queue with a dead-letter queue" for name in sorted(topics - queued))


def mail_events_are_read(stack: Stack) -> Iterator[str]:
    sources = stack.of("Lambda::EventSourceMapping").values()
    read = [one for one in sources if target(one["EventSourceArn"]) == "MailEvents"]
    if [target(one["FunctionName"]) for one in read] != ["MailReader"]:
        yield "MailEvents: nobody reads it"
    if any(one.get("FunctionResponseTypes") != ["ReportBatchItemFailures"] for one in read):
        yield "MailReader: one failure repeats the batch"
    seconds = stack.of("SQS::Queue")["MailEvents"].get("VisibilityTimeout", 30)
    if seconds < 6 * stack.of("Lambda::Function")["MailReader"]["Timeout"]:  # as AWS recommends
        yield "MailEvents: delivers again what is still being read"


def mail_is_from_one_address(stack: Stack) -> Iterator[str]:
    address = {"Fn::Sub": "${MailAccount}@${MailDomain}"}
    for name in ("Intake", "Notify"):
        mail = [one for one in stack.granted(name) if "ses:SendRawEmail" in listed(one["Action"])]
        if [one.get("Condition") for one in mail] != [{"StringEquals": {"ses:FromAddress": address}}]:
            yield f"{name}: may send as anyone of the domain"
        variables = stack.of("Lambda::Function")[name]["Environment"]["Variables"]
        if address["Fn::Sub"] not in json.dumps(variables.get("MAIL_FROM")):
            yield f"{name}: MAIL_FROM is not the address it may send from"
