"""The policy update notice of a version: what changes, from when, for whom, what to do by when.

Its parts are those of sources/cims-policy-update-2-2024.txt.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from forms_src.changes.change import Audience, Change
from forms_src.changes.compare import changes
from forms_src.definition import Form
from forms_src.versions.spans import first_day_refused
from forms_src.walltime import day_words

PARTS: tuple[tuple[Audience, str], ...] = (
    ("people", "For people who fill in the form"),
    ("systems", "For systems that send reports"),
    ("reports", "For people who read reports and exports"),
)
_MARKS = re.compile(r"[\\*_\[\]<>#|~&!]")


@dataclass(frozen=True)
class Notice:
    """A version and the one that it takes the place of; `published_on` is None for one that is not published.

    `reason` says why systems were told later than they should be. `same_as` is the number of an earlier
    version that did the same. `takes_back` are those that never start because of this one, as `taken_back`
    says of them.
    """

    after: Form
    before: Form | None
    published_on: date | None = None
    reason: str | None = None
    taken_back: bool = False
    same_as: int | None = None
    takes_back: tuple[int, ...] = ()

    @cached_property
    def changes(self) -> list[Change]:
        """What changes; nothing for the first version."""
        return changes(self.before, self.after) if self.before else []

    @property
    def breaks(self) -> bool:
        """Whether a system that sends reports must change."""
        return any(one.breaking for one in self.changes)

    @property
    def back_again(self) -> str:
        """What it says of an earlier version that it brings back, in words; nothing for a new one."""
        if self.same_as is None:
            return ""
        nothing = "" if self.changes else ", so nothing changes"
        return f"It is the same as version {self.same_as}{nothing}."

    @property
    def title(self) -> str:
        """Its heading."""
        number = f"version {self.after.version}" if self.published_on else "the next version"
        return f"{self.after.short_title}: {number}"

    @property
    def starts(self) -> str:
        """Its first day in words."""
        return day_words(self.after.effective_from) if self.published_on else "the day it is published for"


def markdown(notice: Notice) -> str:
    """Return a notice as Markdown."""
    return "\n\n".join([f"# {_plain(notice.title)}", *_parts(notice)]) + "\n"


def _parts(notice: Notice) -> Iterator[str]:
    yield _summary(notice)
    if notice.taken_back:
        yield "This version was taken back before it began. Nothing changed by it."
        return
    if notice.before is None:
        yield "It is the first version of this form."
        return
    yield from _taking_back(notice)
    if notice.back_again:
        yield notice.back_again
    if not notice.changes:
        return
    if notice.reason:
        yield f"Systems were told later than they should be. The reason: {_plain(notice.reason)}"
    for audience, heading in PARTS:
        yield f"## {heading}"
        yield _list([one for one in notice.changes if one.to == audience])
    yield "## What to do, and by when"
    yield "\n".join(f"- {_plain(words)}" for words in _to_do(notice))
    yield "## Earlier reports"
    yield (
        "These changes are not made to earlier reports. Each report keeps the version that it was made on. "
        "If you correct one, you see the questions of that version."
    )


def _taking_back(notice: Notice) -> Iterator[str]:
    undo = "" if notice.changes else " If your own system was made ready for it, change that back."
    for number in notice.takes_back:
        yield f"Version {number} was taken back and never starts.{undo}"


def _summary(notice: Notice) -> str:
    form = notice.after
    starts = "was to start" if notice.taken_back else "starts"
    words = f"This version of “{form.title}” {starts} on {notice.starts}."
    if notice.published_on is None:
        return _plain(f"{words} It is not published yet.")
    return _plain(f"{words} {form.control.approved_by} approved it on {day_words(notice.published_on)}.")


def _list(found: Sequence[Change]) -> str:
    lines = (f"- {_plain(one.words)}{' **You must change your system.**' * one.breaking}" for one in found)
    return "\n".join(lines) or "Nothing changes."


def _to_do(notice: Notice) -> Iterator[str]:
    until = _last_day(notice)
    yield "If you fill in the form on this site, there is nothing to do."
    yield f"A page that was opened before can be sent {until}."
    if notice.breaks:
        yield f"If your own system sends reports, change it by {notice.starts}."
        yield f"Reports on version {notice.before.version if notice.before else 0} are taken {until}."
    else:
        yield "If your own system sends reports, you do not need to change it."
    if any(one.to == "reports" for one in notice.changes):
        yield f"If you read reports or exports, be ready for the new ones by {notice.starts}."


def _last_day(notice: Notice) -> str:
    if notice.published_on is None:
        return f"for {notice.after.grace_days} days more"
    return f"until the end of {day_words(first_day_refused(notice.after) - timedelta(days=1))}"


def _plain(words: str) -> str:
    """Return words as Markdown that shows them as they are; what is between backticks stays code."""
    parts = " ".join(words.split()).split("`")
    return "`".join(part if n % 2 else _MARKS.sub(r"\\\g<0>", part) for n, part in enumerate(parts))
