"""Seals by a key of AWS KMS, which nobody can read: one role may seal, another may check."""

from lambdas.clients import client, code, failures
from lambdas.seals.port import SealsUnavailable

_ALGORITHM = "HMAC_SHA_256"


class AwsSeals:
    """The seals of one KMS key, by its id or address."""

    def __init__(self, key: str) -> None:
        self._key = key

    def seal(self, message: bytes) -> bytes:
        try:
            answer = client("kms").generate_mac(KeyId=self._key, MacAlgorithm=_ALGORITHM, Message=message)
        except failures() as failure:
            raise _unavailable(failure) from failure
        return bytes(answer["Mac"])

    def fits(self, message: bytes, seal: bytes) -> bool:
        try:
            client("kms").verify_mac(KeyId=self._key, MacAlgorithm=_ALGORITHM, Message=message, Mac=seal)
        except failures() as failure:
            if code(failure) == "KMSInvalidMacException":
                return False
            raise _unavailable(failure) from failure
        return True


def _unavailable(failure: Exception) -> SealsUnavailable:
    return SealsUnavailable(f"The key of seals did not answer: {code(failure)}.")
