"""Reports full of marked answers leave no mark but in the documents of their records.

Not in a log, an address, an email, a file's name, a key or an item: on a folder, and on AWS as moto plays it.
"""

import json
import logging
import os
from collections.abc import Iterator
from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path
from random import Random
from urllib.parse import unquote

import pytest

from forms_src.definition import Form
from lambdas import ports
from lambdas import settings as settings_of
from lambdas.clients import client
from lambdas.drafts.port import Drafts
from lambdas.intake import forms as forms_of
from lambdas.intake import handler as intake
from lambdas.intake import receipts
from lambdas.intake.exchange import Exchange
from lambdas.local.worker import Worker
from lambdas.mail.port import wire
from lambdas.notify import handler as notify
from lambdas.notify.stream import stream_event
from lambdas.records.aws import AwsRecords
from lambdas.records.local import LocalRecords
from lambdas.records.model import OutboxItem
from lambdas.records.port import Records
from lambdas.seals.local import LocalSeals
from lambdas.settings import Settings
from lambdas.sweep import handler as sweep
from tests.lambdas.clock import telling
from tests.lambdas.hostile.renderings import in_every_field
from tests.lambdas.hostile.strings import MARK
from tests.lambdas.intake.conftest import event
from tests.lambdas.intake.pages import Answer
from tests.real_forms import LOADED
from tests.submissions import encoded
from tests.submissions.generated import NOW, valid_submission

EVERY_FORM = sorted(LOADED.forms)
MUCH_LATER = telling(lambda: NOW + timedelta(days=30))


class Held:
    """Mail that is kept."""

    def __init__(self) -> None:
        self.sent: list[EmailMessage] = []

    def send(self, message: EmailMessage) -> str:
        self.sent.append(message)
        return f"id-{len(self.sent)}"


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
    for logger in (intake.logger, notify.logger, sweep.logger):
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
    for message in mail.sent:
        to = str(message["To"])
        assert MARK.encode() not in wire(message).replace(to.encode(), b"")

    assert MARK not in kept_beside_documents(records, tmp_path)
    assert tags(records) <= {
        ("retention", json.loads(records.document(reference, "report.json"))["retention"])
    }
    lines = [*map(notify.logger.registered_formatter.format, caplog.records), *capfd.readouterr()]
    lines += [one.getMessage() for one in caplog.records]
    assert "answered" in "".join(lines)
    assert MARK not in "".join(lines)


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
    written = [notify.logger.registered_formatter.format(one) for one in caplog.records]
    lines = [*written, *(one.getMessage() for one in caplog.records), *capfd.readouterr()]
    assert "Email not sent" in "".join(lines)
    assert MARK not in "".join(lines)
