"""Receipts: what a person keeps. They hold no answer."""

from datetime import UTC, datetime

from forms_src.library import Library
from lambdas.intake.prompting import prompts_after
from lambdas.intake.request import Refused
from lambdas.intake.responses import Response, html
from lambdas.intake.tokens import TOKEN, submission_id
from lambdas.ports import records
from lambdas.records.model import REPORT_NAME, Event, Report


def respond(token: str, library: Library) -> Response:
    """Answer with the receipt that a secret link opens. Raises Refused (404) for any other address."""
    submission = records().submission(submission_id(token)) if TOKEN.fullmatch(token) else None
    if submission is None:
        raise Refused(404, "We could not find that receipt", "Check that the whole address was copied.")
    received = records().events(submission.reference)[0]
    report = Report.model_validate_json(records().document(submission.reference, REPORT_NAME))
    return html(200, _page(report, received, library))


def _page(report: Report, received: Event, library: Library) -> str:
    from forms_src.pages import Receipt, receipt_page

    compiled = library.form(report.form)
    if compiled is None:
        raise Refused(
            404, "We could not find that receipt", f"Your report is stored under {report.reference}."
        )
    receipt = Receipt(
        reference=report.reference,
        received_at=report.received_at,
        zone=report.zone,
        zone_words=report.zone_words,
        due=report.due,
        late=report.late,
        sha256=next(document.sha256 for document in received.documents if document.name == REPORT_NAME),
        email_sent_to=report.contact_email is not None,
    )
    edition = compiled.on(report.edition) if report.edition else compiled
    prompts = prompts_after(library.guide(), edition.form, report, datetime.now(UTC))
    return receipt_page(edition.form, receipt, prompts)
