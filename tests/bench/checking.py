"""Checking a whole NDIS submission, valid and with 16 faults, beside a plain generated Python function.

Run: python -m tests.bench.checking
"""

import sys
from collections.abc import Callable
from datetime import UTC, datetime
from statistics import median
from time import perf_counter

from forms_src.answers import Reader
from forms_src.posted import Posted
from tests.bench.plain import plain_function
from tests.real_forms import LOADED
from tests.submissions import encoded, ndis_immediate

ROUNDS, CALLS = 15, 100
LEFT_OUT = (
    "provider_name",
    "contact_name",
    "contact_phone",
    "contact_method",
    "category_primary",
    "incident_location",
    "description",
    "lead_up",
    "ip_name",
    "ip_gender",
    "ip_primary_disability",
    "has_subject",
    "police_informed",
    "family_aware",
    "declaration",
    "declaration_name",
)


def microseconds(call: Callable[[], object]) -> float:
    """Return the median time of one call over several rounds."""
    rounds = []
    for _ in range(ROUNDS):
        start = perf_counter()
        for _ in range(CALLS):
            call()
        rounds.append((perf_counter() - start) / CALLS)
    return median(rounds) * 1e6


def main() -> None:
    """Print a line for each case: reader, plain function, ratio, faults found by each."""
    loaded, now = LOADED, datetime.now(UTC)
    form = loaded.forms["ndis-immediate"]
    reader, plain = Reader(form, loaded.calendars), plain_function(form)
    whole = Posted.from_body(encoded(ndis_immediate(now)))
    cases = {"valid": whole, "16 faults": whole.replaced(dict.fromkeys(LEFT_OUT))}
    for name, posted in cases.items():
        found = len(reader.read(posted, now).faults), len(plain(posted, now)[1])
        ours = microseconds(lambda posted=posted: reader.read(posted, now))  # type: ignore[misc]
        floor = microseconds(lambda posted=posted: plain(posted, now))  # type: ignore[misc]
        line = f"reader {ours:6.0f} µs  plain {floor:5.0f} µs  ratio {ours / floor:4.1f}  faults {found}"
        sys.stdout.write(f"{name:10} {line}\n")


if __name__ == "__main__":
    main()
