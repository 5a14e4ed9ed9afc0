"""The page “Saved, not sent”."""

from datetime import datetime

from forms_src.answers import Fault
from forms_src.library import Compiled
from forms_src.origins import Origin
from forms_src.posted import Posted
from lambdas.intake.responses import Response, html
from lambdas.intake.saving import Opening, Saved
from lambdas.settings import settings


def saved_page(
    status: int,
    compiled: Compiled,
    typed: Posted,
    now: datetime,
    saved: Saved,
    *,
    email: str = "",
    emailed_to: str = "",
    problem: Fault | None = None,
) -> Response:
    """Answer with what was saved, that nothing was sent, and how to come back to it."""
    from forms_src.draft_pages import SavedDraft
    from forms_src.draft_pages import saved_page as page

    held = saved.opening.held
    said = SavedDraft(
        address=address_of(held.token),
        code=saved.opening.code,
        path=path_of(held.token),
        held=str(held),
        expires_at=saved.draft.expires_at,
        lost=saved.lost,
        spare=_spare(saved.spare),
        email=email,
        emailed_to=emailed_to,
    )
    reading = compiled.reader.read(typed, now)
    corrects = bool(Origin.of(typed).corrects)
    return html(status, page(compiled.form, reading, said, corrects=corrects, problem=problem))


def path_of(token: str) -> str:
    """Return the address of a draft on this site."""
    return f"/api/drafts/{token}"


def address_of(token: str) -> str:
    """Return the whole address of a draft, to write down or to email."""
    return f"{settings().site_url}{path_of(token)}"


def _spare(spare: Opening | None) -> tuple[str, str] | None:
    return (address_of(spare.held.token), spare.code) if spare else None
