"""`build.py publish`: the definition of a form becomes its next version."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from forms_src.changes.notice import Notice
from forms_src.changes.published import notice_of
from forms_src.definition import Form
from forms_src.faults import nearest
from forms_src.files import write_whole
from forms_src.loading import Loaded
from forms_src.sources import read_source
from forms_src.starting.placeholders import APPROVER, placeholders_of
from forms_src.versions.draft import substance
from forms_src.versions.ledger import NAME
from forms_src.versions.published import Version
from forms_src.versions.writing import numbered, with_settings, write_version
from forms_src.walltime import day_words


class NotPublished(Exception):  # noqa: N818 - an answer to the person who asked
    """The version cannot be published; the message says why and what to do."""


@dataclass(frozen=True)
class Wish:
    """What is to be published: a form's definition, or its version `again` once more, from a day.

    `reason` says why systems need not be told in time, where they are not.
    """

    form: str
    day: date
    approved_by: str | None = None
    again: int | None = None
    reason: str | None = None


def next_version(wish: Wish, loaded: Loaded, today: date) -> Notice:
    """Return the next version of a form, with what changes by it. Raises NotPublished."""
    source = _source(wish, loaded)
    _check_words(source, wish)
    before = loaded.published.of(wish.form)
    _check_day(wish, before, today)
    if before and before[-1].substance == substance(source):
        number = before[-1].number
        raise NotPublished(f"Nothing has changed since version {number}: there is nothing to publish.")
    approver = wish.approved_by or source.control.approved_by
    form = numbered(source, len(before) + 1, wish.day, approver, today)
    notice = notice_of([one.form for one in before], form, today)
    return _told_in_time(notice, wish, today)


def _source(wish: Wish, loaded: Loaded) -> Form:
    known = loaded.forms.get(wish.form)
    if known is None:
        raise NotPublished(f"There is no form {wish.form}.{nearest(wish.form, loaded.forms)}")
    if wish.again is None:
        return known
    before = loaded.published.of(wish.form)
    if not 0 < wish.again <= len(before):
        raise NotPublished(f"{wish.form} has no version {wish.again}. Its last one is {len(before)}.")
    return before[wish.again - 1].form


def _check_words(form: Form, wish: Wish) -> None:
    left = [words for words in placeholders_of(form) if not (wish.approved_by and words == APPROVER)]
    if left:
        listed = "\n".join(f"- {words}" for words in left)
        raise NotPublished(f"These words stand for your own. Write those first:\n{listed}")


def _check_day(wish: Wish, before: Sequence[Version], today: date) -> None:
    if wish.day < today:
        words = "a change is never made for days gone by. Choose today or a later day."
        raise NotPublished(f"{day_words(wish.day)} is in the past: {words}")
    last = before[-1].entry if before else None
    if last and wish.day < last.effective_from and wish.again is None:
        raise NotPublished(
            f"Version {last.version} is to start on {day_words(last.effective_from)}. Choose that day or a "
            f"later one, or take version {last.version} back first: --again {max(last.version - 1, 1)}"
        )


def _told_in_time(notice: Notice, wish: Wish, today: date) -> Notice:
    """Return the notice with the reason if systems are told too late. Raises NotPublished without one."""
    first = today + timedelta(days=notice.before.notice_days) if notice.before else today
    if not notice.breaks or wish.day >= first:
        return notice
    if wish.reason:
        return replace(notice, reason=wish.reason)
    breaking = "\n".join(f"- {one.words}" for one in notice.changes if one.breaking)
    raise NotPublished(
        f"Systems that send reports must change for this, and are to be told "
        f"{(first - today).days} days before:\n{breaking}\nChoose {day_words(first)} or later. "
        'If it cannot wait, add --force --reason "why". The reason is kept and shown.'
    )


def write(notice: Notice, loaded: Loaded, definitions: Path) -> list[Path]:
    """Write the version, its entry, its number in the definition; return these files. Raises NotPublished."""
    form = notice.after
    path = loaded.paths[form.id]
    text = _with_number(form, path)
    version = write_version(definitions, form, loaded.published.of(form.id), notice.reason)
    write_whole(path, text.encode())
    return [version, version.parent / NAME, path]


def _with_number(form: Form, path: Path) -> str:
    """Return the text of a definition with the version that it now is. Raises NotPublished."""
    located, _faults = read_source(path)
    settings = {
        "version": form.version,
        "effective_from": form.effective_from,
        "control.approved_by": form.control.approved_by,
        "control.approved_on": form.control.approved_on,
    }
    try:
        return with_settings(located, path.read_text("utf-8"), settings) if located else ""
    except ValueError as at:
        raise NotPublished(f"{path.name}, {at} on a line of its own, then publish again.") from at
