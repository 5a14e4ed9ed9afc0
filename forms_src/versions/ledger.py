"""The ledger of a form's published versions: who approved each, when, from which day, with which fingerprint.

Each entry is chained to the one before it, so that a change to any of them shows.
"""

import hashlib
import json
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Annotated, Final

from pydantic import Field

from forms_src.faults import Fault
from forms_src.shared import model_of
from forms_src.sources import Located, read_source
from forms_src.strict import Strict

FOLDER = "published"  # in the folder of definitions
CHANGED: Final = "published-versions-that-changed"
NAME = "versions.yaml"
HEAD = "# Written by build.py publish, never by hand: reports are kept by the versions they were made on.\n"
Sha256 = Annotated[str, Field(pattern="^[0-9a-f]{64}$")]


class Entry(Strict):
    """One published version. `sha256` is that of its file, `chain` that of all entries up to this one.

    `reason` says why it was published with less notice than its own rules ask for.
    """

    version: int = Field(gt=0)
    effective_from: date
    published_on: date
    approved_by: str = Field(min_length=1)
    sha256: Sha256
    reason: str | None = None
    chain: Sha256

    @classmethod
    def after(cls, before: "Sequence[Entry]", **settings: object) -> "Entry":
        """Return the entry that follows others."""
        loose = cls.model_validate({**settings, "chain": "0" * 64})
        return loose.model_copy(update={"chain": loose.chained_to(before[-1].chain if before else "")})

    def chained_to(self, chain: str) -> str:
        """Return what `chain` must be behind the entry with this chain."""
        own = self.model_dump(mode="json", exclude={"chain"}, exclude_none=True)
        return hashlib.sha256((chain + json.dumps(own, sort_keys=True)).encode()).hexdigest()


class Ledger(Strict):
    """All entries of one form, the first version first."""

    versions: tuple[Entry, ...] = ()


def read_ledger(folder: Path) -> tuple[Ledger, list[Fault]]:
    """Read the ledger in the folder of one form, with what is wrong with it."""
    path = folder / NAME
    if not path.is_file():
        return Ledger(), []
    located, faults = read_source(path)
    ledger = model_of(Ledger, located, faults) if located else None
    if ledger and located:
        faults += _changed(ledger, located)
    return ledger or Ledger(), faults


def _changed(ledger: Ledger, located: Located) -> Iterator[Fault]:
    chain = ""
    for n, entry in enumerate(ledger.versions):
        if entry.version != n + 1:
            words = f"Version {n + 1} is missing here: put this file back as it was"
            yield located.fault_at(("versions", n, "version"), words, CHANGED)
            return
        if entry.chain != entry.chained_to(chain):
            words = f"What is said here of version {entry.version} was changed: put this file back as it was"
            yield located.fault_at(("versions", n), words, CHANGED)
            return
        chain = entry.chain


def ledger_text(entries: Sequence[Entry]) -> str:
    """Return a ledger as the text of its file."""
    lines = ["versions:"]
    for entry in entries:
        settings = entry.model_dump(mode="json", exclude_none=True)
        texts = (f"{name}: {_written(value)}" for name, value in settings.items())
        lines += [f"{'    ' if n else '  - '}{text}" for n, text in enumerate(texts)]
    return HEAD + "\n".join(lines) + "\n"


def _written(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
