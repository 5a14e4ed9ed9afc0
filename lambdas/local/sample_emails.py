"""Each email that a report can lead to, written with a sample."""

from collections.abc import Iterator, Sequence
from email.message import EmailMessage

from lambdas.records.chain import following
from lambdas.records.model import Event, EventKind, OutboxItem, OutboxKind, Report, sha256

SENDER = "Incident forms <forms@service.example>"
SITE = "https://forms.example"
_ENDS: dict[EventKind, tuple[OutboxKind, ...]] = {
    "document_added": ("document_notice",),
    "document_delayed": ("document_delayed", "document_notice"),
    "document_refused": ("document_refused", "document_notice"),
}


def emails(report: Report) -> Sequence[EmailMessage]:
    """Return each email that a report can lead to; those about documents come last."""
    from lambdas.notify import emails as make
    from lambdas.seals.links import PATH

    def item(kind: OutboxKind) -> OutboxItem:
        return OutboxItem.of(report.reference, kind, report.received_at, "2")

    to_agency, fingerprint = _agency(report), sha256(b"")
    found = [
        make.confirmation(report, fingerprint, item("confirmation"), SENDER, f"{SITE}{PATH}…"),
        make.notice(report, item("notice"), SENDER, to_agency),
        make.corrected(report, fingerprint, item("corrected"), SENDER),
        make.correction_notice(report, item("correction_notice"), SENDER, to_agency),
        make.not_processed(report, item("not_processed"), SENDER),
    ]
    later = [due for due in report.due if due.clock != report.own_clock]
    found += [make.reminder(report, due.clock, item("reminder"), SENDER, SITE) for due in later]
    return [*found, *_about_documents(report)]


def _about_documents(report: Report) -> Iterator[EmailMessage]:
    """Yield the emails about a document that was added, is not scanned yet, or has malware in it."""
    from lambdas.notify.document_emails import TO_CONTACT, document_email

    for end, kinds in _ENDS.items():
        events = _history(report, end)
        for kind in kinds:
            item = OutboxItem.of(report.reference, kind, report.received_at, str(len(events)))
            to = (report.contact_email or "") if kind in TO_CONTACT else _agency(report)
            yield document_email(report, events, item, SENDER, to)


def _history(report: Report, end: EventKind) -> list[Event]:
    """Return the events of a report with one document, of which the last one tells what became."""
    at, document = report.received_at, {"document": "0123456789abcdef"}
    first = Event(reference=report.reference, number=1, at=at, actor="reporter", kind="received")
    arrived = following(first, at, "document_arrived", (), {**document, "kind": "pdf"})
    return [first, arrived, following(arrived, at, end, (), {**document, "reason": "malware"})]


def _agency(report: Report) -> str:
    return f"{report.agency}@inbox.example"
