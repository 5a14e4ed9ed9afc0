"""The journeys of a report. `given` goes well; faults are put into `doing`."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from tests.faults.people import Person, Press
from tests.faults.world import World

_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True)
class Journey:
    """Something that happens to a report, after something that went well."""

    given: Callable[[Person], None]
    doing: Callable[[Person], None]


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


def _wait_for_step(world: World) -> None:
    """Let it be the minute in which the sweep is to do something."""
    [reference] = world.records.references()
    wait_until(world, world.records.awaited(reference)[0].at + _MINUTE)


def wait_until(world: World, moment: datetime) -> None:
    """Let it be that moment."""
    world.clock.move(moment - world.clock.now())


JOURNEYS = {
    "send": Journey(_nothing, _send),
    "correct": Journey(_send, _correct),
    "follow up": Journey(_send, _follow_up),
    "remind": Journey(_reminder_comes, _sweep),
    "overdue": Journey(_reminded, _sweep),
}
