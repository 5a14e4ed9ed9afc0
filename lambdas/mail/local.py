"""Mail in a folder: a Maildir, which any mail reader opens."""

import os
from collections.abc import Iterator
from contextlib import suppress
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from tempfile import NamedTemporaryFile

from lambdas.mail.port import MailUnavailable, email_id, wire


class LocalMail:
    """The mail of one folder. Nothing leaves the computer. The same email again is there once."""

    def __init__(self, folder: Path) -> None:
        for part in ("tmp", "new", "cur"):
            (folder / part).mkdir(parents=True, exist_ok=True)
        folder.chmod(0o700)
        self._folder = folder

    def send(self, message: EmailMessage) -> str:
        name = email_id(message)
        try:
            if not any(_id_of(file) == name for file in (self._folder / "cur").iterdir()):
                self._deliver(name, wire(message))
        except OSError as failure:
            raise MailUnavailable(
                f"The local mail folder did not take it: {type(failure).__name__}."
            ) from failure
        return name

    def messages(self) -> dict[str, EmailMessage]:
        """Every message by its id, newest first."""
        files = sorted(self._files(), key=lambda file: file.stat().st_mtime_ns, reverse=True)
        return {_id_of(file): message_from_bytes(file.read_bytes(), policy=SMTP) for file in files}

    def _deliver(self, name: str, body: bytes) -> None:
        """Put a file in place under its name: whole, once, whoever else does the same."""
        with NamedTemporaryFile(dir=self._folder / "tmp") as file:
            file.write(body)
            file.flush()
            os.fsync(file.fileno())
            with suppress(FileExistsError):
                os.link(file.name, self._folder / "new" / name)

    def _files(self) -> Iterator[Path]:
        for part in ("new", "cur"):
            yield from (self._folder / part).iterdir()


def _id_of(file: Path) -> str:
    """A mail reader adds its marks to the name after a colon; the id stays."""
    return file.name.partition(":")[0]
