"""Which adapter serves each port, and what importing them costs."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from lambdas import ports
from lambdas.drafts.aws import AwsDrafts
from lambdas.drafts.local import LocalDrafts
from lambdas.mail.aws import AwsMail
from lambdas.mail.local import LocalMail
from lambdas.records.aws import AwsRecords
from lambdas.records.local import LocalRecords
from lambdas.settings import settings

HEAVY = {"boto3", "botocore", "jinja2", "icalendar", "ruamel", "holidays", "requests", "aws_xray_sdk"}


def forget() -> None:
    for cached in (settings, ports.records, ports.drafts, ports.mail):
        cached.cache_clear()


@pytest.fixture(autouse=True)
def _fresh(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for name in ("LOCAL_DATA", "RECORDS_TABLE", "RECORDS_BUCKET", "RECORDS_KEY"):
        monkeypatch.delenv(name, raising=False)
    forget()
    yield
    forget()


def test_local_data_chooses_files(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("LOCAL_DATA", str(tmp_path))
    records = ports.records()
    assert isinstance(records, LocalRecords)
    drafts = ports.drafts()
    assert isinstance(drafts, LocalDrafts)
    assert isinstance(ports.mail(), LocalMail)
    assert (tmp_path / "records.sqlite").exists()
    assert (tmp_path / "mail" / "new").is_dir()
    assert ports.records() is records
    drafts.close()
    records.close()


def test_without_local_data_aws_is_chosen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RECORDS_TABLE", "table")
    monkeypatch.setenv("RECORDS_BUCKET", "bucket")
    monkeypatch.setenv("RECORDS_KEY", "alias/records")
    monkeypatch.setenv("DRAFTS_BUCKET", "drafts")
    records = ports.records()
    assert isinstance(records, AwsRecords)
    assert vars(records) == {"_table": "table", "_bucket": "bucket", "_key": "alias/records"}
    drafts = ports.drafts()
    assert isinstance(drafts, AwsDrafts)
    assert vars(drafts) == {"_table": "table", "_bucket": "drafts", "_key": "alias/records"}
    assert isinstance(ports.mail(), AwsMail)


def imported_by(statement: str) -> set[str]:
    """The top-level packages in memory after a statement, in a Python of its own."""
    script = f"{statement}; import sys; print(*{{name.partition('.')[0] for name in sys.modules}})"
    answer = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return set(answer.stdout.split())


@pytest.mark.parametrize(
    "module", ["lambdas.ports", "lambdas.drafts.aws", "lambdas.records.aws", "lambdas.records.port"]
)
def test_importing_a_port_brings_in_nothing_heavy(module: str) -> None:
    assert not HEAVY & imported_by(f"import {module}")


def test_a_dynamodb_client_needs_no_boto3() -> None:
    make = "from lambdas.clients import client; client('dynamodb')"
    imported = imported_by(f"import os; os.environ['AWS_DEFAULT_REGION'] = 'ap-southeast-2'; {make}")
    assert "botocore" in imported
    assert "boto3" not in imported
