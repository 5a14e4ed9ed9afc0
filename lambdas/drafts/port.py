"""What a store of drafts must do. The contract suite in tests/lambdas/drafts holds every adapter to it.

A body is written first, under a fresh name; then the item that names it; the body before goes last. So what
an item names is there, and what no item names can never be opened: the sweep destroys it.
"""

from datetime import datetime
from typing import Protocol

from lambdas.drafts.model import Draft, Stored


class DraftsUnavailable(Exception):  # noqa: N818
    """The store did not answer, or not clearly. Nothing may be called saved; trying again is safe."""


class DraftChanged(Exception):  # noqa: N818
    """The draft was saved again, locked or destroyed meanwhile: look at it anew."""


class Drafts(Protocol):
    """A store of drafts. Every method may raise DraftsUnavailable."""

    def put_body(self, name: str, body: bytes) -> None:
        """Store a body under a fresh name, whole or not at all."""

    def body(self, name: str) -> bytes:
        """A body's bytes. Raises KeyError when there is none."""

    def destroy_body(self, name: str) -> None:
        """Destroy a body for good, if it is there. For one that no draft names."""

    def bodies(self, after: str = "", most: int = 1000) -> list[Stored]:
        """At most so many bodies whose names come after this text, in the order of their names."""

    def save(self, draft: Draft) -> None:
        """Store a new draft, revision 1, or what the next revision of a draft changes.

        What was counted stays: codes tried, emails sent. Raises DraftChanged unless the draft is new, or is
        at the revision before and not locked.
        """

    def find(self, id: str) -> Draft | None:  # noqa: A002  the model's own name
        """A draft as the last write left it, past its time or not."""

    def count_try(self, id: str) -> Draft | None:  # noqa: A002
        """Count one code that is tried, and return the draft with it; None when none may be tried.

        It is counted before it is compared: of many guesses at once, no more than the limit are compared.
        """

    def forgive(self, id: str) -> None:  # noqa: A002
        """Begin to count anew: the code was right."""

    def count_email(self, id: str) -> bool:  # noqa: A002
        """Count one email of the link; False when no more may be sent."""

    def expired(self, now: datetime, most: int = 100) -> list[Draft]:
        """At most so many drafts whose time has come at `now`, the longest past first."""

    def destroy(self, draft: Draft) -> bool:
        """Take out the item of a draft; False if it was saved again meanwhile. Its body is for the caller."""
