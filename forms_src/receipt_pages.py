"""What is kept of a report: the receipt of the person who sent it, the rendition that officers read."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from forms_src.deadlines import Due, moment_words
from forms_src.definition import Form
from forms_src.document_pages import Adding, Titling
from forms_src.fields.base import When
from forms_src.pages import due_lines, render
from forms_src.routing import Step
from forms_src.summaries import Summary


class NextForm(NamedTuple):
    """A form that can be started from a receipt: what its button posts, its title, where it is blank."""

    action: str
    title: str
    address: str


class Receipt(NamedTuple):
    """What a person keeps: no answer. `received_at` is UTC; `late` are the clocks that had passed by then.

    `sha256` is the fingerprint of the report as first sent, `corrections` are when each later version came
    and its fingerprint. `address` is the receipt's own, where its buttons post to; `open_until` is how long
    the answers can be carried over or corrected, and `is_open` whether they still can.
    """

    reference: str
    received_at: datetime
    zone: str
    zone_words: str
    due: tuple[Due, ...]
    late: tuple[str, ...]
    sha256: str
    email_sent_to: bool
    corrections: tuple[tuple[datetime, str], ...] = ()
    address: str = ""
    open_until: datetime | None = None
    is_open: bool = False
    next_forms: tuple[NextForm, ...] = ()
    another: str = ""


def receipt_page(
    form: Form, receipt: Receipt, prompts: Sequence[Step] = (), adding: Adding | None = None
) -> str:
    """Return the page that a person keeps. No answer is on it but titles of documents of the last day."""

    def said(at: datetime) -> str:
        return moment_words(at, receipt.zone, receipt.zone_words)

    return render(
        "receipt",
        form=form,
        receipt=receipt,
        received=said(receipt.received_at),
        corrections=[(said(at), sha256) for at, sha256 in receipt.corrections],
        open_until=said(receipt.open_until) if receipt.open_until else "",
        due=due_lines(form, receipt.due, receipt.late),
        prompts=prompts,
        documents=[(line, said(line.at)) for line in adding.lines] if adding else [],
        **(Titling(adding).given if adding else {"adding": None}),
    )


def rendition(form: Form, report: Mapping[str, Any]) -> str:
    """Return one stored report, `report.json` as a dict, as a page that stands alone, for officers."""
    received = datetime.fromisoformat(report["received_at"])
    when = When(received, report["zone"], report["zone_words"])
    dues = [Due.model_validate(one) for one in report["due"]]
    at = report.get("corrected_at")
    return render(
        "rendition",
        form=form,
        report=report,
        received=moment_words(*when),
        corrected=moment_words(*when._replace(now=datetime.fromisoformat(at))) if at else "",
        late=form.own_clock.id in report["late"],
        due=due_lines(form, dues, report["late"]),
        facts=[(fact.label, report["facts"][fact.id]) for fact in form.facts if fact.id in report["facts"]],
        summary=Summary(form, report["answers"], when, report["late"]).parts(),
    )
