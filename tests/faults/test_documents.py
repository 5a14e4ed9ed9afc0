"""Two files for the last place of a report, and a fault where their events are written: one is refused."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.faulty import Fault
from tests.faults.journeys import LAST_PLACE
from tests.faults.trying import Attempts, scratch

pytestmark = pytest.mark.no_cover


@pytest.fixture(scope="module")
def tried(forms_dir: Path) -> Iterator[Attempts]:
    with scratch() as folder:
        yield Attempts(LAST_PLACE, forms_dir, folder)


def test_with_a_fault_at_either_write_ten_are_taken_and_one_is_refused(tried: Attempts) -> None:
    calls = tried.attempt({}).calls
    writes = [number for number, call in enumerate(calls, start=1) if call.name == "records.append"]
    assert len(writes) == 2
    for number in writes:
        for fault in Fault:
            assert tried.attempt({number: fault}).broken == (), (number, fault)
