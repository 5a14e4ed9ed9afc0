"""AWS clients, made on first use and kept.

botocore is used without boto3: the same clients, without the 100 ms that importing the resource layer costs.
"""

from functools import cache
from typing import Any


@cache
def client(service: str) -> Any:
    """The low-level client of a service, such as "dynamodb". botocore has no types, hence Any, here only."""
    from botocore.config import Config

    config = Config(
        connect_timeout=2,
        read_timeout=5,
        # SES does not know a repeated email: a second try after a lost answer would send it twice.
        retries={"mode": "standard", "total_max_attempts": 1 if service == "sesv2" else 3},
        tcp_keepalive=True,
    )
    return _session().create_client(service, config=config)


def encryption(key: str | None) -> dict[str, str]:
    """What S3 is told when an object is put: our KMS key by its id, or None for S3's own."""
    if key:
        return {"ServerSideEncryption": "aws:kms", "SSEKMSKeyId": key}
    return {"ServerSideEncryption": "AES256"}


def credentials() -> Any:
    """The credentials of this process: `access_key`, `secret_key` and `token`, which may be None.

    Raises NoCredentialsError.
    """
    from botocore.exceptions import NoCredentialsError

    found = _session().get_credentials()
    if found is None:
        raise NoCredentialsError
    return found.get_frozen_credentials()


@cache
def _session() -> Any:
    from botocore.session import Session

    return Session()


def failures() -> tuple[type[Exception], ...]:
    """What a client may raise. `except failures()` imports botocore only when something is raised."""
    from botocore.exceptions import BotoCoreError, ClientError

    return (BotoCoreError, ClientError)


def code(failure: Exception) -> str:
    """A short name for a failure that is safe to log: AWS's error code, or the exception's name."""
    return str(_response(failure).get("Error", {}).get("Code") or type(failure).__name__)


def status(failure: Exception) -> int:
    """The HTTP status that AWS answered with; 0 when there was no answer."""
    return int(_response(failure).get("ResponseMetadata", {}).get("HTTPStatusCode", 0))


def _response(failure: Exception) -> dict[str, Any]:
    """What AWS answered. A connection that broke has the attribute too, as None."""
    return getattr(failure, "response", None) or {}
