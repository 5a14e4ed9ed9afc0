"""The page of the guide for each fault: it is there, and its examples are what it says."""

import re
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from textwrap import dedent
from typing import NamedTuple, get_args

import pytest

from forms_src import between_forms, routing_loading
from forms_src.checks import CHECKS, STAGES
from forms_src.excerpts import page_of
from forms_src.faults import WARNINGS, Fault, LoadingFault
from forms_src.last_checks import last_faults
from forms_src.loading import load
from forms_src.reach_checks import REACH
from forms_src.reading.check import reading_faults
from forms_src.wording_checks import WORDING
from tests.forms_src.small_forms import definition, write
from tests.forms_src.small_routing import ROUTING

ROOT = Path(__file__).parents[2]
PAGES = sorted((ROOT / page_of("x")).parent.glob("*.md"))
OTHERS = (
    between_forms.forms_that_there_are_not,
    between_forms.fields_for_the_reference_that_are_not,
    between_forms.ids_of_another_type,
    routing_loading.unknown_names_in_outcomes,
    routing_loading.outcomes_twice,
    routing_loading.prompts_by_more_than_facts,
    routing_loading.days_from_no_moment,
)
OF_READING = {"words-that-are-hard-to-read", "exceptions-that-nothing-needs"}
MARKS = re.compile(
    r"^# (the whole file|the form|another form|in shared/routing\.yaml|[\w/-]+\.yaml)$", re.MULTILINE
)
SETTING = re.compile(r"^(\w+):(.*?)(?=^\w|\Z)", re.MULTILINE | re.DOTALL)


class Example(NamedTuple):
    """An example of a page: its parts, each with the mark above it, in a folder of its own."""

    parts: tuple[tuple[str, str], ...]

    def faults(self, folder: Path, *, read: bool) -> list[Fault]:
        """Return what `check` says of it, of how hard it is to read too if asked."""
        definitions = folder / "definitions"
        write(definitions, *self.forms(), shared=self.shared())
        for mark, text in self.parts:
            if mark == "reading/quoted.yaml":
                (folder / "reading").mkdir()
                (folder / mark).write_text(text)
        loaded = load(definitions)
        last = last_faults(definitions, loaded.forms, datetime.now(UTC).date())
        return [*loaded.faults, *(reading_faults(folder) if read else ()), *last]

    def forms(self) -> Iterator[str]:
        """Yield the definitions."""
        marks = {mark for mark, _text in self.parts}
        if "the whole file" in marks:
            yield next(text for mark, text in self.parts if mark == "the whole file")
            return
        yield _form([text for mark, text in self.parts if mark == "the form"])
        if "another form" in marks:
            yield _form([text for mark, text in self.parts if mark == "another form"])

    def shared(self) -> dict[str, str]:
        """Return the shared files it brings, a change to the routing put in the small one."""
        found = {
            mark.removeprefix("shared/"): text for mark, text in self.parts if mark.startswith("shared/")
        }
        for mark, text in self.parts:
            if mark.startswith("in "):
                found["routing.yaml"] = ROUTING
                for name, value in _settings(text).items():
                    found["routing.yaml"] = ROUTING.replace(
                        f"{name}:{_settings(ROUTING)[name]}", f"{name}:{value}"
                    )
        return found


def _settings(text: str) -> dict[str, str]:
    """Return each setting at the start of a line with all that follows, as written."""
    return {name: value.rstrip() for name, value in SETTING.findall(text)}


def _form(texts: list[str]) -> str:
    fields = "\n".join(text for text in texts if text.startswith("- "))
    rest = "\n".join(text for text in texts if not text.startswith("- "))
    settings = _settings(rest)
    sections = dedent(settings.pop("sections", "").strip("\n"))
    made = definition(fields, sections=f"\n{sections}\n", **dict.fromkeys(settings))
    twice = [line for line in rest.splitlines() if line.startswith("summary:")][1:]
    return "".join(f"{name}:{value}\n" for name, value in settings.items()) + "\n".join([*twice, made])


def example(page: Path, word: str) -> Example | None:
    """Return the example under a word of a page, if it has one."""
    found = re.search(rf"^{word}:\n\n```yaml\n(.*?)^```$", page.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    if not found:
        return None
    pieces = MARKS.split(found[1])
    first = [("the form", pieces[0])] if pieces[0].strip() else []
    return Example((*first, *zip(pieces[1::2], (text.lstrip("\n") for text in pieces[2::2]), strict=True)))


def ids(page: Path, word: str) -> set[str]:
    """Return the kinds of fault that `check` finds in an example."""
    found = example(page, word)
    with tempfile.TemporaryDirectory() as folder:
        read = page.stem in OF_READING
        return {fault.id for fault in found.faults(Path(folder), read=read)} if found else set()


def test_each_kind_of_fault_has_a_page_and_each_page_a_kind() -> None:
    stages = [one for stage in STAGES for one in stage]
    checks = (*CHECKS, *stages, *REACH, *WORDING, *OTHERS)
    named = {one.__name__.replace("_", "-") for one in checks}
    assert {page.stem for page in PAGES} == named | set(get_args(LoadingFault)) | WARNINGS


WITH = [page for page in PAGES if "```" in page.read_text("utf-8")]


def test_hardly_a_page_is_without_an_example() -> None:
    assert {page.stem for page in PAGES} - {page.stem for page in WITH} == {
        "files-that-cannot-be-read",
        "forms-never-published",
        "hidden-characters",
        "published-versions-that-changed",
        "wrong-version-numbers",
    }


@pytest.mark.parametrize("page", WITH, ids=lambda page: page.stem)
def test_the_wrong_example_of_a_page_has_its_fault_and_the_right_one_has_none(page: Path) -> None:
    assert page.stem in ids(page, "Wrong")
    assert ids(page, "Right") == set()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_starts_with_what_is_wrong_in_words(page: Path) -> None:
    title = page.read_text("utf-8").splitlines()[0]
    assert re.fullmatch(r"# [A-Z][^.:]{8,60}", title)
