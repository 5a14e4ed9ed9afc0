"""The script, in two files: small, the same each time, of every part, and with the server's own words."""

import re
from pathlib import Path

import brotli
import pytest

from forms_src.fields import FIELD_TYPES
from forms_src.reading.grades import Count
from forms_src.scripts import (
    ANSWERING,
    CORE,
    SERVER_ONLY,
    STEPS,
    answering_sources,
    patterns,
    script_bytes,
    scripts,
    sources,
)
from forms_src.shrinking import shrunk_apart

BUDGET = 3_500  # bytes as they travel, brotli quality 11: its part of what a whole page may weigh
ANSWERING_BUDGET = 1_800  # of what comes once someone has begun to answer


def test_the_script_travels_in_its_budget() -> None:
    assert len(brotli.compress(script_bytes(), quality=11)) <= BUDGET
    assert len(brotli.compress(scripts().answering, quality=11)) <= ANSWERING_BUDGET


def test_the_same_sources_give_the_same_bytes() -> None:
    assert scripts() == scripts()


def test_the_second_file_is_found_by_the_first_alone_that_was_made_with_it() -> None:
    made = scripts()
    assert re.fullmatch(r"/answering-[0-9a-f]{8}\.js", made.address)
    assert f"let answering='{made.address}';" in made.first.decode()


def test_the_address_changes_with_either_file(monkeypatch: pytest.MonkeyPatch) -> None:
    before = scripts().address
    for name in ("sources", "answering_sources"):
        with monkeypatch.context() as patch:
            patch.setattr(f"forms_src.scripts.{name}", lambda: [CORE])
            assert scripts().address != before


def test_names_are_the_same_in_both_files() -> None:
    """The second file calls what the first declares, by the same short name."""
    first, second = shrunk_apart("const answer = (q) => q;\nconst other = 1;", "answer(other);")
    assert (first, second) == ("let A=a=>a,B=1;", "A(B);")


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
    "never",
    [
        "eval(",
        "innerHTML",
        ".style",
        "'style'",
        'onclick="',
        "import(",
        "sessionStorage",
        "indexedDB",
        "cookie",
    ],
)
def test_the_script_needs_nothing_that_the_policy_forbids(never: str) -> None:
    assert never not in script_bytes().decode()
    assert never not in scripts().answering.decode()


def test_the_first_file_asks_nothing_of_the_network_and_of_storage_only_whether_details_are_kept() -> None:
    script = script_bytes().decode()
    assert "fetch(" not in script
    assert script.count("localStorage") == 1
    assert re.search(r"\|\|localStorage\.details\)\w+\(\);\s*$", script)


def test_storage_has_one_key_and_the_network_one_address() -> None:
    both = (script_bytes() + scripts().answering).decode()
    assert set(re.findall(r"localStorage[.\[]?\w*", both)) == {"localStorage.details"}
    assert re.findall(r"fetch\([^,)]*", both) == ["fetch('/api/health'"]


def test_a_failed_send_is_told_within_five_seconds() -> None:
    (patience,) = re.findall(r"patience = (\d+);", (ANSWERING / "sending.js").read_text("utf-8"))
    assert int(patience) < 5_000


def test_what_the_second_file_says_is_easy_to_read() -> None:
    said = {
        words
        for path in answering_sources()
        for text in re.findall(r"(?:'|`)((?:\\.|[^'`\\])*)(?:'|`)", _without_comments(path))
        for words in re.split(r"<[^>]*>", re.sub(r"\$\{[^}]*\}", "it", text))
        if len(words.split()) >= 8
    }
    assert len(said) >= 5
    assert {words: round(found, 1) for words in said if (found := Count.of(words).grade) > 8} == {}


def _without_comments(path: Path) -> str:
    return re.sub(r"(?m)^ *//.*$", "", path.read_text("utf-8"))


def test_nothing_a_person_typed_is_ever_put_in_markup() -> None:
    """What markup is made of: the names of fields, which definitions give."""
    core = CORE.read_text("utf-8")
    holes = {
        hole
        for path in [*sources(), *answering_sources()]
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
