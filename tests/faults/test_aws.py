"""One fault at every call of a Send and its emails, on DynamoDB and S3 as moto plays them."""

from collections.abc import Callable

import pytest

from tests.faults.faulty import Fault
from tests.faults.trying import Attempts
from tests.lambdas.conftest import aws, empty_aws_records  # noqa: F401  a fixture is used by its name

pytestmark = pytest.mark.no_cover


@pytest.mark.usefixtures("aws")
@pytest.mark.parametrize("fault", [Fault.BEFORE, Fault.AFTER, Fault.TWICE, Fault.KILLED_AFTER])
def test_one_fault_at_any_call_breaks_no_promise(fault: Fault, attempts: Callable[[str], Attempts]) -> None:
    tried, found = attempts("send"), {}
    for number in range(1, len(tried.attempt({}).calls) + 1):
        records = empty_aws_records()
        outcome = tried.attempt({number: fault}, open_records=lambda records=records: records)  # type: ignore[misc]
        assert outcome.struck
        if outcome.broken:
            found[f"{number} {outcome.struck[0].name}"] = outcome.broken
    assert found == {}
