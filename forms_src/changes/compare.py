"""Two versions of a form compared, on every day on which either of them changes."""

from collections.abc import Iterator
from datetime import date, timedelta

from forms_src.changes.change import Change
from forms_src.changes.of_forms import of_settings
from forms_src.changes.of_questions import of_questions
from forms_src.definition import Form
from forms_src.fields.dates import day_words
from forms_src.versions.draft import bare


def changes(before: Form, after: Form) -> list[Change]:
    """Return what changed, each change once; none exactly if both are the same form on every day."""
    days = _days(before, after)
    found = [list(_on(before.on(day), after.on(day))) for day in days]
    in_order = list(dict.fromkeys(change for of_day in found for change in of_day))
    return [change._replace(words=change.words + _when(change, days, found)) for change in in_order]


def _on(before: Form, after: Form) -> Iterator[Change]:
    if bare(before) == bare(after):
        return
    found = [*of_questions(before, after), *of_settings(before, after)]
    yield from found or [Change("reports", "Something has changed that has no name here.")]


def _days(before: Form, after: Form) -> list[date]:
    """Return the first day of each time in which neither form changes."""
    days = sorted({one.first_day for form in (before, after) for one in form.editions if one.first_day})
    return [date.min, *days[1:]] if days else [date.min]


def _when(change: Change, days: list[date], found: list[list[Change]]) -> str:
    """Return for which dates of a report a change holds, if not for all."""
    holds = [change in of_day for of_day in found]
    if all(holds):
        return ""
    lasts = [day - timedelta(days=1) for day in days[1:]] + [None]
    starts = [n for n, here in enumerate(holds) if here and (n == 0 or not holds[n - 1])]
    ends = [n for n, here in enumerate(holds) if here and (n + 1 == len(holds) or not holds[n + 1])]
    spans = (_span(days[start], lasts[end]) for start, end in zip(starts, ends, strict=True))
    return f" This is for reports dated {', or '.join(spans)}."


def _span(first: date, last: date | None) -> str:
    if last is None:
        return f"{day_words(first)} or later"
    if first == date.min:
        return f"{day_words(last)} or before"
    return f"from {day_words(first)} to {day_words(last)}"
