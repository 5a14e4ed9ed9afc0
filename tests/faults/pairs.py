"""Two faults in one journey, drawn by a seed: too many to try them all each time."""

from collections.abc import Iterator
from itertools import combinations
from random import Random

from tests.faults.faulty import Fault

Pair = dict[int, Fault]
SWEEPS = 3  # what failed twice waits twice


def some_pairs(calls: int, most: int, random: Random) -> Iterator[Pair]:
    """Yield at most so many pairs of faults at two of so many calls, and a little after."""
    places = list(combinations(range(1, calls + 3), 2))
    random.shuffle(places)
    for first, second in places[:most]:
        yield {first: random.choice(list(Fault)), second: random.choice(list(Fault))}
