"""What every quarantine must do, held against the folder and against AWS.

What S3 does with a form is not asked of moto, which takes any: the form itself is read instead.
"""

import json
from base64 import b64decode
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

import pytest

from lambdas import clients
from lambdas.uploads.aws import AwsUploads
from lambdas.uploads.local import LocalUploads
from lambdas.uploads.port import Offer, Upload, Uploads
from lambdas.uploads.refusals import MAX_BYTES

NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
BACK = "https://forms.example.org/api/receipts/secret"
UPLOAD = Upload("NDI-4K7Q-2MXR", "0123456789abcdef")


def put(uploads: Uploads, upload: Upload, body: bytes) -> str:
    """Put a file where the form of an upload would, and return its version."""
    if isinstance(uploads, LocalUploads):
        fields = uploads.offer(upload, b"{}", BACK, datetime.now(UTC)).fields
        return uploads.receive(fields, body, datetime.now(UTC))[1]
    assert isinstance(uploads, AwsUploads)
    answer = clients.client("s3").put_object(Bucket=uploads._bucket, Key=upload.key, Body=body)
    return str(answer["VersionId"])


def policy(offer: Offer) -> Any:
    return json.loads(b64decode(offer.fields["policy"]))


def test_a_form_takes_one_key_one_size_and_half_an_hour(uploads: Uploads) -> None:
    offer = uploads.offer(UPLOAD, b"{}", BACK, NOW)
    found = policy(offer)
    assert found["expiration"] == "2026-11-22T03:30:00Z"
    assert {"key": "files/NDI-4K7Q-2MXR/0123456789abcdef"} in found["conditions"]
    assert ["content-length-range", 1, 25_000_000] in found["conditions"]
    assert MAX_BYTES == 25_000_000
    assert {"success_action_redirect": BACK} in found["conditions"]


def test_every_input_of_a_form_is_signed_and_each_condition_is_exact(uploads: Uploads) -> None:
    """S3 refuses an input that no condition names: a tag, a header, another encryption."""
    offer = uploads.offer(UPLOAD, b"{}", BACK, NOW)
    exact = {
        name: value
        for one in policy(offer)["conditions"]
        if isinstance(one, dict)
        for name, value in one.items()
    }
    assert exact.pop("bucket")
    unsigned = {"policy", "x-amz-signature"}
    assert {name: value for name, value in offer.fields.items() if name not in unsigned} == exact
    assert [one[0] for one in policy(offer)["conditions"] if isinstance(one, list)] == [
        "content-length-range"
    ]


def test_a_note_is_kept_apart_and_is_in_no_form(uploads: Uploads) -> None:
    offer = uploads.offer(UPLOAD, b'{"title":"Hidden"}', BACK, NOW)
    assert uploads.note(UPLOAD) == b'{"title":"Hidden"}'
    assert "Hidden" not in f"{offer} {policy(offer)}"
    assert uploads.waiting() == []
    with pytest.raises(KeyError):
        uploads.note(Upload("NDI-4K7Q-2MXR", "fedcba9876543210"))


def test_each_version_of_a_file_waits_for_itself(uploads: Uploads) -> None:
    one, two = put(uploads, UPLOAD, b"one"), put(uploads, UPLOAD, b"two")
    assert uploads.read(UPLOAD, one) == b"one"
    assert {(found.upload, found.version) for found in uploads.waiting()} == {(UPLOAD, one), (UPLOAD, two)}
    assert all(found.since.tzinfo for found in uploads.waiting())


def test_a_file_that_was_deleted_is_gone_for_good(uploads: Uploads) -> None:
    one, two = put(uploads, UPLOAD, b"one"), put(uploads, UPLOAD, b"two")
    uploads.delete(UPLOAD, one)
    uploads.delete(UPLOAD, one)
    with pytest.raises(KeyError):
        uploads.read(UPLOAD, one)
    assert [found.version for found in uploads.waiting()] == [two]


def test_no_more_is_read_than_may_be_kept_and_one_byte(aws_uploads: AwsUploads) -> None:
    version = put(aws_uploads, UPLOAD, b"a" * (MAX_BYTES + 10))
    assert len(aws_uploads.read(UPLOAD, version)) == MAX_BYTES + 1


@pytest.mark.parametrize(
    "key",
    [
        "files/NDI-4K7Q-2MXR/0123456789abcdef/x",
        "files/NDI-4K7Q-2MXR/../0123456789abcdef",
        "files/NDI-4K7Q-2MXR/0123456789ABCDEF",
        "files/NDI-4K7Q-2MXR/0123456789abcdef\n",
        "notes/NDI-4K7Q-2MXR/0123456789abcdef",
        "files//0123456789abcdef",
        "/files/NDI-4K7Q-2MXR/0123456789abcdef",
        "malware-protection-resource-validation-object",
        "",
    ],
)
def test_no_other_key_is_that_of_an_upload(key: str) -> None:
    assert Upload.of_key(UPLOAD.key) == UPLOAD
    assert Upload.of_key(key) is None


def test_no_two_uploads_are_the_same() -> None:
    assert len({Upload.new("NDI-4K7Q-2MXR") for _ in range(100)}) == 100


def test_a_form_leads_to_the_bucket_in_its_region(aws_uploads: AwsUploads) -> None:
    address = urlsplit(aws_uploads.offer(UPLOAD, b"{}", BACK, NOW).address)
    assert address.scheme == "https"
    assert address.netloc == f"{aws_uploads._bucket}.s3.ap-southeast-2.amazonaws.com"


def test_a_form_is_signed_as_the_aws_library_signs_it(
    aws_uploads: AwsUploads, monkeypatch: pytest.MonkeyPatch
) -> None:
    """For the same policy, botocore must come to the same signature."""
    from botocore.auth import S3SigV4PostAuth
    from botocore.awsrequest import AWSRequest

    now = datetime.now(UTC)
    ours = aws_uploads.offer(UPLOAD, b"{}", BACK, now)
    request = AWSRequest("POST", ours.address)
    request.context["s3-presign-post-policy"] = {"conditions": []}
    theirs = S3SigV4PostAuth(clients.credentials(), "s3", "ap-southeast-2")
    request.context["timestamp"] = ours.fields["x-amz-date"]
    assert theirs.signature(ours.fields["policy"], request) == ours.fields["x-amz-signature"]
    assert (
        ours.fields["x-amz-credential"]
        == f"{clients.credentials().access_key}/{theirs.credential_scope(request)}"
    )
