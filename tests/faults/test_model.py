"""Two thousand runs of steps in any order. `python -m tests.faults.table` makes others, from other seeds."""

import pytest

from tests.faults.model import runs

pytestmark = pytest.mark.no_cover
SEEDS, RUNS_OF_EACH = 10, 200


@pytest.mark.parametrize("seed", range(SEEDS))
def test_no_promise_is_broken_whatever_happens_in_any_order(seed: int) -> None:
    runs(seed, RUNS_OF_EACH)
