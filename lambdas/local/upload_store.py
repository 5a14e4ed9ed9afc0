"""What S3 does with the form of a browser, for one machine: checks it, keeps the file, leads back."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from urllib.parse import urlencode

from lambdas.local.incoming import Request
from lambdas.local.outgoing import Response
from lambdas.uploads.local import BUCKET, FormRefused, LocalUploads

_BOUNDARY = re.compile(r'multipart/form-data;.*?boundary="?([^";]{1,200})"?', re.IGNORECASE)
_NAME = re.compile(rb'content-disposition:\s*form-data;\s*name="([^"\r\n]{1,100})"', re.IGNORECASE)
_MOST_PARTS = 40


class UploadStore:
    """Takes files into a quarantine."""

    def __init__(self, uploads: LocalUploads) -> None:
        self._uploads = uploads

    def take(self, request: Request) -> Response:
        """Answer one form: 303 to where it says, or a code of S3. The file's own name is not read."""
        fields: dict[str, str] = {}
        try:
            for name, value in _parts(request):
                if name == "file":  # S3 reads nothing behind the file
                    return self._keep(fields, value)
                fields[name] = value.decode("utf-8", "replace")
            raise FormRefused("InvalidArgument")
        except FormRefused as refused:
            return _refusal(refused.code)

    def _keep(self, fields: dict[str, str], body: bytes) -> Response:
        upload, version = self._uploads.receive(fields, body, datetime.now(UTC))
        told = urlencode({"bucket": BUCKET, "key": upload.key, "etag": f'"{version}"'})
        return Response(303, (("Location", f"{fields['success_action_redirect']}?{told}"),))


def _parts(request: Request) -> Iterator[tuple[str, bytes]]:
    """Yield the name and content of each part of a form. Raises FormRefused."""
    boundary = _BOUNDARY.match(request.header("content-type") or "")
    if boundary is None:
        raise FormRefused("PreconditionFailed")
    mark = b"\r\n--" + boundary[1].encode("latin-1")
    pieces = (b"\r\n" + request.body).split(mark, _MOST_PARTS)
    for piece in pieces[1:]:
        if piece.startswith(b"--"):
            return
        head, found, content = piece.partition(b"\r\n\r\n")
        name = _NAME.search(head)
        if not found or name is None:
            raise FormRefused("MalformedPOSTRequest")
        yield name[1].decode("latin-1"), content


def _refusal(code: str) -> Response:
    body = f'<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>{code}</Code></Error>'
    status = 400 if code.startswith(("Entity", "Malformed", "Invalid")) else 403
    return Response(status, (("Content-Type", "application/xml"),), body.encode())
