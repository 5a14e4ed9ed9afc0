"""`build.py publish`: what it writes, and what it refuses."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from forms_src.checking import check_command
from forms_src.sources import read_source
from forms_src.versions.command import diff_command, publish_command
from forms_src.versions.published import Version, read_published
from forms_src.versions.publishing import Wish
from forms_src.versions.writing import with_settings
from tests.forms_src.small_forms import definition, write

NOW = datetime(2026, 6, 10, 2, 0, tzinfo=UTC)  # noon on Wednesday 10 June 2026 in Melbourne
TODAY, SOON, LATER = date(2026, 6, 10), date(2026, 6, 20), date(2026, 8, 9)  # LATER is 60 days on
BOX = "- {id: a, type: short_text, label: A}"
OPTIONAL = "- {id: a, type: short_text, label: A, required: false}"


class Desk:
    """A folder with one form, and what someone at its desk is told."""

    def __init__(self, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.root, self.capsys = root, capsys
        self.definitions = root / "forms_src" / "definitions"
        self.path = self.definitions / "form-1.yaml"

    def edit(self, fields: str = "", **settings: str) -> None:
        """Write the definition as a new text, with the number that it must have."""
        number = str(len(self.versions) or 1)
        write(self.definitions, definition(fields, **{"version": number, **settings}))

    def publish(self, day: date, form: str = "small", *, now: datetime = NOW, **wish: Any) -> str:
        """Publish, and return what was said where it was refused."""
        code = publish_command(self.root, Wish(form, day, **wish), now)
        said = self.capsys.readouterr().out
        return said if code else ""

    @property
    def versions(self) -> tuple[Version, ...]:
        return read_published(self.definitions).of("small")


@pytest.fixture
def desk(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Desk:
    """The first version is published."""
    made = Desk(tmp_path, capsys)
    made.edit(OPTIONAL)
    assert made.publish(TODAY) == ""
    return made


def test_publishing_makes_the_next_version_and_says_who_approved_it_and_when(desk: Desk) -> None:
    desk.edit(OPTIONAL, title="Another title")
    assert desk.publish(SOON, approved_by="Kim Lee, Director") == ""
    first, second = desk.versions
    assert (first.number, first.entry.approved_by, first.entry.published_on) == (1, "Boss", TODAY)
    assert (second.number, second.entry.approved_by) == (2, "Kim Lee, Director")
    assert (second.form.title, second.form.effective_from) == ("Another title", SOON)
    assert (second.form.control.approved_by, second.form.control.approved_on) == ("Kim Lee, Director", TODAY)


def test_the_definition_then_says_which_version_it_is_and_check_passes(desk: Desk) -> None:
    desk.edit(OPTIONAL, title="Another title  # with a note")
    desk.publish(SOON, approved_by="Kim Lee, Director")
    text = desk.path.read_text()
    for line in (
        "version: 2\n",
        "effective_from: 2026-06-20\n",
        "title: Another title  # with a note\n",
        'approved_by: "Kim Lee, Director", approved_on: 2026-06-10, review_due',
    ):
        assert line in text
    assert check_command(desk.root) == 0
    desk.capsys.readouterr()
    assert desk.publish(SOON) == "Nothing has changed since version 2: there is nothing to publish.\n"


PAST = (
    "Tuesday 9 June 2026 is in the past: a change is never made for days gone by. Choose today or a later "
    "day.\n"
)
TOO_SOON = (
    "Systems that send reports must change for this, and are to be told 60 days before:\n"
    "- `a` must now have an answer.\n"
    'Choose Sunday 9 August 2026 or later. If it cannot wait, add --force --reason "why". The reason is '
    "kept and shown.\n"
)
NOTHING = "Nothing has changed since version 1: there is nothing to publish.\n"


@pytest.mark.parametrize(
    ("fields", "day", "words"),
    [
        (BOX, date(2026, 6, 9), PAST),
        (OPTIONAL, SOON, NOTHING),
        (BOX, date(2026, 8, 8), TOO_SOON),
    ],
)
def test_what_may_not_be_published_is_refused(desk: Desk, fields: str, day: date, words: str) -> None:
    desk.edit(fields)
    assert desk.publish(day) == words
    assert len(desk.versions) == 1
    assert "version: 1\n" in desk.path.read_text()


def test_today_is_the_day_it_is_where_the_form_is_used(desk: Desk) -> None:
    desk.edit(OPTIONAL, title="Another title")
    still_the_tenth = datetime(2026, 6, 10, 13, 59, 59, tzinfo=UTC)
    assert "in the past" in desk.publish(TODAY, now=datetime(2026, 6, 10, 14, tzinfo=UTC))
    assert desk.publish(TODAY, now=still_the_tenth) == ""


def test_a_change_that_breaks_systems_goes_with_its_notice_or_with_a_reason_that_is_kept(desk: Desk) -> None:
    desk.edit(BOX)
    assert desk.publish(SOON, reason="The Act changes on 20 June.") == ""
    assert desk.versions[1].entry.reason == "The Act changes on 20 June."
    desk.edit(BOX + "\n- {id: b, type: number, label: B}")
    assert desk.publish(LATER, reason="Not needed") == ""
    assert desk.versions[2].entry.reason is None


def test_the_notice_that_systems_get_is_what_they_were_promised(desk: Desk) -> None:
    """A version cannot make its own notice shorter."""
    desk.edit(BOX, notice_days="0")
    assert "60 days before" in desk.publish(SOON)
    assert desk.publish(LATER) == ""


def test_faults_are_told_and_nothing_is_published(desk: Desk) -> None:
    desk.edit("- {id: a, type: short_txt, label: A}")
    said = desk.publish(SOON)
    assert "“short_txt” is not a type of field." in said
    assert said.endswith("Nothing was published: put these right first.\n")
    assert len(desk.versions) == 1


@pytest.mark.parametrize(
    ("form", "wish", "words"),
    [
        ("smal", {}, "There is no form smal. Did you mean “small”?\n"),
        ("small", {"again": 2}, "small has no version 2. Its last one is 1.\n"),
        ("small", {"again": 0}, "small has no version 0. Its last one is 1.\n"),
    ],
)
def test_what_is_not_there_cannot_be_published(
    desk: Desk, form: str, wish: dict[str, Any], words: str
) -> None:
    assert desk.publish(SOON, form, **wish) == words


def test_a_version_that_has_not_started_is_taken_back_by_the_earlier_one_again(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    desk.edit(BOX, title="A mistake")
    desk.publish(LATER)
    assert publish_command(desk.root, Wish("small", LATER, again=1), NOW) == 0
    assert "Version 2 is taken back: it never starts." in capsys.readouterr().out
    first, second, third = desk.versions
    assert third.form.title == first.form.title != second.form.title
    assert second.is_as_published
    assert "version: 3\n" in desk.path.read_text()
    assert "title: A mistake\n" in desk.path.read_text()


def test_nothing_overtakes_a_version_that_is_to_start_unless_it_takes_it_back(desk: Desk) -> None:
    desk.edit(BOX)
    desk.publish(LATER)
    desk.edit(BOX, title="One more change")
    assert desk.publish(SOON) == (
        "Version 2 is to start on Sunday 9 August 2026. Choose that day or a later one, or take version 2 "
        "back first: --again 1\n"
    )
    assert desk.publish(SOON, again=1) == ""


def test_a_definition_whose_lines_cannot_be_set_is_not_published(desk: Desk) -> None:
    desk.edit(OPTIONAL, title="Other")
    desk.path.write_text(desk.path.read_text().replace("version: 1", '"version": 1'))
    assert desk.publish(SOON) == (
        "form-1.yaml, line 2: write “version: 1” on a line of its own, then publish again.\n"
    )
    assert len(desk.versions) == 1


def test_settings_are_put_in_and_all_else_stays_as_typed(tmp_path: Path) -> None:
    text = "# A form\nversion:   1   # of many\ncontrol:\n  approved_by: 'A, B'  # she is\n  version: 1\n"
    path = tmp_path / "a.yaml"
    path.write_text(text)
    located, _ = read_source(path)
    assert located
    assert with_settings(located, text, {"version": 2, "control.approved_by": "C: D"}) == (
        '# A form\nversion:   2   # of many\ncontrol:\n  approved_by: "C: D"  # she is\n  version: 1\n'
    )


def test_a_difference_is_said_and_written_as_a_notice(desk: Desk) -> None:
    desk.edit(BOX)
    desk.capsys.readouterr()
    assert diff_command(desk.root, "small") == 0
    said = desk.capsys.readouterr().out
    notice = (desk.root / ".build" / "notices" / "small-2.md").read_text()
    assert said == notice + "\nThis notice is in .build/notices/small-2.md\n"
    assert "- `a` must now have an answer. **You must change your system.**" in notice
    desk.publish(LATER)
    desk.capsys.readouterr()
    assert diff_command(desk.root, "small", 1, 2) == 0
    assert "This version of “A small form” starts on Sunday 9 August 2026." in desk.capsys.readouterr().out


@pytest.mark.parametrize(
    ("form", "numbers", "words"),
    [
        ("smal", (), "There is no form smal. Did you mean “small”?\n"),
        ("small", (), "Nothing has changed since version 1.\n"),
        ("small", (3,), "small has no version 3. Its last one is 1.\n"),
        ("small", (1, 2), "small has no version 2. Its last one is 1.\n"),
    ],
)
def test_what_cannot_be_compared_is_said(desk: Desk, form: str, numbers: tuple[int, ...], words: str) -> None:
    assert diff_command(desk.root, form, *numbers) == 1
    assert desk.capsys.readouterr().out == words


def test_a_form_never_published_cannot_be_compared_and_is_told_how_to_be_published(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Desk(tmp_path, capsys).edit(OPTIONAL)
    assert diff_command(tmp_path, "small") == 1
    assert capsys.readouterr().out == (
        "small was never published, so there is nothing to compare. "
        "To publish it: python3 build.py publish small --from DAY\n"
    )


def test_words_that_stand_for_ones_own_are_never_published(desk: Desk) -> None:
    desk.edit(OPTIONAL.replace("label: A", "label: The first option"), who="Say who should use this form.")
    assert desk.publish(SOON) == (
        "These words stand for your own. Write those first:\n"
        "- The first option\n- Say who should use this form.\n"
    )
    assert len(desk.versions) == 1


def test_the_approver_may_be_named_when_publishing(desk: Desk) -> None:
    control = "{owner: O, approved_by: The role that approved this form, approved_on: 2026-01-01, "
    desk.edit(OPTIONAL, title="Other", control=control + "review_due: 2999-01-01}")
    assert desk.publish(SOON).endswith("- The role that approved this form\n")
    assert desk.publish(SOON, approved_by="Kim Lee") == ""
