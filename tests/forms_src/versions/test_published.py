"""Published versions are kept as they were published: every change of one by hand is told."""

import hashlib
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from forms_src.checking import check_command
from forms_src.definition import Form
from forms_src.library import compiled_bytes
from forms_src.loading import DEFINITIONS
from forms_src.versions.draft import substance
from forms_src.versions.published import read_published
from tests.forms_src.small_forms import definition, small_form, write
from tests.forms_src.versions.small_versions import published
from tests.real_forms import LOADED

DAY = date(2026, 3, 1)
Spoil = Callable[[Path], object]


@pytest.fixture
def definitions(tmp_path: Path) -> Path:
    """Two versions of a form, and its definition, which is the second."""
    folder = write(tmp_path / "forms_src" / "definitions", definition(version="2", title="New"))
    published(folder, small_form(title="Old"), date(2026, 1, 1))
    published(folder, small_form(title="New"), DAY)
    return folder


def told(definitions: Path) -> list[str]:
    root = definitions.parents[1]
    return [
        f"{fault.file.relative_to(root / 'forms_src/definitions')}:{fault.line}: {fault.message}"
        for fault in read_published(definitions).faults
    ]


def test_versions_are_read_in_order_with_who_approved_them_when_and_from_which_day(definitions: Path) -> None:
    old, new = read_published(definitions).of("small")
    assert (old.form.title, new.form.title) == ("Old", "New")
    assert (new.form.version, new.form.effective_from) == (2, DAY)
    assert (new.entry.version, new.entry.effective_from, new.entry.approved_by) == (2, DAY, "Boss")
    assert (new.form.control.approved_by, new.form.control.approved_on) == ("Boss", new.entry.published_on)
    assert new.entry.sha256 == hashlib.sha256(new.path.read_bytes()).hexdigest()
    assert told(definitions) == []


def test_a_published_file_has_every_shared_part_written_out(definitions: Path) -> None:
    form = small_form("- {id: r, type: radios, label: R, options: yes-no}", id="other")
    assert b'"label":"Yes"' in published(definitions, form, DAY).content


CHANGED = (
    "published/small/1.json:1: Version 1 of small was changed after it was published. Put it back as it was, "
    "and publish a change as a new version"
)
GONE = (
    "published/small/1.json:1: Version 1 of small is gone. It is kept for the reports made on it: put it back"
)
UNNAMED = (
    "published/small/3.json:1: This is no published version of small, which versions.yaml does not name: "
    "take it out"
)
WAS_CHANGED = "What is said here of version 2 was changed: put this file back as it was"
EDITS: list[tuple[Spoil, str]] = [
    (
        lambda folder: (folder / "1.json").write_text((folder / "1.json").read_text().replace("Old", "Odd")),
        CHANGED,
    ),
    (
        lambda folder: (folder / "1.json").write_bytes((folder / "1.json").read_bytes() + b"\n"),
        CHANGED,
    ),
    (
        lambda folder: (folder / "1.json").unlink(),
        GONE,
    ),
    (
        lambda folder: (folder / "3.json").write_text("{}"),
        UNNAMED,
    ),
    (
        lambda folder: _replace(folder, "2026-03-01", "2026-02-01"),
        f"published/small/versions.yaml:9: {WAS_CHANGED}",
    ),
    (
        lambda folder: _replace(folder, 'version: 1\n    effective_from: "2026-01-01"\n', "version: 1\n"),
        "published/small/versions.yaml:3: “effective_from” is missing: add it",
    ),
    (
        lambda folder: _replace(folder, "version: 1", "version: 3"),
        "published/small/versions.yaml:3: Version 1 is missing here: put this file back as it was",
    ),
    (lambda folder: _replace(folder, "versions:", "versions: ["), "published/small/versions.yaml"),
]


def _replace(folder: Path, old: str, new: str) -> None:
    text = (folder / "versions.yaml").read_text()
    assert old in text
    (folder / "versions.yaml").write_text(text.replace(old, new, 1))


@pytest.mark.parametrize(("spoil", "words"), EDITS)
def test_an_edit_by_hand_is_told(definitions: Path, spoil: Spoil, words: str) -> None:
    spoil(definitions / "published" / "small")
    [fault] = told(definitions)
    assert fault.startswith(words)


def test_a_ledger_that_is_gone_leaves_files_that_nothing_names(definitions: Path) -> None:
    (definitions / "published" / "small" / "versions.yaml").unlink()
    assert len(told(definitions)) == 2


def test_an_entry_taken_out_with_its_file_is_told_by_the_definition(
    definitions: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = definitions.parents[1]
    assert check_command(root) == 0
    ledger = definitions / "published" / "small" / "versions.yaml"
    lines = ledger.read_text().splitlines()
    ledger.write_text("\n".join(lines[: lines.index("  - version: 2")]) + "\n")
    (ledger.parent / "2.json").unlink()
    assert told(definitions) == []
    capsys.readouterr()
    assert check_command(root) == 1
    assert capsys.readouterr().out.startswith(
        "forms_src/definitions/form-1.yaml:1: “version” must be 1 here: build.py publish sets it\n"
    )


def test_a_version_that_the_code_cannot_read_any_more_says_what_it_needs(
    definitions: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("forms_src.versions.published.Form", _Stricter)
    assert told(definitions) == [
        f"published/small/{number}.json:1: Version {number} of small cannot be read any more: approval. A "
        "new setting needs a default: versions published before do not have it"
        for number in (1, 2)
    ]


class _Stricter(Form):
    approval: str


def test_the_forms_are_published_and_nothing_else_is() -> None:
    found, forms = read_published(DEFINITIONS), LOADED.forms
    assert found.faults == []
    assert set(found.by_form) == set(forms)
    for id_, form in forms.items():
        last = found.last(id_)
        assert last
        assert (last.number, last.entry.effective_from) == (form.version, form.effective_from)


def test_the_substance_of_a_form_is_all_but_which_version_it_is() -> None:
    form = small_form()
    control = "{owner: Other, approved_by: Other, approved_on: 2027-01-01, review_due: 2028-01-01}"
    again = small_form(version="7", effective_from="2027-01-01", control=control)
    assert substance(form) == substance(again)
    assert substance(form) != substance(small_form(title="Another"))
    assert compiled_bytes(form) != compiled_bytes(again)


DATED = """
- {{id: n, type: short_text, label: {}, effective_to: 2026-05-31}}
- {{id: n, type: short_text, label: {}, effective_from: 2026-06-01}}
"""


def test_the_substance_of_a_form_is_that_of_each_day() -> None:
    two, one = small_form(DATED.format("A", "B")), small_form(DATED.format("A", "A"))
    moved = small_form(DATED.format("A", "B").replace("2026-05-31", "2026-06-30").replace("06-01", "07-01"))
    assert len({substance(two), substance(one), substance(moved)}) == 3
    assert substance(one) == substance(small_form("- {id: n, type: short_text, label: A}"))
    assert substance(two) == substance(two.as_of(date(2026, 7, 1)))
