"""Calendar files: one for each due time still to be met."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from typing import Any

import pytest
from icalendar import Calendar

from forms_src.deadlines import Due
from lambdas.notify.ics import calendar_file
from lambdas.records.model import Report

Make = Callable[..., EmailMessage]


def files(message: EmailMessage) -> dict[str, Any]:
    """The calendar files of an email, by name."""
    return {
        str(part.get_filename()): Calendar.from_ical(part.get_content())
        for part in message.iter_attachments()
        if part.get_content_type() == "text/calendar"
    }


@pytest.fixture
def due_soon(make_report: Callable[..., Report]) -> Callable[[timedelta], Due]:
    """The five-day clock, due this long after the report was received."""

    def make(after: timedelta) -> Due:
        report = make_report()
        return report.due[1].model_copy(update={"due_at": report.received_at + after})

    return make


def test_the_clock_a_report_just_met_gets_none_and_the_next_gets_one(confirm: Make) -> None:
    assert list(files(confirm())) == ["due-ndis-5bd.ics"]


def test_a_late_report_gets_none_for_the_clock_it_missed(confirm: Make) -> None:
    assert list(files(confirm(late=("ndis_24h",)))) == ["due-ndis-5bd.ics"]


def test_a_due_time_that_has_passed_gets_none(confirm: Make, due_soon: Callable[[timedelta], Due]) -> None:
    assert files(confirm(due=(due_soon(-timedelta(seconds=1)),))) == {}
    assert files(confirm(due=(due_soon(timedelta(0)),))) == {}
    assert files(confirm(late=("ndis_24h", "ndis_5bd"))) == {}


def test_each_due_time_ahead_gets_its_own(confirm: Make, make_report: Callable[..., Report]) -> None:
    first, second = make_report().due
    third = second.model_copy(update={"clock": "ssr_full"})
    assert list(files(confirm(due=(first, second, third)))) == ["due-ndis-5bd.ics", "due-ssr-full.ics"]


def test_where_the_forms_own_clock_does_not_apply_the_next_one_still_gets_one(
    confirm: Make, make_report: Callable[..., Report]
) -> None:
    assert list(files(confirm(due=(make_report().due[1],)))) == ["due-ndis-5bd.ics"]


def test_the_notice_to_the_agency_carries_none(tell_agency: Make) -> None:
    assert files(tell_agency()) == {}


def test_the_entry_names_the_form_the_reference_and_the_time_in_utc(confirm: Make) -> None:
    (calendar,) = files(confirm()).values()
    (entry,) = calendar.walk("VEVENT")
    assert entry["SUMMARY"] == "Incident report due: NDIS five-day form (NDI-4K7Q-2MXR)"
    assert entry.decoded("DTSTART") == datetime(2026, 6, 12, 4, 0, tzinfo=UTC)
    assert b"DTSTART:20260612T040000Z\r\n" in entry.to_ical()
    assert entry["UID"] == "NDI-4K7Q-2MXR-ndis_5bd@service.example"
    expected = "Due by 2 pm, Friday 12 June 2026, Melbourne time. Your reference is NDI-4K7Q-2MXR."
    assert entry["DESCRIPTION"] == expected


@pytest.mark.parametrize(
    ("left", "before"),
    [
        (timedelta(days=5), timedelta(days=1)),
        (timedelta(days=1, seconds=1), timedelta(days=1)),
        (timedelta(days=1), timedelta(hours=2)),
        (timedelta(hours=23), timedelta(hours=2)),
    ],
)
def test_the_reminder_is_a_day_before_or_two_hours_where_a_day_is_not_left(
    due_soon: Callable[[timedelta], Due], left: timedelta, before: timedelta
) -> None:
    received_at = datetime(2026, 6, 5, 4, 30, tzinfo=UTC)
    text = calendar_file(due_soon(left), "NDI-4K7Q-2MXR", received_at, "service.example")
    (alarm,) = Calendar.from_ical(text).walk("VALARM")
    assert alarm.decoded("TRIGGER") == -before
    assert alarm["ACTION"] == "DISPLAY"


def test_a_calendar_file_has_no_answer_and_is_the_same_each_time(
    due_soon: Callable[[timedelta], Due],
) -> None:
    due, received_at = due_soon(timedelta(days=5)), datetime(2026, 6, 5, 4, 30, tzinfo=UTC)
    texts = {calendar_file(due, "NDI-4K7Q-2MXR", received_at, "service.example") for _ in range(2)}
    assert len(texts) == 1
    assert "DTSTAMP:20260605T043000Z" in texts.pop()
