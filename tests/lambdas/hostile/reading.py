"""Reads a rendering as a browser would, and says what of a hostile string came alive in it."""

from collections.abc import Iterable, Iterator
from html.parser import HTMLParser

from markupsafe import escape

from tests.lambdas.hostile.strings import MARK

URLS = {"href", "src", "action", "formaction", "srcset", "data", "poster", "background"}
NEVER = {"img", "iframe", "object", "embed", "svg", "math", "base", "applet", "frame", "b"}


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.faults: list[str] = []
        self.inside: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in NEVER or MARK.lower() in tag:
            self.faults.append(f"the element <{tag}>")
        for name, value in attrs:
            if name.startswith("on") or MARK.lower() in name:
                self.faults.append(f"the attribute {name}")
            if name in URLS and MARK in (value or ""):
                self.faults.append(f"the address in {name}")
        if tag in ("script", "style"):
            self.inside.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self.inside:
            self.inside.remove(tag)

    def handle_data(self, data: str) -> None:
        if self.inside and MARK in data:
            self.faults.append(f"inside <{self.inside[-1]}>")

    def handle_comment(self, data: str) -> None:
        if MARK in data:
            self.faults.append("a comment")

    def unknown_decl(self, data: str) -> None:
        self.faults.append(f"a declaration: {data[:20]}")


def faults_of_page(html: str) -> Iterator[str]:
    """Yield what a hostile string became in a page, other than words to read."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    yield from reader.faults
    if "7*7" not in html and ">49<" in html:
        yield "a template was run"


def not_escaped(html: str, values: Iterable[str]) -> Iterator[str]:
    """Yield whether a value stands in a page in any other than its escaped form, whole or line by line."""
    spelled = {one for value in values for one in (value, value.replace("\r\n", "\n"), *value.splitlines())}
    for one in sorted(spelled, key=len, reverse=True):
        html = html.replace(str(escape(one)), "").replace(str(escape(one.strip())), "")
    if MARK in html:
        yield f"not escaped: {html.partition(MARK)[0][-30:]}"


def faults_of_text(text: str) -> Iterator[str]:
    """Yield the mark where no answer may be."""
    if MARK in text or "evil.example" in text:
        yield "an answer is in it"
