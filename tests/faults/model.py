"""The service as a state machine: people, workers, the sweep, faults, deaths and clocks, in any order.

What one drives is real; what holds is checked after each step, and in whole when the dust has settled.
"""

from collections.abc import Sequence
from contextlib import ExitStack
from datetime import timedelta
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import TypeVar

from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from lambdas.documents.events import Verdict
from lambdas.intake.tokens import submission_id
from lambdas.uploads.local import FormRefused
from tests.faults.documents import ask_to_add, send_with
from tests.faults.drafting import open_again, save
from tests.faults.faulty import Fault
from tests.faults.forms import compiled
from tests.faults.invariants import broken
from tests.faults.people import Person, Press, until
from tests.faults.trying import scratch
from tests.faults.world import World, running
from tests.lambdas.uploads import files

STEPS = 40  # of a run, at most
SWEEPS = 6  # until all that failed again and again has been tried once more
SOON = st.integers(1, 12)  # calls from now
OUTAGES = {
    "S3": frozenset(
        {"records.put_document", "records.document", "drafts.put_body", "drafts.body", "uploads.read"}
    ),
    "SES": frozenset({"mail.send"}),
    "DynamoDB": frozenset(
        {"records.submission", "records.commit", "records.append", "records.advance", "drafts.save"}
    ),
    "none": frozenset[str](),
}
NO_ROOM = 409  # ten documents are there
VERDICTS: list[Verdict] = ["clean", "malware", "not_scanned"]
JUMPS = [
    timedelta(days=-1),
    timedelta(minutes=-20),
    timedelta(minutes=20),
    timedelta(hours=5),
    timedelta(days=6),
]


Thing = TypeVar("Thing")


@cache
def small_forms() -> Path:
    return compiled(Path(mkdtemp(prefix="small-forms-")))


class Service(RuleBasedStateMachine):
    """One store from its first report until all is settled."""

    pages = Bundle("pages")  # check pages with Send on them, sent or not

    @initialize(target=pages)
    def begin(self) -> Press:
        self._stack = ExitStack()
        folder = self._stack.enter_context(scratch())
        self.world = self._stack.enter_context(running(World(folder), small_forms()))
        self.person = Person(self.world)
        return self.person.report()

    @rule(target=pages)
    def fills_in_a_report(self) -> Press:
        return self.person.report()

    @rule(page=pages)
    def presses_send(self, page: Press) -> None:
        if not page.put_away:
            self.person.press(page)

    @rule(page=pages)
    def presses_send_until_there_is_an_end(self, page: Press) -> None:
        self.up()
        self.takes_it_out(page)
        self.person.send(page)

    @rule(target=pages, page=pages)
    def saves_for_later(self, page: Press) -> Press:
        self.up()
        if page.form != "first" or page.pressed or "corrects" in page.typed:
            page = self.person.report()
        save(self.person, page)
        return page

    @rule(page=pages)
    def takes_it_out(self, page: Press) -> None:
        if page.put_away:
            self.up()
            open_again(self.person, page)

    @rule(target=pages, data=st.data(), following=st.booleans())
    def goes_on_from_a_receipt(self, data: st.DataObject, following: bool) -> Press:
        first = self.received(data)
        page = self.person.follow_up(first) if following else self.person.correction(first)
        return page or self.person.report()

    @rule(soon=st.dictionaries(SOON, st.sampled_from(list(Fault)), min_size=1, max_size=4))
    def calls_will_fail(self, soon: dict[int, Fault]) -> None:
        faults = self.world.faults
        made = len(faults.calls)
        faults.armed = {**faults.armed, **{made + number: fault for number, fault in soon.items()}}

    @rule(soon=SOON, what=st.sampled_from(["deliver", "sweep"]))
    def another_will_be_quicker(self, soon: int, what: str) -> None:
        faults = self.world.faults
        faults.meanwhile = {**faults.meanwhile, len(faults.calls) + soon: getattr(self.world, what)}

    @rule(soon=SOON, jump=st.sampled_from(JUMPS))
    def the_clock_will_jump(self, soon: int, jump: timedelta) -> None:
        faults = self.world.faults
        at = len(faults.calls) + soon
        faults.meanwhile = {**faults.meanwhile, at: lambda: self.world.clock.move(jump)}

    @rule(jump=st.sampled_from(JUMPS))
    def time_passes(self, jump: timedelta) -> None:
        self.world.clock.move(jump)

    @rule(what=st.sampled_from(sorted(OUTAGES)))
    def goes_down(self, what: str) -> None:
        self.world.faults.down = OUTAGES[what]

    @rule()
    def up(self) -> None:
        self.world.faults.down = frozenset()

    @rule()
    def is_killed(self) -> None:
        self.world.restart()

    @rule()
    def stream_delivers(self) -> None:
        self.world.deliver()

    @rule(data=st.data())
    def stream_delivers_some_in_any_order(self, data: st.DataObject) -> None:
        waiting = self.world.stream.waiting
        some = data.draw(st.lists(st.sampled_from(waiting), max_size=4)) if waiting else []
        if some:
            self.world.deliver(*some)

    @rule()
    def stream_delivers_again(self) -> None:
        if self.world.stream.seen:
            self.world.deliver(*self.world.stream.seen[-6:])

    @rule()
    def stream_gives_up(self) -> None:
        self.world.stream.waiting.clear()

    @rule()
    def sweeps(self) -> None:
        self.world.sweep()

    @rule(data=st.data())
    def adds_a_document(self, data: st.DataObject) -> None:
        press, began = self.received(data), self.world.clock.now()
        page = ask_to_add(self.person, f"{press.told}/documents")
        if page.status == NO_ROOM:
            return
        assert page.status == 200, page.text
        try:
            send_with(self.person, page, files.pdf(str(len(self.person.files))))
        except FormRefused:  # the form is of another hour
            assert self.world.clock.now() != began

    @precondition(lambda self: self.person.files)
    @rule(data=st.data())
    def it_is_told_that_a_file_came(self, data: st.DataObject) -> None:
        self.world.bus.came(_one_of(self.person.files, data).file)

    @precondition(lambda self: self.person.files)
    @rule(data=st.data(), verdict=st.sampled_from(VERDICTS))
    def a_scan_ends(self, data: st.DataObject, verdict: Verdict) -> None:
        sent = _one_of(self.person.files, data)
        sent.verdict = sent.verdict or verdict
        self.world.bus.scanned(sent.file, sent.verdict)

    @rule()
    def it_is_heard_of_files(self) -> None:
        self.world.tell()

    @rule()
    def documents_are_looked_for(self) -> None:
        self.world.look_for_documents()

    def received(self, data: st.DataObject) -> Press:
        """One of the first reports that were received; one more where there is none."""
        self.up()
        told = [press for press in self.person.presses if press.told and press.form == "first"]
        return _one_of(told, data) if told else self.person.send()

    @invariant()
    def what_was_told_is_there(self) -> None:
        for press in self.person.presses:
            if press.told:
                assert self.world.records.submission(submission_id(press.told.rpartition("/")[2]))

    def teardown(self) -> None:
        """Every other person who was told nothing gives up; the others press until there is an end."""
        if not hasattr(self, "_stack"):
            return
        with self._stack:
            self.world.faults.calm()
            for press in self.person.presses[::2]:
                self.takes_it_out(press)
                self.person.send(press)
            until(self.world.tell)
            self.world.settle(SWEEPS)
            assert broken(self.world, self.person) == []


def _one_of(things: Sequence[Thing], data: st.DataObject) -> Thing:
    """Draw one by its place, so that the steps of a failure can be read."""
    return things[data.draw(st.integers(0, len(things) - 1))]


def runs(number: int, many: int) -> None:
    """Make so many runs, the same each time for the same number. Raises the first fault, with its steps.

    Steps are not made fewer before they are told: that takes minutes, and they are few.
    """
    drawn = settings(
        max_examples=many,
        stateful_step_count=STEPS,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(seed(number)(Service), settings=drawn)
