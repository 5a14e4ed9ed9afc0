"""A page as a test reads it: elements with their attributes and text."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"input", "br", "link", "meta", "hr", "img", "col", "wbr"}


@dataclass
class Element:
    """One element, with those inside it and the text directly in it."""

    tag: str
    attributes: dict[str, str]
    parent: "Element | None" = None
    children: "list[Element | str]" = field(default_factory=list)

    @property
    def text(self) -> str:
        """All text in it, spaces as one."""
        return " ".join("".join(self._texts()).split())

    def _texts(self) -> Iterator[str]:
        for child in self.children:
            if isinstance(child, str):
                yield child
            else:
                yield from child._texts()

    def walk(self) -> "Iterator[Element]":
        """Yield it and every element inside it, in order."""
        yield self
        for child in self.children:
            if isinstance(child, Element):
                yield from child.walk()

    def all(self, tag: str = "", **attributes: str) -> "list[Element]":
        """Return the elements inside with a tag and attributes; `class_` is one of the classes."""
        return [one for one in self.walk() if (not tag or one.tag == tag) and one._has(attributes)]

    def _has(self, wanted: dict[str, str]) -> bool:
        classes = self.attributes.get("class", "").split()
        own = (
            {"class_": wanted["class_"] if wanted.get("class_") in classes else ""}
            if "class_" in wanted
            else {}
        )
        return all({**self.attributes, **own}.get(name) == value for name, value in wanted.items())

    def within(self, tag: str) -> "Element | None":
        """Return the nearest element around it with a tag."""
        here = self.parent
        while here is not None and here.tag != tag:
            here = here.parent
        return here


def ids_at_fault(root: Element) -> set[str]:
    """Return ids that stand twice, and those that a link, a label or a description needs in vain."""
    ids = [one.attributes["id"] for one in root.walk() if "id" in one.attributes]
    wanted = [one.attributes["href"][1:] for one in root.all("a") if one.attributes["href"].startswith("#")]
    wanted += [one.attributes["for"] for one in root.all("label") if "for" in one.attributes]
    wanted += [id_ for one in root.walk() for id_ in one.attributes.get("aria-describedby", "").split()]
    return {id_ for id_ in ids if ids.count(id_) > 1} | set(wanted) - set(ids)


class HtmlReader(HTMLParser):
    """Reads a page into elements. Raises AssertionError for an end tag that closes nothing."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("", {})
        self._open = self.root
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs}, self._open)
        assert len(element.attributes) == len(attrs), f"<{tag}> has an attribute twice"
        self._open.children.append(element)
        if tag not in VOID:
            self._open = element

    def handle_endtag(self, tag: str) -> None:
        while self._open.tag != tag:
            assert self._open.tag in ("p", "li"), f"</{tag}> closes <{self._open.tag}>"
            assert self._open.parent
            self._open = self._open.parent
        assert self._open.parent
        self._open = self._open.parent

    def handle_data(self, data: str) -> None:
        self._open.children.append(data)


def read_html(page: str) -> Element:
    """Return the root of a page."""
    return HtmlReader(page).root
