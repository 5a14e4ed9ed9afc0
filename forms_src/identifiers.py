"""Numbers with a known shape: NDIS participant numbers, ABNs and registration IDs."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from forms_src.references import normalise


def _no_caution(_value: str) -> str | None:
    return None


def _as_typed(value: str) -> str:
    return value


@dataclass(frozen=True)
class Identifier:
    """A kind of identifier: words for its shape, a check, and a caution for what is allowed but unusual.

    `stored` returns one that fits as it is stored.
    """

    shape: str
    fits: Callable[[str], bool]
    caution: Callable[[str], str | None] = _no_caution
    stored: Callable[[str], str] = _as_typed

    @property
    def example(self) -> str:
        """The example that the words for its shape end with, as it may be typed."""
        return self.shape.rpartition("for example ")[2]

    def tidy(self, typed: str) -> str:
        """Return what was typed without its spaces."""
        return re.sub(r"\s+", "", typed)


def is_abn(value: str) -> bool:
    """Return whether eleven digits are an Australian Business Number.

    One is taken from the first digit, the digits are weighted 10, 1, 3, 5 … 19, and the sum divides by 89
    (the Australian Business Register's published rule). Two check digits, 10 to 99, come first: never 0.
    """
    if not re.fullmatch(r"[1-9][0-9]{10}", value):
        return False
    weights = (10, *range(1, 20, 2))
    digits = [int(value[0]) - 1, *map(int, value[1:])]
    total: int = sum(weight * digit for weight, digit in zip(weights, digits, strict=True))
    return total % 89 == 0


def ndis_caution(value: str) -> str | None:
    """Return a caution for a participant number that does not start with 43 (domain/ndis.md section 8.1)."""
    return None if value.startswith("43") else "NDIS participant numbers usually start with 43"


def is_reference(value: str) -> bool:
    """Return whether the value is a report reference, its check character included."""
    try:
        normalise(value)
    except ValueError:
        return False
    return True


IDENTIFIERS = {
    "ndis_participant_number": Identifier(
        "9 digits, for example 430 000 000",
        lambda value: bool(re.fullmatch(r"[0-9]{9}", value)),
        ndis_caution,
    ),
    "abn": Identifier("11 digits and a real ABN, for example 51 824 753 556", is_abn),
    "ndis_registration_id": Identifier(
        "3 to 20 letters, digits or hyphens, for example 4-ABC1234",
        lambda value: bool(re.fullmatch(r"[A-Za-z0-9-]{3,20}", value)),
    ),
    "report_reference": Identifier(
        "3 letters and 8 letters or numbers without a typing mistake, for example SSC-7K2M-9QX3",
        is_reference,
        stored=normalise,
    ),
}
