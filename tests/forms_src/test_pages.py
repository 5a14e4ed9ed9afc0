"""Every page: what holds for all of them, and that nothing typed can become part of one."""

import re
from base64 import b64encode
from collections.abc import Iterator
from hashlib import sha256

import brotli
import pytest

from forms_src.answers import Fault
from forms_src.pages import (
    blank_form_page,
    check_page,
    form_page,
    message_page,
    not_found_page,
    refresh,
    start_page,
)
from forms_src.posted import Posted
from forms_src.receipt_pages import receipt_page, rendition
from forms_src.scripts import script_bytes
from tests.forms_src.html_reader import ids_at_fault, read_html
from tests.forms_src.sample_pages import KINDS, kinds, ndis, read_kinds, receipt, report_of
from tests.forms_src.small_forms import Typed, definition, posted, reader
from tests.real_forms import LOADED

HOSTILE = """<script>alert(1)</script>"'&</textarea></title><!--"""
BYTES = 14_000  # the first round trip of a new connection carries about this much
# Of the NDIS page today, with some room: the time to lay out and to make accessible grows with the elements.
ELEMENTS = 1_150
NAMES = [
    *("short", "long", "count", "mail", "phone", "born-day", "born-month", "born-year", "at-day", "at-month"),
    *("at-year", "at-time", "at-clock", "one", "one_b", "many", "list", "sworn"),
    *("people-1-name", "people-1-number"),
]


def every_page() -> Iterator[tuple[str, str]]:
    form = kinds()
    reading = read_kinds({"count": "x"})
    yield "empty", form_page(form)
    yield "faults", form_page(form, posted({"count": "x"}), reading)
    yield "problems", form_page(form, problems=[Fault("", "report", "encoding", "Look again")])
    yield "added", form_page(form, posted({"people-2-name": ""}), focus="people-2")
    yield "removing", form_page(form, posted({"people-1-name": "x"}), removing=("people", 1))
    yield "check", check_page(form, Posted(), read_kinds({}), "key")
    yield "receipt", receipt_page(form, receipt())
    yield "message", message_page("Not here", ["Look elsewhere."], links=[("/", "Start")])
    yield "not found", not_found_page()
    yield "start", start_page([form])
    yield "blank form", blank_form_page(form)
    yield "record", rendition(form, report_of(definition(KINDS), {"short": "x"}))


PAGES = dict(every_page())
EVERY = pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)


@EVERY
def test_every_page_names_its_language_and_has_one_heading_and_one_main_part(page: str) -> None:
    root = read_html(page)
    assert page.startswith("<!doctype html>")
    assert root.all("html")[0].attributes["lang"] == "en-AU"
    assert (len(root.all("h1")), len(root.all("main")), len(root.all("title"))) == (1, 1, 1)


@EVERY
def test_headings_never_skip_a_level(page: str) -> None:
    levels = [int(one.tag[1]) for one in read_html(page).walk() if re.fullmatch("h[1-6]", one.tag)]
    before = 1
    for level in levels:
        assert level <= before + 1 or levels.index(1) > 0
        before = level


@EVERY
def test_no_page_holds_inline_script_or_handlers_or_style_attributes(page: str) -> None:
    for element in read_html(page).walk():
        assert element.tag != "script" or (element.attributes.get("src") == "/script.js" and not element.text)
        assert not [name for name in element.attributes if name == "style" or name.startswith("on")]


@EVERY
def test_the_policy_of_a_page_allows_exactly_its_style(page: str) -> None:
    (style,) = re.findall("<style>(.*?)</style>", page, re.DOTALL)
    (words,) = [
        one.attributes["content"]
        for one in read_html(page).all("meta", **{"http-equiv": "Content-Security-Policy"})
    ]
    digest = b64encode(sha256(style.encode()).digest()).decode()
    assert f"style-src 'sha256-{digest}';" in words
    assert words.startswith("default-src 'none';")


@EVERY
def test_ids_are_unique_and_everything_referred_to_is_there(page: str) -> None:
    assert ids_at_fault(read_html(page)) == set()


@EVERY
def test_nothing_is_fetched_from_elsewhere(page: str) -> None:
    root = read_html(page)
    fetched = [
        one.attributes[name]
        for one in root.walk()
        for name in ("src", "srcset", "poster")
        if name in one.attributes
    ]
    fetched += [one.attributes["href"] for one in root.all("link")]
    assert set(fetched) <= {"/script.js", "data:,"}


@EVERY
def test_links_say_where_they_lead(page: str) -> None:
    for link in read_html(page).all("a"):
        assert link.text.lower() not in ("", "here", "click here", "more", "link")


def test_titles_differ() -> None:
    titles = [read_html(page).all("title")[0].text for page in PAGES.values()]
    same_page = {"added", "removing", "problems", "empty", "not found"}
    others = [title for name, title in zip(PAGES, titles, strict=True) if name not in same_page]
    assert len(set(others)) == len(others)


@pytest.mark.parametrize("name", NAMES)
def test_what_was_typed_never_becomes_markup(name: str) -> None:
    typed: Typed = {name: HOSTILE, "one": "b"} if name == "one_b" else {name: HOSTILE}
    reading = read_kinds(typed)
    for page in (
        form_page(kinds(), posted(typed), reading),
        check_page(kinds(), posted(typed), reading, HOSTILE),
        form_page(kinds(), posted(typed), problems=[Fault("", "report", "x", HOSTILE)], notice=HOSTILE),
    ):
        root = read_html(page)
        assert "<script>" not in page.replace('<script src="/script.js" defer>', "")
        assert len(root.all("script")) == 1
        assert len(root.all("title")) == 1
    shown = [
        one.attributes.get("value", one.text)
        for one in read_html(page).walk()
        if one.attributes.get("name") == name
    ]
    assert HOSTILE in shown or name in ("at-clock", "one", "many", "list", "sworn")


def test_what_was_typed_never_becomes_markup_in_a_record() -> None:
    typed: Typed = {
        "short": HOSTILE,
        "long": f"{HOSTILE}\n{HOSTILE}",
        "people-1-name": HOSTILE,
        "one": "b",
        "one_b": HOSTILE,
    }
    page = rendition(kinds(), report_of(definition(KINDS), typed) | {"form_title": HOSTILE})
    assert "<script" not in page
    assert page.count("&lt;script&gt;") >= 6
    answers = [one.text for one in read_html(page).all("dd")]
    assert answers.count(HOSTILE) == 3
    assert f"{HOSTILE}{HOSTILE}" in [answer.replace(" ", "") for answer in answers] or HOSTILE * 2 in "".join(
        answers
    )


def test_a_definition_cannot_break_its_own_page() -> None:
    fields = """
    - {id: a, type: radios, label: "<b>A</b> & 'B'", options: [{id: x, label: "<i>'X'"}, {id: y, label: Y}]}
    - id: b
      type: short_text
      label: It's <b>
      name: it's <b>
      hint: <u>
      show_when: {field: a, equals: x}
    """
    page = form_page(reader(definition(fields)).form)
    assert not re.findall("<[biu]>", page)


def test_the_start_page_says_who_each_form_is_for_when_it_is_due_and_who_gets_it() -> None:
    forms = list(LOADED.forms.values())
    page = read_html(start_page(forms))
    listed = page.all("ul", class_="forms")[0].all("li")
    assert len(listed) == len(forms)
    for form, entry in zip(forms, listed, strict=True):
        assert entry.all("a")[0].attributes["href"] == f"/forms/{form.id}/"
        for words in (form.title, form.summary, form.who, form.own_clock.words, form.agency.name):
            assert words in entry.text


def test_a_message_says_what_happened_and_where_to_go() -> None:
    page = read_html(message_page("Not <here>", ["Look & see."], links=[("/help/", "Help")]))
    assert page.all("h1")[0].text == "Not <here>"
    assert page.all("main")[0].text == "Not <here> Look & see.Help"
    assert [one.attributes["content"] for one in page.all("meta", name="robots")] == ["noindex"]


def test_the_ndis_page_and_all_it_loads_fit_the_first_round_trip() -> None:
    page, script = form_page(ndis()).encode(), script_bytes()
    sizes = {
        "page": len(brotli.compress(page, quality=11)),
        "script": len(brotli.compress(script, quality=11)),
    }
    assert sum(sizes.values()) <= BYTES, sizes


def test_the_ndis_page_needs_two_requests_and_few_elements() -> None:
    page = form_page(ndis())
    assert re.findall(r'(?:src|<link[^>]* href)="([^"]*)"', page) == ["data:,", "/script.js"]
    assert len(re.findall("<[a-z]", page)) <= ELEMENTS


def test_the_same_form_gives_the_same_page() -> None:
    first = form_page(ndis())
    refresh()
    assert form_page(ndis()) == first
