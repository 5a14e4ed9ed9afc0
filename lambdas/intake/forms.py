"""A form posted: checked, edited, items added and removed, sent."""

from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from forms_src.answers import Fault, Reading
from forms_src.definition import Form
from forms_src.fields.group.field import Group
from forms_src.library import Compiled, Library
from forms_src.posted import Posted
from forms_src.unexpected import unexpected_names
from lambdas import ports
from lambdas.drafts.port import DraftsUnavailable
from lambdas.intake.correcting import Overtaken, TooLate
from lambdas.intake.exchange import Exchange
from lambdas.intake.items import action_on_item, count_of, has_answers, with_item, without_item
from lambdas.intake.keys import cookie_for, key_for
from lambdas.intake.moving_on import asked_on
from lambdas.intake.opening import Opened, made_on, opened
from lambdas.intake.prompting import prompts_before
from lambdas.intake.receipts import too_late
from lambdas.intake.request import Refused, Request
from lambdas.intake.responses import Response, html, see_other
from lambdas.intake.saved import saved_page
from lambdas.intake.saving import save
from lambdas.intake.tokens import key_of, new_key
from lambdas.records.port import RecordsUnavailable

if TYPE_CHECKING:
    from forms_src.changes.moving import Moved

NOT_SENT = "Not sent: we could not store your report. Your answers are still here. Press Send report again."
NOT_YET = "Nothing has been sent. Check your answers, then press Send report."
NOT_SAVED = (
    "Not saved and not sent: we could not keep your answers. They are still here. Wait a minute, then save "
    "again."
)
NOT_CORRECTED = (
    "Not sent: we could not store your correction. Your answers are still here. "
    "Wait a minute, then try again."
)
OVERTAKEN = (
    "Not sent: another correction of this report came first. Your answers are still here. "
    "Open your receipt in another tab to see when. If your answers are right, press Send correction again."
)
ALREADY = (
    "You sent a report from this page before: {reference}. These answers are different. "
    "If this is another report, press Send report: it gets its own reference."
)


def respond(request: Request, compiled: Compiled, library: Library) -> Response:
    """Answer a post of a form. Raises Refused where there is no form to show again."""
    posted, readable = request.posted()
    now = datetime.now(UTC)
    current = library.form(compiled.form.id, now=now) or compiled
    whole, moved = asked_on(current, posted, library, now)
    exchange = Exchange(request, whole.edition_of(posted, now), posted, now, library)
    if posted.first("action") == "save":
        return _save(exchange)
    try:
        exchange = _as_correction(exchange)
    except RecordsUnavailable:
        return _form(503, exchange, notice=NOT_CORRECTED)
    if moved and not exchange.correcting:
        return _form(409, exchange, moved=moved)
    whole = (
        library.form(exchange.form.id, exchange.form.version) or whole
    )  # an edition does not know the others
    if problems := _not_of_this_page(whole.form, posted, readable):
        return _form(400, exchange, problems=problems)
    return _act(exchange, posted.first("action") or "check")


def _save(exchange: Exchange) -> Response:
    """Keep everything as it was posted. What it corrects tells the edition, where that can be found."""
    with suppress(Refused, RecordsUnavailable):
        exchange = _as_correction(exchange)
    try:
        saved = save(ports.drafts(), exchange.compiled, exchange.posted, exchange.now)
    except DraftsUnavailable:
        return _form(503, exchange, notice=NOT_SAVED)
    return saved_page(200, exchange.compiled, exchange.posted, exchange.now, saved)


def _as_correction(exchange: Exchange) -> Exchange:
    """Return it with the report that it corrects, if it does. Raises Refused, RecordsUnavailable."""
    if not exchange.origin.corrects:
        return exchange
    found = _corrected(exchange)
    whole = made_on(found.report, exchange.library) or exchange.compiled
    edition = whole.edition_of(exchange.posted, found.report.received_at)
    return replace(exchange, correcting=found, compiled=edition)


def _corrected(exchange: Exchange) -> Opened:
    """Return the report that is corrected. Raises Refused (404) unless the secret opens one on this form."""
    found = opened(ports.records(), exchange.origin.corrects, exchange.library)
    if found.report.form != exchange.form.id:
        raise Refused(
            404, "We could not find that report", "Open your receipt and press Correct this report."
        )
    return found


def _act(exchange: Exchange, action: str) -> Response:
    on_item = action_on_item(exchange.form, action)
    if on_item:
        verb, group, number = on_item
        return _add(exchange, group) if verb == "add" else _remove(exchange, group, number)
    match action:
        case "check":
            return check(exchange)
        case "edit":
            return _form(200, exchange)
        case "send":
            return _send(exchange)
        case _:
            words = "We could not tell what to do. Press Check answers to go on"
            return _form(400, exchange, problems=[Fault("", "report", "action", words)])


def _not_of_this_page(form: Form, posted: Posted, readable: bool) -> list[Fault]:
    if not readable:
        words = "Some characters could not be read, and show as “�”. Put them right, then press Check answers"
        return [Fault("", "report", "encoding", words)]
    if not unexpected_names(form, posted):
        return []
    words = (
        "Some of what was sent does not belong to this page. Look over your answers, then press Check answers"
    )
    return [Fault("", "report", "unexpected", words)]


def check(exchange: Exchange) -> Response:
    """Answer with the check page, or with the form and its faults."""
    reading = exchange.read()
    if reading.faults:
        return _form(422, exchange, reading)
    if exchange.correcting and not exchange.correcting.is_open(exchange.now):
        return _form(410, exchange, notice=_too_late(exchange.correcting))
    key = key_for(exchange.request, exchange.key, exchange.fingerprint(reading), exchange.now)
    return _check_page(200, exchange, reading, key)


def _send(exchange: Exchange) -> Response:
    reading = exchange.read(sending=True)
    key = key_of(exchange.key)
    if reading.faults:
        return _form(422, exchange, reading)
    if key is None:
        return _check_page(400, exchange, reading, new_key(exchange.now), NOT_YET)
    try:
        submission, receipt = exchange.store(reading, key)
    except RecordsUnavailable:
        notice = NOT_CORRECTED if exchange.correcting else NOT_SENT
        return _check_page(503, exchange, reading, key, notice)
    except Overtaken as overtaken:
        return _overtaken(exchange, reading, key, overtaken)
    except TooLate:
        return _form(410, exchange, notice=_too_late(exchange.correcting) if exchange.correcting else "")
    if not exchange.is_of(submission):
        notice = ALREADY.format(reference=submission.reference)
        return _check_page(409, exchange, reading, new_key(exchange.now), notice)
    exchange.discard_draft()
    return see_other(receipt)


def _overtaken(exchange: Exchange, reading: Reading, key: str, overtaken: Overtaken) -> Response:
    """Answer with the check page, everything kept, now as a correction of the version that came first."""
    newer = {"corrected_version": (overtaken.last,)}
    now_of_that = replace(exchange, posted=exchange.posted.replaced(newer))
    return _check_page(409, now_of_that, reading, key, OVERTAKEN)


def _too_late(found: Opened) -> str:
    return " ".join(("Not sent.", *too_late(found)[1:], "Your answers are still on this page."))


def _check_page(status: int, exchange: Exchange, reading: Reading, key: str, notice: str = "") -> Response:
    from forms_src.pages import check_page

    prompts = prompts_before(exchange.library.guide(), exchange.form, reading)
    origin = exchange.origin
    page = check_page(
        exchange.form, exchange.posted, reading, key, notice=notice, origin=origin, prompts=prompts
    )
    cookie = cookie_for(exchange.request, key, exchange.fingerprint(reading))
    return html(status, page, cookies=[cookie])


def _add(exchange: Exchange, group: Group) -> Response:
    posted, number = with_item(group, exchange.posted)
    if not number:
        words = f"You can add up to {group.max}: remove one to add another"
        return _form(422, exchange, problems=[Fault(group.id, f"{group.id}-1", "too_many", words)])
    return _form(200, exchange, posted=posted, focus=f"{group.id}-{number}")


def _remove(exchange: Exchange, group: Group, number: int) -> Response:
    asked = exchange.posted.first("confirm_remove") == "yes"
    if has_answers(group, exchange.posted, number) and not asked:
        return _form(200, exchange, removing=(group.id, number))
    posted = without_item(group, exchange.posted, number)
    left = min(number, count_of(group, posted))
    notice = f"{group.item_title} {number} was removed."
    return _form(200, exchange, posted=posted, notice=notice, focus=f"{group.id}-{left}")


def _form(
    status: int,
    exchange: Exchange,
    reading: Reading | None = None,
    *,
    posted: Posted | None = None,
    problems: list[Fault] | None = None,
    notice: str = "",
    focus: str = "",
    removing: tuple[str, int] | None = None,
    moved: "Moved | None" = None,
) -> Response:
    from forms_src.pages import form_page

    page = form_page(
        exchange.form,
        (posted or exchange.posted).printable().replaced({"confirm_remove": None}),
        reading,
        problems=problems or (),
        notice=notice,
        focus=focus,
        removing=removing,
        submission_key=key_of(exchange.key) or "",
        origin=exchange.origin,
        moved=moved,
    )
    return html(status, page)
