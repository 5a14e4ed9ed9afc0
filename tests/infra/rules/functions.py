"""Rules for the functions: they find their code and settings, and may do what they do, and no more."""

import ast
import json
from collections.abc import Iterator, Mapping
from typing import Any

from infra.package.contents import FORMS
from tests.infra.needs import ACTIONS, Needs, handler_exists, needs
from tests.infra.stack import Resource, Stack, listed, refers, target

INLINE = "Gate"
API_SECONDS = 30
LOGS = {"logs:CreateLogStream", "logs:PutLogEvents"}
STREAM = {f"dynamodb:{name}" for name in ("DescribeStream", "GetRecords", "GetShardIterator", "ListStreams")}
QUEUE = {"sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ReceiveMessage"}
# Where a permission points: every one, so that none points elsewhere.
PLACES = {
    "dynamodb": {"RecordsTable"},
    "kms": {"RecordsKey", "SealsKey"},
    "s3": {"DraftsBucket", "QuarantineBucket", "RecordsBucket"},
    "secretsmanager": {"OriginSecret"},
}


def _functions(stack: Stack) -> dict[str, Resource]:
    return stack.of("Lambda::Function")


def _needs(stack: Stack, name: str) -> Needs:
    function = _functions(stack)[name]
    if name == INLINE:
        return Needs(
            frozenset({"ORIGIN_SECRET"}), frozenset(ACTIONS["secretsmanager.get_secret_value"]), False
        )
    return needs(function["Handler"])


def handlers_resolve_to_code(stack: Stack) -> Iterator[str]:
    for name, function in _functions(stack).items():
        if name == INLINE:
            tree = ast.parse(function["Code"]["ZipFile"])
            found = [f"index.{one.name}" for one in tree.body if isinstance(one, ast.FunctionDef)]
            known = function["Handler"] in found
        else:
            known = handler_exists(function["Handler"])
            package = f"{function['Handler'].split('.')[1]}.zip"
            if function["Code"].get("S3Key") != package:
                yield f"{name}: its code is not {package}"
        if not known:
            yield f"{name}: {function['Handler']} is not in the code"


def settings_are_those_the_code_reads(stack: Stack) -> Iterator[str]:
    for name, function in _functions(stack).items():
        if name != INLINE and not handler_exists(function["Handler"]):
            continue
        given = set(function.get("Environment", {}).get("Variables", {}))
        wanted = _needs(stack, name).names
        yield from (f"{name}: {one} is not set" for one in sorted(wanted - given))
        yield from (f"{name}: {one} is set, but nothing reads it" for one in sorted(given - wanted))


def settings_name_what_they_mean(stack: Stack) -> Iterator[str]:
    targets = {
        "DRAFTS_BUCKET": "DraftsBucket",
        "ORIGIN_SECRET": "OriginSecret",
        "RECORDS_BUCKET": "RecordsBucket",
        "RECORDS_KEY": "RecordsKey",
        "RECORDS_TABLE": "RecordsTable",
        "SEALS_KEY": "SealsKey",
        "UPLOADS_BUCKET": "QuarantineBucket",
    }
    for name, function in _functions(stack).items():
        for setting, value in function.get("Environment", {}).get("Variables", {}).items():
            if setting in targets and target(value) != targets[setting]:
                yield f"{name}: {setting} is not {targets[setting]}"
            if setting == "FORMS_DIR" and value != f"/var/task/{FORMS}":
                yield f"{name}: the forms are not at {value}"


def permissions_are_those_the_code_uses(stack: Stack) -> Iterator[str]:
    for name, function in _functions(stack).items():
        if name != INLINE and not handler_exists(function["Handler"]):
            continue
        wanted = _needs(stack, name).actions | LOGS | _platform_actions(stack, name)
        granted = {action for one in stack.granted(name) for action in listed(one["Action"])}
        yield from (f"{name}: may not {action}" for action in sorted(wanted - granted))
        yield from (f"{name}: need not {action}" for action in sorted(granted - wanted))


def _platform_actions(stack: Stack, name: str) -> set[str]:
    """What Lambda itself does in the name of a function: read the stream or queue, put away what failed."""
    sources = [
        one for one in stack.of("Lambda::EventSourceMapping").values() if refers(one["FunctionName"], name)
    ]
    invokes = [
        one for one in stack.of("Lambda::EventInvokeConfig").values() if refers(one["FunctionName"], name)
    ]
    failing = (
        {"sqs:SendMessage"} if any("DestinationConfig" in one for one in [*sources, *invokes]) else set()
    )
    return failing.union(*(QUEUE if refers(one, "MailEvents") else STREAM for one in sources))


def permissions_point_at_our_own(stack: Stack) -> Iterator[str]:
    """No wildcard in an action; each resource is one of ours, and an index only where the code reads it."""
    for name in _functions(stack):
        for statement in stack.granted(name):
            actions = listed(statement["Action"])
            yield from (f"{name}: {one} is more than one action" for one in actions if "*" in one)
            places = {target(one) for one in listed(statement["Resource"])}
            for service in {action.partition(":")[0] for action in actions} & set(PLACES):
                yield from (
                    f"{name}: {service} at {one or 'a wildcard'}" for one in sorted(places - PLACES[service])
                )
            if "*" in listed(statement["Resource"]):
                yield f"{name}: a permission for all resources"


def indexes_are_granted_where_read(stack: Stack) -> Iterator[str]:
    for name, function in _functions(stack).items():
        if name == INLINE or not handler_exists(function["Handler"]):
            continue
        granted = [one for one in stack.granted(name) if "/index/due" in json.dumps(one["Resource"])]
        if bool(granted) != _needs(stack, name).indexed:
            yield f"{name}: the index due is {'' if granted else 'not '}granted"


def roles_are_not_shared(stack: Stack) -> Iterator[str]:
    roles = [target(one["Role"]) for one in _functions(stack).values()]
    if len(set(roles)) != len(roles):
        yield "Two functions share a role"
    for name, role in stack.of("IAM::Role").items():
        if role.get("ManagedPolicyArns"):
            yield f"{name}: has a policy that others write"


def every_function_is_bounded(stack: Stack) -> Iterator[str]:
    wanted: Mapping[str, Any] = {"Runtime": "python3.13", "Architectures": ["arm64"]}
    for name, function in _functions(stack).items():
        for setting, value in wanted.items():
            if function.get(setting) != value:
                yield f"{name}: {setting} is not {value}"
        if not function.get("ReservedConcurrentExecutions"):
            yield f"{name}: has no reserved concurrency"
        if target(function.get("LoggingConfig", {}).get("LogGroup")) not in stack.of("Logs::LogGroup"):
            yield f"{name}: has no log of its own"


def every_log_is_kept_for_a_year(stack: Stack) -> Iterator[str]:
    for name, log in stack.of("Logs::LogGroup").items():
        if log.get("RetentionInDays") != 365:
            yield f"{name}: is not kept for 365 days"


def nobody_waits_longer_than_the_api(stack: Stack) -> Iterator[str]:
    """An HTTP API gives up after 30 seconds: a function that goes on then stores what nobody is told of."""
    for name in ("Gate", "Intake"):
        if not _functions(stack)[name]["Timeout"] < API_SECONDS:
            yield f"{name}: may go on after the API has given up"
