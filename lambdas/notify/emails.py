"""The emails: a confirmation to the person who reported, a notice to the agency that receives the report, the
same for a correction, a reminder of a follow-up, and word that a report could not be passed on.

None holds an answer. Words are in forms_src/layouts/emails, as plain text and as HTML.
"""

from collections.abc import Collection
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from forms_src.deadlines import Due, moment_words
from lambdas.mail.addresses import address, named_address
from lambdas.mail.templates import templates
from lambdas.notify.ics import calendar_file
from lambdas.records.model import OutboxItem, Report, canonical, sha256
from lambdas.seals.links import ends_at

# What each sign of a program (lambdas/intake/signals.py) is in words.
SIGNS = {
    "honeypot": "A box that people do not see was filled in.",
    "quick": "It was sent within 3 seconds of reading back the answers.",
}


@dataclass(frozen=True)
class DueLine:
    """A due time as an email says it. `passed`: already over when the report was received."""

    label: str
    words: str
    passed: bool


def confirmation(
    report: Report, fingerprint: str, item: OutboxItem, sender: str, add_link: str = ""
) -> EmailMessage:
    """Tell the person that their report arrived.

    `fingerprint` is the SHA-256 of the stored report; documents can be added at the address `add_link`.

    Carries a calendar file for each due time still to be met: not for the form's own clock, which the report
    just met, and not for one that had passed when the report was received. Raises AddressRefused.
    """
    subject = f"We received your report: {report.reference}"
    message = begin(item, sender, report.contact_email or "", subject)
    until = moment_words(ends_at(report.received_at), report.zone, report.zone_words)
    write(message, item, report, fingerprint=fingerprint, add_link=add_link, add_until=until)
    domain = message["From"].addresses[0].domain
    for due in report.due:
        if due.clock != report.own_clock and not _has_passed(due, report):
            name = f"due-{due.clock.replace('_', '-')}.ics"
            text = calendar_file(due, report.reference, report.received_at, domain)
            message.add_attachment(text, subtype="calendar", cte="base64", filename=name)
    return finished(message, item)


def notice(
    report: Report,
    item: OutboxItem,
    sender: str,
    inbox: str,
    signals: Collection[str] = (),
    *,
    undelivered: bool = False,
) -> EmailMessage:
    """Tell the agency's inbox that a report arrived and where to read it, and what is a sign of a program.

    `undelivered`: an email to the sender came back. Raises AddressRefused.
    """
    subject = f"New report {report.reference}: {report.form_title}"
    message = begin(item, sender, inbox, subject)
    signs = [SIGNS[id_] for id_ in signals if id_ in SIGNS]
    write(message, item, report, signs=signs, undelivered=undelivered)
    return finished(message, item)


def corrected(report: Report, fingerprint: str, item: OutboxItem, sender: str) -> EmailMessage:
    """Tell the person that their correction arrived. Raises AddressRefused."""
    subject = f"We received your correction: {report.reference}"
    message = begin(item, sender, report.contact_email or "", subject)
    write(message, item, report, fingerprint=fingerprint, corrected=_corrected_words(report))
    return finished(message, item)


def correction_notice(
    report: Report, item: OutboxItem, sender: str, inbox: str, *, undelivered: bool = False
) -> EmailMessage:
    """Tell the agency's inbox that a report was corrected; `undelivered` as for `notice`.

    Raises AddressRefused.
    """
    message = begin(item, sender, inbox, f"Report {report.reference} was corrected: {report.form_title}")
    write(message, item, report, corrected=_corrected_words(report), undelivered=undelivered)
    return finished(message, item)


def reminder(report: Report, clock: str, item: OutboxItem, sender: str, site_url: str) -> EmailMessage:
    """Remind the person of a follow-up that is due by a clock of their report. Raises AddressRefused."""
    line = next(_line(due, report) for due in report.due if due.clock == clock)
    subject = f"Due soon: {line.label}, for your report {report.reference}"
    message = begin(item, sender, report.contact_email or "", subject)
    write(message, item, report, awaited=line, site_url=site_url)
    return finished(message, item)


def not_processed(report: Report, item: OutboxItem, sender: str) -> EmailMessage:
    """Tell the person that their report is stored and could not be passed on. Raises AddressRefused."""
    subject = f"Please phone about your report: {report.reference}"
    message = begin(item, sender, report.contact_email or "", subject)
    write(message, item, report)
    return finished(message, item)


def _corrected_words(report: Report) -> str:
    return moment_words(report.corrected_at or report.received_at, report.zone, report.zone_words)


def begin(item: OutboxItem, sender: str, to: str, subject: str) -> EmailMessage:
    """Begin an email with its headers. Raises AddressRefused."""
    message = EmailMessage(policy=SMTP)
    message["From"] = named_address(sender)
    message["To"] = address(to)
    message["Subject"] = subject
    message["Date"] = format_datetime(item.created_at)
    message["Message-ID"] = f"<{item.id}@{message['From'].addresses[0].domain}>"
    message["Auto-Submitted"] = "auto-generated"
    return message


def write(message: EmailMessage, item: OutboxItem, report: Report, **more: object) -> None:
    """Write the words of an email, from the templates of its kind."""
    own = [_line(due, report) for due in report.due if due.clock == report.own_clock]
    words = {
        "report": report,
        "received": moment_words(report.received_at, report.zone, report.zone_words),
        "own": own[0] if own else None,
        "next_due": [_line(due, report) for due in report.due if due.clock != report.own_clock],
        **more,
    }
    message.set_content(templates().get_template(f"{item.kind}.txt").render(words), cte="quoted-printable")
    html = templates().get_template(f"{item.kind}.html").render(words)
    message.add_alternative(html, subtype="html", cte="quoted-printable")


def _line(due: Due, report: Report) -> DueLine:
    return DueLine(due.label, due.words(), _has_passed(due, report))


def _has_passed(due: Due, report: Report) -> bool:
    return due.clock in report.late or due.due_at <= report.received_at


def finished(message: EmailMessage, item: OutboxItem) -> EmailMessage:
    """Give the parts fixed boundaries: Python draws them by chance, and a retry must have the same bytes."""
    seed = sha256(canonical(item))[:24]
    several = (part for part in message.walk() if part.is_multipart())
    for place, part in enumerate(several):
        # "=_" never occurs in quoted-printable or base64.
        part.set_boundary(f"=_{seed}_{place}")
    return message
