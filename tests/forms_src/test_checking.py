"""The command `check`: what it prints, what it writes and its exit status."""

import json
from pathlib import Path
from typing import Any

import pytest

from forms_src.checking import check_command
from tests.forms_src.small_forms import HEAD, definition, write


def told(root: Path, capsys: pytest.CaptureFixture[str]) -> list[str]:
    check_command(root)
    return capsys.readouterr().out.splitlines()


def test_each_fault_is_a_line_that_editors_link_then_the_lines_around(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = write(tmp_path / "forms_src" / "definitions", definition(titel="A", who=None))
    assert check_command(tmp_path) == 1
    file = (folder / "form-1.yaml").relative_to(tmp_path)
    first, second, count = capsys.readouterr().out.split("\n\n")
    assert first.splitlines()[:3] == [f"{file}:1: “who” is missing: add it", "  > 1 | id: small", "      | ^"]
    line = (tmp_path / file).read_text("utf-8").splitlines().index("titel: A") + 1
    assert second.startswith(f"{file}:{line}: “titel” is not a setting. Did you mean “title”?\n")
    assert f"  > {line} | titel: A\n" in second
    assert count == "2 faults.\n"


def test_one_fault_is_counted_as_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(tmp_path / "forms_src" / "definitions", definition(titel="A"))
    assert told(tmp_path, capsys)[-1] == "1 fault."


@pytest.mark.parametrize(
    ("forms", "words"), [(1, "1 form checked, no faults."), (2, "2 forms checked, no faults.")]
)
def test_check_says_when_all_is_well(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], forms: int, words: str
) -> None:
    write(tmp_path / "forms_src" / "definitions", *(definition(id=f"form-{n}") for n in range(forms)))
    assert check_command(tmp_path) == 0
    assert capsys.readouterr().out == f"{words}\n"


def test_a_warning_is_shown_and_stops_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    control = HEAD["control"].replace("2999-01-01", "2026-06-01")
    write(tmp_path / "forms_src" / "definitions", definition(control=control))
    assert check_command(tmp_path, tmp_path / "faults.sarif") == 0
    first, *_lines, last = capsys.readouterr().out.splitlines()
    words = "The review of this form was due on Monday 1 June 2026: review it, and set the next date"
    assert first.endswith(f": Warning: {words}")
    assert last == "1 form checked, no faults. 1 warning, which can wait."
    (run,) = json.loads((tmp_path / "faults.sarif").read_text("utf-8"))["runs"]
    assert [result["level"] for result in run["results"]] == ["warning"]
    assert run["tool"]["driver"]["rules"][0]["defaultConfiguration"] == {"level": "warning"}


# ---- SARIF: what GitHub and the standard, version 2.1.0, ask of a log


@pytest.fixture
def log(tmp_path: Path) -> dict[str, Any]:
    write(tmp_path / "forms_src" / "definitions", definition(titel="A", who=None))
    (tmp_path / "forms_src" / "definitions" / "ein s.yaml").write_text("a: [\n")
    assert check_command(tmp_path, tmp_path / "faults.sarif") == 1
    found: dict[str, Any] = json.loads((tmp_path / "faults.sarif").read_text("utf-8"))
    return found


def test_a_log_has_its_version_and_one_run_of_a_named_tool(log: dict[str, Any]) -> None:
    assert set(log) == {"$schema", "version", "runs"}
    assert log["version"] == "2.1.0"
    assert log["$schema"].endswith("/sarif-schema-2.1.0.json")
    (run,) = log["runs"]
    assert run["columnKind"] in {"utf16CodeUnits", "unicodeCodePoints"}
    assert run["tool"]["driver"]["name"] == "Incident Forms check"


def test_each_rule_has_an_id_words_and_a_level(log: dict[str, Any]) -> None:
    rules = log["runs"][0]["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == [
        "lines-that-are-not-yaml",
        "missing-settings",
        "unknown-settings",
    ]
    for rule in rules:
        assert rule["shortDescription"]["text"]
        assert rule["help"]["text"] == f"How to mend it: forms_src/guide/faults/{rule['id']}.md"
        assert rule["help"]["markdown"].startswith("# ")
        assert rule["defaultConfiguration"]["level"] == "error"


def test_each_result_names_its_rule_its_words_and_its_place(log: dict[str, Any]) -> None:
    (run,) = log["runs"]
    for result in run["results"]:
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] in {"error", "warning", "note", "none"}
    places = [
        (
            result["message"]["text"],
            result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"],
            result["locations"][0]["physicalLocation"]["region"],
        )
        for result in run["results"]
    ]
    folder = "forms_src/definitions"
    line = definition(titel="A", who=None).splitlines().index("titel: A") + 1
    assert places[1:] == [
        ("“who” is missing: add it", f"{folder}/form-1.yaml", {"startLine": 1, "startColumn": 1}),
        (
            "“titel” is not a setting. Did you mean “title”?",
            f"{folder}/form-1.yaml",
            {"startLine": line, "startColumn": 1},
        ),
    ]
    assert places[0][1] == f"{folder}/ein%20s.yaml"
    assert places[0][2] == {"startLine": 1, "startColumn": 1}


def test_a_column_is_that_of_what_is_wrong(tmp_path: Path) -> None:
    rule = "- {id: r, source: s, field: emial, wrong_when: {field: email, is_answered: true}, message: M}"
    write(tmp_path / "forms_src" / "definitions", definition(rules=rule))
    check_command(tmp_path, tmp_path / "faults.sarif")
    (result,) = json.loads((tmp_path / "faults.sarif").read_text("utf-8"))["runs"][0]["results"]
    assert result["locations"][0]["physicalLocation"]["region"]["startColumn"] == 3 + rule.index("emial")


def test_without_faults_the_log_says_so(tmp_path: Path) -> None:
    write(tmp_path / "forms_src" / "definitions", definition())
    assert check_command(tmp_path, tmp_path / "faults.sarif") == 0
    assert json.loads((tmp_path / "faults.sarif").read_text("utf-8"))["runs"][0]["results"] == []
