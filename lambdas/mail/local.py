"""Mail in a folder: a Maildir, which any mail reader opens."""

import mailbox
from collections.abc import Iterator
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from threading import Lock

from lambdas.mail.port import MailUnavailable, wire


class LocalMail:
    """The mail of one folder. Nothing leaves the computer."""

    def __init__(self, folder: Path) -> None:
        # Maildir itself makes these only where the folder is not there at all.
        for part in ("tmp", "new", "cur"):
            (folder / part).mkdir(parents=True, exist_ok=True)
        folder.chmod(0o700)
        self._maildir = mailbox.Maildir(folder)
        self._folder = folder
        self._lock = Lock()

    def send(self, message: EmailMessage) -> str:
        try:
            with self._lock:
                return self._maildir.add(wire(message))
        except (OSError, mailbox.Error) as failure:
            raise MailUnavailable(
                f"The local mail folder did not answer: {type(failure).__name__}."
            ) from failure

    def messages(self) -> dict[str, EmailMessage]:
        """Every message by its id, newest first."""
        files = sorted(self._files(), key=lambda file: file.stat().st_mtime_ns, reverse=True)
        return {_id_of(file): message_from_bytes(file.read_bytes(), policy=SMTP) for file in files}

    def _files(self) -> Iterator[Path]:
        for part in ("new", "cur"):
            yield from (self._folder / part).iterdir()


def _id_of(file: Path) -> str:
    """A mail reader adds its marks to the name after a colon; the id stays."""
    return file.name.partition(":")[0]
