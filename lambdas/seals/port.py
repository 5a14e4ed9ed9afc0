"""What a way of sealing must do. The contract suite in tests/lambdas/seals holds every adapter to it."""

from typing import Protocol

LENGTH = 32  # bytes of a seal: HMAC with SHA-256


class SealsUnavailable(Exception):  # noqa: N818
    """The key did not answer. Nothing is known of the seal; trying again is safe."""


class Seals(Protocol):
    """A key that is never seen. Every method may raise SealsUnavailable."""

    def seal(self, message: bytes) -> bytes:
        """Return the seal of a message: always the same for the same message."""

    def fits(self, message: bytes, seal: bytes) -> bool:
        """Return whether a seal is that of the message, in a time that says nothing of it."""
