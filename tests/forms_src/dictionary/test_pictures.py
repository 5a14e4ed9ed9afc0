"""The picture of a form: all of it, lines where one question decides another, and the same in words."""

from itertools import combinations

import pytest

from forms_src.definition import Form
from forms_src.dictionary.pages import picture_page
from forms_src.dictionary.pictures import Line, nodes, picture
from tests.forms_src.html_reader import read_html
from tests.forms_src.small_forms import small_form
from tests.real_forms import LOADED

FIELDS = """
- {id: a, type: radios, label: A, options: yes-no}
- {id: b, type: short_text, label: B, show_when: {field: a, equals: yes}}
- {id: c, type: radios, label: C, options: yes-no, show_when: {not: {field: a, equals: yes}}}
- {id: d, type: short_text, label: D, show_when: {all: [{field: a, equals: no}, {field: c, equals: yes}]}}
- {id: late, type: short_text, label: Late, show_when: {overdue: day}}
- {id: told, type: guidance, text: Thank you.}
"""
GROUP = """
- {id: more, type: radios, label: More, options: yes-no}
- id: staff
  type: group
  label: Staff
  item: worker
  item_title: Worker
  add_label: Add
  fields:
    - {id: paid, type: radios, label: Paid, options: yes-no}
    - {id: pay, type: short_text, label: Pay, show_when: {field: paid, equals: yes}}
    - {id: why, type: short_text, label: Why, show_when: {field: more, equals: yes}}
"""


def decided_by(form: Form) -> dict[str, tuple[str, ...]]:
    return {node.key: node.decided_by for node in nodes(form) if not node.is_section}


def test_each_question_names_those_that_decide_it() -> None:
    found = decided_by(small_form(FIELDS))
    assert found["a"] == ()
    assert (found["b"], found["c"], found["d"]) == (("a",), ("a",), ("a", "c"))
    assert "told" not in found


def test_a_question_asked_when_late_is_decided_by_what_starts_the_clock() -> None:
    assert decided_by(small_form(FIELDS))["late"] == ("aware_at",)


def test_a_question_of_an_item_is_decided_by_its_own_item_or_by_the_form() -> None:
    found = decided_by(small_form(GROUP))
    assert (found["staff.pay"], found["staff.why"]) == (("staff.paid",), ("more",))


def test_a_section_that_is_not_always_shown_says_when() -> None:
    form = small_form(
        FIELDS,
        sections="""
        - id: extra
          title: Extra
          show_when: {field: a, equals: yes}
          fields: [{id: e, type: short_text, label: E}]
        """,
    )
    assert next(node.asked for node in nodes(form) if node.key == "#extra") == "“A” is “Yes”"
    assert decided_by(form)["e"] == ("a",)


def span(line: Line) -> tuple[int, int]:
    return min(line.start, *line.ends), max(line.start, *line.ends)


@pytest.mark.parametrize("form", LOADED.forms.values(), ids=lambda form: form.id)
def test_no_line_lies_on_another_and_no_box_on_another(form: Form) -> None:
    drawn = picture(form)
    for one, other in combinations(drawn.lines, 2):
        if one.lane == other.lane:
            assert span(one)[1] < span(other)[0] or span(other)[1] < span(one)[0]
    assert all(
        box.top + box.height <= below.top for box, below in zip(drawn.boxes, drawn.boxes[1:], strict=False)
    )
    assert drawn.boxes[-1].top + drawn.boxes[-1].height <= drawn.height


@pytest.mark.parametrize("form", LOADED.forms.values(), ids=lambda form: form.id)
def test_there_is_a_line_to_each_question_from_each_that_decides_it(form: Form) -> None:
    drawn = picture(form)
    tops = {box.node.key: box.middle for box in drawn.boxes}
    lines = {(line.start, end) for line in drawn.lines for end in line.ends}
    wanted = {
        (tops[key], tops[id_]) for id_, found in decided_by(form).items() for key in found if key in tops
    }
    assert wanted
    assert lines == wanted


@pytest.mark.parametrize("form", LOADED.forms.values(), ids=lambda form: form.id)
def test_the_words_say_all_that_the_picture_shows(form: Form) -> None:
    page = read_html(picture_page(form))
    (drawing,) = page.all("svg")
    words = " ".join(one.text for one in page.all("li"))
    headings = {one.text for one in page.all("h3")}
    for box in picture(form).boxes:
        assert " ".join(box.lines) in " ".join(one.text for one in drawing.all("tspan"))
        assert box.node.words in headings if box.node.is_section else box.node.words in words
