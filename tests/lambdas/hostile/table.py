"""Prints the table of hostile inputs by renderings: python -m tests.lambdas.hostile.table

A cell is how many fields a string of that kind was in, over all forms; “!” marks one that came alive.
"""

import logging
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import NamedTuple

from forms_src.definition import Form
from lambdas.intake import handler as intake
from tests.lambdas.hostile.renderings import (
    Seen,
    after_sending,
    alive,
    check_page,
    error_page,
    form_again,
    submissions,
)
from tests.lambdas.hostile.service import service
from tests.lambdas.hostile.strings import STRINGS
from tests.real_forms import LOADED
from tests.submissions.generated import Submission


class Found(NamedTuple):
    """One rendering of one kind of string in one form."""

    form: str
    string: str
    seen: Seen


def found(forms: list[str], folder: Path, every: int = 1) -> Iterator[Found]:
    """Yield every rendering of every string; each form is sent once for each string.

    Each form has a service of its own, as every look at a mailbox reads all that is in it.
    With `every`, one string in so many is tried in questions that are not always asked, and one in five in
    the others and sent: every string in one form at least.
    """
    for nth, id_ in enumerate(forms):
        own = folder / id_
        own.mkdir()
        with service(own):
            yield from _found_in(LOADED.forms[id_], nth, every)


def _found_in(form: Form, nth: int, every: int) -> Iterator[Found]:
    made = submissions(form)
    for number, (name, text) in enumerate(STRINGS.items()):
        for place, one in enumerate(made):
            if (place + number + nth) % (every if place else min(every, 5)):
                continue
            for seen in _renderings(form, one, text, send=not place):
                yield Found(form.id, name, seen)


def _renderings(form: Form, made: Submission, text: str, *, send: bool) -> Iterator[Seen]:
    for render in (error_page, check_page, form_again):
        seen, answer = render(form, made, text)
        yield alive(seen, answer) if send else seen
    if send:
        yield from after_sending(form, made, text)


def printed(rows: list[Found]) -> Iterator[str]:
    """Yield the lines of the table, in Markdown."""
    columns = list(dict.fromkeys(one.seen.rendering for one in rows))
    yield f"| input | {' | '.join(columns)} |"
    yield f"|---|{'---|' * len(columns)}"
    counts: Counter[tuple[str, str]] = Counter()
    alive = {(one.string, one.seen.rendering) for one in rows if one.seen.faults}
    for one in rows:
        counts[one.string, one.seen.rendering] += one.seen.fields
    for string in dict.fromkeys(one.string for one in rows):
        cells = (f"{counts[string, name]}{'!' if (string, name) in alive else ''}" for name in columns)
        yield f"| {string} | {' | '.join(cells)} |"


def _rows(form: str) -> list[Found]:
    """Return what is found in one form, and say so: it takes up to a minute."""
    intake.logger.setLevel(logging.WARNING)
    with tempfile.TemporaryDirectory() as folder:
        rows = list(found([form], Path(folder)))
    sys.stderr.write(f"{form}: {len(rows)} renderings\n")
    return rows


def main() -> None:
    """Print the table, then each fault; of the forms named, else of all. Each form has a process."""
    with ProcessPoolExecutor() as pool:
        rows = [row for of_form in pool.map(_rows, sys.argv[1:] or sorted(LOADED.forms)) for row in of_form]
    faults = sorted(
        {(one.form, one.string, one.seen.rendering, what) for one in rows for what in one.seen.faults}
    )
    lines = [*printed(rows), "", f"{len(rows)} renderings, {len(faults)} faults", *map(str, faults)]
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
