"""Keys and receipt links."""

from uuid import UUID

from lambdas.intake.tokens import TOKEN, key_of, new_key, receipt_token, submission_id


def test_one_key_gives_one_link_and_another_key_another() -> None:
    one, other = new_key(), new_key()
    assert receipt_token(one) == receipt_token(one)
    assert receipt_token(one) != receipt_token(other)
    assert TOKEN.fullmatch(receipt_token(one))


def test_neither_the_key_nor_the_link_can_be_read_from_the_stored_id() -> None:
    key = new_key()
    token = receipt_token(key)
    assert token not in submission_id(token)
    assert key.replace("-", "") not in submission_id(token)


def test_a_key_has_one_spelling() -> None:
    key = new_key()
    assert key_of(key.upper()) == key
    assert UUID(key)


def test_anything_but_a_uuid_is_no_key() -> None:
    for typed in ("", "x", "0" * 32, "{" + "0" * 34 + "}", "g" * 36):
        assert key_of(typed) is None
