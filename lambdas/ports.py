"""Which adapter serves each port: files and SQLite where LOCAL_DATA is set, AWS otherwise."""

from functools import cache

from lambdas.drafts.port import Drafts
from lambdas.mail.port import Mail
from lambdas.records.port import Records
from lambdas.seals.port import Seals
from lambdas.settings import settings
from lambdas.uploads.port import Uploads


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


@cache
def uploads() -> Uploads:
    """Where what is uploaded waits until it is known to be harmless. Raises SettingMissing."""
    chosen = settings()
    if chosen.local_data:
        from lambdas.uploads.local import LocalUploads

        return LocalUploads(chosen.local_data / "quarantine")
    from lambdas.uploads.aws import AwsUploads

    return AwsUploads(chosen.uploads_bucket)


@cache
def seals() -> Seals:
    """How links in emails are sealed. Raises SettingMissing."""
    chosen = settings()
    if chosen.local_data:
        from lambdas.seals.local import LocalSeals

        return LocalSeals(chosen.local_data)
    from lambdas.seals.aws import AwsSeals

    return AwsSeals(chosen.seals_key)
