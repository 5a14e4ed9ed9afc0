"""Faults that no rule of ours looks for: cfn-lint or checkov sees them."""

from tests.infra.faults.planting import LINT, SCAN, Fault, altered, variables

FAULTS = [
    Fault("a misspelled setting", LINT, altered("Notify", TimeOut=120), said="'TimeOut' was unexpected"),
    Fault(
        "a reference to nothing",
        LINT,
        altered("AlarmsToPeople", TopicArn={"Ref": "AlarmsTopic"}),
        said="'AlarmsTopic' is not one of",
    ),
    Fault("a timeout longer than Lambda has", LINT, altered("Sweep", Timeout=3600), said="3600 is greater"),
    Fault(
        "a key for AWS in a setting",
        SCAN,
        lambda template: variables(template, "Gate").update(KEY="AKIAIOSFODNN7EXAMPLE"),
        said="CKV_AWS_45 Gate",
    ),
    Fault(
        "everyone writes the site",
        SCAN,
        altered("SiteBucket", AccessControl="PublicReadWrite"),
        said="CKV_AWS_57 SiteBucket",
    ),
]
