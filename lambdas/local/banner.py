"""Faults in the definitions, shown on top of each page while the last good site stays up."""

import html
import re
from collections.abc import Sequence

BODY = re.compile(rb"<body[^>]*>", re.IGNORECASE)


def with_faults(page: bytes, faults: Sequence[str]) -> bytes:
    """The HTML page with a banner that lists the faults; the page itself when there are none."""
    if not faults:
        return page
    body = BODY.search(page)
    at = body.end() if body else 0
    return page[:at] + _banner(faults).encode() + page[at:]


def _banner(faults: Sequence[str]) -> str:
    items = "".join(f"<li><code>{html.escape(fault)}</code></li>" for fault in faults)
    count = "1 fault" if len(faults) == 1 else f"{len(faults)} faults"
    return (
        f'<div role="alert" id="local-faults"><p><strong>{count} in the definitions. Until this is put '
        f"right, the pages it touches stay as they were.</strong></p><ul>{items}</ul></div>"
    )
