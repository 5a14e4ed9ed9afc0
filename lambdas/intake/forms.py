"""A form posted: checked, edited, items added and removed, sent."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from forms_src.answers import Fault, Reading
from forms_src.definition import Form
from forms_src.fields.group.field import Group
from forms_src.library import Compiled, Guide
from forms_src.posted import Posted
from forms_src.unexpected import unexpected_names
from lambdas.intake.items import action_on_item, count_of, has_answers, with_item, without_item
from lambdas.intake.keys import cookie_for, key_for
from lambdas.intake.prompting import prompts_before
from lambdas.intake.request import Request
from lambdas.intake.responses import Response, html, see_other
from lambdas.intake.sending import answers_sha256, send
from lambdas.intake.tokens import key_of, new_key, receipt_token
from lambdas.ports import records
from lambdas.records.port import RecordsUnavailable

NOT_SENT = "Not sent: we could not store your report. Your answers are still here. Press Send report again."
NOT_YET = "Nothing has been sent. Check your answers, then press Send report."
ALREADY = (
    "You sent a report from this page before: {reference}. These answers are different. "
    "If this is another report, press Send report: it gets its own reference."
)
CHANGED = "These questions have changed since you opened the page. Your answers are kept: check them again."


@dataclass(frozen=True)
class Exchange:
    """One post of one form, at one moment."""

    request: Request
    compiled: Compiled
    posted: Posted
    now: datetime
    guide: Callable[[], Guide | None]

    @property
    def form(self) -> Form:
        """The form that was posted."""
        return self.compiled.form

    @property
    def key(self) -> str:
        """The submission key as posted."""
        return self.posted.first("submission_key")

    def read(self, *, sending: bool = False) -> Reading:
        """Read the answers."""
        return self.compiled.reader.read(self.posted, self.now, sending=sending)


def respond(request: Request, compiled: Compiled, guide: Callable[[], Guide | None]) -> Response:
    """Answer a post of a form; `guide` gives the routing, which only the check page needs.

    Raises Refused where there is no form to show again.
    """
    posted, readable = request.posted()
    now = datetime.now(UTC)
    problems = _not_of_this_page(compiled.form, posted, readable)
    exchange = Exchange(request, compiled.edition_of(posted, now), posted, now, guide)
    if problems:
        return _form(400, exchange, problems=problems)
    version = posted.first("form_version")
    if version and version != str(compiled.form.version):
        return _form(409, exchange, notice=CHANGED)
    return _act(exchange, posted.first("action") or "check")


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
    answers = answers_sha256(exchange.compiled, reading)
    key = key_for(exchange.request, exchange.key, answers)
    return _check_page(200, exchange, reading, key)


def _send(exchange: Exchange) -> Response:
    reading = exchange.read(sending=True)
    key = key_of(exchange.key)
    if reading.faults:
        return _form(422, exchange, reading)
    if key is None:
        return _check_page(400, exchange, reading, new_key(), NOT_YET)
    try:
        submission = send(records(), exchange.compiled, reading, key, exchange.now)
    except RecordsUnavailable:
        return _check_page(503, exchange, reading, key, NOT_SENT)
    if submission.answers_sha256 != answers_sha256(exchange.compiled, reading):
        notice = ALREADY.format(reference=submission.reference)
        return _check_page(409, exchange, reading, new_key(), notice)
    return see_other(f"/api/receipts/{receipt_token(key)}")


def _check_page(status: int, exchange: Exchange, reading: Reading, key: str, notice: str = "") -> Response:
    from forms_src.pages import check_page

    prompts = prompts_before(exchange.guide(), exchange.form, reading)
    page = check_page(exchange.form, exchange.posted, reading, key, notice=notice, prompts=prompts)
    cookie = cookie_for(exchange.request, key, answers_sha256(exchange.compiled, reading))
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
    )
    return html(status, page)
