"""Two faults in one journey: the promise holds."""

from collections.abc import Callable
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.faults.journeys import EVERY
from tests.faults.pairs import SWEEPS, some_pairs
from tests.faults.trying import Attempts

pytestmark = pytest.mark.no_cover
SEEDS, PAIRS_OF_EACH = 10, 5


@pytest.mark.parametrize("journey", EVERY)
@settings(max_examples=SEEDS, print_blob=True, suppress_health_check=[HealthCheck.too_slow])
@given(seed=st.integers(0, 2**32))
def test_two_faults_break_no_promise(journey: str, attempts: Callable[[str], Attempts], seed: int) -> None:
    tried = attempts(journey)
    calls = len(tried.attempt({}).calls)
    for pair in some_pairs(calls, PAIRS_OF_EACH, Random(seed)):
        outcome = tried.attempt(pair, sweeps=SWEEPS)
        assert outcome.broken == (), pair
