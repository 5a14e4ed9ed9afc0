"""Reports full of marked answers leave no mark but in the documents of their records.

Not in a log, an address, an email, a file's name, a key or an item: on a folder, and on AWS as moto plays it.
"""

import json
import logging
import os
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from random import Random
from urllib.parse import unquote

import pytest

from forms_src.definition import Form
from lambdas import ports
from lambdas import settings as settings_of
from lambdas.clients import client
from lambdas.documents import handler as documents
from lambdas.documents.events import Verdict, came_event, scan_event
from lambdas.drafts.port import Drafts
from lambdas.intake import documents as documents_of
from lambdas.intake import forms as forms_of
from lambdas.intake import handler as intake
from lambdas.intake import receipts
from lambdas.intake.exchange import Exchange
from lambdas.local.worker import Worker
from lambdas.notify import handler as notify
from lambdas.notify.stream import stream_event
from lambdas.records.aws import AwsRecords
from lambdas.records.model import OutboxItem
from lambdas.records.port import Records
from lambdas.seals.local import LocalSeals
from lambdas.settings import Settings
from lambdas.sweep import handler as sweep
from lambdas.uploads.aws import AwsUploads
from lambdas.uploads.local import LocalUploads
from lambdas.uploads.port import Upload, Uploads
from tests.lambdas.clock import telling
from tests.lambdas.hostile.renderings import in_every_field
from tests.lambdas.hostile.strings import MARK
from tests.lambdas.hostile.traces import Held, kept_beside_documents, tags, told_by, written
from tests.lambdas.intake.conftest import event
from tests.lambdas.intake.pages import Answer
from tests.lambdas.uploads import files
from tests.real_forms import LOADED
from tests.submissions import encoded
from tests.submissions.generated import NOW, valid_submission

EVERY_FORM = sorted(LOADED.forms)
MUCH_LATER = telling(lambda: NOW + timedelta(days=30))


class Owing:
    """An outbox with one item in it."""

    def ready(self, most: int) -> list[OutboxItem]:
        return [OutboxItem.of("NDI-0000-0000", "notice", NOW)]

    def free(self) -> None:
        pass


@pytest.fixture
def mail() -> Held:
    return Held()


@pytest.fixture(autouse=True)
def _service(
    records: Records,
    drafts: Drafts,
    mail: Held,
    forms_dir: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[None]:
    """All three Lambdas on one store, at the moment of the submissions."""
    given = Settings(
        {"MAIL_FROM": "Forms <forms@service.example>", "SITE_URL": "https://x.example", "LOCAL_DATA": "x"}
    )
    monkeypatch.setattr(ports, "records", lambda: records)
    monkeypatch.setattr(ports, "mail", lambda: mail)
    monkeypatch.setattr(receipts, "records", lambda: records)
    for module in (forms_of, receipts):
        monkeypatch.setattr(module, "datetime", telling(lambda: NOW))
    monkeypatch.setattr(notify, "settings", lambda: given)
    monkeypatch.setattr(os, "environ", {**os.environ, "FORMS_DIR": str(forms_dir), "SITE_URL": "https://x"})
    monkeypatch.setattr(ports, "drafts", lambda: drafts)
    seals = LocalSeals(tmp_path / "seals")
    monkeypatch.setattr(ports, "seals", lambda: seals)
    for cache in (settings_of.settings, intake.library):
        cache.cache_clear()
    yield
    for cache in (settings_of.settings, intake.library):
        cache.cache_clear()


@pytest.fixture
def logged(caplog: pytest.LogCaptureFixture) -> Iterator[list[str]]:
    """Every line of every log, though the account asks for all of them."""
    for logger in (intake.logger, notify.logger, sweep.logger, documents.logger):
        logger.setLevel(logging.DEBUG)
    lines: list[str] = []
    with caplog.at_level(logging.DEBUG):
        yield lines
    lines.clear()


def marked(form: Form) -> dict[str, list[str]]:
    """Return a valid submission with a mark in every field that takes text, and in the address."""
    pairs, count = in_every_field(form, valid_submission(form, Random(7)), f"{MARK} fell")
    assert count > 5
    return {**pairs, "form_version": ["1"]}


def sent(form: Form) -> str:
    """Send a marked report after a page of faults and a check page; return the address of its receipt."""
    path, typed = f"/api/forms/{form.id}", marked(form)
    assert (
        intake.handler(event("POST", path, encoded({**typed, "intruder": MARK})), None)["statusCode"] == 400
    )
    page = Answer(intake.handler(event("POST", path, encoded({**typed, "action": "check"})), None))
    assert page.status == 200
    answer = Answer(intake.handler(event("POST", path, encoded({**page.hidden, "action": "send"})), None))
    assert answer.status == 303
    return answer.location


def saved(form: Form) -> None:
    """Save a marked report, and let it lie."""
    body = encoded({**marked(form), "action": "save"})
    answer = intake.handler(event("POST", f"/api/forms/{form.id}", body), None)
    assert answer["statusCode"] == 200
    assert MARK not in answer["body"]


def quarantine_beside(records: Records, folder: Path) -> Uploads:
    """Return an empty quarantine of the same kind as the records."""
    if not isinstance(records, AwsRecords):
        return LocalUploads(folder / "data" / "quarantine")
    name = f"{records._bucket}-quarantine"
    where = {"LocationConstraint": "ap-southeast-2"}
    client("s3").create_bucket(Bucket=name, CreateBucketConfiguration=where)
    client("s3").put_bucket_versioning(Bucket=name, VersioningConfiguration={"Status": "Enabled"})
    return AwsUploads(name)


def uploaded(uploads: Uploads, fields: dict[str, str]) -> tuple[Upload, str]:
    """Put a file where its form would, and return which upload and version it is."""
    upload = Upload.of_key(fields["key"])
    assert upload
    if isinstance(uploads, AwsUploads):
        answer = client("s3").put_object(Bucket=uploads._bucket, Key=upload.key, Body=files.pdf())
        return upload, str(answer["VersionId"])
    assert isinstance(uploads, LocalUploads)
    return uploads.receive(fields, files.pdf(), NOW)


@pytest.mark.parametrize("id_", EVERY_FORM)
def test_a_marked_report_leaves_no_mark_but_in_its_documents(
    id_: str,
    records: Records,
    mail: Held,
    tmp_path: Path,
    logged: list[str],
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    saved(LOADED.forms[id_])
    assert MARK not in kept_beside_documents(records, tmp_path, "revision")
    receipt = sent(LOADED.forms[id_])
    [reference] = records.references()
    assert MARK in records.document(reference, "report.json").decode()
    assert MARK not in unquote(receipt)
    correcting = Answer(intake.handler(event("POST", receipt, b"action=correct"), None))
    assert MARK in correcting.body
    assert MARK not in intake.handler(event("GET", receipt), None)["body"]

    monkeypatch.setattr(sweep, "datetime", MUCH_LATER)
    sweep.handler({}, None)
    notify.handler(stream_event(records.pending()), None)
    assert len(mail.sent) >= 2
    assert MARK not in told_by(mail)
    assert MARK not in kept_beside_documents(records, tmp_path)
    assert tags(records) <= {
        ("retention", json.loads(records.document(reference, "report.json"))["retention"])
    }
    lines = written(caplog, capfd)
    assert "answered" in lines
    assert MARK not in lines


@pytest.mark.parametrize("verdict", ["clean", "malware", "not_scanned"])
def test_a_marked_title_leaves_no_mark_but_in_documents(
    verdict: Verdict,
    records: Records,
    mail: Held,
    tmp_path: Path,
    logged: list[str],
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    uploads = quarantine_beside(records, tmp_path)
    for module in (documents_of, documents):
        monkeypatch.setattr(module, "datetime", telling(lambda: NOW))
    monkeypatch.setattr(ports, "uploads", lambda: uploads)
    receipt = sent(LOADED.forms["ssr-critical-short"])
    title = encoded({"title": f"{MARK} plan of care"})
    page = Answer(intake.handler(event("POST", f"{receipt}/documents", title), None))
    upload, version = uploaded(uploads, {name: values[0] for name, values in page.hidden.items()})
    documents.handler(came_event(upload, version), None)
    documents.handler(scan_event(upload, version, verdict, "aws.guardduty"), None)
    assert f"{MARK} plan of care" in Answer(intake.handler(event("GET", receipt), None)).text

    notify.handler(stream_event(records.pending()), None)
    assert any("document" in message["Subject"].lower() for message in mail.sent)
    assert MARK not in told_by(mail)
    assert MARK not in kept_beside_documents(records, tmp_path)
    assert MARK not in str([upload.key, *uploads.waiting()])
    assert MARK not in written(caplog, capfd)


@pytest.mark.parametrize("fault", [ValueError, KeyError, RuntimeError])
def test_a_fault_that_quotes_an_answer_is_not_quoted_in_a_log(
    fault: type[Exception],
    records: Records,
    monkeypatch: pytest.MonkeyPatch,
    logged: list[str],
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    """In each of the three Lambdas, wherever it comes from."""
    form = LOADED.forms["ndis-immediate"]
    sent(form)

    def quotes(*_: object, **__: object) -> None:
        raise fault(f"cannot read {MARK}")

    monkeypatch.setattr(Exchange, "read", quotes)
    answer = intake.handler(event("POST", f"/api/forms/{form.id}", encoded(marked(form))), None)
    assert answer["statusCode"] == 500
    assert MARK not in answer["body"]
    monkeypatch.setattr(notify, "settle", quotes)
    notify.handler(stream_event(records.pending()), None)
    monkeypatch.setattr(notify, "claim", quotes)
    assert notify.handler(stream_event(records.pending()), None)["batchItemFailures"]
    monkeypatch.setattr(sweep, "settle_due", quotes)
    monkeypatch.setattr(sweep, "hand_over_due", quotes)
    monkeypatch.setattr(sweep, "datetime", MUCH_LATER)
    with pytest.raises(sweep.SweepIncomplete) as told:
        sweep.handler({}, None)
    assert MARK not in str(told.value)
    Worker(Owing(), quotes, quotes).work(1.0)
    lines = written(caplog, capfd)
    assert "Email not sent" in lines
    assert MARK not in lines
