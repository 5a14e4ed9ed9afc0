"""What is released is what is published, by its day; what is being worked on is not."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from forms_src.library import Library, compile_calendars
from forms_src.loading import DEFINITIONS, load
from forms_src.versions.published import read_published
from forms_src.versions.release import compile_versions, release
from tests.forms_src.small_forms import definition, small_form, write
from tests.forms_src.versions.small_versions import published

NOW = datetime(2026, 6, 10, tzinfo=UTC)
LATER = datetime(2026, 8, 10, tzinfo=UTC)
DATED = """
- {id: n, type: short_text, label: Old, effective_to: 2026-06-30}
- {id: n, type: short_text, label: New, effective_from: 2026-07-01}
"""


@pytest.fixture
def definitions(tmp_path: Path) -> Path:
    """One version in effect, one that is coming, one that took back another, and a draft."""
    folder = write(tmp_path / "definitions", definition(version="4", title="Draft"))
    for title, day in [("One", 1), ("Two", 9), ("Taken back", 12), ("Four", 8)]:
        published(folder, small_form(title=title), date(2026, day, 1))
    return folder


@pytest.mark.parametrize(("now", "title"), [(NOW, "One"), (LATER, "Four")])
def test_the_version_in_effect_is_released(definitions: Path, now: datetime, title: str) -> None:
    loaded = release(definitions, now)
    assert not loaded.faults
    assert [form.title for form in loaded.forms.values()] == [title]


def test_a_form_is_released_as_its_dates_say(tmp_path: Path) -> None:
    folder = write(tmp_path / "definitions", definition(DATED))
    published(folder, small_form(DATED), date(2026, 1, 1))
    for now, label in [(NOW, "Old"), (LATER, "New")]:
        form = release(folder, now).forms["small"]
        assert form.fields_by_id["n"].label == label
        assert len(form.editions) == 2


def test_faults_of_published_versions_stop_a_release(definitions: Path) -> None:
    (definitions / "published" / "small" / "1.json").unlink()
    [fault] = release(definitions).faults
    assert "Version 1 of small is gone" in fault.message


def test_a_routing_to_a_form_that_was_never_published_stops_a_release(tmp_path: Path) -> None:
    folder = tmp_path / "definitions"
    for path in DEFINITIONS.rglob("*.yaml"):
        target = folder / path.relative_to(DEFINITIONS)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(path.read_bytes())
    for path in (folder / "published").rglob("versions.yaml"):
        content = DEFINITIONS / "published" / path.parent.name / "1.json"
        (path.parent / "1.json").write_bytes(content.read_bytes())
    assert release(folder).faults == []
    for path in (folder / "published" / "ndis-immediate").iterdir():
        path.unlink()
    (folder / "published" / "ndis-immediate").rmdir()
    assert [fault.message for fault in release(folder).faults] == [
        "This leads to ndis-immediate, which was never published: publish it first"
    ]


def test_the_library_opens_each_version_that_was_is_or_will_be_in_effect(
    definitions: Path, tmp_path: Path
) -> None:
    compile_versions(read_published(definitions), tmp_path / "compiled")
    compile_calendars(load(definitions).calendars, tmp_path / "compiled")
    library = Library(tmp_path / "compiled")
    titles = {number: found.form.title for number in range(9) if (found := library.form("small", number))}
    assert titles == {1: "One", 4: "Four"}
    last = read_published(definitions).of("small")[3]
    found = library.form("small", 4)
    assert found
    assert found.sha256 == last.entry.sha256


@pytest.mark.parametrize(
    ("version", "now", "standing"),
    [
        (1, NOW, "taken"),
        (1, LATER, "taken"),
        (1, datetime(2026, 8, 30, 13, 59, 59, tzinfo=UTC), "taken"),
        (1, datetime(2026, 8, 30, 14, tzinfo=UTC), "ended"),
        (2, LATER, "unknown"),
        (4, NOW, "to come"),
        (4, LATER, "taken"),
        (5, LATER, "unknown"),
    ],
)
def test_where_a_version_stands(
    definitions: Path, tmp_path: Path, version: int, now: datetime, standing: str
) -> None:
    compile_versions(read_published(definitions), tmp_path / "compiled")
    compile_calendars(load(definitions).calendars, tmp_path / "compiled")
    library = Library(tmp_path / "compiled")
    current = library.form("small", now=now)
    assert current
    assert current.form.version == (1 if now == NOW else 4)
    assert library.standing("small", version, now) == standing
