"""Link, code and key of a draft."""

import pytest

from lambdas.drafts.model import Body, Draft
from lambdas.drafts.secrets import (
    TOKEN,
    Held,
    code_hash,
    code_of,
    new_body_name,
    new_code,
    new_secret,
)


def test_a_secret_has_at_least_128_bits_and_is_never_the_same() -> None:
    made = {new_secret() for _ in range(200)}
    assert len(made) == 200
    assert all(TOKEN.fullmatch(one) for one in made)
    assert len(set("".join(made))) ** 26 >= 2**128


def test_a_code_is_six_digits() -> None:
    made = [new_code() for _ in range(200)]
    assert all(code_of(one) == one and len(one) == 6 for one in made)
    assert len(set(made)) > 190


@pytest.mark.parametrize("typed", ["012345", "012 345", " 012-345\t", "012\u2013345", "0 1 2 3 4 5"])
def test_a_code_may_be_typed_with_spaces_and_hyphens(typed: str) -> None:
    assert code_of(typed) == "012345"


@pytest.mark.parametrize("typed", ["", "12345", "0123456", "01234a", "٠١٢٣٤٥", "0" * 10_000, "-012345x"])
def test_anything_else_is_no_code(typed: str) -> None:
    assert code_of(typed) is None


def test_the_hash_of_a_code_depends_on_the_link() -> None:
    assert code_hash("a" * 26, "012345") != code_hash("c" * 26, "012345")
    assert code_hash("a" * 26, "012345") != code_hash("a" * 26, "012346")
    assert code_hash("a" * 26, "012345") == code_hash("a" * 26, "012345")


def test_what_a_page_holds_is_read_back_and_nothing_else_is() -> None:
    held = Held(new_secret(), new_secret())
    assert Held.of(str(held)) == held
    for wrong in ("", str(held)[:-1], str(held) + "0", str(held).upper(), held.token, "-", "é" * 53):
        assert Held.of(wrong) is None


def test_the_name_of_a_body_tells_its_draft_and_is_fresh() -> None:
    assert new_body_name("0" * 64).startswith("0" * 64 + "-")
    assert new_body_name("0" * 64) != new_body_name("0" * 64)


def test_half_a_character_is_no_reason_not_to_save() -> None:
    body = Body(key="k", posted={"a": ("x\ud800y", "é\x00\n")})
    assert Body.model_validate_json(body.as_bytes()).posted == {"a": ("x?y", "é\x00\n")}


def test_an_item_has_no_room_for_an_answer() -> None:
    known = {"id", "code", "key", "form", "form_version", "edition", "revision", "body"}
    assert Draft.model_fields.keys() == known | {"saved_at", "expires_at", "tries", "emails"}
