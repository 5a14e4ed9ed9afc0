"""Faults in the definitions, shown on top of each page while the last good site stays up."""

import html
import re
from collections.abc import Sequence
from pathlib import Path

from forms_src.excerpts import Line, excerpt, page_of
from forms_src.faults import Fault
from lambdas.local.fault_pages import PREFIX, FaultPages

MOST_SHOWN = 20
NBSP = "\N{NO-BREAK SPACE}"
START = re.compile(rb"<main[^>]*>", re.IGNORECASE)
BODY = re.compile(rb"<body[^>]*>", re.IGNORECASE)


def with_faults(page: bytes, faults: Sequence[Fault], root: Path) -> bytes:
    """The HTML page with a banner that lists the faults, files as seen from `root`, if there are any."""
    if not faults:
        return page
    body = START.search(page) or BODY.search(page)
    at = body.end() if body else 0
    return page[:at] + _banner(faults, root).encode() + page[at:]


def _banner(faults: Sequence[Fault], root: Path) -> str:
    items = "".join(_item(fault, root) for fault in faults[:MOST_SHOWN])
    count = "1 fault" if len(faults) == 1 else f"{len(faults)} faults"
    more = f"<p>{left(faults)}</p>" if left(faults) else ""
    # The page's own style forbids any other: these classes of it are never hidden, section by section either.
    return (
        f'<div class="sheet" role="alert" id="local-faults"><div class="warning"><h2>{count} in the '
        f"definitions</h2><p>{until_mended(faults)}</p><ul>{items}</ul>{more}</div></div>"
    )


def until_mended(faults: Sequence[Fault]) -> str:
    """What to do about faults, and what is shown until then."""
    one = len(faults) == 1
    them, they_touch = ("it", "it touches") if one else ("them", "they touch")
    return f"Put {them} right and save. Until then, the pages that {they_touch} stay as they were."


def left(faults: Sequence[Fault]) -> str:
    """Words for the faults beyond those that are shown; nothing where all are."""
    over = len(faults) - MOST_SHOWN
    return f"And {over} more: python3 build.py check shows them all." if over > 0 else ""


def _item(fault: Fault, root: Path) -> str:
    lines = "<br>".join(map(_line, excerpt(fault)))
    shown = f"<p>{lines}</p>" if lines else ""
    where, _, words = html.escape(str(fault.below(root))).partition(": ")
    told = f"<p><strong>{words}</strong><br><code>{where}</code></p>{shown}"
    return f"<li>{told}<p>{_way_to_mend(fault, root)}</p></li>"


def _way_to_mend(fault: Fault, root: Path) -> str:
    title = FaultPages(root).title(fault.id)
    if not title:
        return f"How to mend it: <code>{html.escape(page_of(fault.id).as_posix())}</code>"
    address = html.escape(f"{PREFIX}{fault.id}/")
    return (
        f'<a href="{address}" target="_blank">How to mend it: {html.escape(title)}</a> (opens in a new tab)'
    )


def _line(line: Line) -> str:
    indent = len(line.words) - len(line.words.lstrip())
    words = f"<code>{line.number}{NBSP * (2 + indent)}{html.escape(line.words.lstrip())}</code>"
    return words if line.mark is None else f"<mark>{words}</mark>"
