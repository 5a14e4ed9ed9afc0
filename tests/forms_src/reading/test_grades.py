"""Counting syllables and sentences, and the grade that comes of it."""

import pytest

from forms_src.reading.grades import Count, syllables


@pytest.mark.parametrize(
    ("word", "count"),
    [
        *(("the", 1), ("any", 2), ("NDIS", 1), ("police", 2), ("people", 2), ("safe", 1), ("times", 1)),
        *(("asked", 1), ("needed", 2), ("services", 3), ("business", 2), ("statement", 2), ("element", 3)),
        *(("medication", 4), ("being", 2), ("guardian", 3), ("someone", 2), ("everyone", 3), ("table", 2)),
        *(("person’s", 2), ("don’t", 1), ("disability", 5), ("serious", 3), ("social", 2), ("video", 3)),
    ],
)
def test_syllables_are_counted(word: str, count: int) -> None:
    assert syllables(word) == count


@pytest.mark.parametrize(
    ("text", "sentences", "words"),
    [
        ("Call 000 first. Then report!", 2, 4),
        ("Send the report by 2.30 pm", 1, 5),
        ("Tell us:\nwho\nwhen", 3, 4),
        ("1300 310 778", 0, 0),
    ],
)
def test_a_full_stop_or_a_new_line_ends_a_sentence(text: str, sentences: int, words: int) -> None:
    assert Count.of(text)[:2] == (sentences, words)


def test_the_grade_is_that_of_the_formula() -> None:
    count = Count.of("The cat sat on the mat. It did not see the rat.")
    assert count == (2, 12, 12)
    assert count.grade == pytest.approx(0.39 * 6 + 11.8 - 15.59)
    assert Count.of("").grade == 0
    assert Count.of("Organisational accountability necessitates documentation.").grade > 20
