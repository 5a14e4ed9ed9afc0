"""Previews: complete, with the words that people would read, and sending nothing."""

import pytest

from forms_src.definition import Form
from forms_src.fields import FIELD_TYPES
from forms_src.previews.occasions import OCCASIONS
from forms_src.previews.pages import OPEN, blank_page, fields_page, messages, messages_page, open_page
from forms_src.reading.grades import Count
from tests.forms_src.fields.test_contract import cases
from tests.forms_src.html_reader import read_html
from tests.forms_src.small_forms import NOW, definition, load_texts, small_form
from tests.real_forms import LOADED

FORMS = pytest.mark.parametrize("form", LOADED.forms.values(), ids=lambda form: form.id)


@FORMS
def test_every_question_that_can_ever_be_asked_is_on_the_open_page(form: Form) -> None:
    page = read_html(open_page(form, LOADED.calendars, NOW))
    names = {one.attributes["name"] for one in page.walk() if "name" in one.attributes}
    for key, field in form.fields_by_id.items():
        if field.takes_answer and field.type != "group":
            assert any(name in names for name in field.inputs(key.replace(".", "-1-"))), key


def test_the_open_page_hides_nothing_and_says_when_each_is_asked() -> None:
    fields = """
    - {id: a, type: radios, label: A, options: yes-no}
    - {id: b, type: short_text, label: B, show_when: {field: a, equals: yes}}
    - {id: late, type: short_text, label: Late, show_when: {overdue: day}}
    """
    loaded = load_texts(definition(fields))
    text = open_page(loaded.forms["small"], loaded.calendars, NOW)
    words = read_html(text).text
    assert "Answer this only if “A” is “Yes”" in words
    assert "Answer this only if this report is late" in words
    assert f"{OPEN}</style>" in text


@FORMS
def test_the_blank_page_shows_the_summary_of_faults(form: Form) -> None:
    page = read_html(blank_page(form, LOADED.calendars, NOW))
    assert page.all(id="errors")


@FORMS
def test_no_message_has_an_open_place_and_each_question_that_must_be_answered_has_one(form: Form) -> None:
    found = list(messages(form))
    assert all("{" not in words for one in found for words in one.words.values())
    required = [one.label for one in form.fields_by_id.values() if one.required and one.takes_answer]
    assert [one.question for one in found if "required" in one.words] == required
    assert {rule.message for rule in form.rules} <= {words for one in found for words in one.words.values()}


def test_only_messages_that_can_come_are_listed() -> None:
    form = small_form("- {id: a, type: short_text, label: A, required: false}")
    (told,) = [one for one in messages(form) if one.question == "A"]
    assert told.words == {
        "too_long": "A must be 200 characters or less",
        "control": "A must not include line breaks or hidden characters",
    }
    assert "A must be 200 characters or less" in read_html(messages_page(form)).text


def test_each_message_says_when_it_comes() -> None:
    fields = """
    - {id: a, type: radios, label: A, options: yes-no}
    - {id: b, type: short_text, label: B}
    """
    rule = "{id: R1, source: x, field: b, wrong_when: {field: a, equals: yes}, message: B is not so}"
    form = small_form(fields, rules=f"[{rule}]")
    page = messages_page(form)
    assert "<li>B must be 200 characters or less<br><small>The text is longer than it may be (<" in page
    assert "<li>Enter b<br><small>It is left blank (<code>required</code>)" in page
    assert "<li>B is not so<br><small>If “A” is “Yes” (<code>R1</code>)" in page


def test_the_words_for_when_are_those_of_the_codes_that_there_are_and_plain() -> None:
    pairs = {(type_, code) for type_, cls in FIELD_TYPES.items() for code in cls.patterns}
    assert OCCASIONS.keys() >= {code for _, code in pairs}
    assert OCCASIONS.keys() <= {code for _, code in pairs} | {f"{type_}.{code}" for type_, code in pairs}
    assert Count.of(". ".join(OCCASIONS.values())).grade <= 8


def test_an_identifier_is_told_with_its_shape() -> None:
    form = small_form("- {id: a, type: short_text, label: ABN, identifier: abn}")
    told = next(one for one in messages(form) if one.question == "ABN")
    assert told.words["identifier"] == "ABN must be 11 digits and a real ABN, for example 51 824 753 556"


def test_every_example_of_every_kind_is_shown_asked_answered_and_wrong() -> None:
    page = read_html(fields_page(LOADED.forms["ndis-immediate"], LOADED.calendars, NOW))
    headings = [one.text for one in page.all("h3")]
    wrong = {one.text for one in page.all(class_="error")}
    for type_ in FIELD_TYPES:
        for case in cases(type_):
            assert f"{case.name}: as it is asked" in headings
            for trial in case.refuses:
                assert f"{case.name}: {trial['message']}" in headings
                assert f"Error: {trial['message']}" in wrong


def test_no_two_elements_of_the_page_of_kinds_have_one_id() -> None:
    page = read_html(fields_page(LOADED.forms["cims-incident-report"], LOADED.calendars, NOW))
    ids = [one.attributes["id"] for one in page.walk() if "id" in one.attributes]
    assert len(ids) == len(set(ids))
