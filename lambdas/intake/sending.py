"""The write order: documents first, then one transaction. What is told “received” is stored."""

import json
from datetime import datetime
from hashlib import sha256
from typing import Any

from forms_src.answers import Reading
from forms_src.library import Compiled
from forms_src.references import new_reference
from lambdas.intake.tokens import receipt_token, submission_id
from lambdas.records.model import REPORT_NAME, Document, Event, OutboxItem, Report, Submission, canonical
from lambdas.records.port import Records, RecordsUnavailable, ReferenceTaken, SubmissionExists

RENDITION_NAME = "rendition.html"
MAX_REFERENCES = 5


def answers_sha256(compiled: Compiled, reading: Reading) -> str:
    """Return the fingerprint of the answers to one form, to tell a repeated press from another report."""
    content: dict[str, Any] = {"form": compiled.form.id, "answers": reading.answers}
    return sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def send(records: Records, compiled: Compiled, reading: Reading, key: str, now: datetime) -> Submission:
    """Store a report and return its submission: this one, or the one that the same key led to before.

    Raises RecordsUnavailable when nothing is certain; the same key again is safe.
    """
    id_ = submission_id(receipt_token(key))
    stored = records.submission(id_)
    if stored:
        return stored
    for _ in range(MAX_REFERENCES):
        try:
            return _store(records, compiled, reading, id_, now)
        except SubmissionExists as exists:
            return exists.submission
        except ReferenceTaken:
            continue
    raise RecordsUnavailable("No free reference was found")


def _store(records: Records, compiled: Compiled, reading: Reading, id_: str, now: datetime) -> Submission:
    report = report_of(compiled, reading, new_reference(compiled.form.prefix), now)
    documents = _documents(compiled, report)
    for document, body in documents:
        records.put_document(report.reference, document, body)
    event = Event(
        reference=report.reference,
        number=1,
        at=now,
        actor="reporter",
        kind="received",
        documents=tuple(document for document, _ in documents),
        details={"form": report.form, "form_version": report.form_version, "late": bool(report.late)},
    )
    submission = Submission(
        id=id_, reference=report.reference, answers_sha256=answers_sha256(compiled, reading), received_at=now
    )
    owed = [OutboxItem.of(report.reference, kind, now) for kind in ("confirmation", "notice")]
    records.commit(event, submission, owed)
    return submission


def report_of(compiled: Compiled, reading: Reading, reference: str, now: datetime) -> Report:
    """Return the report as it is stored. `now` is when it was received."""
    form = compiled.form
    return Report(
        reference=reference,
        form=form.id,
        form_version=form.version,
        edition=form.first_day,
        rule_set=form.rule_set.id if form.rule_set else None,
        definition_sha256=compiled.sha256,
        form_title=form.title,
        agency=form.agency.id,
        agency_name=form.agency.name,
        received_at=now,
        channel="web",
        place=reading.place.id,
        zone=reading.place.zone,
        zone_words=reading.place.zone_words,
        contact_email=reading.answers.get(form.confirmation_to),
        answers=reading.answers,
        facts=reading.facts,
        own_clock=form.own_clock.id,
        due=reading.due,
        late=reading.late,
        next_steps=form.next_steps,
    )


def _documents(compiled: Compiled, report: Report) -> list[tuple[Document, bytes]]:
    from forms_src.pages import rendition

    stored = canonical(report)
    shown = rendition(compiled.form, report.model_dump(mode="json")).encode()
    return [
        (Document.of(REPORT_NAME, stored, "application/json"), stored),
        (Document.of(RENDITION_NAME, shown, "text/html; charset=utf-8"), shown),
    ]
