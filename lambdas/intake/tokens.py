"""Submission keys and the receipt links made from them.

The same key gives the same link. The store holds only a hash of the link, so what is stored opens no receipt.
"""

import re
from hashlib import sha256
from hmac import compare_digest
from uuid import UUID, uuid4

_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
TOKEN = re.compile(rf"[{_ALPHABET}]{{32}}")


def new_key() -> str:
    """Return a fresh submission key."""
    return str(uuid4())


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
