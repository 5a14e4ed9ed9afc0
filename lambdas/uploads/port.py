"""What a quarantine must do: hold what was uploaded until it is known to be harmless.

The contract suite in tests/lambdas/uploads holds every adapter to it. Nothing in it is part of a record.
"""

import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple, Protocol

from forms_src.references import WRITTEN

OFFER_OPEN_FOR = timedelta(minutes=30)
_KEY = re.compile(rf"files/({WRITTEN})/([0-9a-f]{{16}})")


class Upload(NamedTuple):
    """One upload of one record, as it was offered: its files lie under one key, its note under another."""

    reference: str
    id: str

    @classmethod
    def new(cls, reference: str) -> "Upload":
        """Return an upload that no other is, with a name that says nothing."""
        return cls(reference, secrets.token_hex(8))

    @classmethod
    def of_key(cls, key: str) -> "Upload | None":
        """Return the upload that a key of a file is for; None for any other key."""
        found = _KEY.fullmatch(key)
        return cls(found[1], found[2]) if found else None

    @property
    def key(self) -> str:
        """Where its files lie."""
        return f"files/{self.reference}/{self.id}"

    @property
    def note_key(self) -> str:
        """Where its note lies."""
        return f"notes/{self.reference}/{self.id}.json"


class Waiting(NamedTuple):
    """A file in quarantine. The same form sent twice makes two versions; each is looked at for itself."""

    upload: Upload
    version: str
    since: datetime


@dataclass(frozen=True)
class Offer:
    """A form that a browser sends with a file in it, without a script: where to, and its hidden inputs."""

    address: str
    fields: Mapping[str, str]


class UploadsUnavailable(Exception):  # noqa: N818
    """The quarantine did not answer. Nothing may be called done; trying again is safe."""


class Uploads(Protocol):
    """A quarantine. Every method may raise UploadsUnavailable."""

    def offer(self, upload: Upload, note: bytes, back_to: str, now: datetime) -> Offer:
        """Keep the note and return the form of the upload.

        The form takes one file of 1 to MAX_BYTES bytes under this key alone, until OFFER_OPEN_FOR after
        `now`, and leads the browser to `back_to`, a whole address, afterwards.
        """

    def note(self, upload: Upload) -> bytes:
        """The note of an upload. Raises KeyError for one that was never offered."""

    def read(self, upload: Upload, version: str) -> bytes:
        """A file. Raises KeyError when it is not there, as when it is settled. At most MAX_BYTES and one."""

    def delete(self, upload: Upload, version: str) -> None:
        """Remove a file for good, if it is there."""

    def waiting(self) -> list[Waiting]:
        """Every file in quarantine, longest there first."""
