"""Saving a draft: everything typed is kept as it was posted, nothing is checked and nothing is sent.

Whoever presses Save on a page opened from a draft saves to that draft. Without a draft, or when it is gone,
a new one is made. The last save wins; what it takes the place of is kept apart if anything would be lost.
"""

import re
from contextlib import suppress
from datetime import datetime
from typing import NamedTuple

from forms_src.library import Compiled
from forms_src.posted import Posted, is_seen
from lambdas.drafts.model import KEPT_FOR, Body, Draft
from lambdas.drafts.port import DraftChanged, Drafts, DraftsUnavailable
from lambdas.drafts.secrets import Held, code_hash, hash_of, new_body_name, new_code, new_secret
from lambdas.intake.tokens import same

MAX_SAVES = 5
NOT_KEPT = ("action", "confirm_remove", "draft", "draft_revision")


class Opening(NamedTuple):
    """What opens a draft: what a page holds of it, and its code, empty where only its hash is known."""

    held: Held
    code: str = ""


class Saved(NamedTuple):
    """A draft as saved. `lost`: the one it was opened from is gone; `spare` opens what it replaced."""

    draft: Draft
    opening: Opening
    lost: bool = False
    spare: Opening | None = None


def held_draft(store: Drafts, held: Held | None, now: datetime) -> Draft | None:
    """Return the draft that a page holds, if it can still be opened. Raises DraftsUnavailable."""
    draft = store.find(hash_of(held.token)) if held else None
    if draft and held and draft.is_open(now) and same(draft.key, hash_of(held.key)):
        return draft
    return None


def discard(store: Drafts, draft: Draft) -> None:
    """Destroy a draft whose report was received. What fails here is left to the sweep, and opens nothing."""
    with suppress(DraftsUnavailable):
        store.destroy(draft)
        store.destroy_body(draft.body)


def save(store: Drafts, compiled: Compiled, posted: Posted, now: datetime) -> Saved:
    """Save what was posted on a form. Raises DraftsUnavailable when nothing is certain: again is safe."""
    held = Held.of(posted.first("draft"))
    kept = posted.replaced(dict.fromkeys(NOT_KEPT))
    for _ in range(MAX_SAVES):
        before = held_draft(store, held, now)
        if held is None or before is None:
            draft, opening = _first(store, compiled, kept, now)
            return Saved(draft, opening, lost=bool(posted.first("draft")))
        with suppress(DraftChanged):
            return _again(store, before, held, compiled, kept, posted.first("draft_revision"), now)
    raise DraftsUnavailable("Others kept saving to the draft")


def _first(store: Drafts, compiled: Compiled, kept: Posted, now: datetime) -> tuple[Draft, Opening]:
    held, code = Held(new_secret(), new_secret()), new_code()
    id_ = hash_of(held.token)
    draft = Draft(
        id=id_,
        code=code_hash(held.token, code),
        key=hash_of(held.key),
        form=compiled.form.id,
        form_version=_version(compiled, kept),
        edition=compiled.form.first_day,
        revision=1,
        body=new_body_name(id_),
        saved_at=now,
        expires_at=now + KEPT_FOR,
    )
    store.put_body(draft.body, Body.of(kept, held.key).as_bytes())
    with suppress(DraftChanged):  # nobody else has this id: the same write came through before its answer
        store.save(draft)
    return draft, Opening(held, code)


def _again(
    store: Drafts,
    before: Draft,
    held: Held,
    compiled: Compiled,
    kept: Posted,
    on_revision: str,
    now: datetime,
) -> Saved:
    """Save to a draft that there is. Raises DraftChanged when it is saved, locked or sent meanwhile."""
    spare = None if on_revision == str(before.revision) else _kept_apart(store, before, compiled, kept, now)
    changes = {
        "form_version": _version(compiled, kept),
        "edition": compiled.form.first_day,
        "revision": before.revision + 1,
        "body": new_body_name(before.id),
        "saved_at": now,
        "expires_at": now + KEPT_FOR,
    }
    draft = before.model_copy(update=changes)
    store.put_body(draft.body, Body.of(kept, held.key).as_bytes())
    store.save(draft)
    with suppress(DraftsUnavailable):  # then the sweep does it
        store.destroy_body(before.body)
    return Saved(draft, Opening(held), spare=spare)


def _kept_apart(
    store: Drafts, before: Draft, compiled: Compiled, kept: Posted, now: datetime
) -> Opening | None:
    """Make a draft of its own of what is about to be replaced, if an answer would be lost."""
    try:
        there = Body.model_validate_json(store.body(before.body)).typed()
    except KeyError:
        return None
    lost = (value for name, values in there.items() for value in values if value not in kept.all(name))
    return _first(store, compiled, there, now)[1] if any(map(is_seen, lost)) else None


def _version(compiled: Compiled, kept: Posted) -> int:
    posted = kept.first("form_version")
    return int(posted) if re.fullmatch("[0-9]{1,6}", posted) else compiled.form.version
