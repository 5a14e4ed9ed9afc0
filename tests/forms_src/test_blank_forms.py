"""Forms to print: every question with its options and conditions, room to write, who to phone and by when."""

import pytest

from forms_src.definition import Form
from forms_src.fields.choice import ChoiceField
from forms_src.fields.group.field import Group
from forms_src.pages import blank_form_page
from tests.forms_src.html_reader import Element, read_html
from tests.forms_src.sample_pages import kinds
from tests.forms_src.small_forms import definition, reader
from tests.real_forms import LOADED

FORMS = LOADED.forms
EVERY = pytest.mark.parametrize("form", [*FORMS.values(), kinds()], ids=[*FORMS, "kinds"])


def page(form: Form) -> Element:
    return read_html(blank_form_page(form))


@EVERY
def test_every_question_is_asked_with_its_options(form: Form) -> None:
    words = page(form).text
    companions = {one.id for field in form.fields_by_id.values() for one in field.companions()}
    for field in form.fields_by_id.values():
        if field.takes_answer and field.id not in companions:
            assert field.label in words, field.id
        for option in field.options if isinstance(field, ChoiceField) else ():
            assert option.label in words, (field.id, option.id)
            assert (option.say or "") in words


@EVERY
def test_every_question_has_room_for_its_answer(form: Form) -> None:
    for asked in page(form).all("div", class_="ask"):
        assert asked.all("b") or asked.all("span", class_="line"), asked.text


@EVERY
def test_it_says_who_to_phone_when_it_is_due_and_which_version_it_is(form: Form) -> None:
    words = page(form).text
    for one in (form.agency.phone, form.agency.email, *(clock.words for clock in form.clocks)):
        assert one in words
    assert f"Version {form.version}," in words
    assert "This paper alone is not a report" in words


def test_conditions_stand_before_what_they_open_also_those_of_the_clock() -> None:
    fields = """
    - {id: a, type: radios, label: First, options: [{id: x, label: X}, {id: y, label: Y}]}
    - {id: b, type: short_text, label: Second, show_when: {field: a, equals: x}}
    - {id: late, type: short_text, label: Third, show_when: {overdue: day}}
    """
    words = page(reader(definition(fields)).form).text
    assert words.index("Answer this only if “First” is “X”.") < words.index("Second")
    assert words.index("Answer this only if this report is late.") < words.index("Third")


def test_a_group_is_asked_once_and_says_what_to_do_for_more() -> None:
    form = FORMS["ssr-critical-short"]
    groups = [field for field in form.fields_by_id.values() if isinstance(field, Group)]
    assert groups
    words = page(form).text
    for group in groups:
        assert words.count(f"Answer these for each {group.item}.") == 1


def test_a_long_answer_has_as_many_lines_as_its_box() -> None:
    form = reader(definition("- {id: a, type: long_text, label: A, rows: 7}")).form
    assert len(page(form).all("div", class_="ask")[0].all("span", class_="line")) == 7


def test_what_a_definition_says_cannot_break_the_page() -> None:
    form = reader(definition('- {id: a, type: short_text, label: "<u>A", hint: "<u>"}')).form
    assert "<u>" not in blank_form_page(form)


def test_it_holds_nothing_to_type_in_or_to_send() -> None:
    root = page(kinds())
    assert [one.tag for one in root.walk() if one.tag in ("form", "input", "textarea", "select")] == []
