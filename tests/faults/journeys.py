"""The journeys of a report. `given` goes well; faults are put into `doing`."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from lambdas.documents.handler import SCANNED_WITHIN
from tests.faults.documents import ADDED, MOST, emailed_link, send_file, tell, tell_scan
from tests.faults.drafting import open_again, save
from tests.faults.people import Person, Press, until
from tests.faults.world import World
from tests.lambdas.uploads import files

_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True)
class Journey:
    """Something that happens to a report, after something that went well."""

    given: Callable[[Person], None]
    doing: Callable[[Person], None]
    told: int = 1  # how many were told “received”, at the end


def _nothing(person: Person) -> None:
    pass


def _send(person: Person) -> None:
    press = person.send()
    person.open_receipt(press)
    person.world.deliver()


def _send_on(person: Person, press: Press | None) -> None:
    if press is None:  # it was too late for it, and the person was told so
        return
    person.send(press)
    person.open_receipt(person.presses[0])
    person.world.deliver()


def _correct(person: Person) -> None:
    _send_on(person, person.correction(person.presses[0]))


def _follow_up(person: Person) -> None:
    _send_on(person, person.follow_up(person.presses[0]))


def _reminder_comes(person: Person) -> None:
    _send(person)
    _wait_for_step(person.world)


def _reminded(person: Person) -> None:
    _reminder_comes(person)
    _sweep(person)
    _wait_for_step(person.world)


def _sweep(person: Person) -> None:
    person.world.sweep()
    person.world.deliver()


def _save(person: Person) -> None:
    save(person, person.report())


def _send_draft(person: Person) -> None:
    """Open it, save it once more, and send it."""
    [press] = person.presses
    open_again(person, press)
    save(person, press)
    person.send(press)


def _sent_and_unheard(person: Person) -> None:
    """The emails went, and then nothing could be filed."""
    person.send()
    person.world.faults.down = frozenset({"records.append"})
    person.world.deliver()
    person.world.faults.calm()


def _carrier_says_sent(person: Person) -> None:
    world = person.world
    for outbox, email in world.emails():
        world.carrier.sent(outbox, email)
    until(world.hear)


def _carrier_says_it_came_back(person: Person) -> None:
    world = person.world
    outbox, email = next(one for one in world.emails() if one[0].endswith("-confirmation"))
    world.carrier.came_back(outbox, email)
    until(world.hear)


def _add_document(person: Person) -> None:
    """Add it from the receipt. The scan is told before it is told that the file came."""
    [press] = person.presses
    sent = send_file(person, f"{press.told}/documents", files.pdf())
    tell_scan(person.world, sent, "clean")
    tell(person.world, sent)
    sent.told_added = ADDED in person.open_receipt(press).text


def _add_malware(person: Person) -> None:
    """Add it by the link in the email. It is never told that the file came."""
    sent = send_file(person, emailed_link(person.world), files.pdf())
    tell_scan(person.world, sent, "malware")


def _nobody_tells(person: Person) -> None:
    """A file came, and for hours nobody said so."""
    _send(person)
    send_file(person, f"{person.presses[0].told}/documents", files.pdf())
    person.world.clock.move(SCANNED_WITHIN + _MINUTE)


def _look_for_documents(person: Person) -> None:
    person.world.look_for_documents()


def _two_for_the_last_place(person: Person) -> None:
    """There is room for one more, and two files came."""
    _send(person)
    address = f"{person.presses[0].told}/documents"
    sent = [send_file(person, address, files.pdf(str(number))) for number in range(MOST + 1)]
    for one in sent[: MOST - 1]:
        tell_scan(person.world, one, "clean")
    person.world.deliver()


def _both_are_told(person: Person) -> None:
    tell(person.world, *person.files[MOST - 1 :])


def _wait_for_step(world: World) -> None:
    """Let it be the minute in which the sweep is to do something."""
    [reference] = world.records.references()
    wait_until(world, world.records.awaited(reference)[0].at + _MINUTE)


def wait_until(world: World, moment: datetime) -> None:
    """Let it be that moment."""
    world.clock.move(moment - world.clock.now())


JOURNEYS = {
    "send": Journey(_nothing, _send),
    "correct": Journey(_send, _correct, told=2),
    "follow up": Journey(_send, _follow_up, told=2),
    "remind": Journey(_reminder_comes, _sweep),
    "overdue": Journey(_reminded, _sweep),
}
# In these something ends by itself as the clock goes on, a draft or the form of a file; `model.py` has jumps.
EVERY = JOURNEYS | {
    "save draft": Journey(_nothing, _save, told=0),
    "send draft": Journey(_save, _send_draft),
    "Send events": Journey(_sent_and_unheard, _carrier_says_sent),
    "bounce": Journey(_send, _carrier_says_it_came_back),
    "add document": Journey(_send, _add_document),
    "add malware": Journey(_send, _add_malware),
    "document not scanned": Journey(_nobody_tells, _look_for_documents),
}
LAST_PLACE = Journey(_two_for_the_last_place, _both_are_told)
