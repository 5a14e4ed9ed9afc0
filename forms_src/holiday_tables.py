"""Write the holiday tables that are missing: `python -m forms_src.holiday_tables [LAST YEAR]`.

The tables in `definitions/shared/calendars` belong to staff, who correct them by hand. This writes a table
that is not there, and adds the years after its `last_year` to one that is. It never changes a day's line.
"""

import argparse
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from importlib.metadata import version
from pathlib import Path
from textwrap import fill
from typing import Any
from zoneinfo import ZoneInfo

FOLDER = Path(__file__).parent / "definitions/shared/calendars"
FIRST_YEAR = 2025
YEARS_AHEAD = 2
TODAY_IN = ZoneInfo("Australia/Melbourne")

AFL_FRIDAY = "Friday before the AFL Grand Final"
CUP_DAY = "Melbourne Cup Day"
EKKA = "The Royal Queensland Show"

# Days that hang on a notice in the gazette or a law not yet passed, and the first year in which they do.
NOT_SURE = {
    ("VIC", AFL_FRIDAY): 2015,
    ("WA", "King's Birthday"): 1984,
    ("WA", "Labour Day"): 2028,
    ("WA", "Western Australia Day"): 2028,
}
NAMES = {"ANZAC Day": "Anzac Day", "Easter Saturday": "Saturday before Easter Sunday"}
WHOLE_DAYS = "Public holidays that last only an evening count as business days and are left out."


@dataclass(frozen=True)
class Table:
    """What one calendar file says of itself, and which days of the `holidays` package it takes."""

    id: str
    name: str
    state: str
    note: str = ""
    left_out: str = ""

    @property
    def file(self) -> str:
        """The file's name."""
        return f"{self.id.lower()}.yaml"

    @property
    def source(self) -> str:
        """The file's source, in sentences."""
        section = 4 if self.state == "VIC" else 5
        return " ".join(filter(None, [f"domain/calendar.md section {section}.", self.note, WHOLE_DAYS]))


TABLES = (
    Table("VIC-METRO", "Melbourne, and councils that keep Melbourne Cup Day", "VIC"),
    Table(
        "VIC-REGIONAL",
        "Victorian councils that do not keep Melbourne Cup Day",
        "VIC",
        "As VIC-METRO without Melbourne Cup Day. Days that councils keep instead are left out, which makes "
        "deadlines earlier.",
        CUP_DAY,
    ),
    Table("NSW", "New South Wales", "NSW"),
    Table(
        "QLD",
        "Queensland",
        "QLD",
        "Show days of one area, such as the Ekka in Brisbane, are left out, which makes deadlines earlier.",
        EKKA,
    ),
    Table("SA", "South Australia", "SA"),
    Table(
        "WA",
        "Western Australia",
        "WA",
        "The King's Birthday is proclaimed each year. A Bill of 2025 would move it, Labour Day and Western "
        "Australia Day, and add a Show Day, from 2028: check 2028 before it starts.",
    ),
    Table("TAS", "Tasmania", "TAS", "Days of one region are left out, which makes deadlines earlier."),
    Table(
        "NT",
        "Northern Territory",
        "NT",
        "Show days of one region are left out, which makes deadlines earlier.",
    ),
    Table("ACT", "Australian Capital Territory", "ACT"),
)


def main(arguments: list[str]) -> None:
    """Bring the tables up to the year asked for, and say in plain words what was done."""
    today = datetime.now(TODAY_IN).date()
    parser = argparse.ArgumentParser(prog="python -m forms_src.holiday_tables", description=__doc__)
    parser.add_argument("last_year", type=int, nargs="?", default=today.year + YEARS_AHEAD)
    last_year = parser.parse_args(arguments).last_year
    for line in bring_up_to(last_year, today=today, folder=FOLDER):
        sys.stdout.write(f"{line}\n")


def bring_up_to(last_year: int, *, today: date, folder: Path) -> Iterator[str]:
    """Write or lengthen each table so that it reaches `last_year`; yield one sentence about each.

    Days not sure yet are `provisional` if they are after `today`.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for table in TABLES:
        path = folder / table.file
        if path.exists():
            yield _lengthen(table, path, last_year, today)
        else:
            path.write_text(_new(table, last_year, today), encoding="utf-8")
            yield f"{path.name}: written, with the years {FIRST_YEAR} to {last_year}."


def _lengthen(table: Table, path: Path, last_year: int, today: date) -> str:
    text = path.read_text(encoding="utf-8")
    reaches = int(_setting("last_year", text, path))
    if reaches >= last_year:
        return f"{path.name}: reaches {reaches}, left as it is."
    issue, step = _setting("version", text, path).strip("\"'").rsplit(".", 1)
    text = re.sub(r"(?m)^last_year:.*$", f"last_year: {last_year}", text)
    text = re.sub(r"(?m)^version:.*$", f'version: "{issue}.{int(step) + 1}"', text)
    path.write_text(text.rstrip("\n") + "\n" + _days(table, reaches + 1, last_year, today), encoding="utf-8")
    return f"{path.name}: added {_years(reaches + 1, last_year)}. The other years are left as they are."


def _setting(name: str, text: str, path: Path) -> str:
    found = re.search(rf"(?m)^{name}:\s*(\S+)", text)
    if found is None:
        raise ValueError(f"{path.name} has no line that starts with “{name}:”. Add it and run this again")
    return found[1]


def _years(first: int, last: int) -> str:
    return str(first) if first == last else f"{first} to {last}"


def _new(table: Table, last_year: int, today: date) -> str:
    return f"""\
# The public holidays that deadlines count. One line is one day: correct, add or remove lines by the gazette.
# When you change a day, raise the version too: each deadline is stored with the version it was counted by.
# status: confirmed, or provisional while it is not gazetted (people then see both possible dates).
id: {table.id}
name: "{table.name}"
version: "{today.year}.1"
source: >-
{fill(table.source, 108, initial_indent="  ", subsequent_indent="  ", break_on_hyphens=False)}
first_year: {FIRST_YEAR}
last_year: {last_year}
days:
{_days(table, FIRST_YEAR, last_year, today)}"""


def _days(table: Table, first: int, last: int, today: date) -> str:
    return "".join(_year(table, year, today) for year in range(first, last + 1))


def _year(table: Table, year: int, today: date) -> str:
    import holidays  # takes 90 ms, and only this command needs it

    public: Mapping[date, Any] = holidays.country_holidays(
        "AU", subdiv=table.state, years=year, language="en_AU", categories=("public",)
    )
    days = sorted((day, name) for day, name in public.items() if name != table.left_out)
    lines = [_line(table.state, day, name, today) for day, name in days]
    return "".join([f"  # {year}, from the holidays package {version('holidays')}\n", *lines])


def _line(state: str, day: date, name: str, today: date) -> str:
    not_sure = day > today and day.year >= NOT_SURE.get((state, name), 9999)
    status = "provisional" if not_sure else "confirmed"
    plain, observed, _ = name.partition(" (observed)")
    words = NAMES.get(plain, plain) + (" additional holiday" if observed else "")
    return f'  - {{date: {day}, name: "{words}", status: {status}}}\n'


if __name__ == "__main__":
    main(sys.argv[1:])
