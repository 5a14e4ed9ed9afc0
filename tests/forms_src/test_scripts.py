"""The one script: small, the same each time, made of every part, and with the server's own words."""

import re

import brotli
import pytest

from forms_src.fields import FIELD_TYPES
from forms_src.scripts import CORE, SERVER_ONLY, STEPS, patterns, script_bytes, sources

BUDGET = 3_630  # bytes as they travel, brotli quality 11: its part of what a whole page may weigh


def test_the_script_travels_in_its_budget() -> None:
    assert len(brotli.compress(script_bytes(), quality=11)) <= BUDGET


def test_the_same_sources_give_the_same_bytes() -> None:
    assert script_bytes() == script_bytes()


def test_the_core_comes_first_then_each_field_type_by_name_and_the_steps_last() -> None:
    core, *parts, steps = sources()
    assert (core, steps) == (CORE, STEPS)
    names = [path.parent.name for path in parts]
    assert names == sorted(names)
    assert {name for name in FIELD_TYPES if (CORE.parents[1] / "fields" / name / "field.js").exists()} == set(
        names
    )
    assert set(names) <= FIELD_TYPES.keys()


def test_every_part_is_in_the_script() -> None:
    script = script_bytes().decode()
    types = {path.parent.name: path.read_text("utf-8") for path in sources()[1:-1]}
    marks = {pattern for part in types.values() for pattern in re.findall(r"/\^.+?\$/", part)}
    assert marks
    assert [mark for mark in marks if mark not in script] == []


@pytest.mark.parametrize(
    "never", ["eval(", "innerHTML", ".style", "'style'", 'onclick="', "fetch(", "localStorage", "import("]
)
def test_the_script_needs_nothing_that_the_policy_forbids(never: str) -> None:
    assert never not in script_bytes().decode()


def test_nothing_a_person_typed_is_ever_put_in_markup() -> None:
    """What markup is made of: the names of fields, which definitions give."""
    core = CORE.read_text("utf-8")
    holes = {
        hole
        for path in sources()
        for line in path.read_text("utf-8").splitlines()
        if "insertAdjacentHTML" in line
        for hole in re.findall(r"\$\{([^}]*)", line)
    }
    assert holes == {"name", "links.join('')"}
    assert '<li><a href="#${input.id}"></a>' in core


def test_every_message_is_the_type_s_own_pattern() -> None:
    given = patterns()
    for name, cls in FIELD_TYPES.items():
        for code, words in cls.patterns.items():
            if not {code, f"{name}.{code}"} & SERVER_ONLY.keys():
                assert given.get(f"{name}.{code}", given[code]) == words


def test_each_code_left_to_the_server_is_one_that_some_type_has() -> None:
    known = {code for cls in FIELD_TYPES.values() for code in cls.patterns}
    known |= {f"{name}.{code}" for name, cls in FIELD_TYPES.items() for code in cls.patterns}
    assert SERVER_ONLY.keys() <= known
    assert all(SERVER_ONLY.values())


def test_a_name_that_starts_a_message_starts_it_everywhere() -> None:
    """The script makes the first letter of a message large: {Name} may stand nowhere else."""
    for words in patterns().values():
        assert "{Name}" not in words[1:]
        assert words.startswith("{Name}") or words[0].isupper()
