"""Effective dates: what of a definition is in effect on a day, and the days on which that changes.

Any mapping in a list may say `effective_from` and `effective_to`: its first and its last day. An edition of a
form is what is in effect on one day; it is a whole form like any other.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from forms_src.faults import Fault
from forms_src.sources import Located

FROM, TO = DATES = ("effective_from", "effective_to")


def has_dates(whole: Located) -> bool:
    """Return whether anything in it has a date: else it is the same on every day."""
    return bool(_items(whole))


def turning_days(whole: Located) -> list[date]:
    """Return the first day of each edition but the first, in order."""
    days: set[date] = set()
    for item in _items(whole):
        first, last = _span(item)
        days |= {first} if first != date.min else set()
        days |= {last + timedelta(days=1)} if last != date.max else set()
    return sorted(days)


def first_days(whole: Located) -> list[date]:
    """Return the first day of each edition. Where there are rule sets, nothing was in effect before them."""
    sets = whole.get("rule_sets")
    begin = min((_span(one)[0] for one in sets.items()), default=date.min) if sets else date.min
    return [begin, *(day for day in turning_days(whole) if day > begin)]


def in_effect(here: Located, day: date) -> Located:
    """Return what is in effect on a day, without the dates. A section they leave empty is left out too."""
    if isinstance(here.value, dict):
        return replace(here, value={name: in_effect(inner, day) for name, inner in here.value.items()})
    if not isinstance(here.value, list):
        return here
    items = [one for one in here.items() if _span(one)[0] <= day <= _span(one)[1]]
    found = [(one, in_effect(one, day)) for one in items]
    return replace(here, value=[_undated(now) for one, now in found if not _is_emptied(one, now)])


def newest(here: Located) -> Located:
    """Return what is in effect once every date has passed."""
    return in_effect(here, max(turning_days(here), default=date.max))


def date_faults(whole: Located) -> Iterator[Fault]:
    """Yield dates that cannot be read, and ends that lie before their start."""
    for item in _items(whole):
        for name in DATES:
            found = item.get(name)
            if found and _date(found) is None:
                yield found.fault(
                    f"“{name}” must be a date such as 2026-07-01", "effective-dates-that-cannot-be"
                )
        first, last = _span(item)
        if last < first:
            words = f"“{TO}” lies before “{FROM}”: swap them"
            yield item.value[TO].fault(words, "effective-dates-that-cannot-be")


def parts_never_in_effect(whole: Located) -> Iterator[Fault]:
    """Yield parts of a file that have no day in common with what they stand in, or with any rule set."""
    yield from _never_in_effect(whole, (first_days(whole)[0], date.max), whole.file)


def _never_in_effect(here: Located, span: tuple[date, date], file: Path) -> Iterator[Fault]:
    for inner in here.value.values() if isinstance(here.value, dict) else ():
        yield from _never_in_effect(inner, span, file)
    for item in here.items():
        first, last = _span(item) if isinstance(item.value, dict) else (date.min, date.max)
        both = max(first, span[0]), min(last, span[1])
        if both[0] <= both[1]:
            yield from _never_in_effect(item, both, file)
        elif first <= last and item.file == file:
            name = TO if last < span[0] else FROM
            words = "This is never in effect: its dates and those of what it stands in have no day in common"
            yield item.fault_at_name(name, words, "parts-never-in-effect")


def _items(whole: Located) -> list[Located]:
    """Return every item of a list that has a date, wherever it is."""
    found: list[Located] = []
    left = [whole]
    while left:
        here = left.pop()
        if isinstance(here.value, dict):
            left += here.value.values()
        elif isinstance(here.value, list):
            left += here.value
            found += [one for one in here.value if isinstance(one.value, dict) and one.value.keys() & DATES]
    return found


def _span(item: Located) -> tuple[date, date]:
    first, last = (_date(found) if (found := item.get(name)) else None for name in DATES)
    return first or date.min, last or date.max


def _date(located: Located) -> date | None:
    try:
        return date.fromisoformat(located.value)
    except (TypeError, ValueError):
        return None


def _is_emptied(before: Located, after: Located) -> bool:
    names = before.value if isinstance(before.value, dict) else ()
    return any(before.value[name].items() and after.value[name].value == [] for name in names)


def _undated(item: Located) -> Located:
    if not isinstance(item.value, dict):
        return item
    return replace(item, value={name: inner for name, inner in item.value.items() if name not in DATES})
