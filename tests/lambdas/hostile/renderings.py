"""One hostile string in every field of a form that takes it, followed through every rendering there is."""

from collections.abc import Iterator
from email.message import EmailMessage
from typing import NamedTuple
from uuid import uuid4

from forms_src.definition import Form
from forms_src.fields.group.field import Group
from forms_src.fields.guidance.field import Guidance
from forms_src.posted import Posted
from lambdas import ports
from lambdas.intake import handler as intake
from lambdas.intake.responses import Response
from lambdas.local.mail_pages import MailPages
from lambdas.local.record_pages import RecordPages
from lambdas.mail.local import LocalMail
from lambdas.mail.port import wire
from lambdas.notify import handler as notify
from lambdas.notify.stream import stream_event
from tests.forms_src.generated.every import fields
from tests.lambdas.hostile.reading import faults_of_page, faults_of_text, not_escaped
from tests.lambdas.hostile.strings import MARK, fitting
from tests.lambdas.intake.conftest import event
from tests.lambdas.intake.pages import Answer
from tests.submissions import encoded
from tests.submissions.generated import NOW, Submission, generator

Pairs = dict[str, list[str]]
PARTS = {"calendar": ".ics", "html": "email, HTML", "plain": "email, text"}


class Seen(NamedTuple):
    """One rendering: its name, the fields whose hostile answer went in, and what came alive."""

    rendering: str
    fields: int
    faults: tuple[str, ...]


def submissions(form: Form) -> list[Submission]:
    """Return valid submissions in which every field of a form is shown at least once."""
    left = {one.key: one for one in fields() if one.form is form}
    found: list[Submission] = []
    for key, asked in list(left.items()):
        if key not in left:
            continue
        made = asked.submission()
        found.append(made)
        for name in made.shown:
            group, _, rest = name.partition("-")
            left.pop(f"{group}.{rest.partition('-')[2]}" if rest else name, None)
        left.pop(key, None)
    return found


def in_every_field(form: Form, made: Submission, text: str) -> tuple[Pairs, int]:
    """Return a submission with the string in every field that takes it, and how many those are.

    Where an answer that was left out makes others necessary, it stays left out.
    """
    pairs: Pairs = {name: list(values) for name, values in made.pairs.items()}
    hostile = {name: fitting(field, text) for name, field in made.shown.items()}
    taken = {name: [value] for name, value in hostile.items() if value}
    whole = Posted({name: tuple(values) for name, values in (pairs | taken).items()})
    if generator(form).reader.read(whole, NOW).faults:
        taken = {name: values for name, values in taken.items() if name in pairs}
    return pairs | taken, len(taken)


def in_every_input(made: Submission, text: str) -> tuple[Pairs, int]:
    """Return the string in every input of every field that is shown, whether it takes it or not."""
    asked = {n: f for n, f in made.shown.items() if not isinstance(f, Guidance | Group)}
    return {part: [text] for name, field in asked.items() for part in field.inputs(name)}, len(asked)


def posted(form: Form, pairs: Pairs, action: str) -> Response:
    path, body = f"/api/forms/{form.id}", encoded({**pairs, "action": action})
    return intake.handler(event("POST", path, body), None)


def page_seen(name: str, answer: Response, status: int, pairs: Pairs, count: int) -> Seen:
    """Return what came alive in a page with answers; it must have them, each in its escaped form."""
    body, given = answer["body"], {value for values in pairs.values() for value in values if MARK in value}
    wrong = [] if answer["statusCode"] == status else [f"status {answer['statusCode']}"]
    missing = [] if MARK in body or not given else ["the answers are not on it"]
    return Seen(name, count, (*wrong, *missing, *not_escaped(body, given)))


def alive(seen: Seen, answer: Response) -> Seen:
    """Return the same with what a browser makes of the page, which takes longer to find."""
    return seen._replace(faults=(*seen.faults, *faults_of_page(answer["body"])))


def error_page(form: Form, made: Submission, text: str) -> tuple[Seen, Response]:
    pairs, count = in_every_input(made, text)
    answer = posted(form, pairs, "check")
    return page_seen("error page", answer, 422, pairs, count), answer


def check_page(form: Form, made: Submission, text: str) -> tuple[Seen, Response]:
    pairs, count = in_every_field(form, made, text)
    answer = posted(form, pairs, "check")
    return page_seen("check page", answer, 200, pairs, count), answer


def form_again(form: Form, made: Submission, text: str) -> tuple[Seen, Response]:
    pairs, count = in_every_field(form, made, text)
    answer = posted(form, pairs, "edit")
    return page_seen("form again", answer, 200, pairs, count), answer


def after_sending(form: Form, made: Submission, text: str) -> Iterator[Seen]:
    """Send, and yield all that is made of it."""
    pairs, count = in_every_field(form, made, text)
    sent = Answer(posted(form, {**pairs, "submission_key": [str(uuid4())]}, "send"))
    if sent.status != 303:
        yield Seen("receipt", count, (f"status {sent.status}",))
        return
    receipt = Answer(intake.handler(event("GET", sent.location), None))
    yield Seen(
        "receipt", count, (*faults_of_page(receipt.body), *faults_of_text(receipt.body + sent.location))
    )
    correcting = intake.handler(event("POST", sent.location, b"action=correct"), None)
    yield alive(page_seen("correction", correcting, 200, pairs, count), correcting)
    store, mail = ports.records(), ports.mail()
    assert isinstance(mail, LocalMail)
    reference = store.references()[0]
    owed = [item for item in store.pending() if item.reference == reference]
    notify.handler(stream_event(owed), None)
    yield from _record(reference, count)
    messages = {id_: one for id_, one in mail.messages().items() if reference in str(one["Subject"])}
    if not messages:
        yield Seen("email, headers", count, ("no email was sent",))
    for id_, message in messages.items():
        yield from _email(message, count)
        for part in ("", "html"):
            _, _, body = MailPages(mail).page(f"{id_}/{part}")
            yield Seen("local mail page", count, tuple(faults_of_page(body.decode())))


def _record(reference: str, count: int) -> Iterator[Seen]:
    store = ports.records()
    shown = store.document(reference, "rendition.html").decode()
    missing = () if MARK in shown else ("the answers are not on it",)
    yield Seen("rendition of the record", count, (*missing, *faults_of_page(shown)))
    _, _, page = RecordPages(store).page(f"{reference}/")
    yield Seen("local record page", count, (*faults_of_page(page.decode()), *faults_of_text(page.decode())))
    events = "".join(one.model_dump_json() for one in store.events(reference))
    yield Seen("events and names of documents", count, tuple(faults_of_text(events)))


def _email(message: EmailMessage, count: int) -> Iterator[Seen]:
    heads = [(name, str(value)) for name, value in message.items()]
    to = [str(value) for name, value in heads if name == "To"]
    others = "".join(f"{name}{value}" for name, value in heads if name != "To")
    one = ("more than one address",) if len(to) != 1 or len(message["To"].addresses) != 1 else ()
    known = {"From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "MIME-Version", "Content-Type"}
    more = tuple(f"the header {name}" for name, _ in heads if name not in known)
    yield Seen("email, headers", count, (*one, *more, *faults_of_text(others)))
    for part in message.walk():
        if part.get_content_maintype() == "text":
            kind = {"calendar": ".ics", "html": "email, HTML", "plain": "email, text"}[
                part.get_content_subtype()
            ]
            text = part.get_content()
            words = text.decode() if isinstance(text, bytes) else str(text)
            yield Seen(kind, count, (*faults_of_text(words), *_faults_of_name(part)))
    assert wire(message)


def _faults_of_name(part: EmailMessage) -> Iterator[str]:
    yield from faults_of_text(part.get_filename() or "")
