"""An earlier record is told that a report which follows it arrived."""

from lambdas.intake.opening import Opened
from lambdas.records.chain import following
from lambdas.records.model import Event, Report
from lambdas.records.port import Link, Records


def link_in(records: Records, earlier: Opened, received: Event, report: Report) -> Link:
    """Return the event of the earlier record, behind its last, and that it no longer awaits this form."""
    last = records.events(earlier.report.reference)[-1]
    details = {"arrived": report.reference, "form": report.form}
    event = following(last, received.at, "linked", (), details)
    waits = {one.form for one in records.awaited(last.reference)}
    return Link(event, {report.form: None} if report.form in waits else {})
