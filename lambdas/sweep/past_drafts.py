"""Drafts past their time are destroyed, and so are bodies that no draft names any more.

A draft is past its time at it and after. A body without its draft is what a crash left between two steps: of
a save, or of Send, which takes the item out in its own transaction and the body right after.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from secrets import token_hex

from lambdas.drafts.model import Draft, Stored
from lambdas.drafts.port import Drafts

BEING_SAVED = timedelta(hours=1)  # a body is written before the item that names it
MOST_BODIES = 1000  # looked at in one run, from a place of chance: however many there are, each has its turn


def destroy_draft(draft: Draft, store: Drafts) -> bool:
    """Destroy a draft past its time; False if it was saved again meanwhile. Raises DraftsUnavailable."""
    if not store.destroy(draft):
        return False
    store.destroy_body(draft.body)
    return True


def some_bodies(store: Drafts) -> Iterator[Stored]:
    """Yield bodies to look at: all there are, if they are no more than MOST_BODIES."""
    start = token_hex(32)
    found = store.bodies(start, MOST_BODIES)
    yield from found
    rest = MOST_BODIES - len(found)
    yield from (one for one in (store.bodies("", rest) if rest else []) if one.name <= start)


def destroy_orphan(body: Stored, store: Drafts, now: datetime) -> bool:
    """Destroy a body, if no draft names it and none is about to. Raises DraftsUnavailable."""
    if now - body.written_at < BEING_SAVED:
        return False
    draft = store.find(body.draft)
    if draft and draft.body == body.name:
        return False
    store.destroy_body(body.name)
    return True
