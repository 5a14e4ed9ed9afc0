"""Answers of the intake, read as a browser would."""

from html.parser import HTMLParser
from typing import Any


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.hidden: dict[str, list[str]] = {}
        self.inputs: dict[str, list[str]] = {}
        self.links: list[str] = []
        self.ids: set[str] = set()
        self.text: list[str] = []
        self._area: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        self.ids |= {found["id"]} if "id" in found else set()
        if tag == "a":
            self.links.append(found.get("href", ""))
        self._area = found.get("name") if tag == "textarea" else None
        if self._area:
            self.inputs.setdefault(self._area, []).append("")
        if tag == "input":
            self._input(found)

    def _input(self, found: dict[str, str]) -> None:
        kind, name, value = found.get("type", "text"), found.get("name", ""), found.get("value", "")
        if kind == "hidden":
            self.hidden.setdefault(name, []).append(value)
        elif kind not in ("radio", "checkbox") or "checked" in found:
            self.inputs.setdefault(name, []).append(value)

    def handle_data(self, data: str) -> None:
        if self._area:
            self.inputs[self._area][-1] += data
        self.text.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._area = None


class Answer:
    """A response: its status, headers, and what is on the page."""

    def __init__(self, response: dict[str, Any]) -> None:
        self.status = response["statusCode"]
        self.headers = response["headers"]
        self.cookies = response["cookies"]
        self.body = response["body"]
        reader = _Reader()
        reader.feed(self.body)
        self.hidden = reader.hidden
        self.inputs = reader.inputs
        self.links = reader.links
        self.ids = reader.ids
        self.text = " ".join(" ".join(reader.text).split())

    @property
    def key(self) -> str:
        return self.hidden["submission_key"][0]

    @property
    def location(self) -> str:
        return str(self.headers["location"])
