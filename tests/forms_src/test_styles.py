"""Styles: what they hide follows the same conditions as the server, and what they show can be read."""

import re
from base64 import b64encode
from collections.abc import Iterator, Mapping
from functools import cache
from hashlib import sha256
from itertools import product

import pytest

from forms_src.definition import Form
from forms_src.fields.choice import ChoiceField
from forms_src.pages import form_page
from forms_src.posted import Posted
from forms_src.styles import Openings, minified, policy, style_sheet
from tests.forms_src.html_reader import Element, read_html
from tests.forms_src.small_forms import NOW, definition, posted, reader, small_form
from tests.real_forms import LOADED

RULE = re.compile(r"([^{}]+)\{display:none\}")
TEST = re.compile(r":(not\(:)?has\(((?:[^()]|\([^()]*\))*)\)\)?")
LITERAL = re.compile(r'\[(data-q|name)="([^"]+)"\] ?(.*):checked(:not\(\[value=""\]\))?')

CHOICES = """
- id: a
  type: radios
  label: A
  required: false
  options: [{id: x, label: X}, {id: y, label: Y}, {id: z, label: Z}]
- {id: b, type: checkboxes, label: B, required: false, options: [{id: x, label: X}, {id: y, label: Y}]}
- {id: c, type: select, label: C, required: false, options: yes-no}
- {id: t, type: short_text, label: T, required: false}
"""
CONDITIONS = {
    "{field: a, equals: x}": True,
    "{field: a, one_of: [x, z]}": True,
    "{field: b, includes: y}": True,
    "{field: a, is_answered: true}": True,
    "{field: c, is_answered: false}": True,
    "{not: {field: a, equals: x}}": True,
    "{all: [{field: a, equals: x}, {field: c, equals: yes}]}": True,
    "{any: [{field: a, equals: x}, {field: c, equals: no}]}": True,
    "{not: {any: [{field: a, equals: y}, {all: [{field: b, includes: x}, {field: c, equals: yes}]}]}}": True,
    "{all: [{not: {field: a, equals: x}}, {field: a, is_answered: true}]}": True,
    "{field: t, is_answered: true}": False,
    "{all: [{field: a, equals: x}, {field: t, is_answered: true}]}": False,
    "{any: [{field: a, equals: x}, {field: t, is_answered: true}]}": False,
    "{overdue: day}": False,
}
# Pairs that stand on each other in style.css and reading.css; 8:1 for text and buttons, 4.5:1 for help text
# (domain/design.md section 3), 3:1 for what is seen but not read.
PAIRS = [
    ("#1a1a1a", "#ffffff", 8, "text"),
    ("#1a1a1a", "#f5f5f5", 8, "answers in their boxes"),
    ("#1a1a1a", "#e6eef9", 8, "text in a box"),
    ("#1a1a1a", "#f7e6ea", 8, "text in a warning"),
    ("#1a1a1a", "#f8efe6", 8, "text in a caution"),
    ("#1a1a1a", "#e6f2f3", 8, "text where a report was received"),
    ("#003174", "#ffffff", 8, "links and buttons"),
    ("#003174", "#f5f5f5", 8, "links at the foot"),
    ("#003174", "#f7e6ea", 8, "links in the error summary"),
    ("#880020", "#ffffff", 8, "errors, and what is required"),
    ("#4d4d4d", "#ffffff", 4.5, "hints"),
    ("#666666", "#f5f5f5", 3, "the border of a box"),
    ("#ff9e1b", "#1a1a1a", 3, "the two lines of the focus"),
    ("#ff9e1b", "#003174", 3, "the focus in the header"),
    ("#880020", "#f7e6ea", 3, "the bar of a warning"),
]


def conditional(condition: str) -> str:
    return f"{CHOICES}- {{id: more, type: short_text, label: More, required: false, show_when: {condition}}}"


def sent(typed: Mapping[str, str | list[str]]) -> Posted:
    return posted({name: value for name, value in typed.items() if value})


def holds(test: str, within: Element) -> bool:
    """Judge what stands in one `:has()`."""
    found = LITERAL.fullmatch(test)
    assert found, test
    wanted = set(re.findall(r'\[value="([^"]+)"\]', found[3]))
    options = [
        one
        for question in within.walk()
        if question.attributes.get(found[1]) == found[2]
        for one in question.walk()
        if {"checked", "selected"} & one.attributes.keys() and one.attributes.get("value")
    ]
    return any(not wanted or one.attributes["value"] in wanted for one in options)


def matches(part: str, element: Element) -> bool:
    return all(holds(test, element) is not bool(negated) for negated, test in TEST.findall(part))


def hidden(style: str, page: Element) -> set[str]:
    """Return the posted names of the questions, and the sections, that the rules hide, as a browser would."""
    return {id_ for rule in RULE.findall(style.partition("{")[2]) for id_ in _hidden_by(rule, page)}


def _hidden_by(rule: str, page: Element) -> Iterator[str]:
    parts = re.fullmatch(r"(main:\S*(?: \[value\S*| :\S*)*)? ?(\.item:.*)? ((?::is\()?\[data-c=\S*)", rule)
    assert parts, rule
    if parts[1] and not matches(parts[1], page):
        return
    around = [page] if not parts[2] else [one for one in page.all(class_="item") if matches(parts[2], one)]
    for one in around:
        for number in re.findall(r'data-c="(\d+)"', parts[3]):
            yield from (first_name(hit) for hit in one.all(**{"data-c": number}))


def first_name(element: Element) -> str:
    if element.tag in ("section", "li"):
        return element.tag
    return next(one.attributes["name"] for one in element.walk() if "name" in one.attributes)


@cache
def ndis() -> Form:
    return LOADED.forms["ndis-immediate"]


@pytest.mark.parametrize("condition", [condition for condition, plain in CONDITIONS.items() if plain])
def test_style_hides_a_question_exactly_when_the_server_does(condition: str) -> None:
    text = definition(conditional(condition))
    form, openings = reader(text).form, Openings(reader(text).form)
    assert "more" in openings.plain
    for a, b, c in product(("", "x", "y", "z"), ([], ["x"], ["y"], ["x", "y"]), ("", "yes", "no")):
        typed = sent({"a": a, "b": b, "c": c})
        shown = reader(text).read(typed, NOW).shown
        assert ("more" in hidden(openings.style, read_html(form_page(form, typed)))) is ("more" not in shown)


@pytest.mark.parametrize("condition", [condition for condition, plain in CONDITIONS.items() if not plain])
def test_what_style_cannot_judge_it_never_hides_wrongly(condition: str) -> None:
    text = definition(conditional(condition))
    form, openings = reader(text).form, Openings(reader(text).form)
    assert "more" not in openings.plain
    for a, t in product(("", "x", "y"), ("", "words")):
        typed = sent({"a": a, "t": t})
        shown = reader(text).read(typed, NOW).shown
        assert not {"more"} & shown & hidden(openings.style, read_html(form_page(form, typed)))


def test_style_hides_what_it_can_of_a_condition_that_also_reads_text() -> None:
    form = small_form(conditional("{all: [{field: a, equals: x}, {field: t, is_answered: true}]}"))
    page = read_html(form_page(form, posted({"a": "y", "t": "words"})))
    assert hidden(Openings(form).style, page) == {"more"}


def test_a_hidden_question_counts_as_unanswered_in_style_too() -> None:
    fields = CHOICES + (
        "- {id: d, type: radios, label: D, options: yes-no, show_when: {field: a, equals: x}}\n"
        "- {id: e, type: short_text, label: E, show_when: {field: d, equals: yes}}"
    )
    form = small_form(fields)
    page = read_html(form_page(form, posted({"a": "y", "d": "yes"})))
    assert hidden(Openings(form).style, page) == {"d", "e"}


def test_style_judges_each_item_by_its_own_answers() -> None:
    form = small_form(
        CHOICES
        + """
- id: people
  type: group
  label: People
  item: person
  item_title: Person
  add_label: Add another person
  fields:
    - {id: kind, type: radios, label: Kind, options: [{id: x, label: X}, {id: y, label: Y}]}
    - id: post
      type: short_text
      label: Post
      show_when: {all: [{field: kind, equals: x}, {field: a, equals: x}]}
- {id: some_x, type: short_text, label: Some, show_when: {field: people.kind, includes: x}}
"""
    )
    style = Openings(form).style
    typed = {"a": "x", "people-1-kind": "x", "people-2-kind": "y"}
    page = read_html(form_page(form, posted(typed)))
    assert hidden(style, page) == {"people-2-post"}
    neither = read_html(form_page(form, posted(typed | {"people-1-kind": "y"})))
    assert hidden(style, neither) == {"people-1-post", "people-2-post", "some_x"}
    elsewhere = read_html(form_page(form, posted(typed | {"a": "y"})))
    assert hidden(style, elsewhere) == {"people-1-post", "people-2-post"}


def test_a_hidden_section_takes_its_entry_in_the_list_with_it() -> None:
    form = small_form(
        CHOICES,
        sections="""
- id: extra
  title: Extra
  show_when: {field: a, equals: x}
  fields:
    - {id: f, type: short_text, label: F}
""",
    )
    style = Openings(form).style
    assert hidden(style, read_html(form_page(form, posted({"a": "x"})))) == set()
    assert hidden(style, read_html(form_page(form, posted({"a": "y"})))) == {"section", "li"}


def test_the_box_of_an_option_needs_no_rule_of_its_own() -> None:
    options = "[{id: other, label: Other, say: Which}, {id: x, label: X}]"
    fields = f"- {{id: a, type: radios, label: A, options: {options}}}"
    openings = Openings(small_form(fields))
    assert (openings.style, openings.plain) == ("", {"a_other"})
    assert "label:not(:has(:checked)) + .q" in style_sheet("style")
    chosen_from_a_list = Openings(small_form(fields.replace("radios", "select")))
    assert chosen_from_a_list.numbers == {"a_other": "1"}


def test_of_the_ndis_form_only_questions_about_text_and_dates_need_their_words() -> None:
    form = ndis()
    told = {key for key, field in form.fields_by_id.items() if field.show_when}
    assert told - Openings(form).plain == {
        "incident_at_unknown_reason",
        "ip_ndis_number_missing_reason",
        "late_reason",
    }


def test_questions_with_the_same_condition_share_a_rule() -> None:
    form = small_form(
        CHOICES
        + """
- {id: d, type: short_text, label: D, show_when: {field: a, equals: x}}
- {id: e, type: short_text, label: E, show_when: {field: a, one_of: [x]}}
- {id: f, type: short_text, label: F, show_when: {field: a, equals: y}}
"""
    )
    assert Openings(form).numbers == {"d": "1", "e": "1", "f": "2"}
    assert len(RULE.findall(Openings(form).style)) == 2


def test_paper_shows_every_question_with_its_words() -> None:
    assert Openings(ndis()).style.startswith("@media screen{")
    assert "@media print" in style_sheet("style")
    assert ".if,div[data-if],section{display:block !important}" in style_sheet("style")


def test_rules_come_in_the_same_order_each_time() -> None:
    assert Openings(ndis()).style == Openings(ndis()).style
    rules = RULE.findall(Openings(ndis()).style)
    assert rules == sorted(rules, key=lambda rule: rule.partition("@media screen{")[2] or rule)


def test_every_option_a_rule_names_exists() -> None:
    fields = ndis().fields_by_id
    named = re.findall(
        r'\[(?:data-q|name)="([^"]+)"\] ?(?::is\(([^)]*)\)|(\[value="[^"]+"\])):checked',
        Openings(ndis()).style,
    )
    for id_, many, one in named:
        field = fields[id_]
        assert isinstance(field, ChoiceField)
        assert set(re.findall(r'value="([^"]+)"', many or one)) <= field.labels.keys()


def test_minified_style_keeps_what_matters() -> None:
    css = """
    /* words: { } */
    a > b , c  d { color : red ; margin: 0 1px; }
    label:not(:has(:checked)) + .q { display: none }
    @media (min-width: 36em) {
      p { padding: 0 }
    }
    """
    assert minified(css) == (
        "a>b,c d{color :red;margin:0 1px}label:not(:has(:checked)) + .q{display:none}"
        "@media (min-width: 36em){p{padding:0}}"
    )


def test_the_policy_allows_this_style_and_no_other() -> None:
    digest = b64encode(sha256(b"p{margin:0}").digest()).decode()
    assert f"style-src 'sha256-{digest}'" in policy("p{margin:0}")
    for words in (policy("x"), policy("x", script=False)):
        assert words.startswith("default-src 'none'; ")
        assert "unsafe" not in words
    assert "script-src" not in policy("x", script=False)


@pytest.mark.parametrize("name", ["style", "reading"])
def test_style_fetches_nothing_moves_nothing_and_hides_no_focus(name: str) -> None:
    css = style_sheet(name)
    for word in (
        "url(",
        "@import",
        "@font-face",
        "animation",
        "transition",
        "outline:0",
        "outline:none",
        "px/",
    ):
        assert word not in css
    assert not re.findall(
        r"font-size:\d+px|[^-]height:\d+px(?!;min)", css.replace("width:24px;height:24px", "")
    )


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize(("one", "other", "least", "what"), PAIRS, ids=[pair[3] for pair in PAIRS])
def test_colours_stand_apart(one: str, other: str, least: float, what: str) -> None:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= least


def test_every_colour_in_the_styles_is_judged() -> None:
    used = {
        "#" + (colour if len(colour) == 6 else "".join(part * 2 for part in colour))
        for colour in re.findall(
            r"#([0-9a-f]{6}|[0-9a-f]{3})\b", style_sheet("style") + style_sheet("reading")
        )
    }
    lines_and_bars = {"#cccccc", "#924900", "#00646a"}
    assert used - lines_and_bars == {colour for pair in PAIRS for colour in pair[:2]}
