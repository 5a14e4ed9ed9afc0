"""Adding documents to a report that was sent, and what must be said of them when the dust has settled."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from email import message_from_bytes, policy

from lambdas.documents.events import Verdict
from lambdas.documents.settling import File
from lambdas.documents.states import Listed, listed
from lambdas.records.model import Event, sha256
from lambdas.uploads.port import Upload
from tests.faults.people import Person, Sent, until
from tests.faults.world import World
from tests.lambdas.intake.pages import Answer
from tests.submissions import encoded

MOST = 10  # documents of a report, refused ones not counted
TITLE = "Plan of care"
ADDED = "Added to your report."
_LINK = re.compile(r"/api/documents/[A-Za-z0-9-]+")


def send_file(person: Person, address: str, body: bytes) -> Sent:
    """Post a title until there is a form for the file, and send the file with it."""
    page = ask_to_add(person, address)
    assert page.status == 200, page.text
    return send_with(person, page, body)


def ask_to_add(person: Person, address: str) -> Answer:
    """Post a title until there is an answer: a form for the file, or why there can be none more."""
    title = encoded({"title": TITLE})
    return person.answered(lambda: person.world.ask("POST", address, title))


def send_with(person: Person, page: Answer, body: bytes) -> Sent:
    """Send the file with the form that a page has, straight to the store."""
    fields = {name: values[0] for name, values in page.hidden.items()}
    upload, version = person.world.uploads.receive(fields, body, person.world.clock.now())
    sent = Sent(File(upload, version, body))
    person.files.append(sent)
    return sent


def emailed_link(world: World) -> str:
    """Return the address in the confirmation at which documents can be added."""
    email = next(email for outbox, email in world.emails() if outbox.endswith("-confirmation"))
    part = message_from_bytes(email, policy=policy.default).get_body(("plain",))
    found = _LINK.search(part.get_content() if part else "")
    assert found
    return found[0]


def tell(world: World, *came: Sent) -> None:
    """Let it be told that these came, until that is handled."""
    for sent in came:
        world.bus.came(sent.file)
    until(world.tell)


def tell_scan(world: World, sent: Sent, verdict: Verdict) -> None:
    """Let it be told what the scan of a file found, until that is handled."""
    sent.verdict = verdict
    world.bus.scanned(sent.file, verdict)
    until(world.tell)


def documents_broken(
    world: World, files: Sequence[Sent], histories: Mapping[str, Sequence[Event]]
) -> Iterator[str]:
    """Each file that the store took is in its record once, as what it is, and at most ten are.

    What waits for its scan is told as delayed and still in quarantine; nothing else is there.
    """
    for reference, events in histories.items():
        for fault in _record_broken(events):
            yield f"{reference}: {fault}"
    waiting = {(one.upload, one.version) for one in world.uploads.waiting()}
    for sent in files:
        events = histories[sent.file.upload.reference]
        for fault in _file_broken(sent, events, is_waiting=_key(sent) in waiting):
            yield f"A file {sent.verdict or 'not scanned'}: {fault}"
    for upload, _ in waiting - {_key(sent) for sent in files}:
        yield f"A file of {upload.reference} lies in quarantine"


def _key(sent: Sent) -> tuple[Upload, str]:
    return sent.file.upload, sent.file.version


def _record_broken(events: Sequence[Event]) -> Iterator[str]:
    taken = _taken(events)
    if taken > MOST:
        yield f"{taken} documents are taken"
    steps = [event for event in events if event.kind.startswith("document_")]
    for (kind, id_), times in Counter((event.kind, event.details["document"]) for event in steps).items():
        if times > 1:
            yield f"{kind} of {id_} {times} times"
    for event in steps:
        for document in event.documents:
            if not document.name.startswith(f"document-{event.details['document']}"):
                yield f"{event.kind} names {document.name}"


def _taken(events: Sequence[Event]) -> int:
    return sum(one.state != "refused" for one in listed(events))


def _file_broken(sent: Sent, events: Sequence[Event], *, is_waiting: bool) -> Iterator[str]:
    found = next((one for one in listed(events) if one.id == sent.file.id), None)
    kept = [document.sha256 for event in events for document in event.documents]
    is_added = found is not None and found.state == "added"
    if found is None or not _is_right(found, sent.verdict, is_full=_taken(events) == MOST):
        yield f"It is {found.state if found else 'not'} in the record"
    if kept.count(sha256(sent.file.body)) != is_added:
        yield "It is not in the record as often as it was added"
    if sent.told_added and not is_added:
        yield "It was told “added” and is not"
    if is_waiting != (found is not None and found.state == "delayed"):
        yield "It is in quarantine and settled, or is in neither"


def _is_right(found: Listed, verdict: Verdict | None, *, is_full: bool) -> bool:
    """Whether it became of a file what must; one too many is refused whatever the scan says."""
    if found.reason == "too_many":
        return is_full
    match verdict:
        case "clean":
            return found.state == "added"
        case None:
            return found.state == "delayed"
        case _:
            return (found.state, found.reason) == ("refused", verdict)
