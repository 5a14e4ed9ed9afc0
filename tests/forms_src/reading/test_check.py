"""The check of the reading level: what it reads, what it leaves alone, and what it says."""

from pathlib import Path
from textwrap import dedent

import pytest

from forms_src.reading.check import reading_faults

FOLDER = Path(__file__).parents[3] / "forms_src"
HARD = "Organisations must immediately provide comprehensive documentation regarding relevant circumstances."
EASY = "Tell us what you saw and heard, and who was there."
MEND = "use shorter sentences or plainer words (grade 8 or lower)"


def said(folder: Path, **files: str) -> list[tuple[str, int, str]]:
    """Return the file, line and first words of each fault; `__` in a name is a folder, `_` the full stop."""
    for name, text in files.items():
        path = folder.joinpath(
            *name.replace("_yaml", ".yaml").replace("_md", ".md").replace("_html", ".html").split("__")
        )
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(dedent(text).lstrip("\n"), "utf-8")
    found = reading_faults(folder)
    return [(fault.file.name, fault.line, fault.message) for fault in found]


def lines(found: list[tuple[str, int, str]]) -> list[tuple[str, int]]:
    return [(file, line) for file, line, message in found if message.startswith("This reads at grade")]


def test_everything_that_people_read_here_is_of_grade_8_or_lower() -> None:
    assert [str(fault) for fault in reading_faults(FOLDER)] == []


def test_a_hard_text_is_told_with_its_place_and_what_to_do(tmp_path: Path) -> None:
    (text, page) = said(tmp_path, definitions__a_yaml=f"id: a\nsummary: {HARD}\n")[::-1]
    assert text[:2] == ("a.yaml", 2)
    assert text[2].startswith("This reads at grade 2")
    assert text[2].endswith(f": {MEND}")
    assert page[:2] == ("a.yaml", 1)
    assert page[2].startswith("This page reads at grade ")


SETTINGS = ("title", "summary", "who", "before_you_start", "next_steps")


@pytest.mark.parametrize("setting", SETTINGS)
def test_settings_of_a_form_are_read(tmp_path: Path, setting: str) -> None:
    value = f"\n  - {HARD}" if setting in ("before_you_start", "next_steps") else f" {HARD}"
    assert lines(said(tmp_path, definitions__a_yaml=f"{setting}:{value}\n"))


@pytest.mark.parametrize("setting", ["label", "hint", "text", "heading", "intro", "say", "message", "words"])
def test_settings_inside_a_form_are_read(tmp_path: Path, setting: str) -> None:
    text = f"sections:\n  - id: s\n    fields:\n      - id: f\n        {setting}: {HARD}\n"
    assert lines(said(tmp_path, definitions__a_yaml=text)) == [("a.yaml", 5)]


def test_own_messages_options_and_shared_parts_are_read(tmp_path: Path) -> None:
    messages = f"sections:\n  - id: s\n    messages:\n      required: {HARD}\n    source: {HARD}\n"
    options = f"id: o\noptions:\n  - {{id: a, label: A}}\n  - {{id: b, label: {HARD}}}\n"
    clocks = f"clocks:\n  - {{id: a, words: {EASY!r}, next_step: {HARD}}}\n"
    found = said(
        tmp_path,
        definitions__a_yaml=messages,
        definitions__shared__options__o_yaml=options,
        definitions__shared__clocks_yaml=clocks,
    )
    assert lines(found) == [("a.yaml", 4), ("clocks.yaml", 2), ("o.yaml", 4)]


def test_pages_of_words_and_layouts_are_read(tmp_path: Path) -> None:
    page = f"# Title\n\n{EASY}\n\n- {HARD}\n- [Here](/a/)\n"
    unread = f"{{% block a %}}\n<style>{HARD}</style>\n"
    layout = f"{unread}<p class='{HARD}'>\n{HARD} {{{{ name }}}}\n</p>{{% endblock %}}\n"
    found = said(tmp_path, words__w_md=page, layouts__l_html=layout)
    assert lines(found) == [("l.html", 4), ("w.md", 5)]


def test_a_short_text_counts_with_its_page_alone(tmp_path: Path) -> None:
    label = "Organisational accountability documentation"
    hint = " ".join([EASY] * 4)
    one = said(tmp_path, definitions__a_yaml=f"sections:\n  - id: s\n    label: {label}\n    hint: {hint}\n")
    assert one == []
    many = "".join(f"  - {{id: s{n}, label: {label}}}\n" for n in range(3))
    assert [file for file, _line, _message in said(tmp_path, definitions__a_yaml=f"sections:\n{many}")] == [
        "a.yaml"
    ]


def test_wrapped_lines_are_one_sentence_and_list_items_are_their_own(tmp_path: Path) -> None:
    long = "we went to see if they had all of it\n" * 5
    wrapped = "text: |-\n" + "".join(f"  {line}\n" for line in long.splitlines())
    assert lines(said(tmp_path, definitions__a_yaml=wrapped))
    items = "text: |-\n" + "".join(f"  - {line}\n" for line in long.splitlines())
    assert lines(said(tmp_path, definitions__a_yaml=items)) == []


TERM = "quoted: [{source: s, terms: [comprehensive documentation]}]\n"
WHOLE = "quoted: [{source: s, texts: [a/f.hint]}]\n"


def test_a_term_of_the_law_counts_as_one_short_word(tmp_path: Path) -> None:
    text = "hint: You must give us your Comprehensive Documentation right now, please.\n"
    assert said(tmp_path, definitions__a_yaml=text)
    assert said(tmp_path, definitions__a_yaml=text, reading__quoted_yaml=TERM) == []


def test_a_quoted_text_is_left_as_it_is_and_nothing_else_is(tmp_path: Path) -> None:
    text = f"sections:\n  - id: f\n    hint: {HARD}\n    label: {{}}\n"
    assert said(tmp_path, definitions__a_yaml=text.format(EASY), reading__quoted_yaml=WHOLE) == []
    assert lines(said(tmp_path, definitions__a_yaml=text.format(HARD))) == [("a.yaml", 4)]


def test_an_exception_that_nothing_needs_is_told(tmp_path: Path) -> None:
    text = f"hint: {EASY}\n"
    found = said(tmp_path, definitions__a_yaml=text, reading__quoted_yaml=TERM)
    assert found == [
        ("quoted.yaml", 1, "No text has the term “comprehensive documentation” any more: take it out")
    ]
    found = said(tmp_path, reading__quoted_yaml=WHOLE)
    assert found == [("quoted.yaml", 1, "There is no text “a/f.hint” any more: take it out")]


def test_an_exception_needs_its_source(tmp_path: Path) -> None:
    found = said(tmp_path, reading__quoted_yaml="quoted:\n  - {terms: []}\n")
    assert found == [("quoted.yaml", 2, "“source” is missing: add it")]
