"""The lines of a file around a fault, with a mark at the place."""

import re
from pathlib import Path
from typing import NamedTuple

from forms_src.faults import Fault
from forms_src.sources import MAX_BYTES

AROUND = 2  # lines before the fault, and after it
WIDEST = 100  # characters of a line that are shown
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]")
PAGES = Path("forms_src/guide/faults")


class Line(NamedTuple):
    """One line to show; `mark` is how many characters stand before the fault, None for a line beside it."""

    number: int
    words: str
    mark: int | None = None


def excerpt(fault: Fault) -> tuple[Line, ...]:
    """Return the lines around a fault; nothing where the file cannot be shown."""
    try:
        if fault.file.stat().st_size > MAX_BYTES:
            return ()
        text = fault.file.read_bytes().decode("utf-8-sig", "replace")
    except OSError:
        return ()
    return lines_around(text, fault.line, fault.column)


def lines_around(text: str, line: int, column: int = 1) -> tuple[Line, ...]:
    """Return the lines of a text around one of them, each cut to what can be shown."""
    lines = re.split("\r\n|[\n\r]", text)
    first = max(1, line - AROUND)
    shown = [
        _marked(number, words, column) if number == line else Line(number, _shown(words))
        for number, words in enumerate(lines[first - 1 : line + AROUND], first)
    ]
    while shown and shown[-1].mark is None and not shown[-1].words:
        shown.pop()
    return tuple(shown)


def _marked(number: int, words: str, column: int) -> Line:
    start = max(0, column - 1 - WIDEST // 2) if column > WIDEST else 0
    return Line(number, _shown(words, start), column - 1 - start)


def _shown(words: str, start: int = 0) -> str:
    part = words[start : start + WIDEST].replace("\t", "→")
    return _UNSEEN.sub("·", part) + ("…" if len(words) > start + WIDEST else "")


def page_of(id_: str) -> Path:
    """Return the page that says how to mend faults of a kind, as seen from the project’s folder."""
    return PAGES / f"{id_}.md"


def told_in_full(fault: Fault, root: Path) -> str:
    """Return a fault for the terminal: what is wrong, the lines around, and where to read how to mend it."""
    lines = excerpt(fault)
    width = len(str(lines[-1].number)) if lines else 0
    told = [str(fault.below(root)), *(row for line in lines for row in _rows(line, width))]
    return "\n".join([*told, f"    How to mend it: {page_of(fault.id).as_posix()}"])


def _rows(line: Line, width: int) -> list[str]:
    sign = " " if line.mark is None else ">"
    row = f"  {sign} {line.number:>{width}} | {line.words}".rstrip()
    return [row] if line.mark is None else [row, f"    {'':>{width}} | {' ' * line.mark}^"]
