"""Where an answer could leave a trace: what is stored beside documents, logged, printed or mailed."""

import json
from email.message import EmailMessage
from pathlib import Path

import pytest

from lambdas.clients import client
from lambdas.mail.port import wire
from lambdas.notify import handler as notify
from lambdas.records.aws import AwsRecords
from lambdas.records.local import LocalRecords
from lambdas.records.port import Records


class Held:
    """Mail that is kept."""

    def __init__(self) -> None:
        self.sent: list[EmailMessage] = []

    def send(self, message: EmailMessage) -> str:
        self.sent.append(message)
        return f"id-{len(self.sent)}"


def kept_beside_documents(records: Records, folder: Path, known: str = "received") -> str:
    """Return all that the store keeps other than the bodies of documents: items, keys, names."""
    if isinstance(records, AwsRecords):
        items = client("dynamodb").scan(TableName=records._table)["Items"]
        objects = client("s3").list_objects_v2(Bucket=records._bucket).get("Contents", [])
        heads = [client("s3").head_object(Bucket=records._bucket, Key=one["Key"]) for one in objects]
        assert known in json.dumps(items)
        return json.dumps([items, [one["Key"] for one in objects], [one["Metadata"] for one in heads]])
    assert isinstance(records, LocalRecords)
    files = list((folder / "data").rglob("*"))
    database = b"".join(one.read_bytes() for one in files if one.name.startswith("records.sqlite"))
    assert known.encode() in database
    return " ".join(map(str, files)) + database.decode("latin-1")


def tags(records: Records) -> set[tuple[str, str]]:
    """Return every tag in the bucket; each document has one."""
    if not isinstance(records, AwsRecords):
        return set()
    objects = client("s3").list_objects_v2(Bucket=records._bucket)["Contents"]
    found = [
        [(tag["Key"], tag["Value"]) for tag in client("s3").get_object_tagging(**where)["TagSet"]]
        for where in ({"Bucket": records._bucket, "Key": one["Key"]} for one in objects)
    ]
    assert {len(one) for one in found} == {1}
    return {tag for one in found for tag in one}


def told_by(mail: Held) -> str:
    """Return all emails as they were sent, without whom they are to."""
    return "".join(wire(one).decode().replace(str(one["To"]), "") for one in mail.sent)


def written(caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]) -> str:
    """Return all that was logged, as text and as it is formatted, and all that was printed."""
    lines = [notify.logger.registered_formatter.format(one) for one in caplog.records]
    return "".join([*lines, *(one.getMessage() for one in caplog.records), *capfd.readouterr()])
