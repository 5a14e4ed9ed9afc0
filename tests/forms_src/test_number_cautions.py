"""C14 of domain/cims.md section 13: numbers in free text that ask for a second look. All are made up."""

import pytest

from forms_src.number_cautions import (
    is_card_number,
    is_medicare_number,
    is_participant_number,
    number_caution,
)
from tests.forms_src.small_forms import definition, read

# Medicare's own sample card, and the test numbers that card schemes publish.
MEDICARE = "2123 45670 1"
CARDS = (
    "4111 1111 1111 1111",
    "5555-5555-5555-4444",
    "378282246310005",
    "3782 822463 10005",
    "4222222222222",
    "6304 0000 0000 0000 000",
)


def words(kind: str) -> str:
    return f"There seems to be {kind} in this answer. Take out numbers that are not needed here"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("2123456701", "a Medicare number"),
        (f"Medicare {MEDICARE}.", "a Medicare number"),
        ("2123-45670-1", "a Medicare number"),
        ("Card: 2123 45670 1 2", "a Medicare number"),
        ("21234567012", "a Medicare number"),
        ("Pat (430000001) fell.", "an NDIS participant number"),
        ("430 000 001", "an NDIS participant number"),
        ("430-000-001", "an NDIS participant number"),
        ("430\u00a0000\u2011001", "an NDIS participant number"),
        ("430 - 000", None),
        *((f"They used {card}, then", "a payment card number") for card in CARDS),
        ("4111 1111 1111 1111 12/27", "a payment card number"),
        ("2 1 2 3 4 5 6 7 0 1", "a Medicare number"),
        ("at 9 430 000 001 he", "an NDIS participant number"),
        ("430 000 001 4111 1111 1111 1111", "a payment card number"),
        (f"430 000 001, {MEDICARE}", "an NDIS participant number and a Medicare number"),
        ("430 000 001\n430 000 002", "an NDIS participant number"),
    ],
)
def test_c14_a_number_that_does_not_belong_in_text_is_noticed(text: str, kind: str | None) -> None:
    assert number_caution(text) == (words(kind) if kind else None)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Pat fell in the kitchen at 9.",
        "2123 45671 1",  # the check digit is wrong
        "1123 45678 1",  # no Medicare number starts with 1
        "2123 45670",
        "2123 45670 0",
        "420 000 001",
        "43000000",
        "4300000010",
        "4111 1111 1111 1112",
        "4111 1111 1111",
        "0000 0000 0000 0000",
        "03 9000 0000",
        "0400 000 000 or 0400 000 001",
        "+61 3 9000 0111",  # without the “+” it would pass as Medicare’s
        "1300 024 863",
        "51 824 753 556",
        "2026-06-10 at 14:30 until 2026-06-11",
        "430,000,001",
        "430 000\n001",
        "430   000   001",
        "４３０００００００１",
        "SSC-7K2M-9QX3",
        "7" * 4000,
    ],
)
def test_c14_other_numbers_are_let_be(text: str) -> None:
    assert number_caution(text) is None


def test_c14_a_phone_number_is_known_by_its_plus() -> None:
    assert is_medicare_number("61390000111")
    assert number_caution("61 3 9000 0111")


def test_c14_the_caution_never_repeats_the_number() -> None:
    said = number_caution(f"430 000 001, {MEDICARE} and {CARDS[0]}") or ""
    assert said
    assert not any(character.isdigit() for character in said)


@pytest.mark.parametrize("place", range(9))
def test_any_wrong_digit_of_a_medicare_number_is_told(place: int) -> None:
    right = "2123456701"
    for digit in "23456":
        typed = right[:place] + digit + right[place + 1 :]
        assert is_medicare_number(typed) is (typed == right)


@pytest.mark.parametrize("place", range(16))
def test_any_wrong_digit_of_a_card_number_is_told(place: int) -> None:
    right = "4111111111111111"
    for digit in "123456789":
        typed = right[:place] + digit + right[place + 1 :]
        assert is_card_number(typed) is (typed == right)


@pytest.mark.parametrize("length", [12, 20])
def test_a_card_number_has_13_to_19_digits(length: int) -> None:
    for last in "0123456789":
        assert not is_card_number("4" * (length - 1) + last)


def test_a_participant_number_has_nine_digits_and_starts_with_43() -> None:
    assert is_participant_number("430000099")
    assert not is_participant_number("530000099")


TEXTS = definition(
    """
    - {id: story, type: long_text, label: Story}
    - {id: place, type: short_text, label: Place}
    - {id: case_no, type: short_text, label: Case number, width: medium}
    - {id: participant, type: short_text, label: Participant number, identifier: ndis_participant_number}
    - {id: by, type: radios, label: By, options: [{id: other, label: Other, say: Who}]}
    - id: people
      type: group
      label: People
      item: person
      item_title: Person
      add_label: Add
      fields:
        - {id: note, type: long_text, label: Note}
    """
)


def test_c14_is_for_free_text_alone_and_stops_nothing() -> None:
    number = "430 000 001"
    names = ("story", "place", "case_no", "participant", "by_other", "people-1-note")
    reading = read(TEXTS, {**dict.fromkeys(names, number), "by": "other"})
    assert reading.faults == []
    assert reading.cautions == dict.fromkeys(
        ("story", "place", "by_other", "people-1-note"), words("an NDIS participant number")
    )
    assert reading.answers["story"] == number


def test_cautions_are_in_the_order_of_the_page_whatever_is_read_first() -> None:
    text = definition(
        """
        - {id: a, type: long_text, label: A, show_when: {field: c, is_answered: true}}
        - {id: b, type: long_text, label: B}
        - {id: c, type: long_text, label: C}
        """
    )
    assert [*read(text, dict.fromkeys("cba", "430 000 001")).cautions] == ["a", "b", "c"]
