"""One journey with some faults, and what is broken after it."""

import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import mkdtemp

from lambdas.records.port import Records
from tests.faults.faulty import Call, Fault
from tests.faults.invariants import broken
from tests.faults.journeys import Journey
from tests.faults.people import Person
from tests.faults.world import World, running

Meanwhile = Callable[[Person], object]
_MEMORY = Path("/dev/shm")  # a folder that no disk is behind, where there is one


@dataclass(frozen=True)
class Outcome:
    """Calls made while faults were armed, what is broken at the end, how many were told “received”."""

    calls: tuple[Call, ...]
    broken: tuple[str, ...]
    told: int

    @property
    def struck(self) -> tuple[Call, ...]:
        return tuple(call for call in self.calls if call.struck)


class Attempts:
    """Many attempts at one journey. What is given is done once; each attempt begins on a copy of it."""

    def __init__(self, journey: Journey, forms_dir: Path, folder: Path) -> None:
        self._journey, self._forms, self._given = journey, forms_dir, folder
        world = World(folder)
        person = Person(world)
        with running(world, forms_dir):
            journey.given(person)
        self._presses, self._kept, self._files = person.presses, person.kept, person.files
        self._moved = world.clock.moved

    def attempt(
        self,
        armed: Mapping[int, Fault],
        meanwhile: Mapping[int, Meanwhile] | None = None,
        open_records: Callable[[], Records] | None = None,
        sweeps: int = 1,
    ) -> Outcome:
        """Go the journey with these faults; the numbers are those of the calls of its `doing`.

        After it the sweep runs once, or so often.
        """
        with scratch() as folder:
            shutil.copytree(self._given, folder, dirs_exist_ok=True)
            world = World(folder, open_records)
            world.clock.moved = self._moved
            person = Person(world, deepcopy(self._presses), self._kept, deepcopy(self._files))
            world.faults.armed = armed
            world.faults.meanwhile = {
                number: partial(act, person) for number, act in (meanwhile or {}).items()
            }
            with running(world, self._forms):
                self._journey.doing(person)
                calls = tuple(world.faults.calls)
                world.settle(sweeps)
                told = sum(bool(press.told) for press in person.presses)
                return Outcome(calls, tuple(broken(world, person)), told)


@contextmanager
def scratch() -> Iterator[Path]:
    """A folder for a moment, in memory where that can be."""
    folder = Path(mkdtemp(prefix="faults-", dir=_MEMORY if _MEMORY.is_dir() else None))
    try:
        yield folder
    finally:
        shutil.rmtree(folder)
