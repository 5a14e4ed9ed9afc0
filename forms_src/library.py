"""Compiled forms: written by the build, read by the handlers."""

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path
from typing import Literal

from forms_src.answers import InquiryReader, Reader, place_of
from forms_src.calendars import Calendar
from forms_src.conditions import day_of
from forms_src.definition import Form, Inquiry
from forms_src.fields.base import When
from forms_src.files import write_whole
from forms_src.posted import Posted
from forms_src.routing import Routing
from forms_src.versions.spans import SPANS, Span, in_effect

CALENDARS, ROUTING, VERSIONS = "_calendars.json", "_routing.json", "_versions.json"  # as no form is named
Standing = Literal["taken", "ended", "to come", "unknown"]
_ID = re.compile("[a-z][a-z0-9_-]{0,59}")


@dataclass(frozen=True)
class Compiled:
    """One version of a form as compiled, with the fingerprint of its definition."""

    form: Form
    sha256: str
    calendars: dict[str, Calendar]

    @cached_property
    def reader(self) -> Reader:
        """What reads the form's submissions, made on first use."""
        return Reader(self.form, self.calendars)

    @cached_property
    def _editions(self) -> dict[date, "Compiled"]:
        return {}

    def on(self, day: date) -> "Compiled":
        """Return the edition of the form that is in effect on a day, with the same fingerprint."""
        form = self.form.on(day)
        if form is self.form or form.first_day is None:
            return self
        return self._editions.setdefault(form.first_day, replace(self, form=form))

    def edition_of(self, posted: Posted, now: datetime) -> "Compiled":
        """Return the edition for a submission: of the day that its answers name, else of today."""
        return self.on(deciding_day(self.form, posted, now))


def deciding_day(asked: Inquiry, posted: Posted, now: datetime) -> date:
    """Return the day whose rules apply to a submission: the one that its answers name, else today."""
    place = place_of(asked, posted)
    when = When(now, place.zone, place.zone_words)
    fields = (asked.fields_by_id[name] for name in asked.dated_by)
    days = (field.parse(posted, field.id, when).value for field in fields)
    return next((day_of(day) for day in days if day), when.today)


def compiled_bytes(form: Form) -> bytes:
    """Return a form as compiled JSON: the same form gives the same bytes."""
    return form.model_dump_json(by_alias=True, exclude_defaults=True).encode()


def compile_form(form: Form, folder: Path) -> None:
    """Write one form as `<id>.json`."""
    write_whole(folder / f"{form.id}.json", compiled_bytes(form))


def compile_version(form_id: str, version: int, content: bytes, folder: Path) -> Path:
    """Write one published version as `<id>.<version>.json`, byte for byte; return its path."""
    path = folder / f"{form_id}.{version}.json"
    write_whole(path, content)
    return path


def compile_spans(spans: Mapping[str, Sequence[Span]], folder: Path) -> Path:
    """Write when the published versions of each form, by its id, are in effect; return the file."""
    whole = {id_: tuple(of_form) for id_, of_form in sorted(spans.items())}
    write_whole(folder / VERSIONS, SPANS.dump_json(whole))
    return folder / VERSIONS


def compile_calendars(calendars: dict[str, Calendar], folder: Path) -> None:
    """Write every calendar to one file."""
    tables = {id_: calendar.model_dump(mode="json") for id_, calendar in sorted(calendars.items())}
    write_whole(folder / CALENDARS, json.dumps(tables, separators=(",", ":")).encode())


def compile_routing(routing: Routing, folder: Path) -> None:
    """Write the routing to forms."""
    whole = routing.with_every_start().model_dump_json(by_alias=True, exclude_defaults=True)
    write_whole(folder / ROUTING, whole.encode())


@dataclass(frozen=True)
class Guide:
    """The routing to forms as compiled."""

    routing: Routing
    calendars: dict[str, Calendar]

    @cached_property
    def reader(self) -> InquiryReader:
        """What reads the answers, made on first use."""
        return InquiryReader(self.routing, self.calendars)

    def edition_of(self, posted: Posted, now: datetime) -> "Guide":
        """Return the edition for what was posted."""
        return replace(self, routing=self.routing.on(deciding_day(self.routing, posted, now)))


class Library:
    """The compiled forms of a folder, each read on first use and again when its file changes.

    `<id>.json` is in effect now, where it is there: it is the only version, or one that is being worked on.
    Published versions lie in `<id>.<version>.json`, each in effect from its day.
    """

    def __init__(self, folder: Path) -> None:
        """Take the folder; nothing is read yet."""
        self.folder = folder
        self._known: dict[str, tuple[tuple[int, ...], Compiled]] = {}
        self._guide: tuple[tuple[int, ...], Guide] | None = None
        self._spans: tuple[tuple[int, int], dict[str, tuple[Span, ...]]] | None = None

    def form(self, id_: str, version: int | None = None, now: datetime | None = None) -> Compiled | None:
        """Return a version of a form, without one the version in effect (now); None where there is none."""
        if not _ID.fullmatch(id_):
            return None
        alone = self.folder / f"{id_}.json"
        if version is None:
            spans = () if alone.is_file() else self._spans_of(id_)
            current = in_effect(spans, now or datetime.now(UTC)).version if spans else None
            return self._compiled(self._numbered(id_, current) if current else alone)
        if numbered := self._compiled(self._numbered(id_, version)):
            return numbered
        found = self._compiled(alone)
        return found if found and found.form.version == version else None

    def standing(self, id_: str, version: int, now: datetime) -> Standing:
        """Return whether reports on a version of a form are taken now, and if not, why."""
        span = next((one for one in self._spans_of(id_) if one.version == version), None)
        current = self.form(id_, now=now)
        if (current and current.form.version == version) or (span and span.is_taken(now)):
            return "taken"
        if span is None:
            return "unknown"
        return "to come" if now < span.starts else "ended"

    def _numbered(self, id_: str, version: int) -> Path:
        return self.folder / f"{id_}.{version}.json"

    def _spans_of(self, id_: str) -> tuple[Span, ...]:
        path = self.folder / VERSIONS
        if not path.is_file():
            return ()
        stamp = _stamp(path)
        if self._spans is None or self._spans[0] != stamp:
            self._spans = stamp, SPANS.validate_json(path.read_bytes())
        return self._spans[1].get(id_, ())

    def _compiled(self, path: Path) -> Compiled | None:
        if not path.is_file():
            return None
        stamp = (*_stamp(path), *_stamp(self.folder / CALENDARS))
        known = self._known.get(path.name)
        if known is None or known[0] != stamp:
            known = self._known[path.name] = (stamp, self._read(path))
        return known[1]

    def guide(self) -> Guide | None:
        """Return the routing to forms, or None where there is none."""
        path = self.folder / ROUTING
        if not path.is_file():
            return None
        stamp = (*_stamp(path), *_stamp(self.folder / CALENDARS))
        if self._guide is None or self._guide[0] != stamp:
            guide = Guide(Routing.model_validate_json(path.read_bytes()), self._calendars())
            self._guide = stamp, guide
        return self._guide[1]

    def _read(self, path: Path) -> Compiled:
        raw = path.read_bytes()
        form = Form.model_validate_json(raw).as_of(datetime.now(UTC).date())
        return Compiled(form, hashlib.sha256(raw).hexdigest(), self._calendars())

    def _calendars(self) -> dict[str, Calendar]:
        tables = json.loads((self.folder / CALENDARS).read_bytes())
        return {id_: Calendar.model_validate(table) for id_, table in tables.items()}


def _stamp(path: Path) -> tuple[int, int]:
    stat = path.stat()
    return stat.st_mtime_ns, stat.st_ino
