"""Forms compiled by the build and read by the handlers."""

import hashlib
import json
import os
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forms_src.answers import Reader
from forms_src.definition import Form
from forms_src.files import write_whole
from forms_src.library import CALENDARS, Library, compile_calendars, compile_form, compiled_bytes
from forms_src.loading import DEFINITIONS, Loaded, load
from tests.forms_src.small_forms import NOW, definition, load_texts, posted, small_form

EVERY_TYPE = """
- {id: s, type: short_text, label: S, identifier: abn, required: false, messages: {identifier: "Not {shape}"}}
- {id: l, type: long_text, label: L, max_length: 9}
- {id: n, type: number, label: N, min: -1, show_when: {not: {any: [{fact: f}, {field: r, one_of: [yes]}]}}}
- {id: e, type: email, label: E}
- {id: p, type: phone, label: P}
- {id: d, type: date, label: D, must_be: past}
- {id: m, type: moment, label: M, show_when: {field: d, on_or_after: 2026-01-01}}
- {id: r, type: radios, label: R, options: [{id: yes, label: Yes}, {id: other, label: Other, say: Which}]}
- {id: c, type: checkboxes, label: C, options: [{id: x, label: X}, {id: none, label: None, exclusive: true}]}
- {id: k, type: select, label: K, options: yes-no}
- {id: q, type: declaration, label: Q, statements: [{id: one, text: One}]}
- {id: w, type: guidance, text: Words, tone: warning}
- id: g
  type: group
  label: G
  item: i
  item_title: I
  add_label: A
  fields: [{id: a, type: select, label: A, options: yes-no}]
"""
FACTS = "- {id: f, label: F, source: s, true_when: {field: e, is_answered: true}}"
CLOCKS = "[day, {clock: week, applies_when: {field: k, equals: yes}}]"


@pytest.fixture(scope="module")
def real() -> Loaded:
    return load(DEFINITIONS)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    compile_calendars(load_texts(definition()).calendars, tmp_path)
    return tmp_path


def every_type() -> Form:
    return small_form(EVERY_TYPE, facts=FACTS, clocks=CLOCKS)


@cache
def readers() -> tuple[Reader, Reader]:
    """Return the reader of a form as written and as compiled."""
    calendars = load_texts(definition()).calendars
    compiled = Form.model_validate_json(compiled_bytes(every_type()))
    return Reader(every_type(), calendars), Reader(compiled, calendars)


def test_the_same_form_gives_the_same_bytes() -> None:
    assert compiled_bytes(every_type()) == compiled_bytes(
        load_texts(definition(EVERY_TYPE, facts=FACTS, clocks=CLOCKS)).forms["small"]
    )
    used = every_type()
    assert used.fields_by_id["r"].companions()
    assert used.fields_by_id["r"].spoken
    assert compiled_bytes(used) == compiled_bytes(Form.model_validate_json(compiled_bytes(used)))


def test_a_compiled_form_is_the_form_and_small() -> None:
    form = every_type()
    compiled = json.loads(compiled_bytes(form))
    assert Form.model_validate_json(compiled_bytes(form)) == form
    assert compiled["sections"][0]["fields"][2]["show_when"] == {
        "not": {"any": [{"fact": "f"}, {"field": "r", "one_of": ["yes"]}]}
    }
    assert b"null" not in compiled_bytes(form)


def test_the_real_forms_come_back_as_they_were(real: Loaded) -> None:
    for form in real.forms.values():
        assert Form.model_validate_json(compiled_bytes(form)) == form


@settings(max_examples=100, deadline=None)
@given(
    st.dictionaries(
        st.sampled_from([*"slneprck", "d-day", "d-month", "d-year", "r_other", "g-1-a", "g-2-a"]),
        st.sampled_from(["", "yes", "no", "other", "x", "1", "2026", "a@example.com", "51824753556"]),
    )
)
def test_a_compiled_form_reads_as_the_form_does(typed: dict[str, str]) -> None:
    written, compiled = readers()
    assert compiled.read(posted(typed), NOW) == written.read(posted(typed), NOW)


def test_a_library_reads_a_form_with_its_fingerprint_and_calendars(folder: Path) -> None:
    form = every_type()
    compile_form(form, folder)
    compiled = Library(folder).form("small")
    assert compiled is not None
    assert compiled.form == form
    assert compiled.sha256 == hashlib.sha256((folder / "small.json").read_bytes()).hexdigest()
    assert compiled.calendars == load_texts(definition()).calendars
    assert compiled.reader is compiled.reader
    assert compiled.reader.read(posted({}), NOW).faults


def test_a_form_is_read_once_and_again_when_it_or_a_calendar_changes(folder: Path) -> None:
    library = Library(folder)
    compile_form(small_form(), folder)
    first = library.form("small")
    assert library.form("small") is first
    compile_form(small_form(title="Another title"), folder)
    second = library.form("small")
    assert second is not None
    assert second.form.title == "Another title"
    later = {id_: one.model_copy(update={"version": "2027"}) for id_, one in second.calendars.items()}
    compile_calendars(later, folder)
    third = library.form("small")
    assert third is not None
    assert third.calendars["VIC"].version == "2027"


def test_a_form_that_goes_away_is_gone(folder: Path) -> None:
    library = Library(folder)
    compile_form(small_form(), folder)
    assert library.form("small")
    (folder / "small.json").unlink()
    assert library.form("small") is None


@pytest.mark.parametrize(
    "id_",
    [
        "",
        "none",
        "../small",
        "small.json",
        "Small",
        "small/",
        "sm\0all",
        "small\n",
        "_calendars",
        "ｓmall",
        "a" * 5000,
    ],
)
def test_there_is_no_form_of_any_other_name(folder: Path, id_: str) -> None:
    compile_form(small_form(), folder)
    (folder / "inside").mkdir()
    assert Library(folder / "inside").form(id_) is None
    assert Library(folder).form(id_) is None


@pytest.mark.parametrize("id_", ["my_form", "my-form-2", "calendars"])
def test_every_id_that_a_form_can_have_is_found(folder: Path, id_: str) -> None:
    compile_form(small_form(id=id_), folder)
    compiled = Library(folder).form(id_)
    assert compiled is not None
    assert compiled.form.id == id_


def test_calendars_are_written_in_order_and_the_same_each_time(folder: Path) -> None:
    calendar = load_texts(definition()).calendars["VIC"]
    compile_calendars({"B": calendar, "A": calendar}, folder)
    first = (folder / CALENDARS).read_bytes()
    compile_calendars({"A": calendar, "B": calendar}, folder)
    assert (folder / CALENDARS).read_bytes() == first
    assert list(json.loads(first)) == ["A", "B"]


def test_a_file_is_written_whole_and_only_when_it_changes(tmp_path: Path) -> None:
    path = tmp_path / "new" / "file.txt"
    assert write_whole(path, b"one") is True
    before = path.stat()
    assert write_whole(path, b"one") is False
    assert path.stat().st_mtime_ns == before.st_mtime_ns
    assert write_whole(path, b"two") is True
    assert path.read_bytes() == b"two"
    assert path.stat().st_mode & 0o777 == 0o644
    assert os.listdir(path.parent) == ["file.txt"]  # noqa: PTH208
