"""The command `check`: every fault of definitions and other words, in the terminal and for code hosts."""

import json
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from forms_src.excerpts import told_in_full
from forms_src.faults import Fault
from forms_src.last_checks import last_faults
from forms_src.loading import Loaded, load
from forms_src.reading.check import reading_faults
from forms_src.sarif import sarif
from forms_src.versions.published import Published, read_published, wrong_numbers


def check_command(root: Path, sarif_file: Path | None = None) -> int:
    """Print every fault with the lines around it; return 1 if there is one that is more than a warning.

    With `sarif_file` they are also written there, as code hosts read them.
    """
    folder = root / "forms_src"
    loaded, published = load(folder / "definitions"), read_published(folder / "definitions")
    faults = every_fault(root, loaded, published)
    if sarif_file:
        sarif_file.write_text(json.dumps(sarif(faults, root), indent=2, ensure_ascii=False) + "\n", "utf-8")
    sys.stdout.write("".join(f"{told_in_full(fault, root)}\n\n" for fault in faults))
    sys.stdout.write(f"{_summary(loaded, faults)}\n")
    return 1 if any(fault.level == "error" for fault in faults) else 0


def every_fault(root: Path, loaded: Loaded, published: Published) -> list[Fault]:
    """Return every fault of definitions, published versions and other words, in order."""
    folder, today = root / "forms_src", datetime.now(UTC).date()
    numbers = wrong_numbers(loaded.forms, loaded.paths, published)
    words = {*reading_faults(folder), *last_faults(folder / "definitions", loaded.forms, today)}
    return sorted({*loaded.faults, *published.faults, *numbers, *words})


def _summary(loaded: Loaded, faults: Sequence[Fault]) -> str:
    errors = sum(fault.level == "error" for fault in faults)
    forms = f"{_count(len(loaded.forms), 'form')} checked, no faults."
    counted = f"{_count(errors, 'fault')}." if errors else forms
    warnings = len(faults) - errors
    return f"{counted} {_count(warnings, 'warning')}, which can wait." if warnings else counted


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
