"""Tables that spreadsheets open: read back as written, and never run."""

import csv
import io

import pytest

from forms_src.dictionary.sheets import csv_bytes


def read(body: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(body.decode("utf-8-sig"), newline="")))


def test_commas_quotes_and_line_ends_come_back_as_they_were() -> None:
    line = ["a,b", 'say "hi"', "one\ntwo", "“ünï”"]
    assert read(csv_bytes([line])) == [line]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "  ="])
def test_what_a_spreadsheet_would_run_is_words(start: str) -> None:
    assert read(csv_bytes([[f"{start}1+1", f"1{start}"]])) == [[f"'{start}1+1", f"1{start}"]]


def test_spreadsheets_are_told_that_it_is_utf_8() -> None:
    assert csv_bytes([]) == b"\xef\xbb\xbf"
