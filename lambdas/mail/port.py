"""What a way of sending email must do. The contract suite in tests/lambdas/mail holds every adapter to it."""

from email.message import EmailMessage
from email.policy import SMTP
from typing import Protocol


class MailUnavailable(Exception):  # noqa: N818
    """The email was not sent, or nobody can tell. Sending again is right: twice is better than never."""


class Mail(Protocol):
    """A way of sending email."""

    def send(self, message: EmailMessage) -> str:
        """Hand over `wire(message)`. Returns the carrier's id for it. Raises MailUnavailable."""


def wire(message: EmailMessage) -> bytes:
    """The bytes of a message as they are sent and filed."""
    return message.as_bytes(policy=SMTP)
