"""What the code needs is read from its source, and all of it."""

import ast
from pathlib import Path

import pytest

from tests.infra.needs import ACTIONS, LAMBDAS, calls_of, handler_exists, needs

ADAPTERS = sorted(LAMBDAS.glob("*/aws.py"))


@pytest.mark.parametrize("path", ADAPTERS, ids=lambda path: path.parent.name)
def test_the_permissions_of_every_call_are_known(path: Path) -> None:
    calls = set(calls_of(ast.parse(path.read_text())))
    assert calls
    assert calls <= set(ACTIONS)


def test_only_the_adapters_call_aws() -> None:
    others = [path for path in LAMBDAS.rglob("*.py") if path not in ADAPTERS and path.name != "clients.py"]
    assert [path for path in others if list(_clients(ast.parse(path.read_text())))] == []


def _clients(tree: ast.AST) -> list[str]:
    words = [ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)]
    return [word for word in words if word in {"client", "boto3.client", "boto3.resource", "create_client"}]


def test_what_an_adapter_writes_by_a_function_that_it_imports_is_seen() -> None:
    from_a_module_of_its_own = {"dynamodb:ConditionCheckItem", "dynamodb:PutItem", "dynamodb:DeleteItem"}
    assert from_a_module_of_its_own <= needs("lambdas.documents.handler.handler").actions


def test_the_sweep_reads_the_index_and_the_names_of_documents_and_no_document() -> None:
    sweep = needs("lambdas.sweep.handler.handler")
    assert sweep.indexed
    assert "s3:DeleteObject" in sweep.actions
    assert not {"s3:GetObject", "s3:PutObject", "ses:SendEmail"} & sweep.actions


def test_intake_stores_reports_and_drafts_and_knows_no_inbox() -> None:
    """The one email it sends is the link of a draft, to whoever asks for it."""
    intake = needs("lambdas.intake.handler.handler")
    assert {"s3:PutObject", "s3:DeleteObject", "dynamodb:UpdateItem", "ses:SendRawEmail"} <= intake.actions
    places = {"DRAFTS_BUCKET", "FORMS_DIR", "RECORDS_BUCKET", "RECORDS_KEY", "RECORDS_TABLE"}
    assert intake.names == places | {"MAIL_FROM", "SITE_URL", "SEALS_KEY", "UPLOADS_BUCKET"}


def test_intake_writes_what_is_uploaded_and_reads_none_of_it() -> None:
    intake = needs("lambdas.intake.handler.handler")
    assert "s3:PutObject" in intake.actions
    assert not intake.actions & {"s3:GetObjectVersion", "s3:DeleteObjectVersion", "s3:ListBucketVersions"}
    assert "kms:VerifyMac" in intake.actions
    assert "kms:GenerateMac" not in intake.actions


def test_one_version_of_an_object_is_a_permission_of_its_own() -> None:
    source = 'client("s3").get_object(Bucket="b", Key="k", VersionId="v")'
    assert set(calls_of(ast.parse(source))) == {"s3.get_object.VersionId"}


def test_what_reads_mail_events_sends_no_mail_and_writes_no_document() -> None:
    reader = needs("lambdas.mail_events.handler.handler")
    assert "s3:GetObject" in reader.actions
    assert not reader.actions & {"s3:PutObject", "ses:SendEmail", "ses:SendRawEmail"}


def test_notify_knows_the_inboxes_and_the_site() -> None:
    notify = needs("lambdas.notify.handler.handler")
    assert {"AGENCY_INBOXES", "MAIL_FROM", "SITE_URL"} <= notify.names
    assert "ses:SendRawEmail" in notify.actions


def test_a_transaction_needs_what_is_written_in_it() -> None:
    source = 'client("dynamodb").transact_write_items(TransactItems=[{"Update": {}}, {"Delete": {}}])'
    assert set(calls_of(ast.parse(source))) == {
        "dynamodb.transact_write_items",
        "dynamodb.transact_write_items.Delete",
        "dynamodb.transact_write_items.Update",
    }


@pytest.mark.parametrize("handler", ["lambdas.sweep.main.handler", "lambdas.sweep.handler.main"])
def test_a_handler_that_is_not_there_does_not_resolve(handler: str) -> None:
    assert not handler_exists(handler)
