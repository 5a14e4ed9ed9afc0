"""Plain text and Markdown as HTML: paragraphs, lists, and links for phone numbers and addresses."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

from markupsafe import Markup, escape

_PHONE = r"(?<![\d,.])(?<!\d )(?:000|13 ?\d\d ?\d\d|1[38]00(?: ?\d){6}|0\d(?: ?\d){8})(?! ?\d)"
_PAGE = r"\[(?P<words>[^\]]+)\]\((?P<page>/(?:[a-z][a-z0-9-]*/)+)\)"  # of this site, as in Markdown
_LINKS = re.compile(
    rf"{_PAGE}|(?P<web>(?:https?://|www\.)[^\s<>]*[^\s<>.,;:)])|(?P<mail>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)|(?P<phone>{_PHONE})"
)


def tel(number: str) -> str:
    """Return a phone number as it stands in a `tel:` address."""
    return "".join(character for character in number if character.isdigit() or character == "+")


def linked(text: str) -> Markup:
    """Return one run of plain text with its phone numbers, email addresses and web addresses as links.

    `[words](/page/)` links to a page of this site.
    """
    found, at = Markup(), 0
    for match in _LINKS.finditer(text):
        found += escape(text[at : match.start()]) + _link(match)
        at = match.end()
    return found + escape(text[at:])


def _link(match: re.Match[str]) -> Markup:
    words = match[0]
    if match["phone"]:
        return Markup('<a href="tel:{}">{}</a>').format(tel(words), words)
    if match["mail"]:
        return Markup('<a href="mailto:{}">{}</a>').format(words, words)
    if match["page"]:
        return _apart(match["page"], match["words"])
    return _apart(words if words.startswith("http") else f"https://{words}", words)


def _apart(address: str, words: str) -> Markup:
    """Return a link to another page, which leaves the answers on this one where they are."""
    return Markup('<a href="{}" target="_blank" rel="noreferrer">{}</a> (opens in a new tab)').format(
        address, words
    )


def prose(text: str) -> Markup:
    """Return plain text as paragraphs, parted by blank lines, and lists, of lines that start with `- `."""
    return Markup().join(part for block in re.split(r"\n\s*\n", text.strip()) for part in _parts(block))


def _parts(block: str) -> Iterator[Markup]:
    lines = [line.strip() for line in block.splitlines() if line.strip()]
    for is_list, run in groupby(lines, key=lambda line: line.startswith("- ")):
        if is_list:
            items = (Markup("<li>{}</li>").format(linked(line[2:])) for line in run)
            yield Markup("<ul>{}</ul>").format(Markup().join(items))
        else:
            yield Markup("<p>{}</p>").format(linked(" ".join(run)))


class Words(NamedTuple):
    """A page of words: its title, its HTML, and what comes after a line of three dashes, if there is one."""

    title: str
    html: Markup
    after: Markup


def read_words(path: Path) -> Words:
    """Read a Markdown file."""
    return words_of(path.read_text("utf-8"))


def words_of(text: str) -> Words:
    """Return Markdown whose first line is its title, a heading, as a page. HTML in it shows as text.

    Lines that start with `>` are a warning.
    """
    from markdown_it import MarkdownIt  # only the site's build reads Markdown

    before, _, after = text.partition("\n---\n")
    title = text.partition("\n")[0].removeprefix("# ").strip()
    markdown = MarkdownIt("commonmark", {"html": False})
    markdown.add_render_rule("heading_open", _heading)
    markdown.add_render_rule("blockquote_open", lambda *_: '<div class="warning">')
    markdown.add_render_rule("blockquote_close", lambda *_: "</div>")
    return Words(title, Markup(markdown.render(before)), Markup(markdown.render(after)))  # noqa: S704  HTML is escaped


def _heading(_self: object, tokens: Sequence[Any], at: int, _options: object, _env: object) -> str:
    """Return the start of a heading; each below the title has an id, its words joined by hyphens."""
    tag = tokens[at].tag
    id_ = "-".join(re.findall(r"[a-z0-9]+", tokens[at + 1].content.lower()))
    return f"<{tag}>" if tag == "h1" else f'<{tag} id="{id_}">'
