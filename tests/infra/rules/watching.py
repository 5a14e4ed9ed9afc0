"""Rules for alarms and the dashboard: they watch what exists, and someone hears."""

import json
import re
from collections.abc import Iterator
from typing import Any

from tests.infra.stack import Resource, Stack, target
from tests.infra.template import ROOT

# Metric by namespace, and the dimensions that AWS has it by: the resource type that each names.
FUNCTION = {"FunctionName": "Lambda::Function"}
API = {"ApiId": "ApiGatewayV2::Api", "Stage": ""}
METRICS: dict[tuple[str, str], dict[str, str]] = {
    ("AWS/ApiGateway", "4xx"): API,
    ("AWS/ApiGateway", "5xx"): API,
    ("AWS/ApiGateway", "Count"): API,
    ("AWS/Lambda", "Duration"): FUNCTION,
    ("AWS/Lambda", "Errors"): FUNCTION,
    ("AWS/Lambda", "IteratorAge"): FUNCTION,
    ("AWS/Lambda", "Throttles"): FUNCTION,
    ("AWS/SES", "Reputation.BounceRate"): {},
    ("AWS/SQS", "ApproximateNumberOfMessagesVisible"): {"QueueName": "SQS::Queue"},
}
OWN = "ReportsReceived"
# Counted in a log: the metric, whose log, the module that logs, and its words.
COUNTED = {
    "EmailsStillOwed": ("SweepLogs", "lambdas/sweep/left_over.py", "Email still owed"),
    "EmailsReturned": ("MailReaderLogs", "lambdas/mail_events/handler.py", "Email came back"),
    "EmailsGivenUp": ("NotifyLogs", "lambdas/notify/settling.py", "Email given up"),
}


def _alarms(stack: Stack) -> dict[str, Resource]:
    return stack.of("CloudWatch::Alarm")


def _watched(stack: Stack) -> set[tuple[str, str]]:
    """The metric and the resource of each alarm that is sounded, but for those of metric math."""
    return {
        (alarm["MetricName"], target(dimension["Value"]))
        for alarm in _alarms(stack).values()
        if "MetricName" in alarm and alarm.get("ActionsEnabled", True)
        for dimension in alarm.get("Dimensions", [{"Value": ""}])
    }


def alarms_watch_what_exists(stack: Stack) -> Iterator[str]:
    for name, alarm in _alarms(stack).items():
        if "Metrics" in alarm or alarm["MetricName"] in COUNTED:
            continue
        wanted = METRICS.get((alarm["Namespace"], alarm["MetricName"]))
        given = {one["Name"]: one["Value"] for one in alarm.get("Dimensions", [])}
        if wanted is None or set(given) != set(wanted):
            yield f"{name}: there is no such metric"
            continue
        for dimension, type_ in wanted.items():
            if type_ and target(given[dimension]) not in stack.of(type_):
                yield f"{name}: {dimension} is nothing that exists"


def all_that_can_fail_is_watched(stack: Stack) -> Iterator[str]:
    watched = _watched(stack)
    for name in stack.of("Lambda::Function"):
        yield from (
            f"{name}: nobody hears of {one}" for one in ("Errors", "Throttles") if (one, name) not in watched
        )
    for name in stack.of("SQS::Queue"):
        if name.endswith("Failures") and ("ApproximateNumberOfMessagesVisible", name) not in watched:
            yield f"{name}: nobody hears what is in it"
    others = {
        ("IteratorAge", "Notify"): "emails that wait",
        ("5xx", "Api"): "faults that people see",
    }
    yield from (f"Nobody hears of {words}" for one, words in others.items() if one not in watched)


def alarms_sound(stack: Stack) -> Iterator[str]:
    for name, alarm in _alarms(stack).items():
        if [target(one) for one in alarm.get("AlarmActions", [])] != ["AlarmTopic"]:
            yield f"{name}: nobody hears it"
        if alarm.get("ActionsEnabled", True) is not True:
            yield f"{name}: is off"
        if alarm["ComparisonOperator"] not in {"GreaterThanOrEqualToThreshold", "LessThanThreshold"}:
            yield f"{name}: sounds the wrong way round"
    people = [
        one for one in stack.of("SNS::Subscription").values() if target(one["TopicArn"]) == "AlarmTopic"
    ]
    if [one["Endpoint"] for one in people] != [{"Ref": "AlarmEmail"}]:
        yield "AlarmTopic: leads to nobody"
    if not any(
        "cloudwatch.amazonaws.com" in json.dumps(one["Principal"]) for one in stack.statements("NoticesKey")
    ):
        yield "NoticesKey: alarms cannot use it, so AlarmTopic stays silent"


def what_is_counted_is_what_the_code_logs_and_is_heard(stack: Stack) -> Iterator[str]:
    filters = stack.of("Logs::MetricFilter")
    heard = {alarm.get("MetricName") for alarm in _alarms(stack).values()}
    for name, (log, path, words) in COUNTED.items():
        counted = filters.get(name, {"FilterPattern": "", "LogGroupName": ""})
        if f'$.message = "{words}"' not in counted["FilterPattern"] or target(counted["LogGroupName"]) != log:
            yield f"{name}: counts something else"
        if f'"{words}"' not in (ROOT / path).read_text():
            yield f"{name}: the code logs no such line"
        if name not in heard:
            yield f"{name}: nobody hears of it"


def silence_in_working_hours_is_heard(stack: Stack) -> Iterator[str]:
    alarm = _alarms(stack).get("NoReports", {})
    metrics = [one["MetricStat"]["Metric"] for one in alarm.get("Metrics", []) if "MetricStat" in one]
    filters = [one for log in stack.of("Logs::MetricFilter").values() for one in log["MetricTransformations"]]
    made = {(json.dumps(one["MetricNamespace"]), one["MetricName"]) for one in filters}
    asked = {(json.dumps(one["Namespace"]), one["MetricName"]) for one in metrics}
    if not asked or asked - made:
        yield "NoReports: watches a metric that nobody makes"
    if alarm.get("TreatMissingData") != "breaching" or alarm.get("ComparisonOperator") != "LessThanThreshold":
        yield "NoReports: takes silence for a report"
    if sorted(one["MetricValue"] for one in filters if one["MetricName"] == OWN) != ["0", "1"]:
        yield "ReportsReceived: counts no report, or no silence"


def reports_are_counted_as_the_code_logs_them(stack: Stack) -> Iterator[str]:
    filters = stack.of("Logs::MetricFilter")
    counted = filters["ReportsReceived"]
    if (
        target(counted["LogGroupName"]) != "IntakeLogs"
        or target(filters["ReportsReceivedZero"]["LogGroupName"]) != "SweepLogs"
    ):
        yield "ReportsReceived: reads the wrong log"
    words = re.fullmatch(r'\{ \$\.message = "(\w+)" && \$\.status = (\d+) \}', counted["FilterPattern"])
    handler = (ROOT / "lambdas/intake/handler.py").read_text()
    responses = (ROOT / "lambdas/intake/responses.py").read_text()
    if (
        not words
        or f'logger.info("{words[1]}", extra={{"status"' not in handler
        or f"({words[2]}, " not in responses
    ):
        yield "ReportsReceived: the code logs no such line"


def the_dashboard_shows_what_exists(stack: Stack) -> Iterator[str]:
    text = stack.of("CloudWatch::Dashboard")["Dashboard"]["DashboardBody"]["Fn::Sub"]
    for widget in json.loads(text)["widgets"]:
        for metric in widget["properties"]["metrics"]:
            yield from _faults_of(stack, [one for one in metric if isinstance(one, str)])


def _faults_of(stack: Stack, metric: list[str]) -> Iterator[str]:
    if metric == ["${AWS::StackName}", OWN]:
        return
    wanted = METRICS.get((metric[0], metric[1]))
    given: dict[str, Any] = dict(zip(metric[2::2], metric[3::2], strict=True))
    if wanted is None or set(given) != set(wanted):
        yield f"Dashboard: there is no metric {metric[1]}"
        return
    for dimension, type_ in wanted.items():
        if type_ and target({"Fn::Sub": given[dimension]}) not in stack.of(type_):
            yield f"Dashboard: {given[dimension]} is nothing that exists"
