"""A part of AWS is down, slow or out of order for an hour: what was promised is kept when it is back."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.faults.drafting import open_again, save
from tests.faults.invariants import broken
from tests.faults.people import Person
from tests.faults.trying import scratch
from tests.faults.world import World, running

HOUR = timedelta(hours=1)
S3 = frozenset({"records.put_document", "records.document"})
DYNAMODB = frozenset({"records.submission", "records.commit", "records.append", "records.events"})
SES = frozenset({"mail.send"})


@pytest.fixture
def person(forms_dir: Path) -> Iterator[Person]:
    with scratch() as folder, running(World(folder), forms_dir) as world:
        yield Person(world)


def check(person: Person) -> None:
    assert broken(person.world, person) == []


@pytest.mark.parametrize("down", [S3, DYNAMODB, S3 | DYNAMODB], ids=["S3", "DynamoDB", "both"])
def test_down_for_an_hour_nobody_is_told_received_and_one_press_after_it_is_enough(
    person: Person, down: frozenset[str]
) -> None:
    press, world = person.report(), person.world
    world.faults.down = down
    for _ in range(4):
        assert not person.press(press)
        world.clock.move(HOUR / 4)
    assert world.records.references() == []
    world.faults.down = frozenset()
    assert person.press(press)
    assert press.told
    world.settle()
    check(person)


@pytest.mark.parametrize(
    "down", [S3, SES, S3 | SES, S3 | SES | DYNAMODB], ids=["S3", "SES", "S3 and SES", "all"]
)
def test_down_for_an_hour_after_send_the_emails_come_once_it_is_back(
    person: Person, down: frozenset[str]
) -> None:
    person.send()
    world = person.world
    world.faults.down = down
    for _ in range(6):
        world.deliver()
        world.clock.move(HOUR / 6)
        world.sweep()
    world.settle()
    check(person)


def test_a_stream_that_never_delivers_is_made_good_by_one_sweep(person: Person) -> None:
    person.send()
    person.world.stream.waiting.clear()
    person.world.settle()
    check(person)


def test_a_stream_that_delivers_late_and_again_and_again_sends_each_email_once(person: Person) -> None:
    person.send()
    person.world.clock.move(20 * HOUR)
    person.world.sweep()
    for _ in range(3):
        person.world.deliver(*person.world.stream.seen)
        person.world.clock.move(HOUR)
    person.world.settle()
    check(person)


def test_a_stream_out_of_order_and_doubled_sends_each_email_once(person: Person) -> None:
    first = person.send()
    correction = person.correction(first)
    assert correction
    person.send(correction)
    seen = person.world.stream.seen[::-1]
    assert len(seen) == 4
    person.world.deliver(*seen, *seen[:2])
    person.world.settle()
    check(person)


def test_a_carrier_that_throttles_every_other_email_sends_all_in_the_end(person: Person) -> None:
    for _ in range(3):
        person.send()
    world = person.world
    for round_ in range(8):
        world.faults.down = SES if round_ % 2 else frozenset()
        for item in list(world.stream.waiting)[round_ % 2 :: 2]:
            world.deliver(item)
        world.clock.move(HOUR)
        world.sweep()
    world.settle()
    check(person)


def test_a_count_of_tries_that_cannot_begin_anew_keeps_no_right_code_out(person: Person) -> None:
    press, world = person.report(), person.world
    save(person, press)
    world.faults.down = frozenset({"drafts.forgive"})
    for _ in range(2):
        open_again(person, press)
    assert [call.name for call in world.faults.struck] == ["drafts.forgive"] * 2
    world.settle()
    check(person)


def test_a_carrier_down_for_a_day_has_the_person_told_that_nobody_was(person: Person) -> None:
    person.send()
    world = person.world
    world.faults.down = SES
    for _ in range(24):
        world.deliver()
        world.clock.move(HOUR)
        world.sweep()
    [reference] = world.records.references()
    assert "not_processed" in {event.kind for event in world.records.events(reference)}
    world.settle()
    check(person)
    assert any(outbox.endswith("-not_processed-3") for outbox, _ in world.emails()), world.emails()
