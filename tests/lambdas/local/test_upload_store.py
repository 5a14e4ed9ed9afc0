"""The store of files of a local service: what a browser sends, kept or refused as S3 does, then told of."""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from lambdas.local.incoming import UPLOADS, Limits, Request
from lambdas.local.outgoing import Response
from lambdas.local.routes import Routes
from lambdas.local.scanning import RETRY_SECONDS, SWEEP_SECONDS, Scanner
from lambdas.local.static import StaticSite
from lambdas.local.upload_store import UploadStore
from lambdas.uploads.local import PATH, LocalUploads
from lambdas.uploads.port import Upload
from tests.lambdas.local.client import Connect, Handler, Serve

UPLOAD = Upload("NDI-4K7Q-2MXR", "0123456789abcdef")
BACK = "http://127.0.0.1:8000/api/receipts/secret"


@pytest.fixture
def uploads(tmp_path: Path) -> LocalUploads:
    return LocalUploads(tmp_path / "quarantine")


@pytest.fixture
def fields(uploads: LocalUploads) -> Mapping[str, str]:
    return uploads.offer(UPLOAD, b"{}", BACK, datetime.now(UTC)).fields


def multipart(fields: Mapping[str, str], file: bytes, name: str = "../../a.pdf") -> bytes:
    parts = [f'--xyz\r\nContent-Disposition: form-data; name="{n}"\r\n\r\n{v}\r\n' for n, v in fields.items()]
    head = f'--xyz\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n'
    head += "Content-Type: x/y\r\n\r\n"
    return "".join([*parts, head]).encode() + file + b"\r\n--xyz--\r\n"


def take(uploads: LocalUploads, body: bytes, kind: str = 'multipart/form-data; boundary="xyz"') -> Response:
    request = Request("POST", UPLOADS, "", 1, (("content-type", kind),), body)
    return UploadStore(uploads).take(request)


def test_a_form_as_offered_is_kept_and_leads_back(uploads: LocalUploads, fields: Mapping[str, str]) -> None:
    body = b"\r\n--xy\0\r\n\r\nbytes of any kind"
    answer = take(uploads, multipart(fields, body))
    assert answer.status == 303
    key = "files%2FNDI-4K7Q-2MXR%2F0123456789abcdef"
    assert dict(answer.headers)["Location"].startswith(f"{BACK}?bucket=quarantine&key={key}&etag=")
    [one] = uploads.waiting()
    assert one.upload == UPLOAD
    assert uploads.read(UPLOAD, one.version) == body


def test_the_name_of_a_file_is_not_kept(
    uploads: LocalUploads, fields: Mapping[str, str], tmp_path: Path
) -> None:
    take(uploads, multipart(fields, b"x", "Kiri Example.pdf.exe"))
    assert not [
        path for path in tmp_path.rglob("*") if "Kiri" in path.name or path.suffix in (".exe", ".pdf")
    ]


@pytest.mark.parametrize(
    ("change", "status"),
    [
        (lambda body: body.replace(b'name="key"', b'name="other"'), 403),
        (lambda body: body.replace(b"0123456789abcdef", b"../../records/x.."), 403),
        (
            lambda body: (
                body.partition(b'--xyz\r\nContent-Disposition: form-data; name="file"')[0] + b"--xyz--"
            ),
            400,
        ),
        (lambda body: body.replace(b"\r\n\r\n", b"\r\n"), 400),
        (lambda body: b"", 400),
        (lambda body: b"--xyz\r\n\r\n" * 1000, 400),
    ],
)
def test_any_other_form_is_refused_and_nothing_is_kept(
    uploads: LocalUploads, fields: Mapping[str, str], change: Any, status: int
) -> None:
    assert take(uploads, change(multipart(fields, b"x"))).status == status
    assert uploads.waiting() == []


def test_what_is_no_form_is_refused(uploads: LocalUploads) -> None:
    assert take(uploads, b"key=x", "application/x-www-form-urlencoded").status == 403


def test_the_gateway_takes_larger_bodies_for_files_and_nowhere_else(
    uploads: LocalUploads,
    fields: Mapping[str, str],
    serve: Serve,
    connect: Connect,
    site: Path,
    handler: Handler,
) -> None:
    assert UPLOADS == PATH
    routes = Routes(StaticSite(site), handler, uploads=UploadStore(uploads).take)
    gateway = serve(routes=routes, limits=Limits(body=2_000, upload=4_000))
    body = multipart(fields, b"x" * 2_000)
    assert 2_000 < len(body) < 4_000
    kind = b"multipart/form-data; boundary=xyz"
    assert connect(gateway).post(UPLOADS.encode(), body, kind).status == 303
    assert connect(gateway).post(b"/api/forms/x", body, kind).status == 413
    assert connect(gateway).post(UPLOADS.encode(), body + b"x" * 3_000, kind).status == 413
    assert connect(gateway).ask(b"GET " + UPLOADS.encode()).status == 404


class Documents:
    """A Lambda that keeps what it is told, and fails as often as it is told to."""

    def __init__(self, uploads: LocalUploads) -> None:
        self.uploads = uploads
        self.told: list[str] = []
        self.fails = 0

    def __call__(self, event: Mapping[str, Any], _context: Any) -> None:
        if self.fails:
            self.fails -= 1
            raise RuntimeError("quotes a title")
        self.told.append(str(event.get("detail-type", "sweep")))
        if "Scan" in self.told[-1]:
            [one] = self.uploads.waiting()
            self.uploads.delete(one.upload, one.version)


def test_each_file_is_told_of_until_it_is_settled(
    uploads: LocalUploads, fields: Mapping[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    documents = Documents(uploads)
    scanner = Scanner(uploads, documents, ("local.stand-in", lambda _body: "clean"))
    take(uploads, multipart(fields, b"x"))
    documents.fails = 1
    scanner.work(100.0)
    scanner.work(100.0 + RETRY_SECONDS - 1)
    assert documents.told == []
    scanner.work(100.0 + RETRY_SECONDS)
    assert documents.told == ["Object Created", "GuardDuty Malware Protection Object Scan Result"]
    scanner.work(100.0 + RETRY_SECONDS + 1)
    assert len(documents.told) == 2
    told = capsys.readouterr().err
    assert "NDI-4K7Q-2MXR is not settled (RuntimeError)" in told
    assert "quotes" not in told


def test_the_quarantine_is_swept_once_a_minute(
    uploads: LocalUploads, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lambdas.local.scanning.time.monotonic", lambda: 100.0)
    documents = Documents(uploads)
    scanner = Scanner(uploads, documents, ("local.stand-in", lambda _body: "clean"))
    for now in (100.0, 100.0 + SWEEP_SECONDS, 101.0 + SWEEP_SECONDS):
        scanner.work(now)
    assert documents.told == ["sweep"]


def test_a_machine_without_a_scanner_says_so(
    uploads: LocalUploads, capsys: pytest.CaptureFixture[str]
) -> None:
    for source, words in (("local.stand-in", "not checked for viruses"), ("local.clamav", "")):
        scanner = Scanner(uploads, Documents(uploads), (source, lambda _body: "clean"))
        scanner.start()
        scanner.stop()
        said = capsys.readouterr().out
        assert words in said
        assert bool(said) == bool(words)
