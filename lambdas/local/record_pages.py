"""Local records in the browser: documents, history, and whether both are as they were written."""

import re
from collections.abc import Sequence

from forms_src.references import WRITTEN
from lambdas.local.page import LOCAL_PAGES, TEXT, Answer, link, missing, page, table, text
from lambdas.records.chain import ChainBroken, verify
from lambdas.records.model import Document, Event, sha256
from lambdas.records.port import Records

PREFIX = "/_local/records/"
LIST = (PREFIX, "Local records")
REFERENCE = re.compile(WRITTEN)
SHOWN = 200  # on the list, newest first
SHOWN_AS_TEXT = "message/rfc822"  # a browser would only offer to save it


class RecordPages:
    """The list at "", one record at "<reference>/", one document at "<reference>/<name>"."""

    def __init__(self, records: Records) -> None:
        self._records = records

    def page(self, path: str) -> Answer:
        """The page for a path below PREFIX."""
        if not path:
            return self._list()
        reference, _, name = path.partition("/")
        events = self._records.events(reference)
        if not events:
            return missing("There is no such record.")
        return self._document(events, name) if name else self._record(events)

    def _list(self) -> Answer:
        references = self._records.references()
        rows = [self._row(self._records.events(reference)) for reference in references[:SHOWN]]
        count = f"<p>{len(rows)} of {len(references)}, newest first.</p>"
        return page(LIST[1], count, table(("Reference", "Received", "Events"), rows))

    def _row(self, events: Sequence[Event]) -> Sequence[str]:
        first = events[0]
        return link(f"{PREFIX}{first.reference}/", first.reference), _moment(first), str(len(events))

    def _record(self, events: Sequence[Event]) -> Answer:
        reference = events[0].reference
        documents = table(
            ("Document", "Type", "SHA-256", "Check"),
            (self._document_row(reference, document) for document in _documents(events)),
        )
        history = table(("Number", "Time", "Who", "What", "Details", "Hash"), map(_event_row, events))
        return page(
            reference,
            "<h2>Documents</h2>",
            documents,
            f"<h2>History</h2><p>{_chain(events)}</p>",
            history,
            above=(LOCAL_PAGES, LIST),
        )

    def _document_row(self, reference: str, document: Document) -> Sequence[str]:
        name = link(f"{PREFIX}{reference}/{document.name}", document.name)
        return name, text(document.content_type), document.sha256, self._check(reference, document)

    def _check(self, reference: str, document: Document) -> str:
        try:
            body = self._records.document(reference, document.name)
        except KeyError:
            return "<strong>missing</strong>"
        if sha256(body) == document.sha256:
            return "verified: fingerprint matches"
        return "<strong>changed: fingerprint does not match</strong>"

    def _document(self, events: Sequence[Event], name: str) -> Answer:
        for document in _documents(events):
            if document.name == name:
                return self._body(events[0].reference, document)
        return missing("The record has no such document.")

    def _body(self, reference: str, document: Document) -> Answer:
        try:
            body = self._records.document(reference, document.name)
        except KeyError:
            return missing("The document is missing.")
        return 200, TEXT if document.content_type == SHOWN_AS_TEXT else document.content_type, body


def _documents(events: Sequence[Event]) -> list[Document]:
    return [document for event in events for document in event.documents]


def _event_row(event: Event) -> Sequence[str]:
    details = ", ".join(f"{text(name)}: {_detail(value)}" for name, value in event.details.items())
    return str(event.number), _moment(event), event.actor, event.kind, details, event.hash


def _detail(value: str | int | bool) -> str:
    """A detail; the reference of another record leads there."""
    is_reference = isinstance(value, str) and REFERENCE.fullmatch(value)
    return link(f"{PREFIX}{value}/", str(value)) if is_reference else text(value)


def _chain(events: Sequence[Event]) -> str:
    try:
        verify(events)
    except ChainBroken as broken:
        return f"<strong>{text(broken)}</strong>"
    return "verified: each event follows the one before it"


def _moment(event: Event) -> str:
    return event.at.strftime("%Y-%m-%d %H:%M:%S UTC")
