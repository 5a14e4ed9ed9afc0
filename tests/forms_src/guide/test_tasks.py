"""The guide: each task, done as written, has the result that it promises; its pages are whole and plain."""

import re
import shutil
from pathlib import Path

import pytest

from forms_src.loading import DEFINITIONS
from forms_src.reading.grades import Count
from forms_src.reading.quoted import read_quoted
from tests.forms_src.guide.replaying import BLOCK, GUIDE, Replay

TASKS = sorted(path for path in GUIDE.glob("*.md") if path.stem != "README")
SOURCES = DEFINITIONS.parent
PARTS = ("definitions", "words", "layouts", "reading", "fields")
TABLE_OR_MARK = re.compile(r"^\|.*$|`[^`]*`|\[([^\]]*)\]\([^)]*\)|^\d\. ", re.MULTILINE)


@pytest.fixture
def replay(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Replay:
    for part in PARTS:
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(SOURCES / part, tmp_path / "forms_src" / part, ignore=ignored)
    return Replay(tmp_path, capsys)


@pytest.mark.parametrize("task", TASKS, ids=lambda task: task.stem)
def test_a_task_done_as_written_has_the_result_it_promises(replay: Replay, task: Path) -> None:
    replay.page(task)
    assert "console" in replay.done
    assert {"page", "blank"} & set(replay.done)


@pytest.mark.parametrize("task", TASKS, ids=lambda task: task.stem)
def test_a_task_reads_at_grade_8_or_lower(task: Path) -> None:
    quoted, _ = read_quoted(SOURCES / "reading" / "quoted.yaml")
    prose = TABLE_OR_MARK.sub(r"\1", BLOCK.sub("", task.read_text("utf-8")))
    assert Count.of(quoted.plainly(prose)).grade <= 8


def test_every_task_is_in_the_list_and_every_link_leads_somewhere() -> None:
    listed = (GUIDE / "README.md").read_text("utf-8")
    assert all(f"({task.name})" in listed for task in TASKS)
    for page in GUIDE.rglob("*.md"):
        for address in re.findall(r"\]\(([^)#:]+)\)", page.read_text("utf-8")):
            assert (page.parent / address).exists(), f"{page.name} links to {address}"
