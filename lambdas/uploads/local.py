"""The quarantine in a folder: `files/<reference>/<upload>/<version>` and `notes/<reference>/<upload>.json`.

Its forms are signed as those of S3 are, with a key of its own; `receive` is what S3 does with what comes.
"""

import json
import os
import secrets
from base64 import b64decode
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from hmac import compare_digest
from pathlib import Path
from tempfile import NamedTemporaryFile
from urllib.parse import urlsplit

from lambdas.seals.local import secret_in
from lambdas.uploads.port import Offer, Upload, UploadsUnavailable, Waiting
from lambdas.uploads.presigning import SIGNATURE, Signer, signed_fields

BUCKET = "quarantine"
PATH = "/_local/quarantine/"  # that the gateway takes larger bodies at


class FormRefused(Exception):  # noqa: N818
    """What was sent is not what was offered. `code` is what S3 calls it."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class LocalUploads:
    """The quarantine of one folder. Its forms are sent to the service that they lead back to."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        with _unavailable():
            for part in (folder, folder / "files", folder / "notes", folder / "incoming"):
                part.mkdir(parents=True, exist_ok=True, mode=0o700)
            self._signer = Signer("local", secret_in(folder / "signing.key").hex(), "local")

    def offer(self, upload: Upload, note: bytes, back_to: str, now: datetime) -> Offer:
        with _unavailable():
            self._write(self._folder / upload.note_key, note)
        service = urlsplit(back_to)
        address = f"{service.scheme}://{service.netloc}{PATH}"
        return Offer(address, signed_fields(BUCKET, upload.key, back_to, self._signer, now))

    def note(self, upload: Upload) -> bytes:
        return self._read(self._folder / upload.note_key)

    def read(self, upload: Upload, version: str) -> bytes:
        return self._read(self._file(upload, version))

    def delete(self, upload: Upload, version: str) -> None:
        with _unavailable():
            self._file(upload, version).unlink(missing_ok=True)

    def waiting(self) -> list[Waiting]:
        with _unavailable():
            return sorted(self._waiting(), key=lambda one: one.since)

    def receive(self, fields: Mapping[str, str], body: bytes, now: datetime) -> tuple[Upload, str]:
        """Keep a file that a form sent and return its upload and version. Raises FormRefused."""
        upload = Upload.of_key(fields.get("key", ""))
        _check(fields, len(body), self._signer, now)
        if upload is None:
            raise FormRefused("AccessDenied")
        version = secrets.token_hex(8)
        with _unavailable():
            self._write(self._file(upload, version), body)
        return upload, version

    def _file(self, upload: Upload, version: str) -> Path:
        return self._folder / upload.key / Path(version).name

    def _waiting(self) -> Iterator[Waiting]:
        for file in (self._folder / "files").glob("*/*/*"):
            upload = Upload.of_key(file.parent.relative_to(self._folder).as_posix())
            if upload:
                yield Waiting(upload, file.name, datetime.fromtimestamp(file.stat().st_mtime, UTC))

    def _write(self, path: Path, body: bytes) -> None:
        """Write a file that is whole as soon as it has its name."""
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with NamedTemporaryFile(dir=self._folder / "incoming", delete=False) as file:
            file.write(body)
            file.flush()
            os.fsync(file.fileno())
        Path(file.name).replace(path)

    def _read(self, path: Path) -> bytes:
        with _unavailable():
            try:
                return path.read_bytes()
            except (FileNotFoundError, NotADirectoryError):
                raise KeyError(path.name) from None


def _check(fields: Mapping[str, str], size: int, signer: Signer, now: datetime) -> None:
    """Raise FormRefused unless every input is as signed, in time, and the file of a size that is allowed."""
    policy = fields.get("policy", "")
    if not compare_digest(signer.sign(policy, fields.get("x-amz-date", "")[:8]), fields.get(SIGNATURE, "")):
        raise FormRefused("SignatureDoesNotMatch")
    signed = json.loads(b64decode(policy))
    if now >= datetime.fromisoformat(signed["expiration"]):
        raise FormRefused("AccessDenied")
    wanted = {
        name: value for one in signed["conditions"] if isinstance(one, dict) for name, value in one.items()
    }
    given = {name: value for name, value in fields.items() if name not in ("policy", SIGNATURE)}
    if wanted != given | {"bucket": BUCKET}:
        raise FormRefused("AccessDenied")
    least, most = next(one[1:] for one in signed["conditions"] if isinstance(one, list))
    if not least <= size <= most:
        raise FormRefused("EntityTooSmall" if size < least else "EntityTooLarge")


@contextmanager
def _unavailable() -> Iterator[None]:
    try:
        yield
    except OSError as failure:
        raise UploadsUnavailable(f"The quarantine did not answer: {type(failure).__name__}.") from failure
