"""The lines around a fault, as they are shown."""

from pathlib import Path

import pytest

from forms_src.excerpts import WIDEST, Line, excerpt, lines_around, told_in_full
from forms_src.faults import Fault
from forms_src.sources import MAX_BYTES

TEXT = "one\ntwo\nthree\nfour\nfive\nsix\n"


def test_two_lines_stand_before_it_and_two_after() -> None:
    assert lines_around(TEXT, 3, 2) == (
        Line(1, "one"),
        Line(2, "two"),
        Line(3, "three", 1),
        Line(4, "four"),
        Line(5, "five"),
    )


@pytest.mark.parametrize(("line", "shown"), [(1, [1, 2, 3]), (6, [4, 5, 6])])
def test_at_an_end_of_the_file_there_are_fewer(line: int, shown: list[int]) -> None:
    assert [one.number for one in lines_around(TEXT, line)] == shown


def test_an_empty_file_shows_its_one_line() -> None:
    assert lines_around("", 1) == (Line(1, "", 0),)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_end_as_any_editor_ends_them(end: str) -> None:
    assert [one.words for one in lines_around(TEXT.replace("\n", end), 2)] == ["one", "two", "three", "four"]


def test_a_long_line_is_cut_around_the_place() -> None:
    (line,) = lines_around("x" * 500 + "HERE" + "x" * 500, 1, 501)
    assert line.mark is not None
    assert line.words[line.mark : line.mark + 4] == "HERE"
    assert len(line.words) == WIDEST + 1
    assert line.words.endswith("…")
    (beside, _marked) = lines_around("y" * 500 + "\nz", 2)
    assert beside.words == "y" * WIDEST + "…"


def test_what_could_change_a_terminal_or_cannot_be_seen_is_shown_as_a_dot() -> None:
    (line,) = lines_around("a\x1b[31m\x00\u202eb\tc", 1)
    assert line.words == "a·[31m··b→c"


def test_a_fault_is_told_with_its_lines_its_mark_and_its_page(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_text("\n" * 8 + "id: a\ntitel: B\nwho: C\n")
    assert told_in_full(Fault(file, 10, "No", "unknown-settings", 8), tmp_path).splitlines()[:6] == [
        "a.yaml:10: No",
        "     8 |",
        "     9 | id: a",
        "  > 10 | titel: B",
        "       |        ^",
        "    11 | who: C",
    ]


def test_a_file_that_cannot_be_shown_is_told_without_lines(tmp_path: Path) -> None:
    large = tmp_path / "large.yaml"
    large.write_text("x" * (MAX_BYTES + 1))
    for file in (tmp_path / "gone.yaml", tmp_path, large):
        assert excerpt(Fault(file, 1, "No", "wrong-values")) == ()


def test_bytes_that_are_no_text_are_shown_as_they_can_be(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_bytes("\ufeffcaf".encode() + b"\xe9\n")
    assert excerpt(Fault(file, 1, "No", "wrong-values")) == (Line(1, "caf�", 0),)
