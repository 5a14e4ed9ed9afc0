"""YAML read with its lines, and what staff are told where it is not YAML."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms_src.faults import Fault
from forms_src.sources import MAX_BYTES, MAX_DEPTH, UNREADABLE, Located, read_source, yaml_files
from forms_src.syntax import CURLY_QUOTES

INDENT = (
    "This line has a “: ” too many, or its indent does not fit: indent it like the lines above, "
    "or put quotes around the words"
)
UNLIKE = (
    "This line does not fit with those above it: its indent differs, or there are words after a closing quote"
)
NOT_FITTING = "This line does not fit with those above it: check indents, colons and quotes"
SETTINGS = "This file must be settings, one a line, such as “id: my-form”"
LIST = (
    "The list that starts with “[” on this line is not right: part its words with commas, end it with “]”, "
    "and put quotes around words that hold “,”, “:” or “?”"
)
BRACES = (
    "What starts with “{” on this line is not right: part its settings with commas, end it with “}”, "
    "and put quotes around words that hold “,”, “:” or “?”"
)
HIDDEN = "This line has a hidden character: delete the line and type it again"
DEEP = "This is too deep: there are too many settings inside each other"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "form.yaml"


def read(path: Path, content: str | bytes) -> tuple[Located | None, list[Fault]]:
    path.write_bytes(content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content)
    return read_source(path)


def told(path: Path, content: str | bytes) -> list[tuple[int, str]]:
    return [(fault.line, fault.message) for fault in read(path, content)[1]]


def plain(path: Path, content: str) -> Any:
    located, faults = read(path, content)
    assert located is not None
    assert faults == []
    return located.plain()


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("yes", "yes"),
        ("No", "No"),
        ("on", "on"),
        ("y", "y"),
        ("true", True),
        ("False", False),
        ("'true'", "true"),
        ("null", None),
        ("~", None),
        ("", None),
        ("''", ""),
        ("none", "none"),
        ("12", 12),
        ("-3", -3),
        ("+3", 3),
        ("007", 7),
        ("'12'", "12"),
        ("1.5", "1.5"),
        ("1e3", "1e3"),
        ("0x1f", "0x1f"),
        ("1_000", "1_000"),
        ("1,000", "1,000"),
        ("17:00", "17:00"),
        ("1:30", "1:30"),
        ("2026-11-22", "2026-11-22"),
        ("03 9000 0000", "03 9000 0000"),
        ("9" * 30, "9" * 30),
        (".inf", ".inf"),
        ("=", "="),
        ("a # note", "a"),
        ("a#b", "a#b"),
        ("|\n  one\n  two", "one\ntwo\n"),
        (">-\n  one\n  two", "one two"),
        ("one\n  two", "one two"),
    ],
)
def test_words_stay_words_and_only_numbers_and_true_or_false_are_more(
    path: Path, written: str, value: Any
) -> None:
    assert plain(path, f"a: {written}\n") == {"a": value}


def test_names_are_words_whatever_they_look_like(path: Path) -> None:
    assert plain(path, "yes: 1\n5: 2\ntrue: 3\n~: 4\n") == {"yes": 1, "5": 2, "true": 3, "~": 4}


def test_everything_knows_its_line(path: Path) -> None:
    located, _ = read(path, "# note\nid: x\nsections:\n  - id: a\n    title: A\n  - {id: b}\n")
    assert located is not None
    assert located.line == 2
    assert located.name_lines == {"id": 2, "sections": 3}
    first, second = located.nearest_to(("sections",)).items()
    assert (first.line, first.name_lines, second.line) == (4, {"id": 4, "title": 5}, 6)
    assert located.nearest_to(("sections", 0, "no such step", "title")).line == 5
    assert located.nearest_to(("sections", 9, "title")).line == 4
    assert first.get("nothing") is None
    assert first.items() == []
    assert first.nearest_to(("title",)).get("x") is None


@pytest.mark.parametrize("start", ["\ufeff", "", "---\n", "# words\n\n"])
def test_a_file_may_start_with_a_mark_or_a_note(path: Path, start: str) -> None:
    assert plain(path, f"{start}a: b\r\nc: d\r\n") == {"a": "b", "c": "d"}


@pytest.mark.parametrize(
    ("content", "line", "message"),
    [
        ("", 1, SETTINGS),
        ("# only a note\n", 1, SETTINGS),
        ("- a\n- b\n", 1, SETTINGS),
        ("just words\n", 1, SETTINGS),
        ("a: b\n\tc: d\n", 2, "This line has a tab: indent with spaces"),
        ("a:\n  - b: c\n  \td: e\n", 3, "This line has a tab: indent with spaces"),
        ("title: Note: this\n", 1, INDENT),
        ("a: b\n  c: d\n", 2, INDENT),
        ("label “Foo”\nb: c\n", 2, INDENT),
        ("a: 'it's'\n", 1, UNLIKE),
        ("a:\n  - b\n c: d\n", 3, UNLIKE),
        ('a: b\nc: "d\ne: f\n', 2, "The quote that starts on this line is not closed"),
        ("a: b\nc: [d, e\nf: g\n", 2, LIST),
        ("a: {id: b\nc: d\n", 1, BRACES),
        ("a:\n  - {id: b, say: What kind?}\n", 2, BRACES),
        ("a: @b\n", 1, "Words cannot start with “@”: put quotes around them"),
        ("a: b\nc: `d`\n", 2, "Words cannot start with “`”: put quotes around them"),
        ("a: %b\n", 1, "Words cannot start with “%”: put quotes around them"),
        ("a: - b\n", 1, "A list starts on a line of its own: put “- ” on the line below"),
        ('a: "C:\\quit"\n', 1, "“\\” has a meaning of its own in double quotes: use single quotes"),
        ("a:\n- b\nc\nd: e\n", 3, "A “:” is missing on this line: write settings as “name: words”"),
        ("a: [\n\n", 2, "Words are missing here, or a “]” or “}” that closes what is open above"),
        ("a: >x\n b\n", 1, NOT_FITTING),
        ('a: "\\ud800"\n', 1, NOT_FITTING),
        ("a: b\n...\nc: d\n", 3, NOT_FITTING),
        ("a: b\nc: d\x07e\n", 2, HIDDEN),
        ("a: b\0\n", 1, HIDDEN),
        ("a: b\x7f\n", 1, HIDDEN),
        (b"a: b\nc: \xff\n", 2, "This line has a character that is not UTF-8: save the file as UTF-8"),
        ("a: b\n".encode("utf-16"), 1, "This line has a character that is not UTF-8: save the file as UTF-8"),
        ("x" * (MAX_BYTES + 1), 1, "This file is larger than 1000 kB: split it up"),
    ],
)
def test_what_is_not_yaml_is_told_on_its_line_in_plain_words(
    path: Path, content: str | bytes, line: int, message: str
) -> None:
    located, faults = read(path, content)
    assert located is None
    assert [(fault.line, fault.message) for fault in faults] == [(line, message)]
    assert str(faults[0]) == f"{path}:{line}: {message}"


@pytest.mark.parametrize(
    ("content", "faults"),
    [
        ("a: b\nc: d\na: e\n", [(3, "“a” is here twice: it is also on line 1")]),
        (
            "a: &x b\nc: *x\n",
            [(1, "Write this out: “&x” is not used here"), (2, "Write this out: “*x” is not used here")],
        ),
        ("a: *unknown\n", [(1, "Write this out: “*unknown” is not used here")]),
        (
            "a: &x [*x]\n",
            [(1, "Write this out: “&x” is not used here"), (1, "Write this out: “*x” is not used here")],
        ),
        ("a: !important\n", [(1, "“!” has a meaning of its own at the start: put quotes around the words")]),
        (
            "a: !!python/object b\n",
            [(1, "“!” has a meaning of its own at the start: put quotes around the words")],
        ),
        ("a: “b”\n", [(1, "People would see these curly quotes: use straight quotes, or none")]),
        ("a: ‘b’\n", [(1, "People would see these curly quotes: use straight quotes, or none")]),
        ("a: ‘b\n", [(1, CURLY_QUOTES)]),
        ("a: b”\n", [(1, CURLY_QUOTES)]),
        ("“a”: b\n", [(1, CURLY_QUOTES)]),
        ("a: [“b, c”, “d, e”]\n", [(1, CURLY_QUOTES)]),
        ("a: {b: “c,\n  d”}\n", [(1, CURLY_QUOTES), (2, CURLY_QUOTES)]),
        (
            "a: Room #5\n",
            [(1, "“#5” is left out, because “#” starts a comment: put quotes around all the words")],
        ),
        ("a: b\n---\nc: d\n", [(2, "A second part starts after “---”: make it a file of its own")]),
        ("? [a, b]\n: c\nd: e\n", [(1, "A setting starts with one word, as in “label: …”")]),
    ],
)
def test_what_staff_did_not_mean_is_told_and_the_rest_is_read(
    path: Path, content: str, faults: list[tuple[int, str]]
) -> None:
    assert told(path, content) == faults
    assert read(path, content)[0] is not None


def test_quotes_that_are_meant_are_kept(path: Path) -> None:
    assert plain(path, "a: '“b”'\nb: say “b” now\nc: '#5'\nd: b # note\ne: “b” or “c”\nf: the boys’\n") == {
        "a": "“b”",
        "b": "say “b” now",
        "c": "#5",
        "d": "b",
        "e": "“b” or “c”",
        "f": "the boys’",
    }


@pytest.mark.parametrize(
    ("content", "line"),
    [
        ("a: “b: c”\n", 1),
        ("d: e\na: ‘b: c’\n", 2),
        ("a: {b: “c: d”}\n", 1),
        ("a: [“c: d: e”]\n", 1),
    ],
)
def test_curly_quotes_around_words_that_break_the_line_are_told_as_such(
    path: Path, content: str, line: int
) -> None:
    located, faults = read(path, content)
    assert located is None
    assert [(one.line, one.message, one.id) for one in faults] == [(line, CURLY_QUOTES, "curly-quotes")]


@pytest.mark.parametrize("content", ["a: “b” word: c\n", "a: the “b word: c”\n"])
def test_what_breaks_the_line_beside_curly_quotes_is_told_as_it_is(path: Path, content: str) -> None:
    (fault,) = read(path, content)[1]
    assert fault.id == "lines-that-are-not-yaml"


def test_the_name_of_a_setting_is_read_without_its_curly_quotes(path: Path) -> None:
    located, _ = read(path, "“a”: b\n")
    assert located is not None
    assert located.plain() == {"a": "b"}


def test_of_a_setting_given_twice_the_first_counts(path: Path) -> None:
    located, _ = read(path, "a: b\na: c\n")
    assert located is not None
    assert located.plain() == {"a": "b"}


def test_several_faults_of_one_file_are_told_together(path: Path) -> None:
    lines = [line for line, _message in told(path, "a: &x 1\na: 2\nb: “c”\nd: !e f\n")]
    assert lines == [1, 2, 3, 4]


def test_settings_inside_each_other_have_a_limit(path: Path) -> None:
    assert told(path, "a: " + "[" * MAX_DEPTH + "]" * MAX_DEPTH) == []
    assert told(path, "\na: " + "[" * (MAX_DEPTH + 1)) == [(2, DEEP)]


@pytest.mark.parametrize("opener", ["[", "{a: ", "- ", "? ", "[{a: "])
def test_no_depth_at_all_ends_the_process(path: Path, opener: str) -> None:
    content = "a:\n  " + opener * (900_000 // len(opener))
    assert told(path, content) == [(2, DEEP)]


def test_aliases_never_grow(path: Path) -> None:
    bomb = "a0: &a0 [x, x]\n" + "".join(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]\n" for n in range(1, 30))
    located, faults = read(path, bomb)
    assert located is not None
    assert len(str(located.plain())) < 2000
    assert len(faults) == 30 + 58


def test_a_file_that_is_not_there_or_is_no_file_is_told(tmp_path: Path) -> None:
    assert read_source(tmp_path / "none.yaml")[1] == [
        Fault(tmp_path / "none.yaml", 1, "This file cannot be read: No such file or directory", UNREADABLE)
    ]
    assert read_source(tmp_path)[1] == [
        Fault(tmp_path, 1, "This file cannot be read: Is a directory", UNREADABLE)
    ]


def test_yaml_files_of_a_folder_come_by_name_without_hidden_ones(tmp_path: Path) -> None:
    for name in ("b.yaml", "a.yml", "c.txt", ".#b.yaml", "d.yaml.bak", "e.yxml"):
        (tmp_path / name).write_text("")
    assert [path.name for path in yaml_files(tmp_path)] == ["a.yml", "b.yaml"]
    assert list(yaml_files(tmp_path / "none")) == []


def test_plain_data_can_stand_at_a_place(tmp_path: Path) -> None:
    place = Located("x", tmp_path, 7, column=3)
    located = Located.of({"a": [1, {"b": "c"}]}, place)
    assert located.plain() == {"a": [1, {"b": "c"}]}
    assert located.nearest_to(("a", 1, "b")).fault("Wrong", "wrong-values") == Fault(
        tmp_path, 7, "Wrong", "wrong-values", 3
    )


WORDS = st.sampled_from(
    [
        "a",
        ":",
        ": ",
        "\n",
        "  ",
        "- ",
        "[",
        "]",
        "{",
        "}",
        "'",
        '"',
        "#",
        "&x",
        "*x",
        "!t ",
        "|",
        ">",
        "\t",
        "“",
        "?",
        ",",
    ]
)


@given(st.lists(st.one_of(WORDS, st.text(max_size=3)), max_size=25).map("".join))
def test_any_text_at_all_is_read_or_told(content: str) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        located, faults = read(Path(folder) / "form.yaml", content)
    assert located is not None or len(faults) >= 1
    lines = max(1, len(content.splitlines()))
    for fault in faults:
        assert 1 <= fault.line <= lines
        assert not {"node", "mapping", "sequence", "token", "scalar", "key"} & set(
            fault.message.lower().split()
        )
