"""Faults in what functions know and may do."""

from tests.infra.faults.planting import Fault, altered, grant, refuse, statements, variables, without

FAULTS = [
    Fault(
        "a handler that is not there",
        "handlers_resolve_to_code",
        altered("Sweep", Handler="lambdas.sweep.main.handler"),
    ),
    Fault(
        "a setting is missing",
        "settings_are_those_the_code_reads",
        lambda template: variables(template, "Notify").pop("SITE_URL"),
    ),
    Fault(
        "a local setting on AWS",
        "settings_are_those_the_code_reads",
        lambda template: variables(template, "Intake").update(LOCAL_DATA="/tmp/data"),
    ),
    Fault(
        "the sweep cannot write",
        "permissions_are_those_the_code_uses",
        refuse("SweepRole", "dynamodb:PutItem"),
    ),
    Fault(
        "notify may delete records",
        "permissions_are_those_the_code_uses",
        grant("NotifyRole", "s3:DeleteObject", {"Fn::Sub": "${RecordsBucket.Arn}/*"}),
    ),
    Fault(
        "intake reads every bucket",
        "permissions_point_at_our_own",
        grant("IntakeRole", "s3:GetObject", "arn:aws:s3:::*"),
    ),
    Fault(
        "no bound to how many run at once",
        "every_function_is_bounded",
        without("Intake", "ReservedConcurrentExecutions"),
    ),
    Fault("logs for ever", "every_log_is_kept_for_a_year", without("IntakeLogs", "RetentionInDays")),
    Fault(
        "the sweep cannot read its index",
        "indexes_are_granted_where_read",
        lambda template: statements(template, "SweepRole")[0]["Resource"].pop(),
    ),
    Fault(
        "two functions share a role",
        "roles_are_not_shared",
        altered("Sweep", Role={"Fn::GetAtt": ["NotifyRole", "Arn"]}),
    ),
    Fault(
        "records go to the bucket of uploads",
        "settings_name_what_they_mean",
        lambda template: variables(template, "Intake").update(RECORDS_BUCKET={"Ref": "QuarantineBucket"}),
    ),
    Fault(
        "the forms are looked for elsewhere",
        "settings_name_what_they_mean",
        lambda template: variables(template, "Intake").update(FORMS_DIR="/var/task/compiled"),
    ),
    Fault(
        "intake takes longer than the API waits",
        "nobody_waits_longer_than_the_api",
        altered("Intake", Timeout=60),
    ),
]
