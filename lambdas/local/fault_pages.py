"""The guide's pages on faults in the browser: what each kind of fault means, and how to mend it."""

from pathlib import Path

from forms_src.excerpts import PAGES
from lambdas.local.page import LOCAL_PAGES, Answer, link, missing, page

PREFIX = "/_local/faults/"
LIST = (PREFIX, "How to mend faults")


class FaultPages:
    """The list at "", the page of one kind of fault at "<id>/". `root` is the project's folder."""

    def __init__(self, root: Path) -> None:
        self._folder = root / PAGES

    def page(self, path: str) -> Answer:
        """The page for a path below PREFIX."""
        if not path:
            return self._list()
        title = self.title(path.removesuffix("/"))
        if not title:
            return missing("There is no such kind of fault.")
        return page(title, self._body(path.removesuffix("/")), above=(LOCAL_PAGES, LIST))

    def title(self, id_: str) -> str:
        """What a kind of fault is called; nothing where it has no page."""
        path = self._folder / f"{id_}.md"
        known = path.parent == self._folder and path.is_file()
        return path.read_text("utf-8").partition("\n")[0].removeprefix("# ") if known else ""

    def _body(self, id_: str) -> str:
        from forms_src.prose import read_words

        return read_words(self._folder / f"{id_}.md").html.partition("</h1>")[2]

    def _list(self) -> Answer:
        ids = sorted(path.stem for path in self._folder.glob("*.md"))
        items = "".join(f"<li>{link(f'{PREFIX}{id_}/', self.title(id_))}</li>" for id_ in ids)
        return page(LIST[1], f"<ul>{items}</ul>")
