"""Numbers that seldom belong in free text, because they say who a person is or can be misused."""

import re
from collections.abc import Callable, Iterator, Mapping
from itertools import accumulate, islice

LEAST = 9  # digits of the shortest of them
MOST_PARTS = 5  # into which people part one of them: 4111 1111 1111 1111, 2123 45670 1
_GAP = r"[ \u00a0\u2010-\u2015-]{1,2}"  # a space or a hyphen of any kind, or two
_GAPS = re.compile(_GAP)
_RUN = re.compile(rf"[0-9](?:(?:{_GAP})?[0-9]){{{LEAST - 1},}}")
_MEDICARE = re.compile("[2-6][0-9]{8}[1-9]{1,2}")
_CARD = re.compile("[1-9][0-9]{12,18}")
_DOUBLED = str.maketrans("0123456789", "0246813579")  # twice each digit, the digits of that summed


def number_caution(text: str) -> str | None:
    """Return a caution for text that seems to hold such a number, or None (domain/cims.md section 13, C14).

    It says which kind of number, never the number. Text without nine digits in a row costs one search.
    """
    runs = (run[0] for run in _RUN.finditer(text) if not text.endswith("+", 0, run.start()))  # “+”: a phone
    kinds = dict.fromkeys(kind for run in runs if (kind := _kind(run)))
    if not kinds:
        return None
    found = " and ".join(kinds)
    return f"There seems to be {found} in this answer. Take out numbers that are not needed here"


def is_medicare_number(digits: str) -> bool:
    """Return whether ten or eleven digits can be a Medicare number.

    The ninth digit is the check: the first eight, weighted 1, 3, 7, 9, 1, 3, 7, 9, modulo 10. After it comes
    the number of the card and perhaps of the person on it.
    """
    if not _MEDICARE.fullmatch(digits):
        return False
    weighted = sum(weight * int(digit) for weight, digit in zip((1, 3, 7, 9) * 2, digits[:8], strict=True))
    return weighted % 10 == int(digits[8])


def is_participant_number(digits: str) -> bool:
    """Return whether digits look like an NDIS participant number (domain/ndis.md section 8.1)."""
    return len(digits) == LEAST and digits.startswith("43")


def is_card_number(digits: str) -> bool:
    """Return whether digits can be a payment card number: 13 to 19 that pass Luhn’s check (ISO/IEC 7812)."""
    if not _CARD.fullmatch(digits):
        return False
    return sum(map(int, digits[-1::-2] + digits[-2::-2].translate(_DOUBLED))) % 10 == 0


KINDS: Mapping[str, Callable[[str], bool]] = {
    "an NDIS participant number": is_participant_number,
    "a Medicare number": is_medicare_number,
    "a payment card number": is_card_number,
}


def _kind(run: str) -> str | None:
    """Return what a run of digits and gaps seems to be, if anything."""
    longest_first = sorted(_readings(_GAPS.split(run)), key=len, reverse=True)
    return next((kind for digits in longest_first for kind, fits in KINDS.items() if fits(digits)), None)


def _readings(parts: list[str]) -> Iterator[str]:
    """Yield all digits, the first and the last: another number may stand beside the one to look for."""
    yield "".join(parts)
    yield from islice(accumulate(parts), MOST_PARTS)
    yield from islice(accumulate(reversed(parts), lambda after, part: part + after), MOST_PARTS)
