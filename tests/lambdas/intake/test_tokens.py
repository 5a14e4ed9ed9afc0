"""Keys and receipt links."""

from datetime import UTC, datetime, timedelta
from uuid import RFC_4122, UUID

from lambdas.intake.tokens import TOKEN, key_of, new_key, receipt_token, seconds_since_made, submission_id

NOW = datetime(2026, 6, 10, 2, 0, tzinfo=UTC)


def test_one_key_gives_one_link_and_another_key_another() -> None:
    one, other = new_key(NOW), new_key(NOW)
    assert receipt_token(one) == receipt_token(one)
    assert receipt_token(one) != receipt_token(other)
    assert TOKEN.fullmatch(receipt_token(one))


def test_neither_the_key_nor_the_link_can_be_read_from_the_stored_id() -> None:
    key = new_key(NOW)
    token = receipt_token(key)
    assert token not in submission_id(token)
    assert key.replace("-", "") not in submission_id(token)


def test_a_key_has_one_spelling() -> None:
    key = new_key(NOW)
    assert key_of(key.upper()) == key
    assert UUID(key)


def test_anything_but_a_uuid_is_no_key() -> None:
    for typed in ("", "x", "0" * 32, "{" + "0" * 34 + "}", "g" * 36):
        assert key_of(typed) is None


def test_a_key_is_a_uuid_of_version_8() -> None:
    for _ in range(100):
        key = UUID(new_key(NOW))
        assert (key.version, key.variant) == (8, RFC_4122)


def test_102_bits_of_a_key_are_random() -> None:
    made = [UUID(new_key(NOW)).int for _ in range(200)]
    ever_set, ever_clear = 0, 0
    for key in made:
        ever_set, ever_clear = ever_set | key, ever_clear | ~key
    assert (ever_set & ever_clear).bit_count() == 102


def test_a_key_tells_how_long_ago_it_was_made() -> None:
    for seconds in (0, 1, 59, 86_400):
        later = NOW + timedelta(seconds=seconds)
        assert seconds_since_made(new_key(NOW), later) == seconds
    assert seconds_since_made(new_key(NOW), NOW + timedelta(seconds=1 << 20)) == 0
