"""Changed files are noticed soon, and once."""

import os
from collections.abc import Iterator
from pathlib import Path
from queue import Empty, Queue
from time import monotonic

import pytest

from lambdas.local.watch import Watch
from tests.lambdas.local.client import PATIENCE


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "shared").mkdir()
    (tmp_path / "a.yaml").write_text("a")
    (tmp_path / "shared" / "b.yaml").write_text("b")
    return tmp_path


@pytest.fixture
def changes(folder: Path) -> Iterator[Queue[set[str]]]:
    """A queue of the sets of paths that a running watch reported, relative to the folder."""
    found: Queue[set[str]] = Queue()
    watch = Watch(folder, lambda paths: found.put({path.relative_to(folder).as_posix() for path in paths}))
    watch.start()
    yield found
    watch.stop()


def next_change(changes: Queue[set[str]]) -> set[str]:
    return changes.get(timeout=PATIENCE)


def test_a_changed_added_or_removed_file_is_reported_with_its_path(
    folder: Path, changes: Queue[set[str]]
) -> None:
    (folder / "shared" / "b.yaml").write_text("changed")
    assert next_change(changes) == {"shared/b.yaml"}
    (folder / "new.yaml").write_text("new")
    assert next_change(changes) == {"new.yaml"}
    (folder / "a.yaml").unlink()
    assert next_change(changes) == {"a.yaml"}


def test_a_file_replaced_by_one_of_the_same_size_and_time_is_reported(
    folder: Path, changes: Queue[set[str]]
) -> None:
    state = (folder / "a.yaml").stat()
    (folder / "a.yaml~").write_text("b")
    os.utime(folder / "a.yaml~", ns=(state.st_atime_ns, state.st_mtime_ns))
    (folder / "a.yaml~").rename(folder / "a.yaml")
    assert next_change(changes) == {"a.yaml"}


@pytest.fixture
def long_step(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine under load may take longer than the usual step between two writes."""
    monkeypatch.setattr("lambdas.local.watch.STEP_MS", 600)
    monkeypatch.setattr("lambdas.local.watch.MOST_MS", 60_000)


@pytest.mark.usefixtures("long_step")
def test_several_writes_in_a_row_are_one_change(folder: Path, changes: Queue[set[str]]) -> None:
    for words in ("1", "22", "333"):
        (folder / "a.yaml").write_text(words)
    (folder / "shared" / "b.yaml").write_text("22")
    assert next_change(changes) == {"a.yaml", "shared/b.yaml"}
    with pytest.raises(Empty):
        changes.get(timeout=0.2)


def test_what_changes_before_the_start_is_not_missed(folder: Path) -> None:
    found: Queue[set[Path]] = Queue()
    watch = Watch(folder, found.put)
    (folder / "a.yaml").write_text("early")
    watch.start()
    assert found.get(timeout=PATIENCE) == {folder / "a.yaml"}
    watch.stop()


def test_what_is_in_a_new_folder_is_reported(folder: Path, changes: Queue[set[str]]) -> None:
    """The folder itself is: whatever was put in it before it could be watched comes with it."""
    (folder / "more").mkdir()
    (folder / "more" / "c.yaml").write_text("c")
    assert "more" in next_change(changes)
    (folder / "more" / "c.yaml").write_text("later")
    until = monotonic() + PATIENCE
    while "more/c.yaml" not in next_change(changes):
        assert monotonic() < until


@pytest.mark.parametrize("name", [".a.yaml.swp", "a.yaml~", "4913", "__pycache__/a.pyc"])
def test_editors_copies_and_compiled_python_are_not_looked_at(
    folder: Path, changes: Queue[set[str]], name: str
) -> None:
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_text("x")
    (folder / "a.yaml").write_text("after")
    assert next_change(changes) == {"a.yaml"}


def test_a_failure_is_shown_and_the_watch_goes_on(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    seen: Queue[set[Path]] = Queue()

    def fails(paths: set[Path]) -> None:
        seen.put(paths)
        raise RuntimeError("no")

    watch = Watch(folder, fails)
    watch.start()
    for words in ("1", "22"):
        (folder / "a.yaml").write_text(words)
        assert seen.get(timeout=PATIENCE) == {folder / "a.yaml"}
    watch.stop()
    assert "RuntimeError: no" in capfd.readouterr().err
