"""The write order: documents first, then one transaction. What is told “received” is stored."""

import json
from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256
from typing import Any

from forms_src.answers import Reading
from forms_src.library import Compiled
from forms_src.references import new_reference
from lambdas.intake.linking import link_in
from lambdas.intake.opening import Opened
from lambdas.intake.retaining import retention_of
from lambdas.intake.tokens import receipt_token, submission_id
from lambdas.records.awaiting import awaited_by
from lambdas.records.model import REPORT_NAME, Document, Event, OutboxItem, Report, Submission, canonical
from lambdas.records.port import NumberTaken, Records, RecordsUnavailable, ReferenceTaken, SubmissionExists

RENDITION_NAME = "rendition.html"
MAX_REFERENCES = 5
MAX_LINKS = 5


def answers_sha256(compiled: Compiled, reading: Reading, **more: str) -> str:
    """Return the fingerprint of the answers to one form, to tell a repeated press from another report."""
    content: dict[str, Any] = {"form": compiled.form.id, "answers": reading.answers, **more}
    return sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def send(
    records: Records,
    compiled: Compiled,
    reading: Reading,
    key: str,
    now: datetime,
    earlier: Opened | None = None,
    signals: Sequence[str] = (),
    draft: str | None = None,
) -> Submission:
    """Store a report and return its submission: this one, or the one that the same key led to before.

    `earlier` is the report that it follows, which is told in the same transaction; `signals` are signs of a
    program; `draft` is the id of the draft that is destroyed with it. Raises RecordsUnavailable when nothing
    is certain; the same key again is safe.
    """
    id_ = submission_id(receipt_token(key))
    stored = records.submission(id_)
    if stored:
        return stored
    for _ in range(MAX_REFERENCES):
        try:
            return _store(records, compiled, reading, id_, now, earlier, signals, draft)
        except SubmissionExists as exists:
            return exists.submission
        except ReferenceTaken:
            continue
    raise RecordsUnavailable("No free reference was found")


def _store(
    records: Records,
    compiled: Compiled,
    reading: Reading,
    id_: str,
    now: datetime,
    earlier: Opened | None,
    signals: Sequence[str],
    draft: str | None,
) -> Submission:
    reference = new_reference(compiled.form.prefix)
    follows = earlier.report.reference if earlier else None
    report = report_of(compiled, reading, reference, now, follows=follows)
    documents = put_documents(records, compiled, report, REPORT_NAME, RENDITION_NAME)
    event = Event(
        reference=reference,
        number=1,
        at=now,
        actor="reporter",
        kind="received",
        documents=documents,
        details=_details(report, signals),
    )
    submission = Submission(
        id=id_, reference=reference, answers_sha256=answers_sha256(compiled, reading), received_at=now
    )
    _commit(records, event, submission, report, compiled, earlier, draft)
    return submission


def _details(report: Report, signals: Sequence[str]) -> dict[str, str | int | bool]:
    return {
        "form": report.form,
        "form_version": report.form_version,
        "late": bool(report.late),
        **({"follows": report.follows} if report.follows else {}),
        **({"signals": " ".join(signals)} if signals else {}),
    }


def _commit(
    records: Records,
    event: Event,
    submission: Submission,
    report: Report,
    compiled: Compiled,
    earlier: Opened | None,
    draft: str | None,
) -> None:
    """Commit behind whatever others add to the earlier record meanwhile."""
    owed = [OutboxItem.of(report.reference, kind, event.at) for kind in ("confirmation", "notice")]
    awaited = awaited_by(report, compiled.form)
    for _ in range(MAX_LINKS):
        link = link_in(records, earlier, event, report) if earlier else None
        try:
            return records.commit(event, submission, owed, awaited=awaited, link=link, draft=draft)
        except NumberTaken:
            continue
    raise RecordsUnavailable("Others kept writing to the earlier record")


def report_of(
    compiled: Compiled, reading: Reading, reference: str, now: datetime, corrects: str = "", **more: Any
) -> Report:
    """Return the report as it is stored. `now` is when it was received, `more` what else the report says.

    `corrects` is the class of retention of what it corrects.
    """
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
        agency_phone=form.agency.phone,
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
        retention=retention_of(form, reading, corrects),
        **more,
    )


def put_documents(
    records: Records, compiled: Compiled, report: Report, report_name: str, rendition_name: str
) -> tuple[Document, ...]:
    """Store a report and its rendition under these names and return both as documents of its event."""
    from forms_src.receipt_pages import rendition

    stored = canonical(report)
    shown = rendition(compiled.form, report.model_dump(mode="json")).encode()
    documents: Sequence[tuple[Document, bytes]] = (
        (Document.of(report_name, stored, "application/json"), stored),
        (Document.of(rendition_name, shown, "text/html; charset=utf-8"), shown),
    )
    for document, body in documents:
        records.put_document(report.reference, document, body, report.retention)
    return tuple(document for document, _ in documents)
