"""YAML files read with the line of everything in them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from forms_src.faults import Fault, LoadingFault
from forms_src.syntax import CURLY_QUOTES, syntax_fault

MAX_BYTES = 1_000_000
MAX_DEPTH = 40
UNREADABLE: Final = "files-that-cannot-be-read"
SHORTHAND: Final = "yaml-shorthand"
_HIDDEN = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_WHOLE = re.compile(r"[-+]?[0-9]{1,18}")
_WORDS = {"": None, "~": None, "null": None, "true": True, "false": False}
_CURLY = re.compile("[“”‘][^“”]*[”“’]")
_CURLY_MARKS = "“”‘’"
_LOST = re.compile(r"\s+(#\S+)")
_TAG = "“!” has a meaning of its own at the start: put quotes around the words"
_SETTINGS = "This file must be settings, one a line, such as “id: my-form”"


@dataclass
class Located:
    """A value with the file and line it stands on; inside it, mappings and lists of located values."""

    value: Any
    file: Path
    line: int
    name_lines: dict[str, int] = field(default_factory=dict)
    column: int = 1
    name_columns: dict[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, plain: Any, place: "Located") -> "Located":
        """Return plain data as if it stood at a place."""
        if isinstance(plain, dict):
            plain = {name: cls.of(inner, place) for name, inner in plain.items()}
        elif isinstance(plain, list):
            plain = [cls.of(inner, place) for inner in plain]
        return cls(plain, place.file, place.line, column=place.column)

    def plain(self) -> Any:
        """Return the value as plain Python data."""
        if isinstance(self.value, dict):
            return {name: inner.plain() for name, inner in self.value.items()}
        if isinstance(self.value, list):
            return [inner.plain() for inner in self.value]
        return self.value

    def get(self, name: str) -> "Located | None":
        """Return what stands under a name, if this is a mapping that has it."""
        return self.value.get(name) if isinstance(self.value, dict) else None

    def items(self) -> "list[Located]":
        """Return the values of a list; an empty list for anything else."""
        return self.value if isinstance(self.value, list) else []

    def fault(self, message: str, id_: LoadingFault) -> Fault:
        """Return a fault at this place."""
        return Fault(self.file, self.line, message, id_, self.column)

    def fault_at(self, path: tuple[str | int, ...], message: str, id_: str) -> Fault:
        """Return a fault at a path below this place, at its name if nothing stands under it."""
        holder = self.nearest_to(path[:-1])
        at = self.nearest_to(path)
        if at is holder and path:
            return holder.fault_at_name(str(path[-1]), message, id_)
        return Fault(at.file, at.line, message, id_, at.column)

    def fault_at_name(self, name: str, message: str, id_: str) -> Fault:
        """Return a fault at a name of this mapping; at the mapping itself where it has no such name."""
        line, column = self.name_lines.get(name, self.line), self.name_columns.get(name, self.column)
        return Fault(self.file, line, message, id_, column)

    def nearest_to(self, path: tuple[str | int, ...]) -> "Located":
        """Follow a path as far as it goes, passing over steps that are not there."""
        here = self
        for step in path:
            inner = here.inner(step)
            if inner is not None:
                here = inner
        return here

    def inner(self, step: str | int) -> "Located | None":
        """Return what is under a name or at a place in a list, if anything is."""
        if isinstance(self.value, dict) and isinstance(step, str):
            return self.value.get(step)
        if isinstance(self.value, list) and isinstance(step, int) and 0 <= step < len(self.value):
            found = self.value[step]
            return found if isinstance(found, Located) else None
        return None


def read_source(path: Path) -> tuple[Located | None, list[Fault]]:
    """Read one file; return None with its faults where it cannot be read at all."""
    try:
        if path.stat().st_size > MAX_BYTES:
            return None, [
                Fault(path, 1, f"This file is larger than {MAX_BYTES // 1000} kB: split it up", UNREADABLE)
            ]
        raw = path.read_bytes()
    except OSError as error:
        return None, [Fault(path, 1, f"This file cannot be read: {error.strerror}", UNREADABLE)]
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        words = "This line has a character that is not UTF-8: save the file as UTF-8"
        return None, [Fault(path, line, words, UNREADABLE)]
    return _read(path, text)


def _read(path: Path, text: str) -> tuple[Located | None, list[Fault]]:
    hidden = _HIDDEN.search(text)
    if hidden:
        line = text.count("\n", 0, hidden.start()) + 1
        column = hidden.start() - text.rfind("\n", 0, hidden.start())
        words = "This line has a hidden character: delete the line and type it again"
        return None, [Fault(path, line, words, "hidden-characters", column)]
    reader = _Reader(path, text)
    try:
        return reader.document(), reader.faults
    except _TooDeep as error:
        words = "This is too deep: there are too many settings inside each other"
        return None, [Fault(path, error.line, words, "settings-too-deep")]
    except MarkedYAMLError as error:
        return None, [syntax_fault(path, text, error)]


class _TooDeep(Exception):  # noqa: N818 - a limit reached, not an error of the program
    """Settings inside settings, beyond `MAX_DEPTH`."""

    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


class _Reader:
    """Turns what the parser meets, one event after the other, into located values, collecting faults.

    Events rather than composed nodes: the composer ends the whole process on some thousand open brackets.
    """

    def __init__(self, path: Path, text: str) -> None:
        self.path = path
        self.lines = text.split("\n")
        self.faults: list[Fault] = []
        self.events: Iterator[Event] = iter(YAML(typ="safe", pure=False).parse(text))

    def document(self) -> Located | None:
        """Return the one document of the file."""
        next(self.events)
        if isinstance(next(self.events), StreamEndEvent):
            self.fault(1, 1, _SETTINGS, "files-without-settings")
            return None
        found = self.located(next(self.events), 0)
        next(self.events)
        after = next(self.events)
        if isinstance(after, DocumentStartEvent):
            words = "A second part starts after “---”: make it a file of its own"
            self.fault(after.start_mark.line + 1, 1, words, SHORTHAND)
        if not isinstance(found.value, dict):
            self.fault(1, 1, _SETTINGS, "files-without-settings")
            return None
        return found

    def fault(self, line: int, column: int, message: str, id_: LoadingFault) -> None:
        self.faults.append(Fault(self.path, line, message, id_, column))

    def located(self, event: Event, depth: int) -> Located:
        line, column = event.start_mark.line + 1, event.start_mark.column + 1
        if depth > MAX_DEPTH:
            raise _TooDeep(line)
        if isinstance(event, NodeEvent) and event.anchor is not None:
            mark = "*" if isinstance(event, AliasEvent) else "&"
            self.fault(line, column, f"Write this out: “{mark}{event.anchor}” is not used here", SHORTHAND)
        if isinstance(event, MappingStartEvent | SequenceStartEvent) and event.tag is not None:
            self.fault(line, column, _TAG, SHORTHAND)
        if isinstance(event, MappingStartEvent):
            return self._mapping(event, depth)
        if isinstance(event, SequenceStartEvent):
            return Located(list(self._inside(SequenceEndEvent, depth)), self.path, line, column=column)
        value = self._scalar(event, line, column) if isinstance(event, ScalarEvent) else None
        return Located(value, self.path, line, column=column)

    def _inside(self, end: type[Event], depth: int) -> Iterator[Located]:
        while not isinstance(event := next(self.events), end):
            yield self.located(event, depth + 1)

    def _mapping(self, start: Event, depth: int) -> Located:
        found = Located({}, self.path, start.start_mark.line + 1, column=start.start_mark.column + 1)
        while not isinstance(event := next(self.events), MappingEndEvent):
            name = self._name(event, depth)
            at, column = event.start_mark.line + 1, event.start_mark.column + 1
            inner = self.located(next(self.events), depth + 1)
            if name in found.name_lines:
                words = f"“{name}” is here twice: it is also on line {found.name_lines[name]}"
                self.fault(at, column, words, "settings-given-twice")
            elif name is not None:
                found.name_lines[name], found.name_columns[name] = at, column
                found.value[name] = inner
        return found

    def _name(self, event: Event, depth: int) -> str | None:
        if isinstance(event, ScalarEvent):
            return self._without_curly(str(event.value), event)
        self.located(event, depth + 1)
        words = "A setting starts with one word, as in “label: …”"
        self.fault(event.start_mark.line + 1, event.start_mark.column + 1, words, SHORTHAND)
        return None

    def _without_curly(self, name: str, event: Event) -> str | None:
        """Return the name of a setting without curly quotes before it; None where they only end there."""
        if not set(name) & set(_CURLY_MARKS):
            return name
        self._curly(event.start_mark.line + 1, event.start_mark.column + 1, CURLY_QUOTES)
        return name.strip(_CURLY_MARKS) if name[0] in _CURLY_MARKS else None

    def _curly(self, line: int, column: int, words: str) -> None:
        """Tell of curly quotes once a line: what they were to hold together stands in parts on it."""
        if not any(fault.id == "curly-quotes" and fault.line == line for fault in self.faults):
            self.fault(line, column, words, "curly-quotes")

    def _scalar(self, event: ScalarEvent, line: int, column: int) -> Any:
        text = str(event.value)
        if event.tag is not None:
            self.fault(line, column, _TAG, SHORTHAND)
        if event.style:
            return text
        if _CURLY.fullmatch(text):
            self._curly(line, column, "People would see these curly quotes: use straight quotes, or none")
        elif _is_half(text):
            self._curly(line, column, CURLY_QUOTES)
        self._keep_all_of_the_line(event)
        if _WHOLE.fullmatch(text):
            return int(text)
        return _WORDS.get(text.lower(), text)

    def _keep_all_of_the_line(self, event: ScalarEvent) -> None:
        end = event.end_mark
        lost = _LOST.match(self.lines[end.line], end.column) if end.line < len(self.lines) else None
        if lost:
            words = f"“{lost[1]}” is left out, because “#” starts a comment: put quotes around all the words"
            self.fault(end.line + 1, end.column + 1, words, "words-lost-to-a-comment")


def _is_half(text: str) -> bool:
    """Return whether a curly quote begins or ends a text that has no other to go with it."""
    if text.count("“") == text.count("”"):
        return text.startswith("‘") and "’" not in text
    return text.startswith("“") or text.endswith("”")


def yaml_files(folder: Path) -> Iterator[Path]:
    """Yield the YAML files directly in a folder, by name, without hidden ones."""
    found = (path for path in folder.glob("*.y*ml") if path.suffix in (".yaml", ".yml"))
    yield from sorted(path for path in found if not path.name.startswith("."))
