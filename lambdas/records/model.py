"""What is stored: reports, documents, events, submissions and the outbox.

Events hold no answer. Answers lie in documents only, and an event names each by its fingerprint.
"""

import hashlib
import json
import re
from datetime import UTC, date, datetime
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, AwareDatetime, BaseModel, Field, model_validator

from forms_src.deadlines import Due
from forms_src.references import WRITTEN
from forms_src.retention import ClassId
from forms_src.strict import Strict

REPORT_NAME = "report.json"
UNCLASSED = "R-UNCLASSED"  # what was stored before there were classes: kept for good

_REFERENCE = rf"^{WRITTEN}$"
_DOCUMENT_NAME = r"^[a-z0-9_]+([.-][a-z0-9_]+)*$"


Moment = Annotated[AwareDatetime, AfterValidator(lambda moment: moment.astimezone(UTC))]
Reference = Annotated[str, Field(pattern=_REFERENCE)]
DocumentName = Annotated[str, Field(pattern=_DOCUMENT_NAME, max_length=100)]
Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


def canonical(model: BaseModel) -> bytes:
    """The one JSON form of a model, whose bytes are fingerprinted: sorted keys, UTF-8, no spaces."""
    content = model.model_dump(mode="json")
    return json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def sha256(body: bytes) -> str:
    """The fingerprint of some bytes: SHA-256 as 64 hex digits."""
    return hashlib.sha256(body).hexdigest()


def document_key(reference: str, name: str) -> str:
    """Where a document lies: its S3 key, or path below the local folder. Raises ValueError."""
    if not (re.fullmatch(_REFERENCE, reference) and re.fullmatch(_DOCUMENT_NAME, name)):
        raise ValueError("A document needs a reference such as NDI-0000-0000 and a name such as report.json.")
    return f"records/{reference}/{name}"


class Report(Strict):
    """One report as it was sent. `canonical(report)` is the document report.json.

    `own_clock` is the id of the clock that this form must meet; it is not in `due` when it does not apply.
    `due` follows the order of the form's clocks: what is not the form's own is what comes next.
    `edition` is the first day of the form's edition that was answered, None where it has but one, and
    `rule_set` the id of the policy's version.
    `late` holds the ids of clocks that had passed when the report was received.
    `follows` is the reference of the report that this one follows, if it was started from that one's receipt.
    `retention` is the class that says how long the record is kept (definitions/shared/retention.yaml).
    Each correction is a version of its own; `received_at` stays that of the first.
    """

    schema_version: Literal[1] = 1
    reference: Reference
    form: str
    form_version: int
    edition: date | None = None
    rule_set: str | None = None
    definition_sha256: Sha256
    form_title: str
    agency: str
    agency_name: str
    agency_phone: str = ""
    received_at: Moment
    channel: Literal["web"]
    place: str
    zone: str
    zone_words: str
    contact_email: str | None
    answers: dict[str, Any]
    facts: dict[str, bool]
    own_clock: str
    due: tuple[Due, ...]
    late: tuple[str, ...]
    next_steps: tuple[str, ...]
    follows: Reference | None = None
    retention: ClassId = UNCLASSED
    version: int = Field(default=1, ge=1)
    corrected_at: Moment | None = None
    correction_reason: str | None = None


class Document(Strict):
    """The name, fingerprint and media type of some bytes that belong to a record."""

    name: DocumentName
    sha256: Sha256
    content_type: str

    @classmethod
    def of(cls, name: str, body: bytes, content_type: str) -> Self:
        return cls(name=name, sha256=sha256(body), content_type=content_type)

    def check(self, body: bytes) -> None:
        """Raises ValueError when the bytes are not the ones that were fingerprinted."""
        if sha256(body) != self.sha256:
            raise ValueError(f"The bytes of {self.name} do not have the fingerprint {self.sha256}.")


Actor = Literal["reporter", "service"]
EventKind = Literal[
    "received",
    "corrected",
    "email_sent",
    "email_not_sent",
    "linked",
    "follow_up_reminder",
    "follow_up_overdue",
    "not_processed",
    "email_bounced",
    "email_complained",
    "document_arrived",
    "document_added",
    "document_refused",
    "document_delayed",
]


class Event(Strict):
    """One step in the history of a record. `details` never holds an answer."""

    reference: Reference
    number: int = Field(ge=1, le=9999)
    at: Moment
    actor: Actor
    kind: EventKind
    documents: tuple[Document, ...] = ()
    details: dict[str, str | int | bool] = {}
    previous: Sha256 | Literal[""] = ""

    @model_validator(mode="after")
    def _only_the_first_follows_nothing(self) -> Self:
        if (self.number == 1) != (self.previous == ""):
            raise ValueError("The first event follows nothing, and every other follows the one before it.")
        return self

    @property
    def hash(self) -> str:
        return sha256(canonical(self))


class Submission(Strict):
    """One press of Send. The id is made from its key, so the same press is known again."""

    id: Sha256
    reference: Reference
    answers_sha256: Sha256
    received_at: Moment


OutboxKind = Literal[
    "confirmation",
    "notice",
    "corrected",
    "correction_notice",
    "reminder",
    "not_processed",
    "document_refused",
    "document_delayed",
    "document_notice",
]


class OutboxItem(Strict):
    """An email that is owed for a record. It is there until the email is sent and filed.

    `about` says of what: the number of an event (a correction, that a report was not passed on, what became
    of a document), the form id of the follow-up of a reminder.
    """

    id: str
    reference: Reference
    kind: OutboxKind
    about: str = ""
    created_at: Moment

    @classmethod
    def of(cls, reference: str, kind: OutboxKind, created_at: datetime, about: str = "") -> Self:
        id_ = f"{reference}-{kind}-{about}" if about else f"{reference}-{kind}"
        return cls(id=id_, reference=reference, kind=kind, about=about, created_at=created_at)

    @staticmethod
    def kind_of(id_: str) -> str:
        """The kind of the item with an id such as NDI-0000-0000-reminder-second."""
        return id_[14:].partition("-")[0]


class Owed(Strict):
    """How far an outbox item has got. `due_at` is when the sweep looks at it; `tries` counts claims.

    `ready`: the next worker may claim it. `claimed`: one is at it. `waiting`: its last try failed.
    """

    item: OutboxItem
    state: Literal["ready", "claimed", "waiting"] = "ready"
    tries: int = Field(default=0, ge=0)
    due_at: Moment


class Awaited(Strict):
    """A follow-up that a record waits for: there until it arrives, or is marked overdue.

    At `at` or after, the step is to be done: remind the contact, then mark it overdue. It is due by
    `clock`, a clock of the record's report.
    """

    reference: Reference
    form: str
    clock: str
    step: Literal["remind", "overdue"]
    at: Moment
    due_at: Moment
