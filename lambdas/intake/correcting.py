"""Corrections: a new version of a sent report, as one more event of its record. Every version stays.

A correction names the version it began with. Of two that began with the same one, the first written wins.
"""

from collections.abc import Sequence
from datetime import datetime

from forms_src.answers import Reading
from forms_src.library import Compiled
from lambdas.intake.opening import Opened
from lambdas.intake.sending import RENDITION_NAME, put_documents, report_of
from lambdas.intake.tokens import receipt_token, same, submission_id
from lambdas.records.awaiting import awaited_again
from lambdas.records.chain import following
from lambdas.records.model import (
    REPORT_NAME,
    Document,
    Event,
    OutboxItem,
    OutboxKind,
    Report,
    Submission,
    canonical,
    sha256,
)
from lambdas.records.port import NumberTaken, Records, RecordsUnavailable, SubmissionExists
from lambdas.records.versions import Version, versions

MAX_TRIES = 5
_OWED: tuple[OutboxKind, ...] = ("corrected", "correction_notice")


class Overtaken(Exception):  # noqa: N818 - an answer to the person, not an error of ours
    """Another correction came first. `last` is the fingerprint of the version that is now the last."""

    def __init__(self, last: str) -> None:
        super().__init__("Another correction came first")
        self.last = last


class TooLate(Exception):  # noqa: N818 - an answer to the person, not an error of ours
    """The time in which a report can be corrected has passed."""


def correct(
    records: Records,
    found: Opened,
    compiled: Compiled,
    reading: Reading,
    *,
    key: str,
    began_with: str,
    reason: str,
    answers: str,
    now: datetime,
    draft: str | None = None,
) -> Submission:
    """Store a correction and return its submission: this one, or the one that the same key led to before.

    `began_with` is the fingerprint of the version it began with, `answers` that of what is sent, and `draft`
    the id of the draft that it destroys. Raises Overtaken or TooLate; RecordsUnavailable when nothing is
    certain: the same key again is safe.
    """
    id_ = submission_id(receipt_token(key))
    stored = records.submission(id_)
    if stored:
        return stored
    if not found.is_open(now):
        raise TooLate
    _check_is_last(found.versions, began_with)
    report = _report(found, compiled, reading, reason, now)
    documents = put_documents(records, compiled, report, *_names(report))
    submission = Submission(id=id_, reference=report.reference, answers_sha256=answers, received_at=now)
    try:
        _append(records, report, documents, submission, compiled, began_with, draft)
    except SubmissionExists as exists:
        return exists.submission
    return submission


def _check_is_last(found: Sequence[Version], began_with: str) -> None:
    if not same(found[-1].sha256, began_with):
        raise Overtaken(found[-1].sha256)


def _report(found: Opened, compiled: Compiled, reading: Reading, reason: str, now: datetime) -> Report:
    return report_of(
        compiled,
        reading,
        found.report.reference,
        found.report.received_at,
        corrects=found.report.retention,
        follows=found.report.follows,
        version=found.report.version + 1,
        corrected_at=now,
        correction_reason=reason,
    )


def _names(report: Report) -> tuple[str, str]:
    """Return names that no other correction uses, even one that was never finished."""
    mark = f"-{report.version}-{sha256(canonical(report))[:8]}."
    return REPORT_NAME.replace(".", mark), RENDITION_NAME.replace(".", mark)


def _append(
    records: Records,
    report: Report,
    documents: tuple[Document, ...],
    submission: Submission,
    compiled: Compiled,
    began_with: str,
    draft: str | None,
) -> None:
    """Add the event behind whatever else is added meanwhile, but not behind another correction."""
    for _ in range(MAX_TRIES):
        events = records.events(report.reference)
        _check_is_last(versions(events), began_with)
        event = _event(events[-1], report, documents)
        about = str(event.number)
        owed = [OutboxItem.of(report.reference, kind, event.at, about) for kind in _OWED]
        changes = awaited_again(report, compiled.form, records.awaited(report.reference), events)
        try:
            return records.append(
                event, None, submission=submission, outbox=owed, awaited=changes, draft=draft
            )
        except NumberTaken:
            continue
    raise RecordsUnavailable("Others kept writing to the record")


def _event(last: Event, report: Report, documents: tuple[Document, ...]) -> Event:
    details: dict[str, str | int | bool] = {
        "version": report.version,
        "form_version": report.form_version,
        "late": bool(report.late),
    }
    at = report.corrected_at or last.at
    return following(last, at, "corrected", documents, details, "reporter")
