"""One post of one form, and what it comes to: answers read, a report stored."""

from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property

from forms_src.answers import Reading, fault_of
from forms_src.definition import Form
from forms_src.fields.base import Parsed, When
from forms_src.library import Compiled, Library
from forms_src.origins import REASON, Origin
from forms_src.posted import Posted
from lambdas import ports
from lambdas.drafts.model import Draft
from lambdas.drafts.port import DraftsUnavailable
from lambdas.drafts.secrets import Held
from lambdas.intake.correcting import correct
from lambdas.intake.opening import Opened, opened
from lambdas.intake.request import Refused, Request
from lambdas.intake.saving import discard, held_draft
from lambdas.intake.sending import answers_sha256, send
from lambdas.intake.signals import signals
from lambdas.intake.tokens import receipt_token, same
from lambdas.records.model import Submission
from lambdas.records.port import RecordsUnavailable


@dataclass(frozen=True)
class Exchange:
    """One post of one form, at one moment; `correcting` is the report that it corrects, if it does."""

    request: Request
    compiled: Compiled
    posted: Posted
    now: datetime
    library: Library
    correcting: Opened | None = None

    @property
    def origin(self) -> Origin:
        """The earlier report that the page came from."""
        return Origin.of(self.posted.printable())

    @property
    def reason(self) -> Parsed:
        """Why a report is corrected."""
        return REASON.parse(self.posted, REASON.id, When(self.now, "UTC", "UTC"))

    @property
    def form(self) -> Form:
        """The form that was posted."""
        return self.compiled.form

    @property
    def key(self) -> str:
        """The submission key as posted."""
        return self.posted.first("submission_key")

    def read(self, *, sending: bool = False) -> Reading:
        """Read the answers, and why they are corrected if they are. Late is what was late when first sent."""
        reader, correcting = self.compiled.reader, self.correcting
        if correcting is None:
            return reader.read(self.posted, self.now, sending=sending)
        at = correcting.report.received_at
        reading = reader.read(self.posted, self.now, sending=sending, received_at=at)
        if problem := self.reason.problem:
            reading.faults.append(fault_of(REASON, REASON.id, problem, ""))
        return reading

    def fingerprint(self, reading: Reading) -> str:
        """Return what tells a repeated press from another report or another correction."""
        if self.correcting is None:
            return answers_sha256(self.compiled, reading)
        more = {"corrects": self.correcting.report.reference, "reason": str(self.reason.value)}
        return answers_sha256(self.compiled, reading, **more)

    def is_of(self, submission: Submission) -> bool:
        """Return whether these answers were that press. They are read as of then: by now they may be late."""
        then = replace(self, now=submission.received_at)
        return same(submission.answers_sha256, then.fingerprint(then.read(sending=True)))

    def store(self, reading: Reading, key: str) -> tuple[Submission, str]:
        """Store what was sent and return it with the address of its receipt.

        The draft that the page holds is destroyed in the same step. Raises RecordsUnavailable; for a
        correction Overtaken or TooLate.
        """
        draft = self.draft.id if self.draft else None
        if self.correcting is None:
            earlier = self._followed()
            found = tuple(signals(self.posted, key, self.now))
            submission = send(ports.records(), self.compiled, reading, key, self.now, earlier, found, draft)
            return submission, f"/api/receipts/{receipt_token(key)}"
        submission = correct(
            ports.records(),
            self.correcting,
            self.compiled,
            reading,
            key=key,
            began_with=self.origin.corrected_version,
            reason=str(self.reason.value),
            answers=self.fingerprint(reading),
            now=self.now,
            draft=draft,
        )
        return submission, self.correcting.address

    def discard_draft(self) -> None:
        """Destroy what is left of the draft, once its report is received; the sweep does it if this fails."""
        if self.draft:
            discard(ports.drafts(), self.draft)

    @cached_property
    def draft(self) -> Draft | None:
        """The draft that the page holds, if it can still be opened. Raises RecordsUnavailable."""
        held = Held.of(self.origin.draft)
        try:
            return held_draft(ports.drafts(), held, self.now) if held else None
        except DraftsUnavailable as failure:
            raise RecordsUnavailable(str(failure)) from failure

    def _followed(self) -> Opened | None:
        """Return the earlier report; without one, this report is taken all the same."""
        try:
            return opened(ports.records(), self.origin.follows, self.library) if self.origin.follows else None
        except Refused:
            return None
