"""What AWS is asked to do with the body of a draft."""

import pytest

from lambdas.drafts.aws import AwsDrafts
from tests.lambdas.wire import heard


@pytest.mark.parametrize(("key", "algorithm"), [(None, "AES256"), ("alias/records", "aws:kms")])
def test_a_body_is_encrypted_with_the_key_that_is_set(
    aws_drafts: AwsDrafts, key: str | None, algorithm: str
) -> None:
    keyed = AwsDrafts(aws_drafts._table, aws_drafts._bucket, key)
    with heard("s3", "PutObject") as requests:
        keyed.put_body("body", b"typed")
    assert requests[0]["ServerSideEncryption"] == algorithm
    assert requests[0].get("SSEKMSKeyId") == key
