"""The quarantine in S3. Its bucket keeps versions: nobody can change a file between its scan and its use."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from lambdas.clients import client, code, credentials, failures
from lambdas.uploads.port import Offer, Upload, UploadsUnavailable, Waiting
from lambdas.uploads.presigning import Signer, signed_fields
from lambdas.uploads.refusals import MAX_BYTES

_GONE = {"NoSuchKey", "NoSuchVersion"}


class AwsUploads:
    """The quarantine of one bucket. Its default encryption, with our key, is that of all it holds."""

    def __init__(self, bucket: str) -> None:
        self._bucket = bucket

    def offer(self, upload: Upload, note: bytes, back_to: str, now: datetime) -> Offer:
        try:
            client("s3").put_object(Bucket=self._bucket, Key=upload.note_key, Body=note)
            region = client("s3").meta.region_name
            ours = credentials()
        except failures() as failure:
            raise _unavailable(failure) from failure
        signer = Signer(ours.access_key, ours.secret_key, region, ours.token or "")
        fields = signed_fields(self._bucket, upload.key, back_to, signer, now)
        return Offer(f"https://{self._bucket}.s3.{region}.amazonaws.com/", fields)

    def note(self, upload: Upload) -> bytes:
        with _answering(upload.note_key):
            return _body(client("s3").get_object(Bucket=self._bucket, Key=upload.note_key))

    def read(self, upload: Upload, version: str) -> bytes:
        with _answering(upload.key):
            return _body(client("s3").get_object(Bucket=self._bucket, Key=upload.key, VersionId=version))

    def delete(self, upload: Upload, version: str) -> None:
        try:
            client("s3").delete_object(Bucket=self._bucket, Key=upload.key, VersionId=version)
        except failures() as failure:
            raise _unavailable(failure) from failure

    def waiting(self) -> list[Waiting]:
        try:
            return sorted(self._versions(), key=lambda one: one.since)
        except failures() as failure:
            raise _unavailable(failure) from failure

    def _versions(self) -> Iterator[Waiting]:
        more: dict[str, Any] = {}
        while True:
            answer = client("s3").list_object_versions(Bucket=self._bucket, Prefix="files/", **more)
            for one in answer.get("Versions", []):
                if upload := Upload.of_key(one["Key"]):
                    yield Waiting(upload, one["VersionId"], one["LastModified"])
            if not answer.get("IsTruncated"):
                return
            more = {"KeyMarker": answer["NextKeyMarker"], "VersionIdMarker": answer["NextVersionIdMarker"]}


@contextmanager
def _answering(key: str) -> Iterator[None]:
    try:
        yield
    except failures() as failure:
        if code(failure) in _GONE:
            raise KeyError(key) from None
        raise _unavailable(failure) from failure


def _body(answer: dict[str, Any]) -> bytes:
    return bytes(answer["Body"].read(MAX_BYTES + 1))


def _unavailable(failure: Exception) -> UploadsUnavailable:
    return UploadsUnavailable(f"The quarantine did not answer: {code(failure)}.")
