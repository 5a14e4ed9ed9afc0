"""One fault, of every kind, at every call of every journey: the promise holds."""

from collections.abc import Callable

import pytest

from tests.faults.faulty import Fault
from tests.faults.journeys import EVERY
from tests.faults.trying import Attempts

pytestmark = pytest.mark.no_cover


@pytest.mark.parametrize("journey", EVERY)
def test_without_a_fault_nothing_is_broken(journey: str, attempts: Callable[[str], Attempts]) -> None:
    outcome = attempts(journey).attempt({})
    assert outcome.broken == ()
    assert outcome.calls
    assert outcome.told == EVERY[journey].told


@pytest.mark.parametrize("fault", Fault)
@pytest.mark.parametrize("journey", EVERY)
def test_one_fault_at_any_call_breaks_no_promise(
    journey: str, fault: Fault, attempts: Callable[[str], Attempts]
) -> None:
    tried = attempts(journey)
    calls = tried.attempt({}).calls
    found = {}
    for number, call in enumerate(calls, start=1):
        outcome = tried.attempt({number: fault})
        assert outcome.struck, f"{call.name} was not struck"
        if outcome.broken:
            found[f"{number} {call.name}"] = outcome.broken
    assert found == {}
