"""What else a person may have to do, going by the report they are sending or have sent."""

from datetime import datetime

from forms_src.answers import Reading
from forms_src.definition import Form
from forms_src.fields.base import When
from forms_src.library import Guide
from forms_src.routing import Report as Known
from forms_src.routing import Step, prompts
from lambdas.records.model import Report


def prompts_before(guide: Guide | None, form: Form, reading: Reading) -> list[Step]:
    """Return the prompts for answers that are being checked."""
    if guide is None:
        return []
    clocks = frozenset(one.clock for one in reading.due)
    known = Known(
        form, reading.answers, reading.facts, reading.place, reading.when.now, reading.when.today, clocks
    )
    return prompts(guide.routing, known, guide.calendars)


def prompts_after(guide: Guide | None, form: Form, report: Report, now: datetime) -> list[Step]:
    """Return the prompts for a stored report, by the rules of the day it came; `now` says what is past."""
    place = next((place for place in form.places if place.id == report.place), None)
    if guide is None or place is None:
        return []
    today = When(report.received_at, report.zone, report.zone_words).today
    clocks = frozenset(one.clock for one in report.due)
    known = Known(form, report.answers, report.facts, place, now, today, clocks)
    return prompts(guide.routing, known, guide.calendars)
