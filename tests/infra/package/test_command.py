"""What `build.py package` prints, writes and refuses to write."""

from pathlib import Path

import pytest

from forms_src.faults import Fault
from infra.package import command
from infra.package.bytecode import NoPython
from infra.package.command import (
    BUDGETS,
    MOST_UNPACKED,
    MOST_ZIPPED,
    DefinitionFaults,
    Package,
    package_command,
)
from infra.package.contents import FUNCTIONS
from infra.package.wheels import LAMBDA, CannotInstall, Target, by_pip, by_uv
from tests.infra.package.conftest import PYTHON, Packages

NAMES = sorted(f"{function}{end}" for function in FUNCTIONS for end in (".zip", ".cdx.json"))


@pytest.fixture(autouse=True)
def _made(made: Packages, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "interpreter", lambda version: PYTHON)
    monkeypatch.setattr(command, "packages", lambda *_: list(made.values()))


def test_it_writes_each_zip_and_bill_and_prints_sizes_and_budgets(
    made: Packages, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert package_command(tmp_path / "out") == 0
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == NAMES
    for name, one in made.items():
        assert (tmp_path / "out" / f"{name}.zip").read_bytes() == one.archive
        assert (tmp_path / "out" / f"{name}.cdx.json").read_bytes() == one.bill
    lines = capsys.readouterr().out.splitlines()
    intake = made["intake"]
    sizes = f"{len(intake.archive) / 1e6:.1f} MB (budget {BUDGETS['intake'] / 1e6:.1f} MB)"
    assert lines[0] == f"intake.zip: {sizes}, {intake.unpacked / 1e6:.1f} MB unpacked"
    assert lines[-1] == f"Written to {tmp_path / 'out'}, each with its bill of materials (.cdx.json)."


def test_a_zip_over_its_budget_fails_and_nothing_old_is_left(
    made: Packages, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert package_command(tmp_path) == 0
    monkeypatch.setitem(BUDGETS, "sweep", len(made["sweep"].archive) - 1)
    assert package_command(tmp_path) == 1
    assert list(tmp_path.iterdir()) == []
    size = f"{len(made['sweep'].archive) / 1e6:.1f} MB"
    assert (
        f"sweep.zip has {size}, more than its budget of {size}.\nNothing was written.\n"
        in capsys.readouterr().out
    )


@pytest.mark.parametrize(
    ("zipped", "unpacked", "budget", "words"),
    [
        (10, 10, 10, ""),
        (11_000_000, 10, 10_000_000, "x.zip has 11.0 MB, more than its budget of 10.0 MB."),
        (MOST_ZIPPED, MOST_UNPACKED, MOST_ZIPPED, ""),
        (60_000_000, 10, 70_000_000, "x.zip has 60.0 MB, more than what Lambda takes as a zip, 50.0 MB."),
        (10, 260_000_000, 10, "x.zip has 260.0 MB, more than what Lambda takes unpacked, 250.0 MB."),
    ],
)
def test_a_zip_may_be_as_large_as_its_limits_and_no_larger(
    zipped: int, unpacked: int, budget: int, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(BUDGETS, "x", budget)
    monkeypatch.setattr(command, "unpacked_size", lambda archive: unpacked)
    assert Package("x", bytes(zipped), b"").excess == words


@pytest.mark.parametrize(
    "failure",
    [
        NoPython("no Python"),
        CannotInstall("no network"),
        DefinitionFaults([Fault(Path("a.yaml"), 3, "Wrong", "wrong-values")]),
    ],
)
def test_what_stops_the_work_is_said_and_fails(
    failure: Exception, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise failure

    monkeypatch.setattr(command, "packages", fail)
    assert package_command(tmp_path) == 1
    assert capsys.readouterr().out == f"{failure}\n"


def test_a_faulty_definition_leaves_no_forms(tmp_path: Path) -> None:
    (tmp_path / "forms_src" / "definitions").mkdir(parents=True)
    (tmp_path / "forms_src" / "definitions" / "wrong.yaml").write_text("id: wrong\n")
    with pytest.raises(DefinitionFaults, match=r"wrong\.yaml"):
        command.write_forms(tmp_path, tmp_path / "forms")
    assert not (tmp_path / "forms").exists()


def test_wheels_are_asked_for_by_the_platform_of_the_lambdas() -> None:
    assert by_uv("uv", LAMBDA)[-4:] == [
        "--python-version",
        "3.13",
        "--python-platform",
        "aarch64-manylinux2014",
    ]
    assert by_uv("uv", Target("3.11"))[-2:] == ["--python-version", "3.11"]
    asked = " ".join(by_pip(LAMBDA))
    assert "--python-version 3.13 --implementation cp --platform manylinux2014_aarch64 --platform " in asked
    assert "--platform" not in by_pip(Target("3.11"))
