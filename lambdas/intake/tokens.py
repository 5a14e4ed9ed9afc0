"""Submission keys and the receipt links made from them.

The same key gives the same link. The store holds only a hash of the link, so what is stored opens no receipt.
"""

import re
from datetime import datetime
from hashlib import sha256
from hmac import compare_digest
from secrets import randbits
from uuid import UUID

_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
TOKEN = re.compile(rf"[{_ALPHABET}]{{32}}")


_SECONDS = 1 << 20  # the time in a key starts again after twelve days
_VARIANT = "89ab"


def new_key(now: datetime) -> str:
    """Return a fresh submission key: a UUID of version 8 (RFC 9562), of 20 bits of time and 102 random ones.

    The time is that of the check page, in seconds; what the key opens rests on the random bits alone.
    """
    time, random = int(now.timestamp()) % _SECONDS, f"{randbits(100):025x}"
    digits = f"{time:05x}{random[:7]}8{random[7:10]}{_VARIANT[randbits(2)]}{random[10:]}"
    return str(UUID(digits))


def seconds_since_made(key: str, now: datetime) -> int | None:
    """Return how many seconds ago `new_key` made a key, less turns of twelve days; None for any other."""
    if key[14:15] != "8" or key[19:20] not in _VARIANT:
        return None
    return (int(now.timestamp()) - int(key[:5], 16)) % _SECONDS


def key_of(typed: str) -> str | None:
    """Return a submission key in its one spelling, or None for anything that is not a UUID."""
    if len(typed) != 36:
        return None
    try:
        return str(UUID(typed))
    except ValueError:
        return None


def same(one: str, other: str) -> bool:
    """Return whether two secrets or fingerprints are the same, in a time that says nothing of either."""
    return compare_digest(one.encode(errors="replace"), other.encode(errors="replace"))


def receipt_token(key: str) -> str:
    """Return the secret part of the receipt's address: 160 bits as 32 Crockford base-32 characters."""
    number = int.from_bytes(sha256(b"receipt:" + key.encode()).digest()[:20])
    return "".join(_ALPHABET[number >> shift & 31] for shift in range(155, -1, -5))


def submission_id(token: str) -> str:
    """Return the id under which the store knows a submission."""
    return sha256(token.encode()).hexdigest()
