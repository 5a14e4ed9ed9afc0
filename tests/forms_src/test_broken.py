"""A hundred broken definitions: what staff are told of each, word for word, on which line, and how soon."""

import tempfile
import time
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from forms_src.faults import Fault
from forms_src.loading import load
from tests.forms_src.broken.files import FILES
from tests.forms_src.small_forms import definition, write
from tests.forms_src.test_fault_pages import PAGES

FIELDS = """
- {id: told, type: radios, label: Told the police, options: yes-no}
- id: station
  type: short_text
  label: Police station
  hint: The nearest one.
  show_when: {field: told, equals: yes}
- id: people
  type: group
  label: People
  item: person
  item_title: Person
  add_label: Add a person
  fields:
    - {id: born, type: date, label: Date of birth}
    - {id: kind, type: radios, label: Kind, options: [{id: staff, label: Staff}, {id: other, label: Other}]}
"""
SECONDS = 5.0  # of the processor; the slowest takes a tenth of one
MEMORY = 150_000_000  # bytes


def patches() -> Iterator[tuple[str, str, str, list[tuple[str, str]]]]:
    """Yield the name of each mistake, what is replaced, by what, and each fault as its line and its words."""
    listed = YAML(typ="safe").load(Path(__file__).parent / "broken" / "patches.yaml")
    for one in listed:
        yield one["mistake"], one["replace"], one["by"], [(told["at"], told["words"]) for told in one["told"]]


PATCHES = list(patches())


def faults_of(content: bytes) -> list[Fault]:
    with tempfile.TemporaryDirectory() as folder:
        definitions = write(Path(folder))
        (definitions / "form.yaml").write_bytes(content)
        return load(definitions).faults


def patched(old: str, new: str) -> str:
    """Return the small definition with words replaced that are there once."""
    if FIELDS.count(old) == 1:
        return definition(FIELDS.replace(old, new))
    text = definition(FIELDS)
    assert text.count(old) == 1, old
    return text.replace(old, new)


def test_the_definition_is_sound_until_it_is_broken() -> None:
    assert faults_of(definition(FIELDS).encode()) == []


def test_the_corpus_is_large_and_has_no_mistake_twice() -> None:
    names = [name for name, *_rest in (*PATCHES, *FILES)]
    assert len(names) == len(set(names)) >= 60


@pytest.mark.parametrize(("name", "old", "new", "told"), PATCHES, ids=[one[0] for one in PATCHES])
def test_a_mistake_is_told_in_these_words_on_this_line(
    name: str, old: str, new: str, told: list[tuple[str, str]]
) -> None:
    text = patched(old, new)
    lines = text.split("\n")
    found = faults_of(text.encode())
    assert [(lines[fault.line - 1].strip(), fault.message) for fault in found] == told
    assert all(1 <= fault.column <= len(lines[fault.line - 1]) + 1 for fault in found)
    assert {fault.id for fault in found} <= {page.stem for page in PAGES}


@pytest.mark.parametrize(("name", "content", "line", "words", "count"), FILES, ids=[one[0] for one in FILES])
def test_a_file_that_is_no_form_is_told_in_good_time_and_little_memory(
    name: str, content: bytes, line: int, words: str, count: int
) -> None:
    tracemalloc.start()
    started = time.process_time()
    found = faults_of(content)
    seconds = time.process_time() - started
    memory = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert (found[0].line, found[0].message, len(found)) == (line, words, count)
    assert seconds < SECONDS
    assert memory < MEMORY


@pytest.mark.parametrize(
    "change",
    [
        lambda text: "\ufeff" + text,
        lambda text: text.replace("\n", "\r\n"),
        lambda text: text.replace("\n", "\r"),
        lambda text: text.rstrip("\n"),
        lambda text: text + "\n\n\n",
        lambda text: "---\n" + text,
        lambda text: text.replace("options: yes-no", "options:   yes-no"),
        lambda text: text.replace("required: false", "required: No"),
        lambda text: text.replace("required: false", "required: off"),
    ],
    ids=["BOM", "CRLF", "CR", "no last line end", "blank lines", "---", "spaces", "No", "off"],
)
def test_what_editors_do_to_a_file_is_no_mistake(change: object) -> None:
    assert callable(change)
    assert faults_of(change(definition(FIELDS)).encode()) == []
