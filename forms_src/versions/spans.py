"""When each published version is in effect, and until when reports are still taken on it."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from pydantic import AwareDatetime, TypeAdapter

from forms_src.definition import Form


class Span(NamedTuple):
    """In effect from `starts` until `ends`; taken until `closes`. Without an end, until another follows.

    Moments are aware; each is the first at which the next thing holds.
    """

    version: int
    starts: AwareDatetime
    ends: AwareDatetime | None = None
    closes: AwareDatetime | None = None

    def is_taken(self, now: datetime) -> bool:
        """Return whether reports on this version are taken now."""
        return self.starts <= now and (self.closes is None or now < self.closes)


SPANS = TypeAdapter(dict[str, tuple[Span, ...]])


def spans_of(forms: Sequence[Form]) -> tuple[Span, ...]:
    """Return the spans of a form's versions, given in order; one taken back before it began has none.

    A version starts at midnight where the form's first place is, and takes the place of every earlier one.
    Those are still taken for its own `grace_days`.
    """
    found = []
    for n, form in enumerate(forms):
        next_one = first_to_start(forms[n + 1 :])
        if next_one is None:
            found.append(Span(form.version, _midnight(form, form.effective_from)))
        elif next_one.effective_from > form.effective_from:
            ends = _midnight(next_one, next_one.effective_from)
            closes = _midnight(next_one, first_day_refused(next_one))
            found.append(Span(form.version, _midnight(form, form.effective_from), ends, closes))
    return tuple(found)


def first_to_start(forms: Sequence[Form]) -> Form | None:
    """Return the version that starts first, and of two on one day the later."""
    return min(forms, key=lambda one: (one.effective_from, -one.version), default=None)


def first_day_refused(form: Form) -> date:
    """Return the first day on which versions before this one are no longer taken."""
    return form.effective_from + timedelta(days=form.grace_days)


def in_effect(spans: Sequence[Span], now: datetime) -> Span:
    """Return the span of the version in effect; before the first has started, the first."""
    begun = [span for span in spans if span.starts <= now]
    return max(begun, key=lambda span: span.version, default=spans[0])


def today_of(form: Form, now: datetime) -> date:
    """Return the day it is where the form's versions start."""
    return now.astimezone(ZoneInfo(form.places[0].zone)).date()


def _midnight(form: Form, day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=ZoneInfo(form.places[0].zone)).astimezone(UTC)
