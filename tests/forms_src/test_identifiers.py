"""Numbers with a known shape."""

import pytest

from forms_src.identifiers import IDENTIFIERS, is_abn, is_reference, ndis_caution
from forms_src.references import ALPHABET, EXAMPLE, new_reference


@pytest.mark.parametrize("abn", ["51824753556", "53004085616", "33051775556"])
def test_a_published_abn_passes_its_checksum(abn: str) -> None:
    assert is_abn(abn)


def test_any_wrong_digit_of_an_abn_is_found() -> None:
    right = "51824753556"
    for place, digit in ((place, digit) for place in range(11) for digit in "0123456789"):
        typed = right[:place] + digit + right[place + 1 :]
        assert is_abn(typed) is (typed == right)


def test_any_two_neighbours_changed_round_are_found() -> None:
    right = "51824753556"
    for place in range(10):
        typed = right[:place] + right[place + 1] + right[place] + right[place + 2 :]
        assert is_abn(typed) is (typed == right)


@pytest.mark.parametrize(
    "typed", ["", "5182475355", "518247535560", "5182475355a", "５1824753556", "-1824753556", "51824753556\n"]
)
def test_what_is_not_eleven_digits_is_no_abn(typed: str) -> None:
    assert not is_abn(typed)


def test_no_abn_starts_with_0() -> None:
    assert not is_abn("00000000019")  # though its weighted sum divides by 89


@pytest.mark.parametrize(
    ("kind", "typed", "fits"),
    [
        ("ndis_participant_number", "430000000", True),
        ("ndis_participant_number", "43000000", False),
        ("ndis_participant_number", "4300000000", False),
        ("ndis_participant_number", "43000000O", False),
        ("ndis_registration_id", "4-ABC1234", True),
        ("ndis_registration_id", "abc", True),
        ("ndis_registration_id", "ab", False),
        ("ndis_registration_id", "A" * 20, True),
        ("ndis_registration_id", "A" * 21, False),
        ("ndis_registration_id", "4_ABC", False),
    ],
)
def test_a_shape_fits_whole_or_not_at_all(kind: str, typed: str, fits: bool) -> None:
    assert IDENTIFIERS[kind].fits(typed) is fits


def test_spaces_of_any_kind_are_taken_out() -> None:
    assert IDENTIFIERS["abn"].tidy(" 51 824\u00a0753\t556 ") == "51824753556"


def test_a_participant_number_that_is_unusual_gets_a_caution_and_passes() -> None:
    number = IDENTIFIERS["ndis_participant_number"]
    assert number.fits("410000000")
    assert number.caution("410000000") == "NDIS participant numbers usually start with 43"
    assert ndis_caution("430000099") is None


def test_other_identifiers_have_no_caution() -> None:
    assert IDENTIFIERS["abn"].caution("51824753556") is None


@pytest.mark.parametrize("typed", ["SSC-7K2M-9QX3", "ssc-7k2m-9qx3", "ssc7k2m9qx3", "SSC7K2M-9QX3"])
def test_a_reference_fits_in_any_case_and_is_stored_one_way(typed: str) -> None:
    reference = IDENTIFIERS["report_reference"]
    assert reference.fits(typed)
    assert reference.stored(typed) == "SSC-7K2M-9QX3"


def test_a_reference_reads_o_as_0_and_i_or_l_as_1() -> None:
    first = next(ref for ref in iter(lambda: new_reference("SSC"), "") if {"0", "1"} <= set(ref))
    alike = first[:3] + first[3:].replace("0", "o").replace("1", "l")
    assert IDENTIFIERS["report_reference"].stored(alike) == first


def test_any_one_wrong_character_of_a_reference_is_found() -> None:
    code = EXAMPLE.replace("-", "")
    for place in range(3, len(code)):
        for character in ALPHABET:
            typed = code[:place] + character + code[place + 1 :]
            assert is_reference(typed) is (typed == code)


@pytest.mark.parametrize("typed", ["", "SSC", "7K2M-9QX3", "SSC-7K2M-9QX", "SSC-7K2M-9QXU", "12345678901"])
def test_what_is_not_a_whole_reference_is_none(typed: str) -> None:
    assert not is_reference(typed)
