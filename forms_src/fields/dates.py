"""Days typed in three boxes: what date and moment share."""

import re
from datetime import date

from forms_src.fields.base import Problem, typed_text
from forms_src.posted import Posted

PARTS = ("day", "month", "year")
MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)


def part_names(name: str) -> tuple[str, ...]:
    """Return the names of the three boxes."""
    return tuple(f"{name}-{part}" for part in PARTS)


def read_day(posted: Posted, name: str) -> date | Problem:
    """Read a day from its boxes; the month may be a word or its first letters."""
    typed = {part: typed_text(posted, f"{name}-{part}") for part in PARTS}
    missing = [part for part in PARTS if not typed[part]]
    if missing:
        return Problem("incomplete", missing[0], {"parts": " and ".join(f"a {part}" for part in missing)})
    month = _month(typed["month"])
    if not re.fullmatch("[0-9]{1,2}", typed["day"]):
        return Problem("not_real", "day")
    if month is None or not 1 <= month <= 12:
        return Problem("not_real", "month")
    if not re.fullmatch("[0-9]{4}", typed["year"]) or not 1900 <= int(typed["year"]) <= 2100:
        return Problem("not_real", "year")
    try:
        return date(int(typed["year"]), month, int(typed["day"]))
    except ValueError:
        return Problem("not_real", "day")


def _month(typed: str) -> int | None:
    if typed.isascii() and typed.isdecimal() and len(typed) <= 2:
        return int(typed)
    matches = [number for number, word in enumerate(MONTHS, 1) if word.startswith(typed.lower())]
    return matches[0] if len(matches) == 1 and len(typed) >= 3 else None


def typed_day(name: str, day: date) -> dict[str, tuple[str, ...]]:
    """Return a day as it is typed in its boxes."""
    return dict(zip(part_names(name), ((str(day.day),), (str(day.month),), (str(day.year),)), strict=True))


def day_words(day: date) -> str:
    """Return a day as `9 June 2026`."""
    return f"{day.day} {MONTHS[day.month - 1].title()} {day.year}"
