"""Previews of each form in the browser: every branch, message and state, and all that follows a report."""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from email.message import EmailMessage
from typing import Any, NamedTuple

from forms_src.answers import Reading
from forms_src.definition import Form
from forms_src.library import Compiled, Library
from forms_src.posted import Posted
from lambdas.local.page import HTML, LOCAL_PAGES, Answer, link, missing, page, text, trail
from lambdas.records.model import Report, sha256

PREFIX = "/_local/preview/"
LIST = (PREFIX, "Previews")
MAIN = re.compile("<main[^>]*>")
NUMBER = "7K2M-9QX3"  # after the prefix of the form
KEY = "00000000-0000-4000-8000-000000000000"


class Sample(NamedTuple):
    """A form with a sample of what a person might send on it, and the report that it makes."""

    compiled: Compiled
    posted: Posted
    reading: Reading
    report: Report


Show = Callable[[Sample, datetime], str]


class Previews:
    """The list at "", the states of one form at "<form>/", one of them at "<form>/<state>"."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def page(self, path: str) -> Answer:
        """The page for a path below PREFIX."""
        form_id, _, state = path.partition("/")
        if not path:
            return self._list()
        compiled = self._library.form(form_id)
        if compiled is None or (state and state not in STATES):
            return missing("There is no such preview.")
        if not state:
            return _states(compiled)
        now = datetime.now(UTC)
        shown = STATES[state][1](_sample(compiled, now), now)
        return 200, HTML, _with_trail(shown, compiled.form, state).encode()

    def _list(self) -> Answer:
        found = (self._library.form(path.stem) for path in sorted(self._library.folder.glob("[a-z]*.json")))
        forms = [one.form for one in found if one]
        items = "".join(f"<li>{link(f'{PREFIX}{form.id}/', form.short_title)}</li>" for form in forms)
        return page("Previews", f"<ul>{items}</ul>")


def _states(compiled: Compiled) -> Answer:
    form = compiled.form
    items = "".join(
        f"<li>{link(f'{PREFIX}{form.id}/{state}', words)}</li>" for state, (words, _) in STATES.items()
    )
    more = {
        "Blank form on paper": f"/forms/{form.id}/print/",
        "Data dictionary": f"/dictionary/{form.id}/",
        "Picture": f"/dictionary/{form.id}/picture/",
    }
    others = "".join(f"<li>{link(address, words)}</li>" for words, address in more.items())
    return page(f"Previews: {form.short_title}", f"<ul>{items}{others}</ul>", above=(LOCAL_PAGES, LIST))


def _with_trail(shown: str, form: Form, state: str) -> str:
    """Return a page with the way back to the states of its form, and to the state before and the next."""
    folder, names = f"{PREFIX}{form.id}/", list(STATES)
    at = names.index(state)
    beside = [("Before", names[at - 1])] * (at > 0) + [("Next", name) for name in names[at + 1 : at + 2]]
    links = (f"{word}: {link(folder + name, STATES[name][0])}" for word, name in beside)
    above = (LOCAL_PAGES, LIST, (folder, form.short_title))
    way = trail(above, STATES[state][0], "This is a preview. Nothing on it can be sent.", *links)
    return MAIN.sub(lambda found: found[0] + way, shown, count=1)


def _sample(compiled: Compiled, now: datetime) -> Sample:
    from forms_src.previews.samples import sample
    from lambdas.intake.sending import report_of

    posted, reading = sample(compiled.form, compiled.reader, now)
    reference = f"{compiled.form.prefix}-{NUMBER}"
    more: dict[str, Any] = {"version": 2, "corrected_at": now, "correction_reason": "A sample reason."}
    return Sample(compiled, posted, reading, report_of(compiled, reading, reference, now, **more))


def _open(one: Sample, now: datetime) -> str:
    from forms_src.previews.pages import open_page

    return open_page(one.compiled.form, one.compiled.calendars, now)


def _blank(one: Sample, now: datetime) -> str:
    from forms_src.previews.pages import blank_page

    return blank_page(one.compiled.form, one.compiled.calendars, now)


def _messages(one: Sample, _now: datetime) -> str:
    from forms_src.previews.pages import messages_page

    return messages_page(one.compiled.form)


def _fields(one: Sample, now: datetime) -> str:
    from forms_src.previews.pages import fields_page

    return fields_page(one.compiled.form, one.compiled.calendars, now)


def _check(one: Sample, _now: datetime) -> str:
    from forms_src.pages import check_page

    return check_page(one.compiled.form, one.posted, one.reading, KEY)


def _receipt(one: Sample, now: datetime) -> str:
    from forms_src.document_pages import Adding
    from forms_src.receipt_pages import receipt_page
    from lambdas.intake.opening import ANSWERS_OPEN_FOR
    from lambdas.intake.receipts import receipt_of

    report = one.report
    receipt = receipt_of(report, sha256(b""), now + ANSWERS_OPEN_FOR)._replace(is_open=True)
    return receipt_page(one.compiled.form, receipt, adding=Adding(report.reference, 10, "#documents"))


def _rendition(one: Sample, _now: datetime) -> str:
    from forms_src.receipt_pages import rendition

    return rendition(one.compiled.form, one.report.model_dump(mode="json"))


def _emails(one: Sample, _now: datetime) -> str:
    from lambdas.local.sample_emails import emails

    parts = (
        f"<h2>{text(mail['Subject'])}</h2><pre>{text(_plain(mail))}</pre>" for mail in emails(one.report)
    )
    return page("Emails", *parts, above=())[2].decode()


def _plain(mail: EmailMessage) -> str:
    body = mail.get_body(("plain",))
    return str(body.get_content()) if body else ""


STATES: Mapping[str, tuple[str, Show]] = {
    "open": ("Every question and condition", _open),
    "blank": ("The form sent back with nothing answered", _blank),
    "messages": ("Every message", _messages),
    "fields": ("Kinds of question, in every state", _fields),
    "check": ("Check page", _check),
    "receipt": ("Receipt", _receipt),
    "record": ("What officers read", _rendition),
    "emails": ("Emails", _emails),
}
