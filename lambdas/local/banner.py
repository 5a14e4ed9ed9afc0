"""Faults in the definitions, shown on top of each page while the last good site stays up."""

import html
import re
from collections.abc import Sequence
from pathlib import Path

from forms_src.excerpts import Line, excerpt, page_of
from forms_src.faults import Fault

MOST_SHOWN = 20
BODY = re.compile(rb"<body[^>]*>", re.IGNORECASE)


def with_faults(page: bytes, faults: Sequence[Fault], root: Path) -> bytes:
    """The HTML page with a banner that lists the faults, files as seen from `root`, if there are any."""
    if not faults:
        return page
    body = BODY.search(page)
    at = body.end() if body else 0
    return page[:at] + _banner(faults, root).encode() + page[at:]


def _banner(faults: Sequence[Fault], root: Path) -> str:
    items = "".join(_item(fault, root) for fault in faults[:MOST_SHOWN])
    count = "1 fault" if len(faults) == 1 else f"{len(faults)} faults"
    more = f"<p>{left(faults)}</p>" if left(faults) else ""
    return (
        f'<div role="alert" id="local-faults"><p><strong>{count} in the definitions. Until this is put '
        f"right, the pages it touches stay as they were.</strong></p><ul>{items}</ul>{more}</div>"
    )


def left(faults: Sequence[Fault]) -> str:
    """Words for the faults beyond those that are shown; nothing where all are."""
    over = len(faults) - MOST_SHOWN
    return f"And {over} more: python3 build.py check shows them all." if over > 0 else ""


def _item(fault: Fault, root: Path) -> str:
    lines = "\n".join(map(_line, excerpt(fault)))
    shown = f"<pre>{lines}</pre>" if lines else " "
    page = html.escape(page_of(fault.id).as_posix())
    words = html.escape(str(fault.below(root)))
    return f"<li><code>{words}</code>{shown}How to mend it: <code>{page}</code></li>"


def _line(line: Line) -> str:
    words = html.escape(f"{line.number}  {line.words}")
    return words if line.mark is None else f"<mark>{words}</mark>"
