"""Faults to plant in the translated template, one at a time: each must be caught."""

import copy
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.infra.stack import Stack

Template = dict[str, Any]
CACHING_OPTIMIZED = "658327ea-f89d-4fab-a63d-7e88639e58f6"
LINT, SCAN = "cfn-lint", "checkov"


@dataclass(frozen=True)
class Fault:
    """A change of a template, and what must catch it: a rule by name, or a tool and what it says."""

    name: str
    caught_by: str
    plant: Callable[[Template], object]
    in_edge: bool = False
    said: str = ""


def planted(fault: Fault, stack: Stack) -> Stack:
    """A copy of a template with a fault."""
    changed = copy.deepcopy(stack.template)
    fault.plant(changed)
    return Stack(changed)


def properties(template: Template, name: str) -> Template:
    found: Template = template["Resources"][name]["Properties"]
    return found


def _without(name: str, setting: str) -> Callable[[Template], object]:
    return lambda template: properties(template, name).pop(setting)


def _with(name: str, **settings: Any) -> Callable[[Template], object]:
    return lambda template: properties(template, name).update(settings)


def _gone(*names: str) -> Callable[[Template], object]:
    return lambda template: [template["Resources"].pop(name) for name in names]


def _grant(role: str, action: str, resource: Any) -> Callable[[Template], object]:
    more = {"Effect": "Allow", "Action": action, "Resource": resource}
    return lambda template: _statements(template, role).append(more)


def _statements(template: Template, role: str) -> list[Template]:
    found: list[Template] = properties(template, role)["Policies"][0]["PolicyDocument"]["Statement"]
    return found


def _refuse(role: str, action: str) -> Callable[[Template], object]:
    def plant(template: Template) -> None:
        for one in _statements(template, role):
            if isinstance(one["Action"], list) and action in one["Action"]:
                one["Action"].remove(action)

    return plant


def _public(policy: str) -> Callable[[Template], object]:
    more = {"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "*"}
    return lambda template: properties(template, policy)["PolicyDocument"]["Statement"].append(more)


def _variables(template: Template, name: str) -> Template:
    found: Template = properties(template, name)["Environment"]["Variables"]
    return found


def _distribution(template: Template) -> Template:
    found: Template = properties(template, "Distribution")["DistributionConfig"]
    return found


def _api_behaviour(template: Template) -> Template:
    found: Template = _distribution(template)["CacheBehaviors"][0]
    return found


def _headers(template: Template) -> Template:
    found: Template = properties(template, "SecurityHeaders")["ResponseHeadersPolicyConfig"]
    return found


def _rules(template: Template) -> list[Template]:
    found: list[Template] = properties(template, "WebAcl")["Rules"]
    return found


def _methods(template: Template) -> Template:
    found: Template = properties(template, "Api")["Body"]["paths"]["/api/{proxy+}"]
    return found["x-amazon-apigateway-any-method"]  # type: ignore[no-any-return]


STORAGE = [
    Fault(
        "records go with the stack",
        "what_holds_records_stays",
        lambda template: template["Resources"]["RecordsBucket"].pop("DeletionPolicy"),
    ),
    Fault(
        "a new table replaces the old one, which goes",
        "what_holds_records_stays",
        lambda template: template["Resources"]["RecordsTable"].update(UpdateReplacePolicy="Delete"),
    ),
    Fault(
        "records may be public",
        "every_bucket_is_closed",
        lambda template: properties(template, "RecordsBucket")["PublicAccessBlockConfiguration"].update(
            BlockPublicPolicy=False
        ),
    ),
    Fault(
        "uploads lie in the clear", "every_bucket_is_encrypted", _without("CleanBucket", "BucketEncryption")
    ),
    Fault("records travel in the clear", "every_store_takes_tls_only", _gone("RecordsBucketPolicy")),
    Fault("everyone reads records", "no_policy_lets_everyone_in", _public("RecordsBucketPolicy")),
    Fault(
        "records are not locked",
        "records_are_locked_and_never_expire",
        _without("RecordsBucket", "ObjectLockConfiguration"),
    ),
    Fault(
        "records expire",
        "records_are_locked_and_never_expire",
        lambda template: properties(template, "RecordsBucket")["LifecycleConfiguration"]["Rules"][0].update(
            ExpirationInDays=365
        ),
    ),
    Fault(
        "no time to live", "the_table_is_kept_and_closed", _without("RecordsTable", "TimeToLiveSpecification")
    ),
    Fault(
        "the table can be deleted",
        "the_table_is_kept_and_closed",
        _with("RecordsTable", DeletionProtectionEnabled=False),
    ),
    Fault(
        "no way back in time",
        "the_table_is_kept_and_closed",
        _without("RecordsTable", "PointInTimeRecoverySpecification"),
    ),
    Fault(
        "the index lacks attributes",
        "the_table_has_the_keys_of_the_code",
        lambda template: properties(template, "RecordsTable")["GlobalSecondaryIndexes"][0].update(
            Projection={"ProjectionType": "KEYS_ONLY"}
        ),
    ),
    Fault("the key does not rotate", "every_key_rotates", _with("RecordsKey", EnableKeyRotation=False)),
    Fault(
        "a queue without dead letters",
        "every_queue_has_a_dead_letter_queue",
        _without("MailEvents", "RedrivePolicy"),
    ),
]
FUNCTIONS = [
    Fault(
        "a handler that is not there",
        "handlers_resolve_to_code",
        _with("Sweep", Handler="lambdas.sweep.main.handler"),
    ),
    Fault(
        "a setting is missing",
        "settings_are_those_the_code_reads",
        lambda template: _variables(template, "Notify").pop("SITE_URL"),
    ),
    Fault(
        "a local setting on AWS",
        "settings_are_those_the_code_reads",
        lambda template: _variables(template, "Intake").update(LOCAL_DATA="/tmp/data"),
    ),
    Fault(
        "the sweep cannot write",
        "permissions_are_those_the_code_uses",
        _refuse("SweepRole", "dynamodb:PutItem"),
    ),
    Fault(
        "notify may delete records",
        "permissions_are_those_the_code_uses",
        _grant("NotifyRole", "s3:DeleteObject", {"Fn::Sub": "${RecordsBucket.Arn}/*"}),
    ),
    Fault(
        "intake reads every bucket",
        "permissions_point_at_our_own",
        _grant("IntakeRole", "s3:GetObject", "arn:aws:s3:::*"),
    ),
    Fault(
        "no bound to how many run at once",
        "every_function_is_bounded",
        _without("Intake", "ReservedConcurrentExecutions"),
    ),
    Fault("logs for ever", "every_log_is_kept_for_a_year", _without("IntakeLogs", "RetentionInDays")),
]
DELIVERY = [
    Fault(
        "one failure repeats the batch",
        "notify_tries_again_only_what_failed",
        _without("NotifyOutbox", "FunctionResponseTypes"),
    ),
    Fault(
        "emails for every item",
        "notify_is_called_for_new_outbox_items_only",
        _with("NotifyOutbox", FilterCriteria={"Filters": [{"Pattern": '{"eventName": ["INSERT"]}'}]}),
    ),
    Fault(
        "a sweep once a day",
        "the_sweep_runs_often_and_alone",
        _with("SweepSchedule", ScheduleExpression="rate(1 day)"),
    ),
    Fault(
        "complaints unheard",
        "bounces_and_complaints_are_heard",
        lambda template: properties(template, "MailEventsToTopic")["EventDestination"].update(
            MatchingEventTypes=["bounce"]
        ),
    ),
    Fault(
        "mail as anyone",
        "mail_is_from_one_address",
        lambda template: [one.pop("Condition", None) for one in _statements(template, "NotifyRole")],
    ),
]
WEB = [
    Fault(
        "referrers tell the address of a receipt",
        "every_answer_has_the_security_headers",
        lambda template: _headers(template)["SecurityHeadersConfig"]["ReferrerPolicy"].update(
            ReferrerPolicy="unsafe-url"
        ),
    ),
    Fault(
        "pages of others call the API",
        "no_page_of_others_reads_ours",
        _with("Api", CorsConfiguration={"AllowOrigins": ["*"]}),
    ),
    Fault(
        "receipts are cached",
        "the_api_is_never_cached",
        lambda template: _api_behaviour(template).update(
            CachePolicyId="658327ea-f89d-4fab-a63d-7e88639e58f6"
        ),
    ),
    Fault(
        "old TLS",
        "all_is_https",
        lambda template: _distribution(template)["ViewerCertificate"].update(MinimumProtocolVersion="TLSv1"),
    ),
    Fault(
        "no firewall", "a_firewall_stands_in_front", lambda template: _distribution(template).pop("WebACLId")
    ),
    Fault(
        "the API without the gate",
        "the_api_answers_cloudfront_only",
        lambda template: _methods(template).pop("security"),
    ),
    Fault(
        "the secret in the template",
        "the_api_answers_cloudfront_only",
        lambda template: _distribution(template)["Origins"][1]["OriginCustomHeaders"][0].update(
            HeaderValue="not-so-secret"
        ),
    ),
    Fault(
        "no throttle", "the_api_is_throttled", _without("ApiApiGatewayDefaultStage", "DefaultRouteSettings")
    ),
    Fault(
        "paths in the log",
        "receipts_are_in_no_log",
        _with(
            "ApiApiGatewayDefaultStage", AccessLogSettings={"Format": "$context.path", "DestinationArn": "x"}
        ),
    ),
    Fault("records abroad", "records_stay_in_australia", lambda template: template.pop("Rules")),
    Fault(
        "the firewall refuses plain words",
        "floods_are_slowed_and_words_never_judged",
        lambda template: _rules(template)[2].update(OverrideAction={"None": {}}),
        in_edge=True,
    ),
    Fault(
        "floods only counted",
        "floods_are_slowed_and_words_never_judged",
        lambda template: _rules(template)[0].update(Action={"Count": {}}),
        in_edge=True,
    ),
]
WATCHING = [
    Fault(
        "an alarm for what is not there",
        "alarms_watch_what_exists",
        _with("SweepErrors", Dimensions=[{"Name": "FunctionName", "Value": "sweep"}]),
    ),
    Fault("a misspelled metric", "alarms_watch_what_exists", _with("IntakeErrors", MetricName="Error")),
    Fault("dead letters unseen", "all_that_can_fail_is_watched", _gone("NotifyFailuresDepth")),
    Fault("an alarm nobody hears", "alarms_sound", _without("OutboxAge", "AlarmActions")),
    Fault(
        "silence taken for reports",
        "silence_in_working_hours_is_heard",
        _with("NoReports", TreatMissingData="notBreaching"),
    ),
]
SEEN_BY_TOOLS = [
    Fault("a misspelled setting", LINT, _with("Notify", TimeOut=120), said="'TimeOut' was unexpected"),
    Fault(
        "a reference to nothing",
        LINT,
        _with("AlarmsToPeople", TopicArn={"Ref": "AlarmsTopic"}),
        said="'AlarmsTopic' is not one of",
    ),
    Fault("a timeout longer than Lambda has", LINT, _with("Sweep", Timeout=3600), said="3600 is greater"),
    Fault(
        "a key for AWS in a setting",
        SCAN,
        lambda template: _variables(template, "Gate").update(KEY="AKIAIOSFODNN7EXAMPLE"),
        said="CKV_AWS_45 Gate",
    ),
    Fault(
        "everyone writes the site",
        SCAN,
        _with("SiteBucket", AccessControl="PublicReadWrite"),
        said="CKV_AWS_57 SiteBucket",
    ),
]
FAULTS = {fault.name: fault for fault in (*STORAGE, *FUNCTIONS, *DELIVERY, *WEB, *WATCHING, *SEEN_BY_TOOLS)}
