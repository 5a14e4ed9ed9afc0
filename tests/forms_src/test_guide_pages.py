"""The page “Which form do I need?” and its answer, and the prompts on the pages of forms."""

import re
from collections.abc import Sequence
from datetime import datetime
from itertools import pairwise

import pytest

from forms_src.answers import Fault
from forms_src.guide_pages import next_steps_page, which_form_page
from forms_src.library import Guide
from forms_src.pages import blank_form_page, check_page, refresh, start_page
from forms_src.posted import Posted
from forms_src.receipt_pages import receipt_page
from forms_src.routing import Outcome, steps_for
from forms_src.site import WORDS
from tests.forms_src.html_reader import Element, ids_at_fault, read_html
from tests.forms_src.sample_pages import KINDS, kinds, read_kinds, receipt
from tests.forms_src.small_forms import NOW, Typed, definition, moment, posted, read, reader
from tests.forms_src.small_routing import ROUTING, guide, replaced
from tests.forms_src.test_words import MOST_GRADE, MOST_WORDS, syllables, words
from tests.real_forms import LOADED

BAD: dict[str, str | Sequence[str]] = {"bad": "yes", "worse": "yes"}
BOTH = BAD | moment("aware_at", 9, "9 am")
HOSTILE = """<script>alert(1)</script>"'&"""


def answer(typed: Typed, text: str = ROUTING, now: datetime = NOW) -> Element:
    """Return the page that answers lead to."""
    found = guide(text)
    reading = found.reader.read(posted(typed), now)
    assert reading.faults == []
    return read_html(next_steps_page(found.routing, posted(typed), reading))


def parts(page: Element) -> list[Element]:
    return [one for one in page.all("section") if "id" in one.attributes]


def every_page() -> dict[str, str]:
    routing = guide().routing
    reading = guide().reader.read(posted(BOTH), NOW)
    wrong = guide().reader.read(Posted(), NOW)
    steps = steps_for(routing, reading)
    return {
        "questions": which_form_page(routing),
        "faults": which_form_page(routing, Posted(), wrong),
        "problem": which_form_page(routing, problems=[Fault("", "report", "unexpected", "Look again")]),
        "answer": next_steps_page(routing, posted(BOTH), reading),
        "nothing": next_steps_page(
            routing, posted({"bad": "no"}), guide().reader.read(posted({"bad": "no"}), NOW)
        ),
        "check": check_page(kinds(), Posted(), read_kinds({}), "key", prompts=steps),
        "receipt": receipt_page(kinds(), receipt(), steps),
        "real": which_form_page(real().routing),
    }


def real() -> Guide:
    loaded = LOADED
    assert loaded.routing
    return Guide(loaded.routing.with_every_start(), loaded.calendars)


PAGES = every_page()
EVERY = pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)


@EVERY
def test_every_page_has_one_heading_and_one_main_part_and_skips_no_level(page: str) -> None:
    root = read_html(page)
    assert (len(root.all("h1")), len(root.all("main")), len(root.all("title"))) == (1, 1, 1)
    levels = [int(one.tag[1]) for one in root.walk() if re.fullmatch("h[1-6]", one.tag)]
    after = levels[levels.index(1) :]
    assert all(two <= one + 1 for one, two in pairwise(after))


@EVERY
def test_ids_are_unique_and_everything_referred_to_is_there(page: str) -> None:
    assert ids_at_fault(read_html(page)) == set()


@EVERY
def test_links_that_open_a_new_tab_say_so(page: str) -> None:
    for link in read_html(page).all("main")[0].all("a", target="_blank"):
        assert link.parent
        assert "(opens in a new tab)" in link.parent.text


def test_the_page_asks_in_a_form_that_posts_and_says_that_nothing_is_kept() -> None:
    page = read_html(PAGES["questions"])
    (form,) = page.all("form")
    assert (form.attributes["method"], form.attributes["action"]) == ("post", "/api/which-form")
    assert "We do not store your answers" in page.text
    assert [button.attributes["value"] for button in form.all("button")] == ["check"]


def test_faults_are_listed_with_links_and_the_answers_stay() -> None:
    typed = {"worse": "yes"} | moment("aware_at", 9, "9")
    reading = guide().reader.read(posted(typed), NOW)
    page = read_html(which_form_page(guide().routing, posted(typed), reading))
    (summary,) = page.all(id="errors")
    assert [link.attributes["href"] for link in summary.all("a")] == ["#bad", "#aware_at-time"]
    assert page.all("title")[0].text.startswith("Error: ")
    ticked = [one for one in page.all("input", type="radio") if "checked" in one.attributes]
    assert [(one.attributes["name"], one.attributes["value"]) for one in ticked] == [("worse", "yes")]
    assert page.all("input", name="aware_at-day")[0].attributes["value"] == "9"


def test_the_answer_says_what_to_do_in_order_by_when_why_and_by_which_source() -> None:
    page = answer(BOTH)
    assert page.all("h1")[0].text == "You need to do 3 things"
    found = parts(page)
    assert [part.all("h2")[0].text for part in found] == [
        "1. Write it down",
        "2. Send the small one",
        "3. Send the long one",
    ]
    assert "Do this now." in found[0].text
    assert "It was due by 9 am, Wednesday 10 June 2026, Melbourne time. This time has passed" in found[1].text
    assert "Due by 11.59 pm, Tuesday 16 June 2026, Melbourne time." in found[2].text
    assert "Bad things are told soon." in found[1].text
    assert [link.attributes["href"] for link in found[1].all("a")] == [
        "/forms/small/",
        "https://example.org",
        "tel:1300000000",
        "https://example.org/law",
    ]


def test_a_form_of_another_body_is_a_link_to_that_body() -> None:
    (part,) = [one for one in parts(answer(BAD)) if one.attributes["id"] == "later"]
    assert [link.attributes["href"] for link in part.all("a")] == [
        "https://example.org/others",
        "https://example.org/law",
    ]


def test_without_a_date_the_answer_says_how_long_there_is() -> None:
    (part,) = [one for one in parts(answer(BAD)) if one.attributes["id"] == "soon"]
    assert part.all("p")[0].text == "W."
    assert "say when your service found out" in answer(BAD).text
    assert "the first due first" not in answer(BAD).text


def test_with_dates_the_answer_says_that_it_is_in_order() -> None:
    assert "the first due first" in answer(BOTH).text
    assert "say when your service found out" not in answer(BOTH).text


def test_one_thing_and_nothing_have_their_own_words() -> None:
    assert answer({"bad": "no"}).all("h1")[0].text == "You may not need to send a report"
    assert "phone the agency before you decide" in answer({"bad": "no"}).text
    assert answer({"bad": "no", "worse": "yes"}).all("h1")[0].text == "You need to do one thing"


def test_the_answer_says_where_it_counted_from_another_moment_than_awareness() -> None:
    two = {
        "dated_by: [aware_at]": "dated_by: [aware_at, at]",
        "      - {id: worse, type": "      - {id: at, type: moment, label: At, required: false}\n"
        "      - {id: worse, type",
    }
    assumed = "We counted from when it happened"
    assert assumed in answer(BAD | moment("at", 9, "9 am"), replaced(two)).text
    assert assumed not in answer(BOTH | moment("at", 9, "9 am"), replaced(two)).text
    assert assumed not in answer(BAD, replaced(two)).text


def test_the_answer_carries_the_answers_so_that_they_can_be_changed() -> None:
    (form,) = answer(BOTH).all("form")
    hidden = {one.attributes["name"]: one.attributes["value"] for one in form.all("input")}
    assert hidden == {name: value for name, value in BOTH.items() if value}
    assert [button.attributes["value"] for button in form.all("button")] == ["edit", "print"]
    assert "Bad?Yes" in form.text.replace(" ", "")


def test_what_was_typed_never_becomes_markup() -> None:
    for name in ("aware_at-time", "aware_at-day", "bad"):
        typed = BOTH | {name: HOSTILE}
        page = which_form_page(guide().routing, posted(typed), guide().reader.read(posted(typed), NOW))
        assert len(read_html(page).all("script")) == 1


FIELDS = '- {id: bad, type: radios, label: "Bad?", options: yes-no}'
FACTS = "[{id: bad, label: Bad, source: s, true_when: {field: bad, equals: yes}}]"


def test_a_check_page_and_a_receipt_show_prompts_with_words_due_time_and_link() -> None:
    steps = steps_for(guide().routing, guide().reader.read(posted(BOTH), NOW))[1:]
    text = definition(FIELDS, facts=FACTS)
    check = check_page(reader(text).form, Posted(), read(text, {"bad": "yes"}), "key", prompts=steps)
    for page in (read_html(check), read_html(receipt_page(reader(definition(KINDS)).form, receipt(), steps))):
        (box,) = [one for one in page.all("div", class_="box") if "You may also need to" in one.text]
        assert [link.attributes["href"] for link in box.all("a")] == [
            "/forms/small/",
            "https://example.org/others",
        ]
        assert "Send the long one (opens in a new tab). Due by 11.59 pm, Tuesday 16 June 2026" in box.text


def test_without_prompts_there_is_no_box() -> None:
    assert "You may also need to" not in receipt_page(kinds(), receipt())
    assert "You may also need to" not in check_page(kinds(), Posted(), read_kinds({}), "key")


def test_the_start_page_and_the_help_page_lead_here() -> None:
    assert read_html(start_page([kinds()])).all("a", href="/which-form/")
    assert "(/which-form/)" in (WORDS / "help.md").read_text("utf-8")


# The real page


def outcomes() -> list[Outcome]:
    routing = real().routing
    return [outcome for one in (*routing.editions, routing) for outcome in one.outcomes]


def test_few_questions_are_asked_of_everyone() -> None:
    routing = real().routing
    always = [field for section in routing.sections if not section.show_when for field in section.fields]
    assert len([field for field in always if not field.show_when]) <= 5


def test_the_real_page_judges_its_conditions_without_script() -> None:
    told = [one for one in read_html(PAGES["real"]).walk() if "data-c" in one.attributes]
    assert len(told) >= 10
    assert not [one for one in read_html(PAGES["real"]).walk() if "data-if" in one.attributes]


@pytest.mark.parametrize("outcome", outcomes(), ids=lambda outcome: str(outcome.id))
def test_what_outcomes_say_is_for_readers_of_year_8(outcome: Outcome) -> None:
    sentences = re.split(r"(?<=[.?!])\s+", _plain(f"{outcome.title}. {outcome.because}"))
    said = [found for one in sentences if (found := words(one))]
    assert max(map(len, said)) <= MOST_WORDS
    count, sounds = sum(map(len, said)), sum(syllables(word) for one in said for word in one)
    assert 0.39 * count / len(said) + 11.8 * sounds / count - 15.59 <= MOST_GRADE


def _plain(text: str) -> str:
    """Return words in which names, which are as long as they are, count as one short word."""
    names = ("client incident management system", "ndis commission", "supported residential services")
    return re.sub("|".join(names), "name", text, flags=re.IGNORECASE)


def test_an_answer_reads_the_same_after_a_form_was_printed() -> None:
    expected = answer(BOTH).text
    refresh()
    blank_form_page(kinds())
    assert answer(BOTH).text == expected
