"""Calendar files for due times, as RFC 5545 has them."""

from datetime import UTC, datetime, timedelta

from icalendar import Alarm, Calendar, Event

from forms_src.deadlines import Due

_DAY = timedelta(days=1)


def calendar_file(due: Due, reference: str, received_at: datetime, domain: str) -> str:
    """One entry at the due time, in UTC, with a reminder a day before, or 2 hours if less than a day is left.

    The same arguments give the same text. It holds the form's label and the reference, and no answer.
    """
    summary = f"Incident report due: {due.label} ({reference})"
    entry = Event()
    entry.add("uid", f"{reference}-{due.clock}@{domain}")
    entry.add("dtstamp", received_at)
    entry.add("dtstart", due.due_at.astimezone(UTC))
    entry.add("summary", summary)
    entry.add("description", f"Due by {due.words()}. Your reference is {reference}.")
    entry.add("transp", "TRANSPARENT")
    entry.add_component(_reminder(summary, _DAY if due.due_at - received_at > _DAY else timedelta(hours=2)))
    return _calendar(entry)


def _reminder(summary: str, before: timedelta) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", summary)
    alarm.add("trigger", -before)
    return alarm


def _calendar(entry: Event) -> str:
    calendar = Calendar()
    calendar.add("prodid", "-//Incident Forms//Due times//EN")
    calendar.add("version", "2.0")
    calendar.add_component(entry)
    return str(calendar.to_ical(), "utf-8")
