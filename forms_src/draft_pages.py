"""The pages of a draft: saved and not sent, and the one that asks for the code."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from forms_src.answers import Fault, Reading
from forms_src.deadlines import moment_words
from forms_src.definition import Form
from forms_src.pages import due_lines, render


class SavedDraft(NamedTuple):
    """What the page says of a draft.

    `address` is that of its link, `path` the same on this site, `code` empty where only its hash is known.
    `held` is what the page holds of it. `lost` says that the draft it was opened from is no more, `spare` is
    address and code of what this save took the place of. `email` is an address typed, `emailed_to` one that
    the link was sent to.
    """

    address: str
    code: str
    path: str
    held: str
    expires_at: datetime
    lost: bool = False
    spare: tuple[str, str] | None = None
    email: str = ""
    emailed_to: str = ""


def saved_page(
    form: Form,
    reading: Reading,
    draft: SavedDraft,
    *,
    corrects: bool = False,
    problem: Fault | None = None,
) -> str:
    """Return the page that says what was saved, that nothing was sent, and how to come back."""
    place = reading.place
    due = due_lines(form, reading.due, reading.late)
    return render(
        "saved",
        form=form,
        draft=draft,
        until=moment_words(draft.expires_at, place.zone, place.zone_words),
        own=next((one for one in due if one.own), None),
        corrects=corrects,
        faults=[problem] if problem else [],
    )


def code_page(form: Form, path: str, faults: Sequence[Fault] = ()) -> str:
    """Return the page that asks for the code of a draft. It says nothing of what was typed."""
    return render("code", form=form, path=path, faults=faults)
