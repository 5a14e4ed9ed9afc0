"""A quarantine of each kind, empty."""

import itertools
from pathlib import Path

import pytest

from lambdas import clients
from lambdas.uploads.aws import AwsUploads
from lambdas.uploads.local import LocalUploads
from lambdas.uploads.port import Uploads

_numbers = itertools.count(1)


@pytest.fixture
def local_uploads(tmp_path: Path) -> LocalUploads:
    return LocalUploads(tmp_path / "quarantine")


@pytest.fixture
def aws_uploads(aws: None) -> AwsUploads:
    name = f"quarantine-{next(_numbers)}"
    where = {"LocationConstraint": "ap-southeast-2"}
    clients.client("s3").create_bucket(Bucket=name, CreateBucketConfiguration=where)
    clients.client("s3").put_bucket_versioning(Bucket=name, VersioningConfiguration={"Status": "Enabled"})
    return AwsUploads(name)


@pytest.fixture(params=["local", "aws"])
def uploads(request: pytest.FixtureRequest) -> Uploads:
    made: Uploads = request.getfixturevalue(f"{request.param}_uploads")
    return made
