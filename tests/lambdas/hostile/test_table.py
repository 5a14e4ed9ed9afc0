"""Hostile strings in every field of every form, through every rendering. The whole table is a command."""

import re
from collections import defaultdict
from pathlib import Path

import pytest

from tests.lambdas.hostile.reading import faults_of_page, faults_of_text, not_escaped
from tests.lambdas.hostile.renderings import in_every_input, submissions
from tests.lambdas.hostile.strings import MARK, STRINGS
from tests.lambdas.hostile.table import Found, found, printed
from tests.real_forms import LOADED

RENDERINGS = {
    "error page",
    "check page",
    "form again",
    "receipt",
    "correction",
    "rendition of the record",
    "local record page",
    "events and names of documents",
    "email, headers",
    "email, text",
    "email, HTML",
    "local mail page",
    ".ics",
}


@pytest.fixture(scope="module")
def rows(tmp_path_factory: pytest.TempPathFactory) -> list[Found]:
    return list(found(sorted(LOADED.forms), tmp_path_factory.mktemp("hostile"), every=15))


@pytest.mark.no_cover
def test_nothing_comes_alive_in_any_rendering(rows: list[Found]) -> None:
    assert [one for one in rows if one.seen.faults] == []


def test_every_string_is_seen_in_every_rendering(rows: list[Found]) -> None:
    seen: dict[str, set[str]] = defaultdict(set)
    for one in rows:
        seen[one.string].add(one.seen.rendering)
    assert set(seen) == set(STRINGS)
    assert set().union(*seen.values()) == RENDERINGS
    assert all(found >= RENDERINGS - {".ics"} for found in seen.values())


def test_the_table_has_a_line_for_each_string(rows: list[Found]) -> None:
    assert len(list(printed(rows))) == len(STRINGS) + 2


@pytest.mark.parametrize("form", sorted(LOADED.forms))
def test_every_field_that_takes_an_answer_is_tried(form: str) -> None:
    tried = {name for made in submissions(LOADED.forms[form]) for name in in_every_input(made, "x")[0]}
    asked = LOADED.forms[form].fields_by_id
    inputs = {
        part
        for key, one in asked.items()
        if "." not in key and one.type not in ("group", "guidance")
        for part in one.inputs(key)
    }
    assert inputs <= tried


@pytest.mark.parametrize(
    "html",
    [
        f"<p>{STRINGS['script element']}</p>",
        f"<input value='{STRINGS['image that fails']}'>",
        f'<input value="{STRINGS["attribute"]}">',
        f"<textarea>{STRINGS['end of a text box']}</textarea>",
        f"<p>{STRINGS['comment and CDATA']}</p>",
        f"<a href='{STRINGS['address that runs']}'>x</a>",
        f"<script>let x = '{MARK}'</script>",
        "<p>49</p>",
    ],
)
def test_what_comes_alive_is_seen(html: str) -> None:
    assert list(faults_of_page(html))


@pytest.mark.parametrize("string", ["script element", "attribute", "image that fails", "comment and CDATA"])
def test_what_is_not_escaped_is_seen(string: str) -> None:
    assert list(not_escaped(f"<p>{STRINGS[string]}</p>", [STRINGS[string]]))


def test_an_answer_where_none_may_be_is_seen() -> None:
    assert list(faults_of_text(f"Dear {MARK}"))
    assert list(faults_of_text("Bcc: x@evil.example"))


def test_only_the_data_dictionary_makes_a_table_for_a_spreadsheet() -> None:
    """It holds no answer, and `forms_src/dictionary/sheets.py` lets no formula run. `static.py` serves it."""
    root = Path(__file__).parents[3]
    code = [path for folder in ("lambdas", "forms_src") for path in (root / folder).rglob("*.py")]
    making = {path.name for path in code if re.search("^import csv|text/csv", path.read_text(), re.MULTILINE)}
    assert making == {"sheets.py", "static.py"}
