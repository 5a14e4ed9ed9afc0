"""AWS clients, made on first use and kept.

botocore is used without boto3: the same clients, without the 100 ms that importing the resource layer costs.
"""

from functools import cache
from typing import Any


@cache
def client(service: str) -> Any:
    """The low-level client of a service, such as "dynamodb". botocore has no types, hence Any, here only."""
    from botocore.config import Config
    from botocore.session import Session

    config = Config(
        connect_timeout=2,
        read_timeout=5,
        retries={"mode": "standard", "total_max_attempts": 3},
        tcp_keepalive=True,
    )
    return Session().create_client(service, config=config)


def failures() -> tuple[type[Exception], ...]:
    """What a client may raise. `except failures()` imports botocore only when something is raised."""
    from botocore.exceptions import BotoCoreError, ClientError

    return (BotoCoreError, ClientError)


def code(failure: Exception) -> str:
    """A short name for a failure that is safe to log: AWS's error code, or the exception's name."""
    response: dict[str, Any] = getattr(failure, "response", {})
    return str(response.get("Error", {}).get("Code") or type(failure).__name__)
