"""Two writers at one place in DynamoDB or S3: botocore leaves the second try to us."""

import random
from collections.abc import Callable
from time import sleep
from typing import Any

from lambdas.clients import code, failures

_MET = {"TransactionConflict", "ConditionalRequestConflict"}


def trying_again(write: Callable[[], object]) -> None:
    """Write again, a few times, while another writer is at the same place. Any other failure goes up."""
    for wait in (0.05, 0.1, 0.2, None):
        try:
            write()
        except failures() as failure:
            if wait is None or not _MET & {code(failure), *reasons(failure)}:
                raise
            sleep(wait * random.uniform(0.5, 1.5))  # noqa: S311  spreads writers, keeps no secret
        else:
            return


def reasons(failure: Exception) -> list[str]:
    """Why each write of a transaction was cancelled, in order; "None" for those that were not at fault."""
    response: dict[str, Any] = getattr(failure, "response", None) or {}
    return [str(reason.get("Code")) for reason in response.get("CancellationReasons", [])]
