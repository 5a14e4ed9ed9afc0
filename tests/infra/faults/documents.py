"""Faults in what happens to uploads."""

from tests.infra.faults.planting import Fault, altered, gone, grant, properties, statements, without

QUARANTINE = {"Fn::Sub": "${QuarantineBucket.Arn}/*"}
FAULTS = [
    Fault("nothing is scanned", "all_that_is_uploaded_is_scanned", gone("Scan")),
    Fault(
        "the wrong folder is scanned",
        "all_that_is_uploaded_is_scanned",
        lambda template: properties(template, "Scan")["ProtectedResource"]["S3Bucket"].update(
            ObjectPrefixes=["notes/"]
        ),
    ),
    Fault(
        "scans of every bucket count",
        "documents_are_told_of_files_of_ours_alone",
        lambda template: properties(template, "DocumentsScanned")["EventPattern"].pop("detail"),
    ),
    Fault(
        "titles are taken for files",
        "documents_are_told_of_files_of_ours_alone",
        lambda template: properties(template, "DocumentsCame")["EventPattern"]["detail"].pop("object"),
    ),
    Fault(
        "the quarantine tells nobody",
        "documents_are_told_of_files_of_ours_alone",
        without("QuarantineBucket", "NotificationConfiguration"),
    ),
    Fault(
        "a scan that cannot be told is lost",
        "what_is_told_of_documents_is_never_lost",
        lambda template: properties(template, "DocumentsScanned")["Targets"][0].pop("DeadLetterConfig"),
    ),
    Fault(
        "nobody may say what was lost",
        "what_is_told_of_documents_is_never_lost",
        lambda template: properties(template, "DocumentsQueuePolicy")["PolicyDocument"]["Statement"].pop(),
    ),
    Fault(
        "late scans are looked for once a day",
        "late_scans_are_looked_for",
        altered("DocumentsSchedule", ScheduleExpression="rate(1440 minutes)"),
    ),
    Fault(
        "intake reads uploads",
        "who_lets_files_in_reads_none",
        grant("IntakeRole", "s3:GetObject", QUARANTINE),
    ),
    Fault(
        "a form may write anywhere",
        "who_lets_files_in_reads_none",
        grant("IntakeRole", "s3:PutObject", QUARANTINE),
    ),
    Fault(
        "intake makes links",
        "one_makes_seals_and_another_looks_at_them",
        grant("IntakeRole", "kms:GenerateMac", {"Fn::GetAtt": ["SealsKey", "Arn"]}),
    ),
    Fault(
        "uploads are quarantined in the bucket of records",
        "settings_name_what_they_mean",
        lambda template: properties(template, "Documents")["Environment"]["Variables"].update(
            UPLOADS_BUCKET={"Ref": "RecordsBucket"}
        ),
    ),
    Fault(
        "documents cannot be destroyed",
        "permissions_are_those_the_code_uses",
        lambda template: statements(template, "DocumentsRole")[4]["Action"].pop(0),
    ),
]
