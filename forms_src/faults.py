"""Faults in definitions, in words for the people who edit them."""

from collections.abc import Iterable
from difflib import get_close_matches
from pathlib import Path
from typing import NamedTuple


class Fault(NamedTuple):
    """One thing to put right in one place. `line` starts at 1; `str()` gives `file:line: message`."""

    file: Path
    line: int
    message: str

    def __str__(self) -> str:
        """Return the fault as editors and terminals link it."""
        return f"{self.file}:{self.line}: {self.message}"


def nearest(found: str, allowed: Iterable[str]) -> str:
    """Return ` Did you mean “…”?` for the closest allowed word, or what is allowed if none is close."""
    choices = sorted(allowed)
    by_letters = {choice.lower(): choice for choice in choices}
    close = get_close_matches(found.lower(), by_letters, n=1, cutoff=0.6)
    if close:
        return f" Did you mean “{by_letters[close[0]]}”?"
    if len(choices) > 30:
        return ""
    return f" It can be: {', '.join(choices)}." if choices else ""
