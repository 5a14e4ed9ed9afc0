"""The address of a draft: it asks for the code, opens the form as it was left, and emails the link.

The fragment of an address could name the section to go on with, but it would stand on the page that asks for
the code, and tell whoever has the link alone how far the report had got. So the page of questions says it.
"""

from contextlib import suppress
from datetime import UTC, datetime

from forms_src.answers import Fault
from forms_src.library import Compiled, Library
from forms_src.origins import Origin
from forms_src.posted import Posted
from lambdas.drafts.model import MAX_TRIES, Body, Draft
from lambdas.drafts.port import DraftsUnavailable
from lambdas.drafts.secrets import TOKEN, Held, code_hash, code_of, hash_of
from lambdas.intake.moving_on import WHY, Asked, asked_on
from lambdas.intake.opening import opened
from lambdas.intake.receipts import too_late
from lambdas.intake.request import Refused, Request
from lambdas.intake.responses import Response, html
from lambdas.intake.saving import held_draft
from lambdas.intake.tokens import key_of, same
from lambdas.ports import drafts, records

AS_LEFT = "This is your draft as you left it. It is not sent. To keep what you change, save it again."
CHANGED = "These questions have changed since you saved the draft."
NOT_LINKED = (
    "We could not find the earlier report that this one was to follow. You can send it all the same. "
    "The two are not linked."
)
NOT_A_CORRECTION = (
    "We could not find the report that you were correcting. If you send this, it is a new report."
)


def respond(token: str, request: Request, library: Library) -> Response:
    """Answer at the address of a draft. Raises Refused, DraftsUnavailable."""
    now = datetime.now(UTC)
    if request.method != "POST" or request.is_from_elsewhere:
        return _ask(200, token, library, now)
    posted, _readable = request.posted()
    held = Held.of(posted.first("draft"))
    if held is None:
        return _unlock(token, posted, library, now)
    draft = held_draft(drafts(), held, now)
    if draft is None or not same(held.token, token):
        raise gone()
    if posted.first("action") == "email":
        return _email(held, draft, posted, library, now)
    return _reopened(token, draft, library, now)


def gone() -> Refused:
    """Return the one refusal for whatever cannot be opened: not there, sent, past its time or locked."""
    return Refused(
        404,
        "This draft cannot be opened",
        "Check that the whole address was copied.",
        "If it was, the report has been sent, or its 14 days are over, or five wrong codes were typed.",
        "Nobody can get the draft back.",
        "Do not wait: start a new report, or phone the agency that receives it.",
    )


def _ask(status: int, token: str, library: Library, now: datetime, problem: str = "") -> Response:
    """Answer with the page that asks for the code."""
    from forms_src.draft_pages import code_page

    draft = drafts().find(hash_of(token)) if TOKEN.fullmatch(token) else None
    compiled = compiled_of(draft, library) if draft and draft.is_open(now) else None
    if compiled is None:
        raise gone()
    faults = [Fault("code", "code", "code", problem)] if problem else []
    return html(status, code_page(compiled.form, f"/api/drafts/{token}", faults))


def _unlock(token: str, posted: Posted, library: Library, now: datetime) -> Response:
    """Open a draft with its code. What cannot be a code is asked again, and not counted."""
    code = code_of(posted.first("code"))
    if code is None:
        return _ask(422, token, library, now, "Enter the code: six digits")
    id_ = hash_of(token)
    there = drafts().find(id_) if TOKEN.fullmatch(token) else None
    draft = drafts().count_try(id_) if there and there.is_open(now) else None
    if draft is None:
        raise gone()
    if not same(draft.code, code_hash(token, code)):
        return _wrong(token, draft, library, now)
    with suppress(DraftsUnavailable):  # the code was right: they get in, and this try stays counted
        drafts().forgive(id_)
    return _reopened(token, draft, library, now)


def _wrong(token: str, draft: Draft, library: Library, now: datetime) -> Response:
    left = MAX_TRIES - draft.tries
    if left:
        again = "once more" if left == 1 else f"{left} more times"
        return _ask(422, token, library, now, f"This is not the code. Check it: you can try {again}")
    compiled = compiled_of(draft, library)
    phone = f" on {compiled.form.agency.phone}" if compiled else ""
    raise Refused(
        429,
        "This draft is locked",
        "That was the fifth wrong code. To keep the answers safe, nobody can open the draft now.",
        f"Do not wait: start a new report, or phone the agency that receives it{phone}.",
    )


def _body(draft: Draft) -> Body:
    """Return what was typed; of a draft that is saved again meanwhile, what was typed last."""
    for one in (draft, drafts().find(draft.id)):
        try:
            return Body.model_validate_json(drafts().body(one.body if one else draft.body))
        except KeyError:
            continue
    raise gone()


def _email(held: Held, draft: Draft, posted: Posted, library: Library, now: datetime) -> Response:
    from lambdas.intake.emailing import email_link

    compiled = compiled_of(draft, library)
    if compiled is None:
        raise gone()
    return email_link(held, draft, compiled, _body(draft).typed(), posted, now)


def compiled_of(draft: Draft, library: Library) -> Compiled | None:
    """Return the form of a draft, in the version and edition in which it was left."""
    whole = library.form(draft.form, draft.form_version) or library.form(draft.form)
    return whole.on(draft.edition) if whole and draft.edition else whole


def _asked(draft: Draft, origin: Origin, posted: Posted, library: Library, now: datetime) -> Asked:
    """Return the form to go on with: as it was left while reports on that version are taken."""
    left, current = compiled_of(draft, library), library.form(draft.form, now=now)
    if left is None or current is None:
        raise gone()
    version = {"form_version": (str(draft.form_version),)}
    whole, moved = asked_on(current, posted.replaced(version), library, now)
    if moved and not origin.corrects:  # a correction stays on the version of its report
        why = CHANGED if moved.why == WHY["ended"] else moved.why
        return Asked(whole.edition_of(posted, now), moved._replace(why=why))
    return Asked(left)


def _reopened(token: str, draft: Draft, library: Library, now: datetime) -> Response:
    """Answer with the form as it was left."""
    from forms_src.pages import form_page
    from forms_src.resuming import section_to_resume

    body = _body(draft)
    posted = body.typed().printable()
    origin, words = _origin(posted, draft.form, library, now)
    compiled, moved = _asked(draft, origin, posted, library, now)
    held = Held(token, body.key)
    reading = compiled.reader.read(posted, now)
    page = form_page(
        compiled.form,
        posted,
        notice=f"{AS_LEFT} {words}".strip(),
        submission_key=key_of(posted.first("submission_key")) or "",
        origin=origin._replace(draft=str(held), draft_revision=str(draft.revision)),
        moved=moved,
        resumed="" if moved else section_to_resume(compiled.form, posted, reading),
    )
    return html(200, page)


def _origin(posted: Posted, form: str, library: Library, now: datetime) -> tuple[Origin, str]:
    """Return what a draft follows or corrects, as far as it can still be found, and words where it cannot."""
    origin = Origin.of(posted)
    try:
        found = opened(records(), origin.follows, library) if origin.follows else None
    except Refused:
        return origin._replace(follows=""), NOT_LINKED
    if found or not origin.corrects:
        return origin, ""
    try:
        found = opened(records(), origin.corrects, library)
    except Refused:
        found = None
    if found is None or found.report.form != form:
        return origin._replace(corrects="", corrected_version=""), NOT_A_CORRECTION
    return origin, "" if found.is_open(now) else " ".join(too_late(found)[1:])
