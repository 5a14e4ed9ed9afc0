"""Faults in what holds records."""

from tests.infra.faults.planting import Fault, altered, gone, properties, public, without

FAULTS = [
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
        "uploads lie in the clear",
        "every_bucket_is_encrypted",
        without("QuarantineBucket", "BucketEncryption"),
    ),
    Fault("records travel in the clear", "every_store_takes_tls_only", gone("RecordsBucketPolicy")),
    Fault("everyone reads records", "no_policy_lets_everyone_in", public("RecordsBucketPolicy")),
    Fault(
        "records are not locked",
        "records_are_locked_and_never_expire",
        without("RecordsBucket", "ObjectLockConfiguration"),
    ),
    Fault(
        "records expire",
        "records_are_locked_and_never_expire",
        lambda template: properties(template, "RecordsBucket")["LifecycleConfiguration"]["Rules"][0].update(
            ExpirationInDays=365
        ),
    ),
    Fault(
        "a class of records has no lifecycle",
        "every_class_of_records_has_a_lifecycle",
        lambda template: properties(template, "RecordsBucket")["LifecycleConfiguration"]["Rules"].pop(),
    ),
    Fault(
        "a lifecycle is for a class that there is not",
        "every_class_of_records_has_a_lifecycle",
        lambda template: properties(template, "RecordsBucket")["LifecycleConfiguration"]["Rules"][2].update(
            TagFilters=[{"Key": "retention", "Value": "R-CAS"}]
        ),
    ),
    Fault(
        "no time to live", "the_table_is_kept_and_closed", without("RecordsTable", "TimeToLiveSpecification")
    ),
    Fault(
        "the table can be deleted",
        "the_table_is_kept_and_closed",
        altered("RecordsTable", DeletionProtectionEnabled=False),
    ),
    Fault(
        "no way back in time",
        "the_table_is_kept_and_closed",
        without("RecordsTable", "PointInTimeRecoverySpecification"),
    ),
    Fault(
        "the index lacks attributes",
        "the_table_has_the_keys_of_the_code",
        lambda template: properties(template, "RecordsTable")["GlobalSecondaryIndexes"][0].update(
            Projection={"ProjectionType": "KEYS_ONLY"}
        ),
    ),
    Fault(
        "destroyed drafts stay as versions",
        "a_destroyed_draft_is_gone",
        altered("DraftsBucket", VersioningConfiguration={"Status": "Enabled"}),
    ),
    Fault("the key does not rotate", "every_key_rotates", altered("RecordsKey", EnableKeyRotation=False)),
    Fault(
        "a queue without dead letters",
        "every_queue_has_a_dead_letter_queue",
        without("MailEvents", "RedrivePolicy"),
    ),
    Fault("notices lie in the clear", "every_topic_is_encrypted", without("AlarmTopic", "KmsMasterKeyId")),
    Fault(
        "any account raises alarms",
        "services_act_for_this_account_only",
        lambda template: properties(template, "AlarmTopicPolicy")["PolicyDocument"]["Statement"][0].pop(
            "Condition"
        ),
    ),
]
