"""References: their shape, what may be typed for them, and which typing mistakes are caught."""

from collections import Counter
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms_src.references import ALPHABET, EXAMPLE, check_character, new_reference, normalise

PREFIXES = ["NDI", "NDF", "SSC", "SSR", "CIM"]
SEVENS = st.text(ALPHABET, min_size=7, max_size=7)
MISTAKE = "This reference has a typing mistake. Check each letter and number, and type it again"
NOT_ONE = f"A reference has 3 letters and then 8 letters or numbers, like {EXAMPLE}"
SAMPLES = ["0000000", "ZZZZZZZ", "0Z0Z0Z0", "7K2M9QX", "ABCDEFG"]


def written(seven: str, prefix: str = "NDI") -> str:
    return f"{prefix}-{seven[:4]}-{seven[4:]}{check_character(seven)}"


def accepted(code: str) -> bool:
    try:
        normalise(f"NDI{code}")
    except ValueError:
        return False
    return True


def test_the_alphabet_is_crockfords_without_i_l_o_and_u() -> None:
    assert ALPHABET == "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


@pytest.mark.parametrize(
    ("seven", "check"),
    [
        # By hand for ABCDEFG, from the right, every other value doubled and its base-32 digits added:
        # G 16*2=32 -> 1+0, F 15, E 14*2=28, D 13, C 12*2=24, B 11, A 10*2=20. Sum 112 = 3*32+16; 32-16=16, G.
        ("ABCDEFG", "G"),
        # 1*2=2; 32-2=30 is Y.
        ("0000001", "Y"),
        # Z 31*2=62 -> 1+30=31; 32-31=1.
        ("000000Z", "1"),
        ("0000000", "0"),
    ],
)
def test_the_check_character_is_the_luhn_mod_32_of_a_hand_worked_example(seven: str, check: str) -> None:
    assert check_character(seven) == check


@pytest.mark.parametrize("prefix", PREFIXES)
def test_a_new_reference_has_the_shape_people_are_told(prefix: str) -> None:
    reference = new_reference(prefix)
    letters, first, second = reference.split("-")
    assert (letters, len(first), len(second)) == (prefix, 4, 4)
    assert set(first + second) <= set(ALPHABET)
    assert normalise(reference) == reference


def test_new_references_draw_every_character_in_every_place() -> None:
    drawn = [new_reference("NDI").replace("-", "")[3:] for _ in range(4000)]
    assert len(set(drawn)) == 4000
    for place in zip(*drawn, strict=True):
        times = Counter(place)
        assert set(times) == set(ALPHABET)
        assert max(times.values()) < 4 * 4000 / 32


@pytest.mark.parametrize("prefix", ["ndi", "ND", "NDIS", "N1I", ""])
def test_a_prefix_is_three_capital_letters(prefix: str) -> None:
    with pytest.raises(ValueError, match="A prefix is three capital letters"):
        new_reference(prefix)


@given(seven=SEVENS, prefix=st.sampled_from(PREFIXES), data=st.data())
def test_any_way_of_typing_a_reference_gives_the_stored_one(
    seven: str, prefix: str, data: st.DataObject
) -> None:
    reference = written(seven, prefix)
    looks_like = {"0": "0Oo", "1": "1IiLl"}
    code = "".join(data.draw(st.sampled_from(looks_like.get(c, c + c.lower()))) for c in reference[4:])
    case = data.draw(st.sampled_from([str.upper, str.lower, str.title]))
    separator = data.draw(st.sampled_from(["-", "", " ", " - ", "\u2013", "\u2011", "\u00a0", "\t"]))
    typed = f" {case(prefix)}-{code} ".replace("-", separator)
    assert normalise(typed) == reference


@pytest.mark.parametrize("typed", ["nd1", "NDI", "ndi", "nDi"])
def test_the_letters_of_the_prefix_stay_letters(typed: str) -> None:
    assert normalise(f"{typed} abcdefgg") == "NDI-ABCD-EFGG"
    assert normalise("c1m abcdefgg") == "CIM-ABCD-EFGG"


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("", NOT_ONE),
        ("NDI", NOT_ONE),
        ("ABCD-EFGG", NOT_ONE),
        ("NDI-ABCD-EFG", NOT_ONE),
        ("NDI-ABCD-EFGGG", NOT_ONE),
        ("NDI-ABCD-EF*G", NOT_ONE),
        ("N2I-ABCD-EFGG", NOT_ONE),
        ("NDI-ABCD-EFGé", NOT_ONE),
        (
            "NDI-ABCU-EFGG",
            "The last 8 characters of a reference never have the letter U. Check if it is a V",
        ),
        ("NDI-ABCD-EFGH", MISTAKE),
    ],
)
def test_what_is_not_a_reference_is_refused_in_words_a_person_can_act_on(typed: str, message: str) -> None:
    with pytest.raises(ValueError) as raised:  # noqa: PT011 - the whole message is compared
        normalise(typed)
    assert str(raised.value) == message


def test_the_example_in_the_message_is_a_reference() -> None:
    assert normalise(EXAMPLE) == EXAMPLE


@pytest.mark.parametrize("seven", SAMPLES)
def test_every_single_wrong_character_is_caught(seven: str) -> None:
    code = seven + check_character(seven)
    wrong = [code[:at] + other + code[at + 1 :] for at in range(8) for other in ALPHABET if other != code[at]]
    assert len(wrong) == 8 * 31
    assert [each for each in wrong if accepted(each)] == []


@given(seven=SEVENS, at=st.integers(0, 7), other=st.sampled_from(ALPHABET))
def test_a_single_wrong_character_is_caught_in_any_reference(seven: str, at: int, other: str) -> None:
    code = seven + check_character(seven)
    changed = code[:at] + other + code[at + 1 :]
    assert accepted(changed) is (changed == code)


@pytest.mark.parametrize("at", range(7))
def test_of_all_swaps_of_neighbours_only_0_with_z_is_missed(at: int) -> None:
    missed = set()
    for one, other in product(ALPHABET, repeat=2):
        code = a_code_with(one, other, at)
        swapped = code[:at] + other + one + code[at + 2 :]
        if one != other and accepted(swapped):
            missed.add((one, other))
    assert missed == {("0", "Z"), ("Z", "0")}


def a_code_with(one: str, other: str, at: int) -> str:
    """Return a valid code with the two characters at that place; a free character elsewhere makes it fit."""
    free = 0 if at > 1 else 5
    base = list("7K2M9QX4")
    base[at : at + 2] = [one, other]
    candidates = ("".join([*base[:free], filler, *base[free + 1 :]]) for filler in ALPHABET)
    return next(code for code in candidates if code[7] == check_character(code[:7]))
