"""Documents are added to a sent report: a title is taken here; the file goes from browser to store."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

from forms_src.fields.base import Problem, When
from forms_src.library import Library
from lambdas import ports
from lambdas.documents.states import Listed, left, listed
from lambdas.intake.opening import ANSWERS_OPEN_FOR, opened
from lambdas.intake.request import Refused, Request
from lambdas.intake.responses import Response, html
from lambdas.records.model import Event
from lambdas.records.port import RecordsUnavailable
from lambdas.seals.links import PATH, Link, ends_at, message_of
from lambdas.seals.port import SealsUnavailable
from lambdas.settings import settings
from lambdas.uploads.port import OFFER_OPEN_FOR, Upload, UploadsUnavailable

if TYPE_CHECKING:
    from forms_src.document_pages import Adding, DocumentLine

UNAVAILABLE = (
    "We cannot take documents right now",
    "Your report is safe. You do not need to send it again.",
    "Wait a minute, then try again.",
)


def of_receipt(reference: str, address: str, events: Sequence[Event], query: str, now: datetime) -> "Adding":
    """Return the documents of a record as its receipt shows them; titles for a day, as all answers."""
    from forms_src.document_pages import Adding

    lines = tuple(_line(reference, one, now) for one in listed(events))
    return Adding(
        reference, left(events), f"{address}/documents", address, _has_arrived(query, reference), lines
    )


def add_from_receipt(token: str, request: Request, library: Library) -> Response:
    """Answer the title that a receipt posts. Raises Refused, RecordsUnavailable."""
    found = opened(ports.records(), token, library)
    now = datetime.now(UTC)
    return _take_title(of_receipt(found.report.reference, found.address, found.events, "", now), request, now)


def respond(token: str, request: Request) -> Response:
    """Answer the emailed link: it adds, and tells nothing of what is there. Raises Refused."""
    from forms_src.document_pages import Adding, Titling, title_page

    now = datetime.now(UTC)
    reference, events = _opened_by_link(token, now)
    arrived = _has_arrived(request.query, reference)
    adding = Adding(reference, left(events), f"{PATH}{token}", arrived=arrived)
    if request.method == "POST":
        return _take_title(adding, request, now)
    return html(200, title_page(Titling(adding)))


def _opened_by_link(token: str, now: datetime) -> tuple[str, Sequence[Event]]:
    try:
        link = Link.of(token)
        is_ours = link is not None and ports.seals().fits(message_of(link.reference), link.seal)
    except SealsUnavailable:
        raise Refused(503, *UNAVAILABLE) from None
    events = ports.records().events(link.reference) if link and is_ours else []
    if link is None or not events:
        raise Refused(404, "We could not find that page", "Check that the whole address was copied.")
    if now >= ends_at(events[0].at):
        sentence = "To add a document now, phone the agency that received the report."
        raise Refused(410, "This link has ended", "You could add documents with it for 30 days.", sentence)
    return link.reference, events


def _take_title(adding: "Adding", request: Request, now: datetime) -> Response:
    """Answer with the page that sends a file, or with what is wrong with its title. Nothing is filed yet."""
    from forms_src.document_pages import TITLE, Titling, file_page, title_fault, title_page

    posted, readable = request.posted()
    typed = posted.printable().first(TITLE.id)
    parsed = TITLE.parse(posted, TITLE.id, When(now, "UTC", "UTC"))
    if not adding.left:
        return html(409, title_page(Titling(adding, typed)))
    if parsed.problem or not readable:
        fault = title_fault(parsed.problem or Problem("control"))
        return html(422, title_page(Titling(adding, typed, fault)))
    upload = Upload.new(adding.reference)
    note = json.dumps({"title": parsed.value}, ensure_ascii=False).encode()
    back_to = f"{settings().site_url}{adding.receipt or adding.address}"
    try:
        offer = ports.uploads().offer(upload, note, back_to, now)
    except UploadsUnavailable:
        raise Refused(503, *UNAVAILABLE) from None
    minutes = int(OFFER_OPEN_FOR.total_seconds() // 60)
    return html(200, file_page(adding, str(parsed.value), offer.address, offer.fields, minutes))


def _has_arrived(query: str, reference: str) -> bool:
    """Whether the store says in the address that it has just taken a file for this record."""
    upload = Upload.of_key(parse_qs(query).get("key", [""])[0])
    return upload is not None and upload.reference == reference


def _line(reference: str, one: Listed, now: datetime) -> "DocumentLine":
    from forms_src.document_pages import DocumentLine

    title = _title(reference, one.title_in) if now < one.at + ANSWERS_OPEN_FOR else ""
    return DocumentLine(one.number, title, one.kind, one.state, one.reason, one.scanned_by, one.at)


def _title(reference: str, name: str) -> str:
    """Return the title of a document; none where it cannot be read, because the receipt matters more."""
    try:
        return str(json.loads(ports.records().document(reference, name))["title"])
    except (KeyError, ValueError, RecordsUnavailable):
        return ""
