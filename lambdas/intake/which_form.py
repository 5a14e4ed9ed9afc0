"""“Which form do I need?”: answers in, what to send out. Nothing is stored."""

from datetime import UTC, datetime

from forms_src.answers import Fault, Reading
from forms_src.library import Guide
from forms_src.posted import Posted
from forms_src.unexpected import unexpected_names
from lambdas.intake.request import Request
from lambdas.intake.responses import Response, html

UNREADABLE = "Some characters could not be read, and show as “�”. Put them right, then go on"
UNEXPECTED = "Some of what was sent does not belong to this page. Look over your answers, then go on"


def respond(request: Request, guide: Guide) -> Response:
    """Answer with the questions and their faults, or with what to send."""
    posted, readable = request.posted()
    now = datetime.now(UTC)
    problem = _problem(guide, posted, readable)
    guide = guide.edition_of(posted, now)
    if problem:
        return _questions(400, guide, posted, problems=[Fault("", "report", *problem)])
    if posted.first("action") == "edit":
        return _questions(200, guide, posted)
    reading = guide.reader.read(posted, now)
    if reading.faults:
        return _questions(422, guide, posted, reading)
    from forms_src.guide_pages import next_steps_page

    return html(200, next_steps_page(guide.routing, posted, reading))


def _problem(guide: Guide, posted: Posted, readable: bool) -> tuple[str, str] | None:
    if not readable:
        return "encoding", UNREADABLE
    return ("unexpected", UNEXPECTED) if unexpected_names(guide.routing, posted) else None


def _questions(
    status: int,
    guide: Guide,
    posted: Posted,
    reading: Reading | None = None,
    *,
    problems: list[Fault] | None = None,
) -> Response:
    from forms_src.guide_pages import which_form_page

    page = which_form_page(guide.routing, posted.printable(), reading, problems=problems or ())
    return html(status, page)
