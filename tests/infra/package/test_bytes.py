"""The same input gives the same bytes, whatever the time and the folder."""

import importlib.util
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from infra.package.archive import LONG_AGO, zipped
from infra.package.bytecode import CannotCompile, NoPython, compile_all, full_version, interpreter
from infra.package.command import packages
from infra.package.wheels import CannotInstall
from tests.infra.package.conftest import HERE, PYTHON, Packages, Small

UNCHECKED_HASH = (0b01).to_bytes(4, "little")


def test_two_folders_give_the_same_zips_and_bills(small: Small, tmp_path: Path) -> None:
    first, second = (
        packages(tmp_path / name, HERE, PYTHON, small.root)
        for name in ("a", "a-much-longer-name-for-a-folder/b")
    )
    assert first == second
    names = zipfile.ZipFile(BytesIO(first[0].archive)).namelist()
    tag = f"cpython-{HERE.python.replace('.', '')}"
    assert names == [
        "lambdas/intake/__pycache__/handler." + tag + ".pyc",
        "lambdas/intake/handler.py",
        "probe-1.0.dist-info/METADATA",
        "probe-1.0.dist-info/WHEEL",
        "probe/__init__.py",
        "probe/__pycache__/__init__." + tag + ".pyc",
    ]


def test_a_changed_source_changes_the_bytes(small: Small, tmp_path: Path) -> None:
    before = packages(tmp_path / "before", HERE, PYTHON, small.root)
    (small.root / "lambdas" / "notify" / "handler.py").write_text("import probe\nKINDS = {'a', 'b'}\n")
    after = packages(tmp_path / "after", HERE, PYTHON, small.root)
    assert [one == other for one, other in zip(before, after, strict=True)] == [True, True, False, True, True]


def test_a_wheel_with_another_hash_is_refused(small: Small, tmp_path: Path) -> None:
    small.require("0" * 64)
    with pytest.raises(CannotInstall, match="The packages for the Lambdas could not be had"):
        packages(tmp_path / "stage", HERE, PYTHON, small.root)


def test_files_stand_in_order_with_one_time_and_mode(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    for name, mode in (("b/c", 0o755), ("a", 0o600)):
        (tmp_path / name).write_text(name)
        (tmp_path / name).chmod(mode)
    entries = zipfile.ZipFile(BytesIO(zipped(tmp_path, [Path("b/c"), Path("a"), Path("a")]))).infolist()
    assert [(one.filename, one.date_time, one.external_attr >> 16) for one in entries] == [
        ("a", LONG_AGO, 0o100644),
        ("b/c", LONG_AGO, 0o100644),
    ]


def test_every_source_has_its_compiled_form_which_is_never_checked(made: Packages) -> None:
    for one in made.values():
        archive = zipfile.ZipFile(BytesIO(one.archive))
        names = set(archive.namelist())
        compiled = {name for name in names if name.endswith(".pyc")}
        assert compiled == {importlib.util.cache_from_source(name) for name in names if name.endswith(".py")}
        starts = {archive.read(name)[:8] for name in compiled}
        assert starts == {importlib.util.MAGIC_NUMBER + UNCHECKED_HASH}


def test_nothing_says_where_it_was_made(made: Packages, tmp_path_factory: pytest.TempPathFactory) -> None:
    places = [str(place).encode() for place in (tmp_path_factory.getbasetemp(), Path(__file__).parents[3])]
    for one in made.values():
        archive = zipfile.ZipFile(BytesIO(one.archive))
        found = [name for name in archive.namelist() for place in places if place in archive.read(name)]
        assert found == []
        assert b"/var/task/lambdas" in archive.read(
            importlib.util.cache_from_source(f"lambdas/{one.function}/handler.py")
        )


def test_a_source_that_cannot_be_compiled_stops_the_work(tmp_path: Path) -> None:
    (tmp_path / "wrong.py").write_text("def :\n")
    with pytest.raises(CannotCompile, match="Python could not compile all that goes to the Lambdas"):
        compile_all(tmp_path, PYTHON)


def test_only_a_python_of_the_very_version_compiles(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert interpreter(HERE.python) == PYTHON
    (tmp_path / "python3.98").symlink_to(PYTHON)
    with pytest.raises(NoPython) as raised:
        interpreter("3.98")
    assert str(raised.value) == (
        "The Lambdas run Python 3.98, and only Python 3.98 can compile for them. There is none here. "
        "Put python3.98 on the PATH, or install it with: uv python install 3.98"
    )


def test_what_does_not_run_or_is_no_cpython_has_no_version(tmp_path: Path) -> None:
    (tmp_path / "other").write_text("#!/bin/sh\necho pypy 3.13.0\n")
    (tmp_path / "other").chmod(0o755)
    assert full_version(tmp_path / "other") == ""
    assert full_version(tmp_path / "nothing") == ""
    assert full_version(PYTHON).startswith(f"{HERE.python}.")
