"""Pages on which documents are added to a sent report, and the part of the receipt that lists them."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from forms_src.answers import Fault, fault_of
from forms_src.document_words import FILES, KIND_WORDS, MEGABYTES, REASON_WORDS
from forms_src.fields.base import Problem
from forms_src.fields.short_text.field import ShortText
from forms_src.pages import render

TITLE = ShortText(
    type="short_text",
    id="title",
    label="What is the document?",
    name="what the document is",
    hint="For example, plan of care, or photo of the stairs. The agency sees these words.",
    max_length=120,
)
_STATE_WORDS = {
    "checking": "Being checked for viruses. It is not in your report yet.",
    "delayed": "Still being checked for viruses. This takes longer than it should, and our staff know.",
    "added": "Added to your report.",
}
UNSCANNED = "Added to your report. This service has no virus check, so nobody checked it for viruses."


class DocumentLine(NamedTuple):
    """One document as the receipt tells of it. `title` is empty once answers are no longer shown."""

    number: int
    title: str
    kind: str
    state: str
    reason: str
    scanned_by: str
    at: datetime

    @property
    def words(self) -> str:
        """What became of it."""
        if self.state == "refused":
            return f"Not added. {REASON_WORDS.get(self.reason, '')}".strip()
        is_unscanned = self.state == "added" and self.scanned_by == "nobody"
        return UNSCANNED if is_unscanned else _STATE_WORDS[self.state]

    @property
    def kind_words(self) -> str:
        """What kind of file it is, if we know."""
        return KIND_WORDS.get(self.kind, "")


class Adding(NamedTuple):
    """Where documents are added: how many more, the address that takes a title, what is there already.

    `arrived` is whether the browser has just sent a file. `receipt` is the address to go back to, empty where
    the page must not open it.
    """

    reference: str
    left: int
    address: str
    receipt: str = ""
    arrived: bool = False
    lines: tuple[DocumentLine, ...] = ()

    @property
    def again(self) -> str:
        """The address of the page that says how things are now."""
        return f"{self.receipt}#documents" if self.receipt else self.address


class Titling(NamedTuple):
    """The form that asks for a title, as it was typed and what is wrong with it."""

    adding: Adding
    typed: str = ""
    fault: Fault | None = None

    @property
    def given(self) -> dict[str, Any]:
        """What the templates need."""
        limits = {"files": FILES, "megabytes": MEGABYTES, "field": TITLE}
        return {"adding": self.adding, "typed": self.typed, "fault": self.fault, **limits}


def title_page(titling: Titling) -> str:
    """Return the page that asks for a title: what the emailed link opens, and what a wrong title leads to."""
    return render("add-document", **titling.given)


def title_fault(problem: Problem) -> Fault:
    """Return what is wrong with a title, in words."""
    return fault_of(TITLE, TITLE.id, problem, "")


def file_page(adding: Adding, title: str, address: str, fields: Mapping[str, str], minutes: int) -> str:
    """Return the page from which the browser sends one file to an address of the store, without a script."""
    where = urlsplit(address)
    return render(
        "choose-file",
        upload_to=f"{where.scheme}://{where.netloc}",
        adding=adding,
        title=title,
        address=address,
        fields=fields,
        minutes=minutes,
        files=FILES,
        megabytes=MEGABYTES,
    )
