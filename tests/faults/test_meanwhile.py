"""Between any two calls something else happens: another worker is quicker, or the clock jumps."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from tests.faults.faulty import Fault
from tests.faults.journeys import EVERY, JOURNEYS
from tests.faults.people import Person
from tests.faults.trying import Attempts, Meanwhile

pytestmark = pytest.mark.no_cover

Of = Callable[[str], Attempts]
JUMPS = [timedelta(days=-2), timedelta(hours=2), timedelta(days=40)]


def another_worker(person: Person) -> None:
    person.world.deliver()


def another_sweep(person: Person) -> None:
    person.world.sweep()


def another_tab(person: Person) -> None:
    """The same page sends itself again."""
    person.press(person.presses[-1])


def clock_jumps(by: timedelta) -> Meanwhile:
    def jump(person: Person) -> None:
        person.world.clock.move(by)

    return jump


def found(
    attempts: Of, journey: str, act: Meanwhile, fault: Fault | None = None
) -> dict[str, tuple[str, ...]]:
    """What is broken when something happens before each call in turn, which may fail besides."""
    tried = attempts(journey)
    outcomes = {
        f"{number} {call.name}": tried.attempt({number: fault} if fault else {}, {number: act})
        for number, call in enumerate(tried.attempt({}).calls, start=1)
    }
    return {place: outcome.broken for place, outcome in outcomes.items() if outcome.broken}


@pytest.mark.parametrize("journey", EVERY)
@pytest.mark.parametrize("act", [another_worker, another_sweep], ids=lambda act: act.__name__)
def test_two_at_once_do_what_one_does(journey: str, act: Meanwhile, attempts: Of) -> None:
    assert found(attempts, journey, act) == {}


@pytest.mark.parametrize("journey", JOURNEYS)
def test_a_page_that_is_sent_in_two_tabs_at_once_is_one_report(journey: str, attempts: Of) -> None:
    assert found(attempts, journey, another_tab) == {}


@pytest.mark.parametrize("journey", JOURNEYS)
@pytest.mark.parametrize("jump", JUMPS, ids=str)
def test_a_clock_that_jumps_breaks_no_promise(journey: str, jump: timedelta, attempts: Of) -> None:
    assert found(attempts, journey, clock_jumps(jump)) == {}


@pytest.mark.parametrize("jump", JUMPS, ids=str)
def test_an_answer_lost_while_the_clock_jumps_breaks_no_promise(jump: timedelta, attempts: Of) -> None:
    """The person presses Send again when their report is stored, and by now late."""
    assert found(attempts, "send", clock_jumps(jump), Fault.KILLED_AFTER) == {}
