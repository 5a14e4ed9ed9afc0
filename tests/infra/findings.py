"""What cfn-lint and checkov may find, each with the reason. Anything else is a fault."""

SKIPPED_BY_CHECKOV = {
    "CKV_AWS_7": "KMS rotates no key of seals. That the others rotate, a rule of ours looks at.",
    "CKV_AWS_18": "Keys of documents hold no secret. CloudTrail says who reads them, account-wide.",
    "CKV_AWS_21": "DraftsBucket would keep what was destroyed. A rule of ours looks at the others.",
    "CKV_AWS_27": "SQS itself encrypts (SqsManagedSseEnabled): a rule of ours looks at that.",
    "CKV_AWS_86": "An access log would hold the addresses of receipts, which are secrets.",
    "CKV_AWS_116": "Intake and Gate answer at once. Notify and Sweep have failure destinations.",
    "CKV_AWS_117": "No function talks to anything in a network of ours. In one, each start would be slower.",
    "CKV_AWS_149": "The key of Secrets Manager itself encrypts it. The secret opens nothing by itself.",
    "CKV_AWS_158": "Logs hold no answer, address or secret; CloudWatch encrypts them with its own key.",
    "CKV_AWS_173": "Settings are names of resources and inboxes: no secret. Lambda encrypts them itself.",
    "CKV_AWS_192": "Rules that read bodies only count, so that prose is never refused. Nothing is Java.",
}
IGNORED_BY_CFN_LINT: dict[str, str] = {}
