"""What the local quarantine takes: a form as it was offered, and nothing else, as S3 does."""

import json
from base64 import b64encode
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from lambdas.uploads.local import FormRefused, LocalUploads
from lambdas.uploads.port import OFFER_OPEN_FOR, Upload
from lambdas.uploads.refusals import MAX_BYTES

NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
UPLOAD = Upload("NDI-4K7Q-2MXR", "0123456789abcdef")
LATER = NOW + OFFER_OPEN_FOR - timedelta(seconds=1)


@pytest.fixture
def fields(local_uploads: LocalUploads) -> dict[str, str]:
    return dict(local_uploads.offer(UPLOAD, b"{}", "http://127.0.0.1/back", NOW).fields)


def refused(uploads: LocalUploads, fields: dict[str, str], body: bytes = b"x", at: datetime = LATER) -> str:
    with pytest.raises(FormRefused) as caught:
        uploads.receive(fields, body, at)
    assert uploads.waiting() == []
    return caught.value.code


def test_a_form_as_it_was_offered_is_taken_until_its_time_is_over(
    local_uploads: LocalUploads, fields: dict[str, str]
) -> None:
    assert refused(local_uploads, fields, at=LATER + timedelta(seconds=1)) == "AccessDenied"
    assert local_uploads.receive(fields, b"x", LATER)[0] == UPLOAD


def test_a_file_of_25_megabytes_is_taken_and_one_byte_more_is_not(
    local_uploads: LocalUploads, fields: dict[str, str]
) -> None:
    assert refused(local_uploads, fields, b"a" * (MAX_BYTES + 1)) == "EntityTooLarge"
    assert refused(local_uploads, fields, b"") == "EntityTooSmall"
    assert local_uploads.receive(fields, b"a" * MAX_BYTES, LATER)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("key", "files/NDI-0000-1111/0123456789abcdef"),
        ("key", "files/NDI-4K7Q-2MXR/../../records/x"),
        ("key", ""),
        ("success_action_redirect", "https://evil.example/"),
        ("x-amz-date", "20261123T030000Z"),
        ("x-amz-signature", ""),
        ("x-amz-signature", "0" * 64),
        ("policy", ""),
        ("policy", b64encode(json.dumps({"expiration": "2099-01-01T00:00:00Z"}).encode()).decode()),
        ("acl", "public-read"),
        ("tagging", "<Tagging/>"),
        ("x-amz-meta-title", "Plan"),
    ],
)
def test_a_form_with_anything_else_in_it_is_refused(
    local_uploads: LocalUploads, fields: dict[str, str], name: str, value: str
) -> None:
    assert refused(local_uploads, fields | {name: value}) in ("AccessDenied", "SignatureDoesNotMatch")


def test_a_form_lacks_nothing(local_uploads: LocalUploads, fields: dict[str, str]) -> None:
    for name in fields:
        less = {other: value for other, value in fields.items() if other != name}
        assert refused(local_uploads, less) in ("AccessDenied", "SignatureDoesNotMatch")


def test_a_form_of_another_folder_is_refused(local_uploads: LocalUploads, tmp_path: Path) -> None:
    other = LocalUploads(tmp_path / "other")
    fields = dict(other.offer(UPLOAD, b"{}", "http://127.0.0.1/back", NOW).fields)
    assert refused(local_uploads, fields) == "SignatureDoesNotMatch"


def test_a_form_is_still_good_after_a_restart(
    local_uploads: LocalUploads, fields: dict[str, str], tmp_path: Path
) -> None:
    again = LocalUploads(tmp_path / "quarantine")
    assert again.receive(fields, b"x", LATER)[0] == UPLOAD
    assert local_uploads.waiting()


def test_a_version_leads_to_no_other_folder(local_uploads: LocalUploads) -> None:
    with pytest.raises(KeyError):
        local_uploads.read(UPLOAD, "../../../signing.key")


def test_nobody_else_on_the_machine_reads_what_is_kept(local_uploads: LocalUploads, tmp_path: Path) -> None:
    assert (tmp_path / "quarantine").stat().st_mode & 0o777 == 0o700
    assert (tmp_path / "quarantine" / "signing.key").stat().st_mode & 0o777 == 0o600
