"""Which version of a form a page is read with: its own, while reports on that are taken, or else today's."""

import re
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from forms_src.library import Compiled, Library, Standing
from forms_src.posted import Posted

if TYPE_CHECKING:
    from forms_src.changes.moving import Moved

_NUMBER = re.compile("[1-9][0-9]{0,3}")
WHY: dict[Standing, str] = {
    "ended": "These questions have changed since you opened the page.",
    "to come": "The version of the form that was sent has not started yet. These are the questions of today.",
    "unknown": "We do not know the version of the form that was sent. These are the questions of today.",
}


class Asked(NamedTuple):
    """The version to read with, and what to say where it is not the one that was posted."""

    compiled: Compiled
    moved: "Moved | None" = None


def asked_on(current: Compiled, posted: Posted, library: Library, now: datetime) -> Asked:
    """Return the version for what was posted now; without a version, the one in effect."""
    text = posted.first("form_version")
    number = int(text) if _NUMBER.fullmatch(text) else 0
    if not text or number == current.form.version:
        return Asked(current)
    standing = library.standing(current.form.id, number, now)
    known = None if standing == "unknown" else library.form(current.form.id, number)
    if known and standing == "taken":
        return Asked(known)
    return Asked(current, _moved("unknown" if known is None else standing, known, current, posted, now))


def _moved(
    standing: Standing, known: Compiled | None, current: Compiled, posted: Posted, now: datetime
) -> "Moved":
    from forms_src.changes.moving import moved

    before = known.edition_of(posted, now).form if known else None
    return moved(WHY[standing], before, current.edition_of(posted, now).form, posted)
