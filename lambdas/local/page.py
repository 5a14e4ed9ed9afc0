"""The frame of the pages that show local mail and records."""

import html
from collections.abc import Iterable, Sequence

Answer = tuple[int, str, bytes]

HTML = "text/html; charset=utf-8"
JSON = "application/json"
TEXT = "text/plain; charset=utf-8"
STYLE = (
    "body{font:1rem/1.5 Arial,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#201547}"
    "table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:.3rem .8rem .3rem 0;"
    "border-bottom:1px solid #888;vertical-align:top;overflow-wrap:anywhere;min-width:5em}"
    "pre{white-space:pre-wrap}"
)


def page(title: str, *body: str, status: int = 200) -> Answer:
    """A whole page from pieces of HTML."""
    content = (
        f'<!doctype html><html lang="en-AU"><head><meta charset="utf-8"><title>{text(title)}</title>'
        f'<meta name="viewport" content="width=device-width"><link rel="icon" href="data:,">'
        f"<style>{STYLE}</style></head>"
        f"<body><main><h1>{text(title)}</h1>{''.join(body)}</main></body></html>"
    )
    return status, HTML, content.encode()


def missing(what: str) -> Answer:
    """A 404 that says what is not there."""
    return page(what, '<p><a href="/_local/">Local pages</a></p>', status=404)


def text(words: object) -> str:
    """Words made safe for HTML."""
    return html.escape(str(words))


def link(address: str, words: object) -> str:
    return f'<a href="{text(address)}">{text(words)}</a>'


def table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table of cells that are HTML already."""
    head = "".join(f'<th scope="col">{text(heading)}</th>' for heading in headings)
    body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
