"""The words that people read, each with the file and line it stands on."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from forms_src.fields import FIELD_TYPES
from forms_src.sources import Located, read_source, yaml_files

# Settings of definitions that hold words for the people who fill in a form.
SETTINGS = frozenset(
    {
        *("title", "short_title", "summary", "who", "before_you_start", "next_steps", "words", "next_step"),
        *(
            "label",
            "hint",
            "intro",
            "heading",
            "text",
            "say",
            "message",
            "item",
            "item_title",
            "add_label",
            "because",
        ),
    }
)
_SHARED = ("", "options", "sections")
_NAMES_ALONE = {"agencies.yaml", "places.yaml"}
_BLANK = re.compile(r"\{\{.*?\}\}|\{\w*\}", re.DOTALL)
_NOT_SAID = re.compile(r"\{[%#].*?[%#]\}|<(style|script|title)\b.*?</\1>", re.DOTALL)
_BLOCK = re.compile(r"</?(?:p|h\d|li|ul|ol|dl|dt|dd|div|section|td|tr|button|option|label|main|nav)\b[^>]*>")
_TAG = re.compile(r"<[^>]*>|[\w-]+=\"[^\"]*\"")
_ADDRESS = re.compile(r"\S*(?:@|www\.|://)\S*")


class Text(NamedTuple):
    """One text and where it stands; `key` names it: `form/field.setting`, or `words/page` for a page."""

    file: Path
    line: int
    words: str
    key: str = ""


def all_texts(folder: Path) -> Iterator[Text]:
    """Yield every text of `forms_src`: definitions, pages of words, layouts, messages of field types."""
    definitions = folder / "definitions"
    for part in (definitions, *(definitions / "shared" / name for name in _SHARED)):
        for path in yaml_files(part):
            if path.name not in _NAMES_ALONE:
                yield from definition_texts(path)
    for path in sorted([*(folder / "words").glob("*.md"), *(folder / "guide").rglob("*.md")]):
        yield from markdown_texts(path)
    for path in sorted([*(folder / "layouts").rglob("*.*"), *(folder / "fields").rglob("*.html")]):
        yield from template_texts(path)
    yield from message_texts(folder / "fields")


def definition_texts(path: Path) -> Iterator[Text]:
    """Yield the words of one definition; what cannot be read is for other checks to say."""
    located, _faults = read_source(path)
    if located:
        yield from _inside(located, path.stem, "")


def _inside(here: Located, owner: str, setting: str) -> Iterator[Text]:
    if isinstance(here.value, dict):
        for name, inner in here.value.items():
            yield from _inside(inner, owner, f"messages.{name}" if setting == "messages" else name)
    for inner in here.items():
        own = inner.get("id")
        named = f"{owner.partition('/')[0]}/{own.value}" if own else owner
        yield from _inside(inner, named, setting)
    if isinstance(here.value, str) and (setting in SETTINGS or setting.startswith("messages.")):
        yield Text(here.file, here.line, said(here.value), f"{owner}.{setting}")


def markdown_texts(path: Path) -> Iterator[Text]:
    """Yield each heading, paragraph and list item of a page of words."""
    from markdown_it import MarkdownIt

    for token in MarkdownIt("commonmark").enable("table").parse(path.read_text("utf-8")):
        if token.type == "inline":
            words = "".join(one.content if one.type == "text" else " " for one in token.children or ())
            yield Text(path, (token.map or [0])[0] + 1, said(words), f"{path.parent.name}/{path.stem}")


def template_texts(path: Path) -> Iterator[Text]:
    """Yield the words of a template between its block elements, or line by line if it is plain text."""
    source = _BLANK.sub("it", _NOT_SAID.sub(_lines_alone, path.read_text("utf-8")))
    is_html = path.suffix == ".html"
    at, line = 0, 1
    for found in [*(_BLOCK if is_html else re.compile("\n")).finditer(source), None]:
        part = source[at : found.start() if found else len(source)]
        words = said(" ".join((_TAG.sub(" ", part) if is_html else part).split()))
        if words:
            yield Text(path, line + part.count("\n", 0, len(part) - len(part.lstrip())), words)
        at, line = (found.end() if found else 0), line + source.count("\n", at, found.end() if found else at)


def _lines_alone(found: re.Match[str]) -> str:
    return "\n" * found[0].count("\n")


def message_texts(folder: Path) -> Iterator[Text]:
    """Yield the messages of the field types, at the line of the file that they stand on."""
    for name, one in FIELD_TYPES.items():
        path = folder / name / "field.py"
        lines = path.read_text("utf-8").splitlines() if path.is_file() else []
        for pattern in one.patterns.values():
            line = next((n for n, text in enumerate(lines, 1) if pattern in text), None)
            if line:
                yield Text(path, line, said(pattern))


def said(words: str) -> str:
    """Return words as they are read: blanks as “it”, no addresses, each paragraph and list item a line."""
    kept = _ADDRESS.sub("", _BLANK.sub("it", words))
    parts = re.split(r"\n\s*\n|\n\s*- |^- ", kept.strip())
    return "\n".join(" ".join(part.split()) for part in parts if part.strip())
