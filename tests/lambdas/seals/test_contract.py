"""What every way of sealing must do, held against a key in a file and against AWS."""

from pathlib import Path

import pytest

from lambdas import clients
from lambdas.seals.aws import AwsSeals
from lambdas.seals.local import LocalSeals
from lambdas.seals.port import LENGTH, Seals, SealsUnavailable


@pytest.fixture(params=["local", "aws"])
def seals(request: pytest.FixtureRequest) -> Seals:
    made: Seals = request.getfixturevalue(f"{request.param}_seals")
    return made


@pytest.fixture
def local_seals(tmp_path: Path) -> LocalSeals:
    return LocalSeals(tmp_path)


@pytest.fixture
def aws_seals(aws: None) -> AwsSeals:
    key = clients.client("kms").create_key(KeySpec="HMAC_256", KeyUsage="GENERATE_VERIFY_MAC")
    return AwsSeals(key["KeyMetadata"]["KeyId"])


def test_the_same_message_has_the_same_seal(seals: Seals) -> None:
    assert seals.seal(b"documents:NDI-4K7Q-2MXR") == seals.seal(b"documents:NDI-4K7Q-2MXR")
    assert len(seals.seal(b"documents:NDI-4K7Q-2MXR")) == LENGTH


def test_a_seal_fits_its_own_message_alone(seals: Seals) -> None:
    seal = seals.seal(b"documents:NDI-4K7Q-2MXR")
    assert seals.fits(b"documents:NDI-4K7Q-2MXR", seal)
    assert not seals.fits(b"documents:NDI-4K7Q-2MXS", seal)
    assert not seals.fits(b"answers:NDI-4K7Q-2MXR", seal)
    assert not seals.fits(b"documents:NDI-4K7Q-2MXR", bytes(LENGTH))


def test_a_key_in_a_file_lasts_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    seal = LocalSeals(tmp_path).seal(b"message")
    assert LocalSeals(tmp_path).fits(b"message", seal)
    assert not LocalSeals(tmp_path / "other").fits(b"message", seal)
    assert (tmp_path / "seals.key").stat().st_mode & 0o777 == 0o600
    assert [file.name for file in tmp_path.iterdir() if file.is_file()] == ["seals.key"]


def test_a_key_that_does_not_answer_is_no_proof(aws: None) -> None:
    with pytest.raises(SealsUnavailable):
        AwsSeals("no-such-key").fits(b"message", bytes(LENGTH))
    with pytest.raises(SealsUnavailable):
        AwsSeals("no-such-key").seal(b"message")
