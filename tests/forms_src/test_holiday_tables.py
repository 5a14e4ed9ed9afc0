"""The command that writes holiday tables: it fills in, and never overwrites what staff corrected."""

import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from forms_src import holiday_tables
from forms_src.calendars import Calendar
from forms_src.holiday_tables import TABLES, bring_up_to, main

TODAY = date(2026, 11, 22)


def read(path: Path) -> Any:
    return YAML(typ="safe", pure=True).load(path)


def run(folder: Path, last_year: int = 2028, today: date = TODAY) -> list[str]:
    return list(bring_up_to(last_year, today=today, folder=folder))


def line(sentences: list[str], file: str) -> str:
    (found,) = [sentence for sentence in sentences if sentence.startswith(file)]
    return found


def test_missing_tables_are_written_and_it_says_so(tmp_path: Path) -> None:
    said = run(tmp_path / "calendars")
    assert len(said) == len(TABLES) == 9
    assert line(said, "vic-metro.yaml") == "vic-metro.yaml: written, with the years 2025 to 2028."


def test_a_written_table_is_a_calendar_with_one_line_for_each_day(tmp_path: Path) -> None:
    run(tmp_path)
    for path in tmp_path.iterdir():
        calendar = Calendar(**read(path))
        day_lines = [each for each in path.read_text().splitlines() if each.startswith("  - {date: ")]
        assert len(day_lines) == len(calendar.days)
        assert (calendar.id.lower(), calendar.version) == (path.stem, "2026.1")
        assert (calendar.first_year, calendar.last_year) == (2025, 2028)
        assert "domain/calendar.md section" in calendar.source


def test_a_second_run_changes_nothing_and_says_so(tmp_path: Path) -> None:
    run(tmp_path)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert set(run(tmp_path)) == {f"{name}: reaches 2028, left as it is." for name in before}
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_a_correction_by_staff_outlives_the_years_that_are_added(tmp_path: Path) -> None:
    run(tmp_path, 2027)
    path = tmp_path / "vic-metro.yaml"
    corrected = (
        path.read_text().replace("2027-09-24", "2027-10-01").replace("provisional}", "confirmed} # gazetted")
    )
    path.write_text(corrected)
    said = run(tmp_path, 2029)
    settings = "".join(corrected.partition("days:\n")[:2])
    raised = settings.replace("last_year: 2027", "last_year: 2029").replace('"2026.1"', '"2026.2"')
    assert path.read_text().startswith(raised + corrected.partition("days:\n")[2])
    assert line(said, "vic-metro.yaml") == (
        "vic-metro.yaml: added 2028 to 2029. The other years are left as they are."
    )
    added = {day.date.year for day in Calendar(**read(path)).days}
    assert added == {2025, 2026, 2027, 2028, 2029}


def test_a_day_that_staff_removed_stays_removed(tmp_path: Path) -> None:
    run(tmp_path, 2027)
    path = tmp_path / "qld.yaml"
    path.write_text(
        "".join(each for each in path.read_text().splitlines(keepends=True) if "2026-05-04" not in each)
    )
    run(tmp_path, 2028)
    days = {day.date for day in Calendar(**read(path)).days}
    assert date(2026, 5, 4) not in days
    assert date(2028, 5, 1) in days


def test_one_added_year_is_said_in_the_singular(tmp_path: Path) -> None:
    run(tmp_path, 2027)
    assert line(run(tmp_path, 2028), "nt.yaml").startswith("nt.yaml: added 2028. ")


@pytest.mark.parametrize("setting", ["last_year", "version"])
def test_a_table_without_its_settings_is_refused_with_what_to_do(tmp_path: Path, setting: str) -> None:
    run(tmp_path, 2027)
    path = tmp_path / "sa.yaml"
    path.write_text(path.read_text().replace(f"{setting}:", f"{setting}s:"))
    with pytest.raises(ValueError, match=f"^sa.yaml has no line that starts with “{setting}:”. Add it"):
        run(tmp_path, 2028)


@pytest.mark.parametrize(
    ("today", "status"), [(date(2026, 9, 24), "provisional"), (date(2026, 9, 25), "confirmed")]
)
def test_a_day_that_hangs_on_a_notice_is_provisional_until_it_comes(
    tmp_path: Path, today: date, status: str
) -> None:
    run(tmp_path, 2026, today)
    days = {day.date: day.status for day in Calendar(**read(tmp_path / "vic-metro.yaml")).days}
    assert days[date(2026, 9, 25)] == status
    assert days[date(2026, 12, 25)] == "confirmed"


@pytest.mark.parametrize("file", ["vic-metro.yaml", "vic-regional.yaml"])
def test_afl_friday_is_the_day_before_the_last_saturday_in_september(tmp_path: Path, file: str) -> None:
    run(tmp_path)
    found = [(day.date, day.status) for day in Calendar(**read(tmp_path / file)).days if "AFL" in day.name]
    assert found == [
        (date(2025, 9, 26), "confirmed"),
        (date(2026, 9, 25), "confirmed"),
        (date(2027, 9, 24), "provisional"),
        (date(2028, 9, 29), "provisional"),
    ]


def test_days_that_a_western_australian_bill_would_move_are_provisional_from_2028(tmp_path: Path) -> None:
    run(tmp_path)
    days = Calendar(**read(tmp_path / "wa.yaml")).days
    assert [str(day.date) for day in days if day.status == "provisional"] == [
        "2027-09-27",
        "2028-03-06",
        "2028-06-05",
        "2028-09-25",
    ]


def test_evening_holidays_and_days_of_one_area_are_left_out(tmp_path: Path) -> None:
    run(tmp_path)
    for file, left_out in [
        ("sa", "Eve"),
        ("nt", "Eve"),
        ("qld", "Eve"),
        ("qld", "Show"),
        ("vic-regional", "Cup"),
    ]:
        calendar = Calendar(**read(tmp_path / f"{file}.yaml"))
        assert not [day for day in calendar.days if left_out in day.name.split()]


def test_names_are_written_as_australians_write_them(tmp_path: Path) -> None:
    run(tmp_path)
    names = {day.name for path in tmp_path.iterdir() for day in Calendar(**read(path)).days}
    assert {"Labour Day", "Anzac Day", "Anzac Day additional holiday"} <= names
    assert not [name for name in names if "Labor" in name or "ANZAC" in name or "(" in name]


def test_the_command_looks_two_years_ahead_and_prints_what_it_did(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(holiday_tables, "FOLDER", tmp_path)
    main([])
    (reaches,) = {read(path)["last_year"] for path in tmp_path.iterdir()}
    assert reaches >= 2028
    assert f"act.yaml: written, with the years 2025 to {reaches}.\n" in capsys.readouterr().out
    main([str(reaches + 1)])
    assert f"act.yaml: added {reaches + 1}. " in capsys.readouterr().out


def test_the_holidays_package_is_only_loaded_to_write_a_table() -> None:
    program = "import sys, forms_src.holiday_tables; print('holidays' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
