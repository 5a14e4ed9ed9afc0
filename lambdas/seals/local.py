"""Seals by a key in a file that only its owner can read."""

import hmac
import os
import secrets
from hashlib import sha256
from pathlib import Path

from lambdas.seals.port import SealsUnavailable

_BYTES = 32


class LocalSeals:
    """The seals of one folder."""

    def __init__(self, folder: Path) -> None:
        try:
            self._key = secret_in(folder / "seals.key")
        except OSError as failure:
            raise SealsUnavailable(f"The key of seals did not answer: {type(failure).__name__}.") from failure

    def seal(self, message: bytes) -> bytes:
        return hmac.new(self._key, message, sha256).digest()

    def fits(self, message: bytes, seal: bytes) -> bool:
        return hmac.compare_digest(self.seal(message), seal)


def secret_in(path: Path) -> bytes:
    """Return the 32 random bytes of a file, made if it is not there. Raises OSError.

    Whoever comes second takes what the first wrote.
    """
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    new = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    try:
        with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(secrets.token_bytes(_BYTES))
        os.link(new, path)
    except FileExistsError:
        pass
    finally:
        new.unlink(missing_ok=True)
    return path.read_bytes()
