"""Prints kinds of fault by journeys: how often each was put in, and what broke. `table [seeds [first]]`."""

import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import partial
from random import Random

from tests.faults.faulty import Fault
from tests.faults.forms import compiled
from tests.faults.journeys import EVERY
from tests.faults.model import STEPS, runs
from tests.faults.pairs import SWEEPS, some_pairs
from tests.faults.trying import Attempts, Outcome, scratch

PAIRS_OF_EACH, RUNS_OF_EACH = 20, 1000


class Table:
    """Runs counted by journey and kind of fault, and what was found broken."""

    def __init__(self) -> None:
        self.runs: Counter[tuple[str, str]] = Counter()
        self.calls: dict[str, int] = {}
        self.broken: list[str] = []

    def note(self, journey: str, kind: str, what: object, attempt: Callable[[], Outcome]) -> None:
        """Make one run and count it."""
        self.runs[journey, kind] += 1
        try:
            broken = attempt().broken
        except AssertionError as fault:  # the journey could not be gone to its end
            broken = (str(fault),)
        self.broken += [f"{journey}, {kind}, {what}: {one}" for one in broken]

    def printed(self) -> Iterator[str]:
        """Yield the lines of the table, in Markdown."""
        kinds = [*Fault, "pairs"]
        yield f"| journey | calls | {' | '.join(kinds)} |"
        yield f"|---|---|{'---|' * len(kinds)}"
        for journey, calls in self.calls.items():
            yield f"| {journey} | {calls} | {' | '.join(str(self.runs[journey, kind]) for kind in kinds)} |"


def fill(table: Table, seeds: range) -> None:
    """Go every journey: one fault of each kind at each call, then pairs drawn by each seed."""
    with ExitStack() as folders:
        forms = compiled(folders.enter_context(scratch()))
        for name, journey in EVERY.items():
            tried = Attempts(journey, forms, folders.enter_context(scratch()))
            table.calls[name] = calls = len(tried.attempt({}).calls)
            for number, fault in ((number, fault) for fault in Fault for number in range(1, calls + 1)):
                table.note(name, fault, number, partial(tried.attempt, {number: fault}))
            for one in seeds:
                for pair in some_pairs(calls, PAIRS_OF_EACH, Random(one)):
                    table.note(name, "pairs", pair, partial(tried.attempt, pair, sweeps=SWEEPS))


def main() -> int:
    """Print the table, and return 1 if anything was broken."""
    words = [int(word) for word in sys.argv[1:]]
    many, first = (*words, *(3, 0)[len(words) :])
    table, seeds = Table(), range(first, first + many)
    fill(table, seeds)
    found = f"{table.runs.total():,} runs with faults, {len(table.broken)} broken"
    _say(*table.printed(), "", found, *table.broken)
    for one in seeds:
        runs(one, RUNS_OF_EACH)
    _say(f"{many * RUNS_OF_EACH:,} runs of up to {STEPS} steps in any order, seeds {seeds[0]} to {seeds[-1]}")
    return 1 if table.broken else 0


def _say(*lines: str) -> None:
    sys.stdout.write("".join(f"{line}\n" for line in lines))
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
