"""The tasks of the guide, done as they are written: each block of a page is one step."""

import re
import shlex
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import ClassVar

import pytest

from forms_src.answers import Reader
from forms_src.checking import check_command
from forms_src.loading import DEFINITIONS, Loaded, load
from forms_src.pages import form_page
from forms_src.posted import Posted
from forms_src.starting.command import new_command
from forms_src.versions.command import diff_command, publish_command
from forms_src.versions.publishing import Wish
from tests.forms_src.html_reader import read_html
from tests.forms_src.small_forms import NOW

TODAY = datetime(2026, 12, 1, tzinfo=UTC)
GUIDE = DEFINITIONS.parent / "guide"
BLOCK = re.compile(r"^```(\w+) ?([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass
class Replay:
    """One reader at work in a checkout of their own."""

    root: Path
    capsys: pytest.CaptureFixture[str]
    found: tuple[Path, str] | None = None
    loaded: Loaded | None = None
    done: list[str] = field(default_factory=list)

    def page(self, path: Path) -> None:
        """Do every step of a page. Raises AssertionError where it is not as the page says."""
        for language, words, text in BLOCK.findall(path.read_text("utf-8")):
            step, *rest = words.split() or [language]
            self.STEPS[step](self, text, *rest)
            self.done.append(step)

    def find(self, text: str, file: str) -> None:
        path = self.root / file
        assert path.read_text("utf-8").count(text) == 1, f"{file} has this not once:\n{text}"
        self.found = path, text

    def change(self, text: str) -> None:
        self._write(text)

    def add(self, text: str) -> None:
        assert self.found
        self._write(self.found[1] + text)

    def _write(self, text: str) -> None:
        assert self.found
        path, old = self.found
        path.write_text(path.read_text("utf-8").replace(old, text), "utf-8")
        self.loaded = None

    def console(self, text: str) -> None:
        self.capsys.readouterr()
        said = ""
        for line in text.splitlines():
            if line.startswith("$ python3 build.py "):
                said = ""
                self._run(*shlex.split(line.removeprefix("$ python3 build.py ")))
            else:
                assert line in (said := said or self.capsys.readouterr().out)

    def _run(self, command: str, *words: str) -> None:
        commands: dict[str, Callable[..., int]] = {
            "check": lambda: check_command(self.root),
            "diff": lambda form: diff_command(self.root, form),
            "publish": self._publish,
            "new": lambda kind, name: new_command(kind, name, self.root / "forms_src" / "definitions"),
        }
        assert commands[command](*words) == 0, self.capsys.readouterr().out

    def _publish(self, form: str, *words: str) -> int:
        settings = dict(zip(words[::2], words[1::2], strict=True))
        again = settings.get("--again")
        day = date.fromisoformat(settings["--from"])
        wish = Wish(form, day, settings.get("--approved-by"), int(again) if again else None)
        return publish_command(self.root, wish, TODAY)

    def shown(self, text: str, form: str) -> None:
        words = self._page(form, blank=False)
        assert not [line for line in text.splitlines() if line not in words]

    def not_shown(self, text: str, form: str) -> None:
        words = self._page(form, blank=False)
        assert not [line for line in text.splitlines() if line in words]

    def told(self, text: str, form: str) -> None:
        words = self._page(form, blank=True)
        assert not [line for line in text.splitlines() if line not in words]

    def _page(self, form_id: str, *, blank: bool) -> str:
        self.loaded = self.loaded or load(self.root / "forms_src" / "definitions")
        form = self.loaded.forms[form_id]
        if not blank:
            return read_html(form_page(form)).text
        reading = Reader(form, self.loaded.calendars).read(Posted(), NOW)
        return read_html(form_page(form, Posted(), reading)).text

    STEPS: ClassVar[Mapping[str, Callable[..., None]]] = {
        "find": find,
        "change": change,
        "add": add,
        "console": console,
        "page": shown,
        "no-page": not_shown,
        "blank": told,
    }
