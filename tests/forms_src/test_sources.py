"""The NDIS definition holds the whole of the Commission's own form: each question, option and line, in order.

Its instructions and notices are a page of their own, which the definition links to.

The source is kept in `sources/`. It prints a question as its label, a line with a bar, the options if it has
any, and another bar. Where the definition departs from it, `sources/ndis-immediate-changes.yaml` says why.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from ruamel.yaml import YAML

DEFINITIONS = Path(__file__).parents[2] / "forms_src" / "definitions"
NOTICES = DEFINITIONS.parent / "words" / "ndis-notices.md"
SOURCES = Path(__file__).parent / "sources"
SOURCE = (SOURCES / "ndis-immediate-notification.txt").read_text(encoding="utf-8")

# The section of the definition, or the kind of subject, that holds each numbered part of the source.
PARTS = (
    ("Privacy", "about"),
    ("Security", "about"),
    ("Instructions", "about"),
    ("Provider details", "provider"),
    ("Primary contact person", "contact"),
    ("Incident category", "category"),
    ("Incident details", "incident"),
    ("Impacted person", "impacted-person"),
    ("Subject(s) of allegation", "subjects-of-allegation"),
    ("Subject of allegation – worker", "worker"),
    ("Subject of allegation – person with disability", "person_with_disability"),
    ("Subject of allegation – other", "other"),
    ("Immediate action taken", "immediate-action"),
    ("Impacted person", "immediate-action"),
    ("Subject of allegation – worker", "immediate-action"),
    ("Subject of allegation – person with disability", "immediate-action"),
    ("Risk assessment", "risk-assessment"),
    ("Attachments", "attachments-list"),
    ("Declaration", "declaration-by-sender"),
    ("Office use only", ""),  # filled in by staff after the report has arrived: an event of the record
)
KINDS = ("worker", "person_with_disability", "other")
HOLDERS = list(dict.fromkeys(holder for _, holder in PARTS if holder))


class Question(NamedTuple):
    """A question of the source."""

    label: str
    options: tuple[str, ...]


class Part(NamedTuple):
    """A numbered part of the source; `lines` are those that ask nothing."""

    title: str
    questions: list[Question]
    lines: list[str]


def parts_of(text: str) -> list[Part]:
    """Return the numbered parts of the source, after what stands before the first one."""
    parts, lines = [Part("", [], [])], iter(text.splitlines())
    ahead = next(lines, "")
    while ahead:
        line, ahead = ahead, next(lines, "")
        heading = re.fullmatch(r"\d+\.(?:\d+\.)?\s*(.*)", line)
        if heading:
            parts += [Part(heading[1], [], [])] if heading[1] else []
        elif ahead == "|":
            parts[-1].questions.append(Question(line, tuple(iter(lambda: next(lines), "|"))))
            ahead = next(lines, "")
        else:
            parts[-1].lines.append(line)
    return parts


PAPER = parts_of(SOURCE)


def on_paper(holder: str) -> list[Question]:
    """Return the questions of every part of the source that a section or a kind of subject holds."""
    held = [part for part, (_, id_) in zip(PAPER[1:], PARTS, strict=True) if id_ == holder]
    return [question for part in held for question in part.questions]


CHOOSING = [holder for holder in HOLDERS if any(question.options for question in on_paper(holder))]


def load(path: Path) -> Any:
    return YAML(typ="safe").load(path.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def form() -> dict[str, Any]:
    """Return the definition with its option lists and shared sections in place."""
    lists, sections = (
        {one["id"]: one for one in map(load, (DEFINITIONS / "shared" / kind).glob("*.yaml"))}
        for kind in ("options", "sections")
    )
    form: dict[str, Any] = load(DEFINITIONS / "ndis-immediate.yaml")
    form["sections"] = [sections[one["include"]] if "include" in one else one for one in form["sections"]]
    for section in form["sections"]:
        section["fields"] = [
            field
            for one in section["fields"]
            for field in (sections[one["include"]]["fields"] if "include" in one else [one])
        ]
    for field in fields_of(form):
        if isinstance(field.get("options"), str):
            field["options"] = lists[field["options"]]["options"]
    return form


@pytest.fixture(scope="module")
def changes() -> dict[str, list[dict[str, str]]]:
    """Return the table of deliberate changes."""
    table: dict[str, list[dict[str, str]]] = load(SOURCES / "ndis-immediate-changes.yaml")
    return table


def fields_of(holder: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield every field of a form, a section or a group, and the fields of its groups."""
    for section in holder.get("sections", []):
        yield from fields_of(section)
    for field in holder.get("fields", []):
        yield field
        yield from fields_of(field)


def field_named(form: Mapping[str, Any], id_: str) -> dict[str, Any]:
    return next(field for field in fields_of(form) if field["id"] == id_)


def official(thing: Mapping[str, Any]) -> bool:
    return thing.get("basis") != "designed"


def asked(form: Mapping[str, Any], holder: str) -> list[dict[str, Any]]:
    """Return the official questions of a section, or those that one kind of subject is asked."""
    if holder in KINDS:
        everyone = field_named(form, "subjects")["fields"]
        here = [one for one in everyone if one.get("show_when", {}).get("equals") in (None, holder)]
    else:
        here = next(one["fields"] for one in form["sections"] if one["id"] == holder)
    silent = ("guidance", "group", "declaration")
    return [one for one in here if one["type"] not in silent and official(one)]


def plain(text: str) -> str:
    """Return text without its links, and without regard to capitals and to how its lines are broken."""
    return " ".join(re.sub(r"\[([^]]+)\]\([^)]+\)", r"\1", text).split()).casefold()


def texts(thing: Any) -> Iterator[str]:
    """Yield every paragraph, list item and other text of a definition."""
    if isinstance(thing, str):
        yield from re.split(r"\n\s*\n|^- ", thing, flags=re.MULTILINE)
    elif isinstance(thing, (dict, list)):
        for inner in thing.values() if isinstance(thing, dict) else thing:
            yield from texts(inner)


def test_every_line_of_the_source_is_read() -> None:
    assert [part.title for part in PAPER[1:]] == [title for title, _ in PARTS]
    questions = [question for part in PAPER for question in part.questions]
    lines = [part.title for part in PAPER[1:]] + [line for part in PAPER for line in part.lines]
    lines += [line for one in questions for line in (one.label, "|", *one.options, "|")]
    unnamed = [line for line in SOURCE.splitlines() if re.fullmatch(r"\d+\.", line)]
    assert len(lines) + len(unnamed) == len(SOURCE.splitlines())


def test_sections_stand_in_the_order_of_the_source(form: dict[str, Any]) -> None:
    ours = [section["id"] for section in form["sections"]]
    assert ours == [holder for holder in HOLDERS if holder not in KINDS]


@pytest.mark.parametrize("holder", [one for one in HOLDERS if one != "attachments-list"])
def test_every_question_of_the_source_is_asked_in_order_and_every_other_is_marked_designed(
    form: dict[str, Any], changes: dict[str, Any], holder: str
) -> None:
    changed = {one["source"]: one["here"] for one in changes["labels"] if one["section"] == holder}
    wanted = [changed.get(question.label, question.label) for question in on_paper(holder)]
    assert [plain(field["label"]) for field in asked(form, holder)] == [plain(label) for label in wanted]


@pytest.mark.parametrize("holder", CHOOSING)
def test_every_option_of_the_source_is_offered_in_order_and_every_other_is_marked_designed(
    form: dict[str, Any], changes: dict[str, Any], holder: str
) -> None:
    changed = {one["source"]: one["here"] for one in changes["options"]}
    for question, field in zip(on_paper(holder), asked(form, holder), strict=True):
        if question.options:
            offered = [plain(option["label"]) for option in field["options"] if official(option)]
            assert offered == [plain(changed.get(one, one).rstrip(":")) for one in question.options]


@pytest.mark.parametrize("holder", CHOOSING)
def test_an_option_that_the_source_ends_with_a_colon_asks_for_words(
    form: dict[str, Any], holder: str
) -> None:
    for question, field in zip(on_paper(holder), asked(form, holder), strict=True):
        if question.options:
            asks = ["say" in option for option in field["options"] if official(option)]
            assert asks == [option.endswith(":") for option in question.options]


def test_options_marked_designed_come_after_those_of_the_source(form: dict[str, Any]) -> None:
    for field in fields_of(form):
        marks = [official(option) for option in field.get("options", [])]
        assert marks == sorted(marks, reverse=True), field["id"]


def test_as_many_attachments_can_be_listed_as_in_the_source(form: dict[str, Any]) -> None:
    group = field_named(form, "attachments")
    numbered = [f"{group['item_title']} {number}" for number in range(1, group["max"] + 1)]
    assert numbered == [question.label for question in on_paper("attachments-list")]


def test_the_declaration_is_word_for_word(form: dict[str, Any]) -> None:
    declaration = field_named(form, "declaration")
    statements = [statement["text"] for statement in declaration["statements"]]
    lines = next(part.lines for part in PAPER if part.title == "Declaration")
    assert [declaration["label"], *statements] == lines[: 1 + len(statements)]
    assert "within 5 business days" in statements[-1]


def test_every_other_line_of_the_source_is_kept_or_its_change_is_explained(
    form: dict[str, Any], changes: dict[str, Any]
) -> None:
    kept = " | ".join(plain(text) for text in texts([form, NOTICES.read_text(encoding="utf-8")]))
    lost = [line for part in PAPER for line in part.lines if plain(line) not in kept]
    assert [
        line for line in lost if not line.startswith(tuple(one["starts"] for one in changes["lines"]))
    ] == []


def test_official_guidance_is_in_the_words_of_the_source_or_its_change_is_explained(
    form: dict[str, Any], changes: dict[str, Any]
) -> None:
    guidance = [one["text"] for one in fields_of(form) if one["type"] == "guidance" and official(one)]
    intros = [section["intro"] for section in form["sections"] if "intro" in section]
    notices = NOTICES.read_text(encoding="utf-8").partition("## ")[2]
    ours = [text for text in texts([*intros, *guidance, notices]) if plain(text) not in plain(SOURCE)]
    assert [plain(text)[:38] for text in ours if not text.startswith("## ")] == [
        "these are the questions of the reporta",
        "this form seeks to collect information",
        "this form must be completed by registe",
    ]


def test_no_change_is_explained_that_was_not_made(form: dict[str, Any], changes: dict[str, Any]) -> None:
    labels = {(holder, question.label) for holder in HOLDERS for question in on_paper(holder)}
    options = {option for holder in HOLDERS for one in on_paper(holder) for option in one.options}
    lines = [line for part in PAPER for line in part.lines]
    assert {(one["section"], one["source"]) for one in changes["labels"]} <= labels
    assert {one["source"] for one in changes["options"]} <= options
    assert all(any(line.startswith(one["starts"]) for line in lines) for one in changes["lines"])
    assert all(one["why"] for table in changes.values() for one in table)


def test_every_field_says_where_it_comes_from(form: dict[str, Any]) -> None:
    assert [field["id"] for field in fields_of(form) if not field.get("source")] == []
