"""The JSON Schema that editors use: what it lets stand, what it marks, and what it says of each key."""

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from forms_src.fields import FIELD_TYPES
from forms_src.schemas import DEFINITIONS, FORM, schemas
from forms_src.sources import read_source, yaml_files
from tests.forms_src.schema_checker import Schema, wrong
from tests.forms_src.small_forms import SHARED, definition

FORMS = list(yaml_files(DEFINITIONS))
IN_SHARED = sorted((DEFINITIONS / "shared").rglob("*.yaml"))
STARTING = sorted((DEFINITIONS.parent / "starting").glob("*.yaml"))
PATHS = [path for path, _content in schemas()]


@cache
def schema(path: str = FORM) -> Schema:
    found: Schema = json.loads(dict(schemas())[path])
    return found


def named_in(path: Path) -> Path:
    """Return the schema that the first line of a file names."""
    found = re.fullmatch(r"# yaml-language-server: \$schema=(\S+)", path.read_text("utf-8").splitlines()[0])
    assert found, path
    return (path.parent / found[1]).resolve()


def problems(path: Path) -> list[str]:
    located, faults = read_source(path)
    assert located
    assert not faults
    whole = json.loads(named_in(path).read_text("utf-8"))
    return wrong(located.plain(), whole, whole)


@pytest.mark.parametrize("path", PATHS)
def test_the_schemas_beside_the_definitions_are_those_of_the_models(path: str) -> None:
    assert (DEFINITIONS / path).read_bytes() == dict(schemas())[path], "run python -m forms_src.schemas"


def test_no_other_schema_lies_there() -> None:
    there = {path.relative_to(DEFINITIONS).as_posix() for path in DEFINITIONS.rglob("*.schema.json")}
    assert there == set(PATHS)


@pytest.mark.parametrize("path", [*FORMS, *IN_SHARED], ids=lambda path: path.stem)
def test_every_definition_names_its_schema_and_fits_it(path: Path) -> None:
    assert problems(path) == []


@pytest.mark.parametrize("path", STARTING, ids=lambda path: path.stem)
def test_what_build_new_starts_names_its_schema_too(path: Path) -> None:
    name = re.search(r"\$\$schema=(\S+)", path.read_text("utf-8").splitlines()[0])
    assert name
    assert name[1].rpartition("/")[2] in {Path(one).name for one in PATHS}


# ---- typical slips


def slips(old: str, new: str, text: str) -> list[str]:
    assert old in text, old
    return wrong(_plain(text.replace(old, new, 1)), schema(), schema())


def _plain(text: str) -> Any:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "form.yaml")
        path.write_text(text, "utf-8")
        located, _faults = read_source(path)
        assert located
        return located.plain()


FIELDS = """
- {id: told, type: radios, label: Told, options: yes-no}
- {id: own, type: select, label: Own, options: [{id: one, label: One}]}
- {id: when, type: date, label: Day, must_be: past, messages: {required: Enter the day}}
- {id: why, type: short_text, label: Why, show_when: {field: told, equals: yes}, max_length: 100}
"""
SMALL = definition(FIELDS, followed_by="\n- {form: other}").replace("agency: office", "agency: office")


def test_a_small_form_fits() -> None:
    assert wrong(_plain(SMALL), schema(), schema()) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("title:", "titel:"),
        ("version: 1", "version: one"),
        ("version: 1", "version: 0"),
        ("effective_from: 2026-01-01", "effective_from: 1 January 2026"),
        ("prefix: NDI", "prefix: Ndi"),
        ("place: VIC", "place: [VIC]"),
        ("before_you_start: [Have it ready.]", "before_you_start: Have it ready."),
        ("type: radios", "type: radio"),
        ("label: Told", "lable: Told"),
        ("label: Told, ", ""),
        ("must_be: past", "must_be: passed"),
        ("must_be: past", "max_length: 3"),
        ("max_length: 100", "max_length: 0"),
        ("max_length: 100", "max_length: ten"),
        ("equals: yes", "equal: yes"),
        ("field: told, equals: yes", "equals: yes"),
        ("field: told, equals: yes", "field: told, equals: yes, includes: no"),
        ("{id: one, label: One}", "{id: one, label: One, colour: red}"),
        ("{id: one, label: One}", "{id: One, label: One}"),
        ("required: Enter the day", "requried: Enter the day"),
        ("{form: other}", "{from: other}"),
        ("id: told", "id: Told"),
    ],
)
def test_a_slip_is_marked(old: str, new: str) -> None:
    assert slips(old, new, SMALL)


@pytest.mark.parametrize("value", ["true", "false"])
def test_yes_and_no_may_be_read_as_true_and_false_by_editors(value: str) -> None:
    assert slips("equals: yes", f"equals: {value}", SMALL) == []
    assert slips("{id: one,", f"{{id: {value},", SMALL) == []


def test_a_shared_section_can_be_included_with_dates_and_nothing_else() -> None:
    include = "sections:\n  - {include: closing, effective_from: 2026-07-01}"
    assert slips("sections:", include, SMALL) == []
    assert slips("sections:", include.replace("effective_from: 2026-07-01", "title: T"), SMALL)


def test_any_part_in_a_list_can_have_dates() -> None:
    assert slips("id: told,", "id: told, effective_from: 2026-07-01,", SMALL) == []
    assert slips("{id: one,", "{effective_to: 2026-07-01, id: one,", SMALL) == []
    assert slips("id: told,", "id: told, effective_from: soon,", SMALL)


@pytest.mark.parametrize("name", ["agencies", "clocks", "places"])
def test_the_lists_of_what_is_shared_fit(name: str) -> None:
    whole = schema(f"shared/{name}.schema.json")
    from textwrap import dedent

    text = dedent(SHARED[f"{name}.yaml"])
    assert wrong(_plain(text), whole, whole) == []
    assert wrong(_plain(text.replace("name:", "nam:").replace("label:", "lable:")), whole, whole)


# ---- words


def every_key(node: Any, at: str = "") -> Iterator[tuple[str, Schema]]:
    if isinstance(node, dict):
        properties = node.get("properties")
        for name, inner in properties.items() if isinstance(properties, dict) else ():
            yield f"{at}.{name}", inner
        for name, inner in node.items():
            yield from every_key(inner, f"{at}.{name}")
    for n, inner in enumerate(node if isinstance(node, list) else ()):
        yield from every_key(inner, f"{at}[{n}]")


@pytest.mark.parametrize("path", PATHS)
def test_every_key_says_in_words_what_it_is_for(path: str) -> None:
    for at, key in every_key(schema(path)):
        words = key.get("description", "")
        assert re.fullmatch(r"[A-Z“{t].{9,200}[.”]", words), (at, words)


def test_each_type_of_field_has_its_own_settings() -> None:
    found = {
        one["properties"]["type"]["const"]
        for one in schema()["$defs"].values()
        if "type" in one.get("properties", {})
    }
    assert found == set(FIELD_TYPES)
