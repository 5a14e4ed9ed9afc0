"""Faults in definitions, in words for the people who edit them."""

from collections.abc import Iterable
from difflib import get_close_matches
from pathlib import Path
from typing import Literal, NamedTuple

# Faults that are found while a definition is read. All others are named by the function that checks for them.
LoadingFault = Literal[
    "curly-quotes",
    "effective-dates-that-cannot-be",
    "exceptions-that-nothing-needs",
    "files-that-cannot-be-read",
    "files-without-settings",
    "forms-never-published",
    "hidden-characters",
    "ids-used-twice",
    "lines-that-are-not-yaml",
    "missing-settings",
    "parts-never-in-effect",
    "published-versions-that-changed",
    "sections-that-include-themselves",
    "settings-beside-an-include",
    "settings-given-twice",
    "settings-too-deep",
    "unknown-field-types",
    "unknown-settings",
    "unknown-shared-parts",
    "unknown-zones-and-calendars",
    "words-lost-to-a-comment",
    "words-that-are-hard-to-read",
    "wrong-values",
    "wrong-version-numbers",
    "yaml-shorthand",
]
# What is shown but keeps nothing from being used.
WARNINGS = frozenset({"reviews-past-due"})


class Fault(NamedTuple):
    """One thing to put right in one place. `line` and `column` start at 1.

    `id` names the kind of fault, and its page in `guide/faults`.
    """

    file: Path
    line: int
    message: str
    id: str
    column: int = 1

    @property
    def level(self) -> Literal["error", "warning"]:
        """Whether it keeps the definition from being used."""
        return "warning" if self.id in WARNINGS else "error"

    def __str__(self) -> str:
        """Return the fault as editors and terminals link it, `file:line: message`."""
        return f"{self.file}:{self.line}: {'Warning: ' if self.level == 'warning' else ''}{self.message}"

    def below(self, root: Path) -> "Fault":
        """Return the fault with its file as seen from a folder."""
        return self._replace(file=self.file.relative_to(root)) if self.file.is_relative_to(root) else self


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
