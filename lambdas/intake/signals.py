"""Signs that a program sent a report. The agency is told; the person’s report goes its way."""

from collections.abc import Iterator
from datetime import datetime

from forms_src.answers import HONEYPOT
from forms_src.posted import Posted
from lambdas.intake.tokens import seconds_since_made

LEAST_SECONDS = 3  # nobody reads a check page in less


def signals(posted: Posted, key: str, now: datetime) -> Iterator[str]:
    """Yield `honeypot` for an answer in the box that nobody sees, `quick` for Send at once.

    A key that we did not make says nothing of its time, and a page without the box nothing of the box.
    """
    if any(posted.all(HONEYPOT)):
        yield "honeypot"
    seconds = seconds_since_made(key, now)
    if seconds is not None and seconds < LEAST_SECONDS:
        yield "quick"
