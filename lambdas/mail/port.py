"""What a way of sending email must do. The contract suite in tests/lambdas/mail holds every adapter to it."""

import re
from email.message import EmailMessage
from email.policy import SMTP
from typing import Protocol

_MESSAGE_ID = re.compile(r"<([A-Za-z0-9_-]{1,200})@[^<>@]+>")


class MailUnavailable(Exception):  # noqa: N818
    """The email was surely not sent. It may be sent later."""


class MailUnclear(Exception):  # noqa: N818
    """Nobody can tell whether the email was sent. Sending it again at once may send it twice."""


class MailRefused(Exception):  # noqa: N818
    """The email was not sent and never will be: the carrier does not take it, or not for this address."""


class Mail(Protocol):
    """A way of sending email."""

    def send(self, message: EmailMessage) -> str:
        """Hand over `wire(message)`, whose Message-ID is `<id>@domain`: see `email_id`.

        Returns the carrier's id for it. Raises MailUnavailable, MailUnclear, MailRefused.
        """


def email_id(message: EmailMessage) -> str:
    """The id of an email: its Message-ID up to the @. Two messages with one id are the same email.

    Letters, digits, _ and - only. Raises ValueError when there is none.
    """
    found = _MESSAGE_ID.fullmatch(str(message["Message-ID"]))
    if not found:
        raise ValueError("A message needs a Message-ID such as <NDI-0000-0000-notice@example.org>.")
    return found[1]


def wire(message: EmailMessage) -> bytes:
    """The bytes of a message as they are sent and filed."""
    return message.as_bytes(policy=SMTP)
