"""What the secret address of a receipt opens: the report for good, its answers for a day.

The reference alone opens nothing, and a secret opens its own report only.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from forms_src.definition import FollowUp
from forms_src.library import Compiled, Library
from lambdas.intake.request import Refused
from lambdas.intake.tokens import TOKEN, submission_id
from lambdas.records.awaiting import follow_ups
from lambdas.records.model import Event, Report
from lambdas.records.port import Records
from lambdas.records.versions import Version, read_version, versions

ANSWERS_OPEN_FOR = timedelta(hours=24)


@dataclass(frozen=True)
class Opened:
    """One record, as its secret opens it: its last version, and the form that it was made on."""

    token: str
    events: Sequence[Event]
    versions: Sequence[Version]
    report: Report
    compiled: Compiled

    @property
    def address(self) -> str:
        """The receipt's own address."""
        return f"/api/receipts/{self.token}"

    @property
    def open_until(self) -> datetime:
        """Until when the answers can be carried over or corrected."""
        return self.report.received_at + ANSWERS_OPEN_FOR

    def is_open(self, now: datetime) -> bool:
        """Return whether the answers can still be carried over or corrected."""
        return now < self.open_until

    @property
    def followed_by(self) -> list[FollowUp]:
        """The forms that follow this report."""
        return list(follow_ups(self.report, self.compiled.form))


def opened(records: Records, token: str, library: Library) -> Opened:
    """Open a record by its secret. Raises Refused (404) for anything else, RecordsUnavailable."""
    submission = records.submission(submission_id(token)) if TOKEN.fullmatch(token) else None
    if submission is None:
        raise Refused(404, "We could not find that receipt", "Check that the whole address was copied.")
    events = records.events(submission.reference)
    found = versions(events)
    report = read_version(records, submission.reference, found[-1])
    compiled = made_on(report, library)
    if compiled is None:
        raise Refused(
            404, "We could not find that receipt", f"Your report is stored under {report.reference}."
        )
    edition = compiled.on(report.edition) if report.edition else compiled
    return Opened(token, events, found, report, edition)


def made_on(report: Report, library: Library) -> Compiled | None:
    """Return the version of the form that a report was made on, else the one in effect."""
    return library.form(report.form, report.form_version) or library.form(report.form)
