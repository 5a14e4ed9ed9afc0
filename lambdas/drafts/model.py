"""What is stored of a draft: an item without any answer, and a body that holds what was typed."""

import json
from datetime import date, datetime, timedelta
from typing import Annotated, Literal

from pydantic import Field

from forms_src.posted import Posted
from forms_src.strict import Strict
from lambdas.records.model import Moment, Sha256

KEPT_FOR = timedelta(days=14)
MAX_TRIES = 5  # wrong codes; then nobody can open it
MAX_EMAILS = 3

BodyName = Annotated[str, Field(pattern=r"^[0-9a-f]{64}-[0-9a-f]{32}$")]


class Draft(Strict):
    """A draft as the store knows it.

    `id` is the hash of the link’s secret, `code` that of the code with it, `key` that of what an open page
    holds. `form_version` is as posted; `edition` is the first day of the form’s edition, None where it has
    but one. `body` names what was typed, as the save number `revision` left it. `tries` are the codes tried
    since a right one, `emails` those sent with the link.
    """

    id: Sha256
    code: Sha256
    key: Sha256
    form: str
    form_version: int
    edition: date | None = None
    revision: int = Field(ge=1)
    body: BodyName
    saved_at: Moment
    expires_at: Moment
    tries: int = 0
    emails: int = 0

    @property
    def is_locked(self) -> bool:
        """Whether nobody can open it any more."""
        return self.tries >= MAX_TRIES

    def is_open(self, now: datetime) -> bool:
        """Whether it can be opened: it is neither locked nor past its time."""
        return not self.is_locked and now < self.expires_at


class Body(Strict):
    """What was typed, name by name as it was posted, and the key that an open page holds.

    The key lies here and not in the item: whoever can read the body has the answers already.
    """

    schema_version: Literal[1] = 1
    key: str
    posted: dict[str, tuple[str, ...]]

    @classmethod
    def of(cls, posted: Posted, key: str) -> "Body":
        """Return the body that keeps what was posted."""
        return cls(key=key, posted=dict(posted.items()))

    def typed(self) -> Posted:
        """Return what was posted."""
        return Posted(self.posted)

    def as_bytes(self) -> bytes:
        """Return it as it is stored; half a character, which no page can show, becomes a question mark."""
        return json.dumps(self.model_dump(mode="json"), ensure_ascii=False).encode(errors="replace")


class Stored(Strict):
    """A body that lies in the store: its name, and when it was written."""

    name: BodyName
    written_at: Moment

    @property
    def draft(self) -> str:
        """The id of the draft it was written for."""
        return self.draft_of(self.name)

    @staticmethod
    def draft_of(name: str) -> str:
        """Return the id of the draft for which a body of this name is written."""
        return name.partition("-")[0]
