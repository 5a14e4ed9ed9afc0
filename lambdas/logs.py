"""What may be written to a log: these keys, and nothing else. None holds an answer, a name or a secret.

A failure is logged by its kind and place. Its words are not: they may quote what could not be read.
"""

import logging
from collections.abc import Mapping
from typing import Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.logging.formatter import LambdaPowertoolsFormatter

POWERTOOLS = {"level", "location", "message", "timestamp", "service", "sampling_rate", "xray_trace_id"}
OURS = {"at", "form", "kind", "outbox", "reason", "reference", "route", "status", "tries"}
KEYS = frozenset(POWERTOOLS | OURS)
# Set to speak, these write whole requests: a stored report, or an address that opens one.
TALKATIVE = ("aws_lambda_powertools", "boto3", "botocore", "urllib3")


class AllowedKeys(LambdaPowertoolsFormatter):
    """Writes the allowed keys of a record and drops the others, a traceback among them."""

    def serialize(self, log: Mapping[str, Any]) -> str:
        """Return the line that is written."""
        return super().serialize({key: value for key, value in log.items() if key in KEYS})


def logger(service: str) -> Logger:
    """Return the logger of a Lambda. Whatever level the account asks for, libraries stay quiet."""
    for name in TALKATIVE:
        logging.getLogger(name).setLevel(logging.WARNING)
    return Logger(service=service, logger_formatter=AllowedKeys())
