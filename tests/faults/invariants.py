"""What holds whatever failed, once the dust has settled. Each is a sentence about what is wrong."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from pathlib import Path

from lambdas.intake.tokens import submission_id
from lambdas.records.chain import ChainBroken, verify
from lambdas.records.local import LocalRecords
from lambdas.records.model import REPORT_NAME, Event, OutboxItem, sha256
from lambdas.records.port import Records
from lambdas.records.versions import versions
from tests.faults.carrier import returned_broken
from tests.faults.documents import documents_broken
from tests.faults.drafting import drafts_broken
from tests.faults.people import TOO_LATE, Person, Press
from tests.faults.world import World

_OWED_BY = {
    "received": ("confirmation", "notice"),
    "corrected": ("corrected", "correction_notice"),
    "document_added": ("document_notice",),
    "document_refused": ("document_refused", "document_notice"),
    "document_delayed": ("document_delayed", "document_notice"),
}
_FILED = ("email_sent", "email_not_sent", "not_processed")
_ONCE = {"linked": "arrived", "follow_up_reminder": "form", "follow_up_overdue": "form"}


class Settled:
    """A store as it is after the dust has settled."""

    def __init__(self, records: Records, mail: Path) -> None:
        self.records = records
        self._mail = mail

    @cached_property
    def histories(self) -> dict[str, list[Event]]:
        """The events of each record, by reference."""
        return {reference: self.records.events(reference) for reference in self.records.references()}

    @cached_property
    def sent(self) -> Counter[bytes]:
        """Every email in the mailbox, and how often it is there."""
        files = [file for part in ("new", "cur") for file in (self._mail / part).iterdir()]
        return Counter(_as_kept(file.read_bytes()) for file in files)

    @cached_property
    def reports(self) -> list[tuple[str, dict[str, object]]]:
        """The reference and answers of each version of each report."""
        return [
            (reference, json.loads(self.records.document(reference, version.name))["answers"])
            for reference, events in self.histories.items()
            for version in versions(events)
        ]

    @cached_property
    def marks(self) -> set[str]:
        """Every answer that is a text: among them the marks of the reports received."""
        return {
            answer for _, answers in self.reports for answer in answers.values() if isinstance(answer, str)
        }


def broken(world: World, person: Person) -> list[str]:
    """Return what is wrong, nothing if all is well."""
    settled = Settled(world.records, world.folder / "mail")
    faults = [*_promises(settled, person.presses), *_leftovers(settled)]
    faults += drafts_broken(world, person.kept, settled.marks)
    faults += returned_broken(world.carrier, settled.histories)
    faults += documents_broken(world, person.files, settled.histories)
    if isinstance(world.records, LocalRecords):
        faults += _unpromised(settled, world.folder / "records")
    filed: list[bytes] = []
    for reference, events in settled.histories.items():
        faults += _history(settled, reference, events)
        faults += _emails(events)
        filed += _filed(settled, events)
    return faults + _mailbox(settled, filed)


def _promises(settled: Settled, presses: Iterable[Press]) -> Iterator[str]:
    """One press, one report: there if “received” was said, and never twice."""
    for press in presses:
        found = [reference for reference, answers in settled.reports if press.mark in answers.values()]
        if press.refused and (press.refused != TOO_LATE or found):
            yield f"A press was refused with {press.refused}"
        if len(found) > 1:
            yield f"One press is stored {len(found)} times: {found}"
        if press.told and not found:
            yield "A report told “received” is missing"
        if press.told and found and _receipt_of(settled, press) != found[0]:
            yield f"The receipt of {found[0]} does not open it"


def _receipt_of(settled: Settled, press: Press) -> str | None:
    submission = settled.records.submission(submission_id(press.told.rpartition("/")[2]))
    return submission.reference if submission else None


def _leftovers(settled: Settled) -> Iterator[str]:
    for item in settled.records.pending():
        yield f"{item.id} is left in the outbox"


def _unpromised(settled: Settled, folder: Path) -> Iterator[str]:
    """What was written and never became a record is gone, a day later."""
    for left in {path.name for path in folder.iterdir()} - settled.histories.keys():
        yield f"Documents of {left} lie without a record"


def _history(settled: Settled, reference: str, events: Sequence[Event]) -> Iterator[str]:
    try:
        verify(events)
    except ChainBroken as fault:
        yield str(fault)
    if [event.kind for event in events].count("received") != 1 or events[0].documents[0].name != REPORT_NAME:
        yield f"{reference} does not begin with one report received"
    for document in (document for event in events for document in event.documents):
        if sha256(settled.records.document(reference, document.name)) != document.sha256:
            yield f"{document.name} of {reference} is not as it was fingerprinted"
    steps = Counter((event.kind, event.details[_ONCE[event.kind]]) for event in events if event.kind in _ONCE)
    for (kind, of), times in steps.items():
        if times > 1:
            yield f"{reference} has {kind} of {of} {times} times"


def _emails(events: Sequence[Event]) -> Iterator[str]:
    """Each email owed is filed once, sent or with the reason why not; and nothing else is."""
    filed = Counter(str(event.details["outbox"]) for event in events if event.kind in _FILED)
    for owed in (id_ for event in events for id_ in _owed(event)):
        if filed.pop(owed, 0) != 1:
            yield f"{owed} is not filed once"
    for id_ in filed:
        yield f"{id_} is filed and was not owed"


def _owed(event: Event) -> Iterator[str]:
    about = "" if event.kind == "received" else str(event.number)
    for kind in _OWED_BY.get(event.kind, ()):
        yield OutboxItem.of(event.reference, kind, event.at, about).id  # type: ignore[arg-type]
    if event.kind == "not_processed":
        yield OutboxItem.of(event.reference, "not_processed", event.at, str(event.number)).id
    if event.kind == "follow_up_reminder":
        yield OutboxItem.of(event.reference, "reminder", event.at, str(event.details["form"])).id


def _filed(settled: Settled, events: Sequence[Event]) -> Iterator[bytes]:
    for event in events:
        if event.kind == "email_sent":
            yield _as_kept(settled.records.document(event.reference, event.documents[0].name))


def _mailbox(settled: Settled, filed: Sequence[bytes]) -> list[str]:
    """What was sent is what was filed, each once."""
    missing = [f"{_subject(email)} is filed and was not sent" for email in Counter(filed) - settled.sent]
    more = [f"{_subject(email)} was sent twice, or not filed" for email in settled.sent - Counter(filed)]
    return missing + more


def _as_kept(email: bytes) -> bytes:
    """An email as a Maildir keeps it: lines end as on this system."""
    return email.replace(b"\r\n", b"\n")


def _subject(email: bytes) -> str:
    return next(line.decode() for line in email.split(b"\n") if line.startswith(b"Message-ID"))
