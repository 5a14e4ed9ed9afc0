"""References: `<PREFIX>-XXXX-XXXX`, short enough to read over the phone, with a check for typing mistakes.

Seven characters come from a secure source (35 bits); the store's conditional write sees to it that no two
reports share them. The eighth is the Luhn mod 32 check of those seven. It catches every single wrong
character, and every swap of two neighbours except 0 with Z. The prefix is not part of the check.
"""

import re
import secrets

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford base 32: no I, L, O or U
EXAMPLE = "NDI-7K2M-9QX3"
SEPARATORS = re.compile(r"[\s\-\u2010-\u2015\u2212]+")
WRITTEN = "[A-Z]{3}-[0-9A-Z]{4}-[0-9A-Z]{4}"  # the pattern of a reference as it is stored
SHAPE = re.compile(r"[A-Z]{3}[0-9A-Z]{8}")
READ_AS_DIGITS = str.maketrans("OIL", "011")
READ_AS_LETTERS = str.maketrans("01", "OI")


def new_reference(prefix: str) -> str:
    """Return a new random reference. Raises ValueError unless the prefix is three capital letters."""
    if not re.fullmatch("[A-Z]{3}", prefix):
        raise ValueError(f"A prefix is three capital letters, not {prefix!r}")
    return _written(prefix, "".join(secrets.choice(ALPHABET) for _ in range(7)))


def normalise(typed: str) -> str:
    """Return a reference as it is stored, from one typed in any case, with or without hyphens or spaces.

    In the code O is read as 0 and I or L as 1; in the prefix, 0 as O and 1 as I. Raises ValueError, in words
    for the person who typed it, if it is not a reference or the check character does not fit.
    """
    compact = SEPARATORS.sub("", typed).upper()
    prefix, code = compact[:3].translate(READ_AS_LETTERS), compact[3:].translate(READ_AS_DIGITS)
    if not SHAPE.fullmatch(prefix + code):
        raise ValueError(f"A reference has 3 letters and then 8 letters or numbers, like {EXAMPLE}")
    if "U" in code:
        raise ValueError("The last 8 characters of a reference never have the letter U. Check if it is a V")
    if code[7] != check_character(code[:7]):
        raise ValueError(
            "This reference has a typing mistake. Check each letter and number, and type it again"
        )
    return _written(prefix, code[:7])


def check_character(seven: str) -> str:
    """Return the Luhn mod 32 check character of capital Crockford characters; ValueError for others."""
    total = 0
    for place, character in enumerate(reversed(seven)):
        value = ALPHABET.index(character) * (1 if place % 2 else 2)
        total += value // 32 + value % 32
    return ALPHABET[-total % 32]


def _written(prefix: str, seven: str) -> str:
    return f"{prefix}-{seven[:4]}-{seven[4:]}{check_character(seven)}"
