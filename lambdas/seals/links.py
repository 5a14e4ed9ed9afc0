"""The link in the confirmation with which documents can be added, and nothing read.

It is the reference and its seal: proof that this service made it, for this one purpose. So the store keeps
nothing of it, a report needs no further write to be received, and a retry of the email has the same bytes.
How long it works follows from when the report was received.
"""

import re
from datetime import datetime, timedelta
from typing import NamedTuple

from forms_src.references import WRITTEN
from lambdas.seals.port import LENGTH

OPEN_FOR = timedelta(days=30)
PATH = "/api/documents/"
_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
_DIGITS = 52  # of 5 bits each, for the 256 of a seal and 4 zeros before them
_TOKEN = re.compile(rf"({WRITTEN})-([{_ALPHABET}]{{{_DIGITS}}})")


class Link(NamedTuple):
    """What a link says: a record, and a seal that may be true."""

    reference: str
    seal: bytes

    @classmethod
    def of(cls, token: str) -> "Link | None":
        """Read the secret part of an address; None for anything that is none."""
        found = _TOKEN.fullmatch(token)
        number = 0
        for digit in found[2] if found else "":
            number = number << 5 | _ALPHABET.index(digit)
        return cls(found[1], number.to_bytes(LENGTH)) if found and not number >> 8 * LENGTH else None

    def __str__(self) -> str:
        """Return the secret part of the address."""
        number = int.from_bytes(self.seal)
        digits = (_ALPHABET[number >> shift & 31] for shift in range(5 * (_DIGITS - 1), -1, -5))
        return f"{self.reference}-{''.join(digits)}"


def message_of(reference: str) -> bytes:
    """Return what is sealed: the record, and the one thing that the link is for."""
    return f"add documents to {reference}".encode()


def ends_at(received_at: datetime) -> datetime:
    """Return when the link of a record stops."""
    return received_at + OPEN_FOR
