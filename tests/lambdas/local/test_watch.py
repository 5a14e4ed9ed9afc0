"""Changed files are noticed soon, and once."""

import os
from collections.abc import Iterator
from pathlib import Path
from queue import Empty, Queue

import pytest

from lambdas.local.watch import PAUSE_SECONDS, SETTLE_SECONDS, Look, Watch, look


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
    return changes.get(timeout=3)


def test_looks_every_40_ms_and_lets_an_editor_settle_for_20() -> None:
    assert (PAUSE_SECONDS, SETTLE_SECONDS) == (0.04, 0.02)


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


def test_several_writes_in_a_row_are_one_change(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One write is seen at each look until the fifth, as an editor on a slow disk would make them."""
    looks = iter([{}, {}, {"a": (1, 1, 1)}, {"a": (2, 1, 1)}, {"a": (2, 1, 1), "b": (1, 1, 1)}])
    last: Look = {}

    def slow_look(folder: Path) -> Look:
        nonlocal last
        last = next(looks, last)
        return last

    monkeypatch.setattr("lambdas.local.watch.look", slow_look)
    found: Queue[set[Path]] = Queue()
    watch = Watch(folder, found.put)
    watch.start()
    assert found.get(timeout=3) == {Path("a"), Path("b")}
    with pytest.raises(Empty):
        found.get(timeout=0.2)
    watch.stop()


def test_a_new_folder_is_watched_too(folder: Path, changes: Queue[set[str]]) -> None:
    (folder / "more").mkdir()
    (folder / "more" / "c.yaml").write_text("c")
    assert next_change(changes) == {"more/c.yaml"}


@pytest.mark.parametrize("name", [".a.yaml.swp", "a.yaml~", "__pycache__/a.pyc"])
def test_editors_copies_and_compiled_python_are_not_looked_at(folder: Path, name: str) -> None:
    (folder / "__pycache__").mkdir()
    before = look(folder)
    (folder / name).write_text("x")
    assert look(folder) == before


def test_a_folder_that_vanishes_is_a_removal(folder: Path) -> None:
    assert len(look(folder)) == 2
    assert look(folder / "never") == {}


def test_a_failure_is_shown_and_the_watch_goes_on(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    seen: Queue[set[Path]] = Queue()

    def fails(paths: set[Path]) -> None:
        seen.put(paths)
        raise RuntimeError("no")

    watch = Watch(folder, fails)
    watch.start()
    for words in ("1", "22"):
        (folder / "a.yaml").write_text(words)
        assert seen.get(timeout=3) == {folder / "a.yaml"}
    watch.stop()
    assert "RuntimeError: no" in capfd.readouterr().err
