"""The emails about documents. None holds a title: which one is meant is told by its number."""

from collections.abc import Sequence
from email.message import EmailMessage

from forms_src.deadlines import moment_words
from forms_src.document_words import KIND_WORDS, REASON_WORDS
from lambdas.documents.states import Listed, listed
from lambdas.notify.emails import begin, finished, write
from lambdas.records.model import Event, OutboxItem, Report

KINDS = {"document_refused", "document_delayed", "document_notice"}
TO_CONTACT = KINDS - {"document_notice"}
_HEADINGS = {
    "added": "A document was added",
    "refused": "A document was not accepted",
    "delayed": "A document is still being checked",
}
_SUBJECTS = {
    "document_refused": "We could not add a document to your report",
    "document_delayed": "We are still checking a document of your report",
}


def document_email(
    report: Report, events: Sequence[Event], item: OutboxItem, sender: str, to: str
) -> EmailMessage:
    """Tell of the document that the event `item.about` is about, as it was then. Raises AddressRefused."""
    event = events[int(item.about) - 1]
    document = next(one for one in listed(events[: event.number]) if one.id == event.details["document"])
    subject = _SUBJECTS.get(item.kind, _HEADINGS.get(document.state, ""))
    message = begin(item, sender, to, f"{subject}: {report.reference}")
    write(message, item, report, **_words(document, report))
    return finished(message, item)


def _words(document: Listed, report: Report) -> dict[str, object]:
    return {
        "document": document,
        "document_state": document.state,
        "document_heading": _HEADINGS.get(document.state, ""),
        "document_came": moment_words(document.at, report.zone, report.zone_words),
        "document_kind": KIND_WORDS.get(document.kind, ""),
        "document_reason": REASON_WORDS.get(document.reason, ""),
    }
