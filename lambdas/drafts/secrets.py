"""The secrets of a draft: its link, its code, and the key that an open page holds.

The link is 128 random bits, the code six digits. The store has only hashes. That of the code is made with the
link as its key (HMAC), so whoever reads the store can test no guess: they would have to guess the link too. A
slow hash would add nothing to that: a million codes are few, however slow each is. What protects the code
from whoever has the link alone is the count of tries. The key proves that a page was opened with the code; it
saves to, sends and emails the draft, and opens nothing but that draft.
"""

import hmac
import re
import secrets
from hashlib import sha256
from typing import NamedTuple

_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
_LETTERS = 26  # of 5 bits each: 130, so at least 128
TOKEN = re.compile(rf"[{_ALPHABET}]{{{_LETTERS}}}")
_CODE = re.compile(r"[0-9]{6}")
_BETWEEN = re.compile(r"[\s\u2010-\u2015-]+")


class Held(NamedTuple):
    """What an open page holds of a draft: the secret of its link, and the key."""

    token: str
    key: str

    def __str__(self) -> str:
        """Return it as it travels in a hidden input."""
        return f"{self.token}-{self.key}"

    @classmethod
    def of(cls, typed: str) -> "Held | None":
        """Return what a hidden input holds, or None for anything else."""
        token, _, key = typed.partition("-")
        return cls(token, key) if TOKEN.fullmatch(token) and TOKEN.fullmatch(key) else None


def new_secret() -> str:
    """Return a fresh secret of 130 bits, as 26 Crockford base-32 characters."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(_LETTERS))


def new_code() -> str:
    """Return a fresh code: six digits."""
    return f"{secrets.randbelow(1_000_000):06}"


def code_of(typed: str) -> str | None:
    """Return a code as it was typed without what stands between its digits; None for anything else."""
    digits = _BETWEEN.sub("", typed[:50])
    return digits if _CODE.fullmatch(digits) else None


def hash_of(secret: str) -> str:
    """Return what the store keeps of a link’s secret, or of a key."""
    return sha256(secret.encode()).hexdigest()


def code_hash(token: str, code: str) -> str:
    """Return what the store keeps of a code."""
    return hmac.new(token.encode(), code.encode(), sha256).hexdigest()


def new_body_name(id: str) -> str:  # noqa: A002
    """Return a name that no body has had."""
    return f"{id}-{secrets.token_hex(16)}"
