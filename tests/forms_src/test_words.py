"""The pages of words, and plain text made into HTML."""

import re
from pathlib import Path

import pytest

from forms_src.pages import words_page
from forms_src.prose import linked, prose, read_words, tel
from forms_src.site import WORDS
from tests.forms_src.html_reader import read_html
from tests.real_forms import LOADED

PAGES = sorted(WORDS.glob("*.md"))
EVERY = pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
QUOTED = ("ndis-notices",)  # word for word another's
OUR_OWN = pytest.mark.parametrize(
    "path", [path for path in PAGES if path.stem not in QUOTED], ids=lambda path: path.stem
)
MOST_WORDS = 25  # in a sentence (domain/design.md section 6)
MOST_GRADE = 8.0
APART = ' target="_blank" rel="noreferrer"'
# Names that the law or a service gives itself: they are as long as they are.
NAMES = (
    "National Disability Insurance Scheme Act 2013",
    "NDIS Quality and Safeguards Commission",
    "Social Services Regulation Act 2021",
    "Social Services Regulator",
    "Social Services Regulations 2023",
    "Privacy and Data Protection Act 2014",
    "Health Records Act 2001",
    "Commission for Children and Young People",
    "Department of Families, Fairness and Housing",
    "Client Incident Management System",
    "Web Content Accessibility Guidelines",
    "Aboriginal and Torres Strait Islander",
    "National Relay Service",
)


def sentences(path: Path) -> list[str]:
    """Return what is said, sentence by sentence, each entry of a list as one."""
    page = read_html(words_page(path))
    blocks = [one.text for one in page.all("main")[0].walk() if one.tag in ("p", "li", "h1", "h2", "h3")]
    said = (sentence for block in blocks for sentence in re.split(r"(?<=[.?!:])\s+", block))
    return [_plain(sentence) for sentence in said if sentence.strip()]


def _plain(sentence: str) -> str:
    for name in NAMES:
        sentence = sentence.replace(name, "Name")
    return re.sub(r"\b[\d ]{3,}\d\b|\S+@\S+", "number", sentence)


def words(sentence: str) -> list[str]:
    return re.findall(r"[A-Za-z’'-]+", sentence)


def syllables(word: str) -> int:
    """Count the groups of vowels, as the Flesch-Kincaid grade is usually worked out by machine."""
    groups = len(re.findall(r"[aeiouy]+", word.lower()))
    silent = word.lower().endswith("e") and not word.lower().endswith(("le", "ee")) and groups > 1
    return max(groups - silent, 1)


@OUR_OWN
def test_the_words_are_for_readers_of_year_8(path: Path) -> None:
    said = [sentence for sentence in sentences(path) if len(words(sentence)) > 2]
    count = sum(len(words(sentence)) for sentence in said)
    sounds = sum(syllables(word) for sentence in said for word in words(sentence))
    grade = 0.39 * count / len(said) + 11.8 * sounds / count - 15.59
    assert grade <= MOST_GRADE


@OUR_OWN
def test_no_sentence_is_long(path: Path) -> None:
    assert [sentence for sentence in sentences(path) if len(words(sentence)) > MOST_WORDS] == []


@OUR_OWN
def test_words_that_are_not_used_here(path: Path) -> None:
    text = path.read_text("utf-8").lower()
    for word in ("click", "notify", "perpetrator", "committed suicide", "submit", "please note", "utilise"):
        assert word not in text


@EVERY
def test_every_phone_number_can_be_called_and_is_the_one_it_shows(path: Path) -> None:
    page = read_html(words_page(path)).all("main")[0]
    called = [
        (link.text, link.attributes["href"])
        for link in page.all("a")
        if link.attributes["href"].startswith("tel:")
    ]
    assert all(tel(shown) == address.removeprefix("tel:") for shown, address in called)
    assert len(re.findall(r"\b(?:13 \d\d \d\d|1[38]00[\d ]{6,}\d)\b", page.text)) <= len(called)


@EVERY
def test_abbreviations_are_spelled_out_at_first_use(path: Path) -> None:
    text = re.sub(r"\S+@\S+", "", read_html(words_page(path)).all("main")[0].text)
    for short, long in (
        ("CIMS", "Client Incident Management System"),
        ("WCAG", "Web Content Accessibility Guidelines"),
    ):
        assert short not in text or text.index(f"{long} ({short})") < text.index(short)


@pytest.mark.parametrize("name", ["accessibility", "help", "privacy"])
def test_the_agencies_can_be_reached_as_the_definitions_say(name: str) -> None:
    text = (WORDS / f"{name}.md").read_text("utf-8")
    for agency in {form.agency.id: form.agency for form in LOADED.forms.values()}.values():
        assert agency.short_name in text
        assert f"[{agency.phone}](tel:{tel(agency.phone)})" in text


@pytest.mark.parametrize(
    ("item", "says"),
    [
        ("CN1", "The agency that receives your report collects it."),
        ("CN2", "ask to see what is held about them"),
        ("CN3", "It is collected to respond to the incident"),
        ("CN4", "police, the coroner or other regulators when the law allows"),
        ("CN5", "section 73Z of the National Disability Insurance Scheme Act 2013"),
        ("CN5", "section 48 of the Social Services Regulation Act 2021"),
        ("CN6", "The report may be incomplete"),
    ],
)
def test_the_privacy_page_says_all_that_a_collection_notice_must(item: str, says: str) -> None:
    assert says in read_html(words_page(WORDS / "privacy.md")).all("main")[0].text


def test_help_leads_to_every_form() -> None:
    addresses = {link.attributes["href"] for link in read_html(words_page(WORDS / "help.md")).all("a")}
    assert {f"/forms/{id_}/" for id_ in LOADED.forms} <= addresses


def test_the_first_heading_is_the_title(tmp_path: Path) -> None:
    path = tmp_path / "page.md"
    path.write_text("# My title\n\nWords.\n\n## How it works\n\n> Take care.\n\n---\n\nAfter.\n", "utf-8")
    read = read_words(path)
    assert read.title == "My title"
    assert read.html == (
        '<h1>My title</h1>\n<p>Words.</p>\n<h2 id="how-it-works">How it works</h2>\n'
        '<div class="warning"><p>Take care.</p>\n</div>'
    )
    assert read.after == "<p>After.</p>\n"


def test_html_in_markdown_shows_as_text(tmp_path: Path) -> None:
    path = tmp_path / "page.md"
    path.write_text("# T\n\n<script>alert(1)</script> [x](javascript:alert(1))\n", "utf-8")
    page = words_page(path)
    assert "<script>" not in page
    assert 'href="javascript' not in page


def test_plain_text_becomes_paragraphs_and_lists() -> None:
    assert prose("One\ntwo.\n\nThree:\n- a <b>\n- c\nFour") == (
        "<p>One two.</p><p>Three:</p><ul><li>a &lt;b&gt;</li><li>c</li></ul><p>Four</p>"
    )
    assert prose("") == ""


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Call 000.", 'Call <a href="tel:000">000</a>.'),
        ("on 13 11 14, or", 'on <a href="tel:131114">13 11 14</a>, or'),
        ("Kids: 1800 55 1800", 'Kids: <a href="tel:1800551800">1800 55 1800</a>'),
        ("Nurse: 1300 60 60 24", 'Nurse: <a href="tel:1300606024">1300 60 60 24</a>'),
        ("1800RESPECT: 1800 737 732", '1800RESPECT: <a href="tel:1800737732">1800 737 732</a>'),
        ("03 9000 0000", '<a href="tel:0390000000">03 9000 0000</a>'),
        ("number 430 000 000", "number 430 000 000"),
        ("51 824 753 556 in 2013 or 10,000", "51 824 753 556 in 2013 or 10,000"),
        ("section 137.1 and 20 to 21", "section 137.1 and 20 to 21"),
        ("mail a.b@example.org.", 'mail <a href="mailto:a.b@example.org">a.b@example.org</a>.'),
        (
            "at www.example.org/x.",
            f'at <a href="https://www.example.org/x"{APART}>www.example.org/x</a> (opens in a new tab).',
        ),
        (
            "http://a.example/?b&c",
            f'<a href="http://a.example/?b&amp;c"{APART}>http://a.example/?b&amp;c</a> (opens in a new tab)',
        ),
        ("a < b & c", "a &lt; b &amp; c"),
        ("the [x < y](/a-page/) is", f'the <a href="/a-page/"{APART}>x &lt; y</a> (opens in a new tab) is'),
        ("[x](/forms/a-form/)", f'<a href="/forms/a-form/"{APART}>x</a> (opens in a new tab)'),
        ("[x](javascript:alert) [y](//a.example/)", "[x](javascript:alert) [y](//a.example/)"),
    ],
)
def test_numbers_and_addresses_in_plain_text_become_links(text: str, html: str) -> None:
    assert linked(text) == html
