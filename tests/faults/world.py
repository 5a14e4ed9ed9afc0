"""The whole service in a folder, with faults at its ports, a clock that moves, and a process that can die.

The handlers are the product's own. A world is one process at a time: `restart` is kill -9 and a new one on
the same store.
"""

import logging
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from forms_src.library import Library
from lambdas import ports
from lambdas import settings as settings_of
from lambdas.documents import handler as documents
from lambdas.drafts.local import LocalDrafts
from lambdas.drafts.port import DraftsUnavailable
from lambdas.intake import handler as intake
from lambdas.mail.local import LocalMail
from lambdas.mail.port import MailUnavailable, MailUnclear
from lambdas.mail_events import handler as mail_events
from lambdas.notify import handler as notify
from lambdas.records.local import LocalRecords
from lambdas.records.model import OutboxItem
from lambdas.records.port import Records, RecordsUnavailable
from lambdas.seals.local import LocalSeals
from lambdas.seals.port import SealsUnavailable
from lambdas.sweep import handler as sweep
from lambdas.sweep.unpromised import SAFE_AGE
from lambdas.uploads.local import LocalUploads
from lambdas.uploads.port import UploadsUnavailable
from tests.faults.bus import Bus
from tests.faults.carrier import Carrier
from tests.faults.clock import Clock
from tests.faults.faulty import Faults, Faulty, Killed, Raises
from tests.faults.stream import Stream, Streamed
from tests.lambdas.intake.conftest import event
from tests.lambdas.intake.pages import Answer

TRIES = 12  # of a person, or of the stream, before a test calls it never
CLOCKED = ("lambdas.documents", "lambdas.intake", "lambdas.mail_events", "lambdas.notify", "lambdas.sweep")
_A_DAY = SAFE_AGE + timedelta(minutes=1)
_RECORDS = Raises(RecordsUnavailable, RecordsUnavailable)
_DRAFTS = Raises(DraftsUnavailable, DraftsUnavailable)
_MAIL = Raises(MailUnavailable, MailUnclear)
_SEALS = Raises(SealsUnavailable, SealsUnavailable)
_UPLOADS = Raises(UploadsUnavailable, UploadsUnavailable)
_LIBRARY = intake.library
_PORTS = {
    "records": ports.records,
    "drafts": ports.drafts,
    "mail": ports.mail,
    "seals": ports.seals,
    "uploads": ports.uploads,
}


class World:
    """One store and its mail, the process at work on them, and all that was asked of it."""

    def __init__(self, folder: Path, open_records: Callable[[], Records] | None = None) -> None:
        self.folder = folder
        self.clock = Clock()
        self.faults = Faults(self.clock)
        self.stream = Stream()
        self.carrier = Carrier()
        self.bus = Bus()
        self._open_records = open_records or (lambda: LocalRecords(folder))
        self.open()

    def open(self) -> None:
        """Start a process: new adapters on the store as it is."""
        self.records = self._open_records()
        self.mail, self.drafts = LocalMail(self.folder / "mail"), LocalDrafts(self.folder)
        self.uploads = LocalUploads(self.folder / "quarantine")
        streamed = Streamed(self.records, self.stream)
        self.ports = {
            "records": Faulty("records", streamed, self.faults, _RECORDS),
            "drafts": Faulty("drafts", self.drafts, self.faults, _DRAFTS),
            "mail": Faulty("mail", self.mail, self.faults, _MAIL),
            "seals": Faulty("seals", LocalSeals(self.folder), self.faults, _SEALS),
            "uploads": Faulty("uploads", self.uploads, self.faults, _UPLOADS),
        }

    def restart(self) -> None:
        """End the process and start another: nothing is left but the store."""
        self.close()
        settings_of.settings.cache_clear()
        self.open()

    def close(self) -> None:
        self.drafts.close()
        if isinstance(self.records, LocalRecords):
            self.records.close()

    def ask(self, method: str, path: str, body: bytes = b"") -> Answer | None:
        """One request; None when the process died of it, and another has started."""
        answers: list[Answer] = []
        self.survive(lambda: answers.append(Answer(intake.handler(event(method, path, body), None))))
        return answers[0] if answers else None

    def survive(self, act: Callable[[], object]) -> bool:
        """Do something; where the process dies of it, start another. Return whether it lived."""
        try:
            act()
        except Killed:
            self.restart()
            return False
        return True

    def deliver(self, *items: OutboxItem) -> bool:
        """Let the stream deliver these, or what waits, to the worker once. Return whether it lived."""
        wanted = items or tuple(self.stream.waiting)
        return self.survive(lambda: self.stream.deliver(notify.handler, wanted))

    def hear(self) -> bool:
        """Let the queue deliver what the carrier said. Return whether all of it is recorded."""
        return self.survive(lambda: self.carrier.deliver(mail_events.handler)) and not self.carrier.waiting

    def tell(self) -> bool:
        """Let it be told what is to tell of files. Return whether all of it is handled."""
        return self.survive(lambda: self.bus.deliver(documents.handler)) and not self.bus.waiting

    def emails(self) -> list[tuple[str, bytes]]:
        """The outbox item and the bytes of each email that was sent."""
        return [(file.name, file.read_bytes()) for file in sorted((self.folder / "mail" / "new").iterdir())]

    def sweep(self) -> bool:
        """Let the schedule run the sweep once. Return whether it did all that was due."""
        finished: list[object] = []
        with suppress(sweep.SweepIncomplete, RecordsUnavailable):
            self.survive(lambda: finished.append(sweep.handler({}, None)))
        return bool(finished)

    def look_for_documents(self) -> bool:
        """Let the schedule look for documents once. Return whether it settled all that was due."""
        finished: list[object] = []
        with suppress(documents.SweepIncomplete, UploadsUnavailable):
            self.survive(lambda: finished.append(documents.handler({}, None)))
        return bool(finished)

    def settle(self, sweeps: int = 1) -> None:
        """Let the dust settle: nothing fails any more, the stream runs dry, the sweep runs once, or so often.

        It runs when all that is left over is due, and what nobody was promised is old enough.
        """
        self.faults.calm()
        self.deliver()
        for _ in range(sweeps):
            now = self.clock.now()
            left = [owed.due_at for item in self.records.pending() if (owed := self.records.owed(item))]
            self.clock.move(max([now, datetime.now(UTC), *left]) + _A_DAY - now)
            assert self.sweep()
            assert self.look_for_documents()
            self.deliver()


@contextmanager
def running(world: World, forms_dir: Path) -> Iterator[World]:
    """Set the product to a world: its ports, its clock, its environment. All is as it was afterwards."""
    with pytest.MonkeyPatch.context() as patch:
        where = {
            "LOCAL_DATA": str(world.folder),
            "FORMS_DIR": str(forms_dir),
            "SITE_URL": "https://x.example",
        }
        patch.setattr(os, "environ", {**os.environ, **where})
        for name in ("documents", "intake", "mail_events", "notify", "sweep"):
            patch.setattr(logging.getLogger(name), "disabled", True)
        for cached in (settings_of.settings, ports.drafts):
            cached.cache_clear()
        _everywhere(patch, "library", _LIBRARY, lambda: _library(forms_dir))
        for name, real in _PORTS.items():
            _everywhere(patch, name, real, _port_of(world, name))
        _everywhere(patch, "datetime", datetime, world.clock.datetime, CLOCKED)
        yield world
    world.close()
    settings_of.settings.cache_clear()


@cache
def _library(forms_dir: Path) -> Library:
    return Library(forms_dir)


def _port_of(world: World, name: str) -> Callable[[], Any]:
    return lambda: world.ports[name]


def _everywhere(
    patch: pytest.MonkeyPatch, name: str, real: object, fake: object, within: tuple[str, ...] = ("lambdas",)
) -> None:
    """Put something in the place of a name wherever a module of the product holds it."""
    for module in [module for path, module in sys.modules.items() if path.startswith(within)]:
        if getattr(module, name, None) is real:
            patch.setattr(module, name, fake)
