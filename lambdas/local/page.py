"""The frame of the pages that show local mail, records and previews."""

import html
from collections.abc import Iterable, Sequence

Answer = tuple[int, str, bytes]
Link = tuple[str, str]  # address and words

HTML = "text/html; charset=utf-8"
JSON = "application/json"
TEXT = "text/plain; charset=utf-8"
STYLE = (
    "body{font:1rem/1.5 Arial,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#201547}"
    "table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:.3rem .8rem .3rem 0;"
    "border-bottom:1px solid #888;vertical-align:top;overflow-wrap:anywhere;min-width:5em}"
    "pre{white-space:pre-wrap;overflow-wrap:anywhere}"
)
LOCAL_PAGES = ("/_local/", "Local pages")


def page(title: str, *body: str, status: int = 200, above: Sequence[Link] = (LOCAL_PAGES,)) -> Answer:
    """A whole page from pieces of HTML; `above` are the pages that lead to it, the first of all first."""
    content = (
        f'<!doctype html><html lang="en-AU"><head><meta charset="utf-8"><title>{text(title)}</title>'
        f'<meta name="viewport" content="width=device-width"><link rel="icon" href="data:,">'
        f"<style>{STYLE}</style></head>"
        f"<body>{trail(above)}<main><h1>{text(title)}</h1>{''.join(body)}</main></body></html>"
    )
    return status, HTML, content.encode()


def missing(what: str) -> Answer:
    """A 404 that says what is not there."""
    return page(what, status=404)


def trail(above: Sequence[Link], here: str = "", *others: str) -> str:
    """The way back: links to the pages above, `here` in words if given, then other links."""
    if not above:
        return ""
    way = [link(address, words) for address, words in above]
    way += [f'<span aria-current="page">{text(here)}</span>'] if here else []
    lines = "".join(f"<p>{line}</p>" for line in (" › ".join(way), "<br>".join(others)) if line)
    return f'<div role="navigation" aria-label="Local pages">{lines}</div>'


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
