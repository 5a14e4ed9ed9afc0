"""Where new forms, lists and sections start: files that work at once, and no file is written over."""

import re
import shutil
from datetime import date
from pathlib import Path
from random import Random

import pytest

from forms_src.checking import check_command
from forms_src.loading import DEFINITIONS, Loaded, load
from forms_src.pages import form_page
from forms_src.starting.command import FOLDER, NEXT, NameRefused, new_command, write_start
from forms_src.starting.placeholders import PLACEHOLDERS
from tests.submissions.generated import valid_submission

TODAY = date(2026, 11, 30)
SOURCES = DEFINITIONS.parent


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A checkout as far as `check` reads it."""
    folder = tmp_path / "forms_src"
    for part in ("definitions", "words", "layouts", "reading", "fields"):
        shutil.copytree(SOURCES / part, folder / part, ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path


@pytest.fixture
def definitions(root: Path) -> Path:
    return root / "forms_src" / "definitions"


def loaded(definitions: Path) -> Loaded:
    found = load(definitions)
    assert [str(fault) for fault in found.faults] == []
    return found


def test_a_new_form_passes_every_check_and_takes_a_report(root: Path, definitions: Path) -> None:
    write_start("form", "falls-report", TODAY, definitions)
    assert check_command(root) == 0
    form = loaded(definitions).forms["falls-report"]
    assert "Falls report" in form_page(form)
    assert valid_submission(form, Random(1)).answers["contact_name"]


def test_a_new_form_has_a_prefix_of_its_own_and_a_review_within_two_years(definitions: Path) -> None:
    write_start("form", "falls-report", TODAY, definitions)
    write_start("form", "fire-report", date(2028, 2, 29), definitions)
    forms = loaded(definitions).forms
    prefixes = [form.prefix for form in forms.values()]
    assert len(set(prefixes)) == len(prefixes)
    assert forms["falls-report"].prefix == "FRF"
    assert forms["falls-report"].control.review_due == date(2028, 11, 28)
    assert forms["fire-report"].control.review_due == date(2030, 2, 28)


def test_a_form_can_use_a_new_list_and_a_new_section_at_once(root: Path, definitions: Path) -> None:
    path = write_start("form", "falls-report", TODAY, definitions)
    write_start("option-list", "kinds-of-fall", TODAY, definitions)
    write_start("section", "witness-details", TODAY, definitions)
    text = path.read_text("utf-8").replace("options: yes-no", "options: kinds-of-fall")
    text = text.replace("field: police_informed, equals: yes", "field: police_informed, equals: first")
    path.write_text(text.replace("- include: support", "- include: witness-details"), "utf-8")
    assert check_command(root) == 0
    form = loaded(definitions).forms["falls-report"]
    assert {"police_informed_other", "witness_details_name"} <= form.types.keys()


@pytest.mark.parametrize("kind", sorted(NEXT))
def test_the_notes_teach_and_every_word_is_filled_in(definitions: Path, kind: str) -> None:
    text = write_start(kind, "some-name", TODAY, definitions).read_text("utf-8")
    assert "$" not in text.replace("$schema=", "")
    assert text.partition("\n")[2].startswith("# Some name: a")


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("Falls Report!", " Try falls-report."),
        ("2falls", " Try falls."),
        ("../falls", " Try falls."),
        ("falls_report", " Try falls-report."),
        ("", ""),
        ("摔倒", ""),
        ("a" * 61, f" Try {'a' * 60}."),
    ],
)
def test_a_name_that_cannot_be_used_is_told_with_the_nearest(definitions: Path, name: str, near: str) -> None:
    with pytest.raises(NameRefused) as refused:
        write_start("form", name, TODAY, definitions)
    assert str(refused.value) == (
        f"“{name}” cannot be a name. Use small letters, digits and hyphens, a letter first.{near}"
    )


@pytest.mark.parametrize(
    ("kind", "name"), [("form", "ndis-immediate"), ("option-list", "yes-no"), ("section", "ssr-contact")]
)
def test_nothing_is_written_over(definitions: Path, kind: str, name: str) -> None:
    before = {path: path.read_bytes() for path in definitions.rglob("*.yaml")}
    with pytest.raises(NameRefused, match=f"“{name}” is taken: it is in .*\\. Choose another name\\."):
        write_start(kind, name, TODAY, definitions)
    assert {path: path.read_bytes() for path in definitions.rglob("*.yaml")} == before


def test_an_id_is_taken_whatever_its_file_is_called(definitions: Path) -> None:
    (definitions / "shared" / "options" / "yes-no.yaml").rename(definitions / "shared/options/answers.yaml")
    with pytest.raises(NameRefused, match=r"answers\.yaml"):
        write_start("option-list", "yes-no", TODAY, definitions)


def test_the_command_says_what_to_do_next(definitions: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert new_command("option-list", "kinds-of-fall", definitions) == 0
    assert capsys.readouterr().out.endswith(" A question uses it with: options: kinds-of-fall\n")
    assert new_command("option-list", "kinds-of-fall", definitions) == 1
    assert "is taken" in capsys.readouterr().out


def test_the_words_that_stand_for_ones_own_are_those_of_the_starts() -> None:
    starts = "\n".join((FOLDER / f"{kind}.yaml").read_text("utf-8") for kind in NEXT)
    assert [words for words in PLACEHOLDERS if words not in starts] == []
    asked = re.findall(r"(?:^|: )(?:- )?((?:Say |Where |The role )[^:\n]*)$", starts, re.MULTILINE)
    assert {words for words in asked if "list" not in words} <= PLACEHOLDERS


def test_the_command_names_the_file_as_seen_from_the_project(capsys: pytest.CaptureFixture[str]) -> None:
    assert new_command("option-list", "yes-no") == 1
    assert "it is in forms_src/definitions/shared/options/yes-no.yaml." in capsys.readouterr().out
