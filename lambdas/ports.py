"""Which adapter serves each port: files and SQLite where LOCAL_DATA is set, AWS otherwise."""

from functools import cache

from lambdas.drafts.port import Drafts
from lambdas.mail.port import Mail
from lambdas.records.port import Records
from lambdas.settings import settings


@cache
def records() -> Records:
    """Where records are kept. Raises SettingMissing."""
    chosen = settings()
    if chosen.local_data:
        from lambdas.records.local import LocalRecords

        return LocalRecords(chosen.local_data)
    from lambdas.records.aws import AwsRecords

    return AwsRecords(chosen.records_table, chosen.records_bucket, chosen.records_key)


@cache
def drafts() -> Drafts:
    """Where drafts are kept. Raises SettingMissing."""
    chosen = settings()
    if chosen.local_data:
        from lambdas.drafts.local import LocalDrafts

        return LocalDrafts(chosen.local_data)
    from lambdas.drafts.aws import AwsDrafts

    return AwsDrafts(chosen.records_table, chosen.drafts_bucket, chosen.records_key)


@cache
def mail() -> Mail:
    """How emails are sent."""
    chosen = settings()
    if chosen.local_data:
        from lambdas.mail.local import LocalMail

        return LocalMail(chosen.local_data / "mail")
    from lambdas.mail.aws import AwsMail

    return AwsMail()
