"""What the clients were told against what is stored: nothing lost, nothing doubled."""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from lambdas.intake.tokens import receipt_token, submission_id
from lambdas.mail.local import LocalMail
from lambdas.records.chain import ChainBroken, verify
from lambdas.records.local import LocalRecords
from lambdas.records.model import REPORT_NAME, sha256
from lambdas.records.port import Records
from tests.load.client import Sent

_OWED = ("confirmation", "notice")


class Reconciliation:
    """`lost` and `doubled` name what is wrong; both are empty when all is well."""

    def __init__(self, data: Path, sent: Sequence[Sent]) -> None:
        records = LocalRecords(data)
        try:
            self.records = len(records.references())
            self.lost = [fault for one in sent for fault in _lost(records, one)]
            self.lost += [f"{item.id} was never sent" for item in records.pending()]
            emails = _emails(data)
            self.emails = sum(emails.values())
            references = records.references()
            self.doubled = [*_stored_twice(sent, references)]
            for reference in references:
                self.lost += _unfiled(records, reference, emails)
                self.doubled += _sent_twice(reference, emails)
        finally:
            records.close()


def _lost(records: Records, sent: Sent) -> Iterator[str]:
    """What a client was shown is there: by its key, with its fingerprint, with its words."""
    submission = records.submission(submission_id(receipt_token(sent.key)))
    if submission is None or submission.reference != sent.reference:
        yield f"{sent.reference} is not what its key leads to"
    events = records.events(sent.reference)
    if not events:
        yield f"{sent.reference} is not stored"
        return
    body = records.document(sent.reference, REPORT_NAME)
    if not (sha256(body) == sent.fingerprint == events[0].documents[0].sha256):
        yield f"{sent.reference} does not have the fingerprint of its receipt"
    if json.loads(body)["answers"]["brief_description"] != sent.words:
        yield f"{sent.reference} does not hold what was sent"


def _stored_twice(sent: Sequence[Sent], references: Sequence[str]) -> Iterator[str]:
    shown = Counter(one.reference for one in sent)
    for reference in (reference for reference, times in shown.items() if times > 1):
        yield f"{reference} was shown for {shown[reference]} keys"
    for reference in set(references) - shown.keys():
        yield f"{reference} is stored beside what its key led to"


def _unfiled(records: Records, reference: str, emails: Counter[str]) -> Iterator[str]:
    events = records.events(reference)
    try:
        verify(events)
    except ChainBroken as fault:
        yield str(fault)
    filed = Counter(event.details.get("outbox") for event in events if event.kind == "email_sent")
    for id_ in (f"{reference}-{kind}" for kind in _OWED):
        if filed[id_] != 1 or not emails[id_]:
            yield f"{id_} is filed {filed[id_]} times and sent {emails[id_]} times"


def _sent_twice(reference: str, emails: Counter[str]) -> Iterator[str]:
    for id_ in (f"{reference}-{kind}" for kind in _OWED):
        if emails[id_] > 1:
            yield f"{id_} was sent {emails[id_]} times"


def _emails(data: Path) -> Counter[str]:
    """How often each email is in the mailbox, by the id of its outbox item."""
    messages = LocalMail(data / "mail").messages().values()
    return Counter(str(message["Message-ID"])[1:].partition("@")[0] for message in messages)
