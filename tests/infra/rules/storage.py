"""Rules for what holds records: nothing public, nothing lost, nothing in the clear."""

from collections.abc import Iterator

from ruamel.yaml import YAML

from forms_src.loading import DEFINITIONS
from lambdas.drafts.model import KEPT_FOR
from lambdas.records.items import DUE_INDEX
from tests.infra.stack import Resource, Stack, listed, target

RETENTION = DEFINITIONS / "shared" / "retention.yaml"

DRAFTS = "DraftsBucket"
RECORDS = {DRAFTS, "QuarantineBucket", "RecordsBucket"}
LOCKED = {"RecordsBucket"}
KEPT = RECORDS | {"RecordsKey", "RecordsTable", "SealsKey"} | {f"{name}Policy" for name in RECORDS}
CONDITIONED = "Condition"


def what_holds_records_stays(stack: Stack) -> Iterator[str]:
    for name in sorted(KEPT):
        for policy in ("DeletionPolicy", "UpdateReplacePolicy"):
            if stack.resources[name].get(policy) != "Retain":
                yield f"{name}: {policy} is not Retain"


def every_bucket_is_closed(stack: Stack) -> Iterator[str]:
    for name, bucket in stack.of("S3::Bucket").items():
        if len([on for on in bucket.get("PublicAccessBlockConfiguration", {}).values() if on is True]) != 4:
            yield f"{name}: does not block all that is public"
        owner = bucket.get("OwnershipControls", {}).get("Rules", [{}])[0].get("ObjectOwnership")
        if owner != "BucketOwnerEnforced":
            yield f"{name}: access lists are not off"
        if "CorsConfiguration" in bucket:
            yield f"{name}: lets pages of others read it"
        if name != DRAFTS and bucket.get("VersioningConfiguration", {}).get("Status") != "Enabled":
            yield f"{name}: keeps no versions"
        if "LifecycleConfiguration" not in bucket:
            yield f"{name}: has no lifecycle"


def every_bucket_is_encrypted(stack: Stack) -> Iterator[str]:
    for name, bucket in stack.of("S3::Bucket").items():
        rules = bucket.get("BucketEncryption", {}).get("ServerSideEncryptionConfiguration", [{}])
        by = rules[0].get("ServerSideEncryptionByDefault", {})
        if name in RECORDS and (
            by.get("SSEAlgorithm") != "aws:kms" or not _own_key(by.get("KMSMasterKeyID"))
        ):
            yield f"{name}: is not encrypted with RecordsKey"
        if by.get("SSEAlgorithm") not in {"aws:kms", "AES256"}:
            yield f"{name}: is not encrypted"


def _own_key(value: object) -> bool:
    return target(value) == "RecordsKey"


def every_store_takes_tls_only(stack: Stack) -> Iterator[str]:
    policies = {**stack.of("S3::BucketPolicy"), **stack.of("SQS::QueuePolicy")}
    closed: set[str] = set()
    for name, policy in policies.items():
        if any(_is_tls_only(one) for one in stack.statements(name)):
            closed |= {target(one) for one in listed(policy.get("Bucket") or policy["Queues"])}
    for name in [*stack.of("S3::Bucket"), *stack.of("SQS::Queue")]:
        if name not in closed:
            yield f"{name}: takes what comes without TLS"


def _is_tls_only(statement: Resource) -> bool:
    condition = statement.get("Condition", {}).get("Bool", {}).get("aws:SecureTransport")
    everyone = statement["Principal"] in ("*", {"AWS": "*"})
    return statement["Effect"] == "Deny" and everyone and str(condition).lower() == "false"


def no_policy_lets_everyone_in(stack: Stack) -> Iterator[str]:
    """A policy that denies may name everyone; one that allows names a service or an account."""
    for name in stack.resources:
        for statement in stack.statements(name):
            principal = statement.get("Principal", {})
            named = (
                listed(principal)
                if isinstance(principal, str)
                else [one for value in principal.values() for one in listed(value)]
            )
            if statement["Effect"] == "Allow" and ("*" in named or "NotPrincipal" in statement):
                yield f"{name}: lets everyone in"


def services_act_for_this_account_only(stack: Stack) -> Iterator[str]:
    """Else a service could be led here from someone else's account (the confused deputy)."""
    for name, resource in stack.resources.items():
        for statement in stack.statements(name):
            service = "Service" in statement.get("Principal", {}) and resource["Type"] != "AWS::IAM::Role"
            if service and statement["Effect"] == "Allow" and CONDITIONED not in statement:
                yield f"{name}: a service may act for any account"


def records_are_locked_and_never_expire(stack: Stack) -> Iterator[str]:
    buckets = stack.of("S3::Bucket")
    for name in sorted(LOCKED):
        lock = buckets[name].get("ObjectLockConfiguration", {}).get("Rule", {}).get("DefaultRetention", {})
        if not buckets[name].get("ObjectLockEnabled") or lock.get("Mode") != "GOVERNANCE":
            yield f"{name}: is not locked in governance mode"
        if lock.get("Days") != {"Fn::If": ["IsProd", 2557, 1]}:
            yield f"{name}: is not locked for seven years in prod"
        for rule in buckets[name]["LifecycleConfiguration"]["Rules"]:
            if any("Expiration" in setting for setting in rule):
                yield f"{name}: a rule disposes of records"
    days = [rule.get("ExpirationInDays") for rule in _rules(buckets["QuarantineBucket"])]
    if days != [14]:
        yield "QuarantineBucket: drafts do not go after 14 days (R-DRAFT)"


def every_class_of_records_has_a_lifecycle(stack: Stack) -> Iterator[str]:
    """By the tag that documents are stored with; and no rule is for a class that there is not."""
    classes = {one["id"] for one in YAML(typ="safe").load(RETENTION)["retention"]}
    for name in sorted(LOCKED):
        tags = [rule.get("TagFilters", []) for rule in _rules(stack.of("S3::Bucket")[name])]
        named = {tag["Value"] for one in tags for tag in one if tag["Key"] == "retention"}
        yield from (f"{name}: has no rule for {one}" for one in sorted(classes - named))
        yield from (f"{name}: has a rule for {one}, which is no class" for one in sorted(named - classes))


def a_destroyed_draft_is_gone(stack: Stack) -> Iterator[str]:
    """No version of it stays, nothing locks it; what the service missed goes a day after its 14 (R-DRAFT)."""
    bucket = stack.of("S3::Bucket")[DRAFTS]
    if "VersioningConfiguration" in bucket or bucket.get("ObjectLockEnabled"):
        yield f"{DRAFTS}: keeps what was destroyed"
    if [rule.get("ExpirationInDays") for rule in _rules(bucket)] != [KEPT_FOR.days + 1]:
        yield f"{DRAFTS}: drafts do not go after {KEPT_FOR.days + 1} days"


def _rules(bucket: Resource) -> list[Resource]:
    rules: list[Resource] = bucket.get("LifecycleConfiguration", {}).get("Rules", [])
    return rules


def the_table_is_kept_and_closed(stack: Stack) -> Iterator[str]:
    table = stack.of("DynamoDB::Table")["RecordsTable"]
    wanted = {
        "BillingMode": "PAY_PER_REQUEST",
        "DeletionProtectionEnabled": True,
        "PointInTimeRecoverySpecification": {"PointInTimeRecoveryEnabled": True},
        "StreamSpecification": {"StreamViewType": "NEW_IMAGE"},
        "TimeToLiveSpecification": {"AttributeName": "expires_at", "Enabled": True},
    }
    for name, value in wanted.items():
        if table.get(name) != value:
            yield f"RecordsTable: {name} is not {value}"
    encryption = table.get("SSESpecification", {})
    if encryption.get("SSEType") != "KMS" or not _own_key(encryption.get("KMSMasterKeyId")):
        yield "RecordsTable: is not encrypted with RecordsKey"


def the_table_has_the_keys_of_the_code(stack: Stack) -> Iterator[str]:
    table = stack.of("DynamoDB::Table")["RecordsTable"]
    if _keys(table) != [("pk", "HASH"), ("sk", "RANGE")]:
        yield "RecordsTable: its keys are not pk and sk"
    index = {one["IndexName"]: one for one in table.get("GlobalSecondaryIndexes", [])}.get(DUE_INDEX)
    if not index:
        yield f"RecordsTable: has no index {DUE_INDEX}"
    elif _keys(index) != [("due_pk", "HASH"), ("due_at", "RANGE")]:
        yield f"RecordsTable: the keys of {DUE_INDEX} are not due_pk and due_at"
    elif index["Projection"] != {"ProjectionType": "ALL"}:
        yield f"RecordsTable: {DUE_INDEX} lacks attributes"


def _keys(table: Resource) -> list[tuple[str, str]]:
    return [(one["AttributeName"], one["KeyType"]) for one in table["KeySchema"]]


def every_key_rotates(stack: Stack) -> Iterator[str]:
    """But for those of seals: KMS rotates none of these."""
    for name, key in stack.of("KMS::Key").items():
        if key.get("KeyUsage") == "GENERATE_VERIFY_MAC":
            continue
        if key.get("EnableKeyRotation") is not True:
            yield f"{name}: does not rotate"


def every_queue_has_a_dead_letter_queue(stack: Stack) -> Iterator[str]:
    """But for those that are one; and each of these keeps for 14 days what comes in."""
    queues = stack.of("SQS::Queue")
    for name, queue in queues.items():
        dead = target(queue.get("RedrivePolicy", {}).get("deadLetterTargetArn"))
        if not name.endswith("Failures") and dead not in queues:
            yield f"{name}: has no dead-letter queue"
        if name.endswith("Failures") and queue.get("MessageRetentionPeriod") != 1_209_600:
            yield f"{name}: does not keep for 14 days"
        if queue.get("SqsManagedSseEnabled") is not True:
            yield f"{name}: is not encrypted"


def every_topic_is_encrypted(stack: Stack) -> Iterator[str]:
    for name, topic in stack.of("SNS::Topic").items():
        if target(topic.get("KmsMasterKeyId")) != "NoticesKey":
            yield f"{name}: is not encrypted with NoticesKey"
