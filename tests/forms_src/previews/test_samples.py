"""Sample submissions: sound for every form, so that previews show what people would see."""

from datetime import UTC, datetime

import pytest

from forms_src.answers import Reader
from forms_src.definition import Form
from forms_src.previews.samples import sample
from tests.forms_src.small_forms import NOW, definition, load_texts
from tests.real_forms import LOADED

RULE = """
- id: r
  source: s
  field: b
  wrong_when: {field: b, same_as: a}
  message: The two must differ
"""
FIELDS = """
- {id: a, type: radios, label: A, options: yes-no}
- {id: b, type: radios, label: B, options: yes-no}
- {id: c, type: date, label: C, must_be: future}
- {id: d, type: short_text, label: D, max_length: 3}
"""


@pytest.mark.parametrize("form", LOADED.forms.values(), ids=lambda form: form.id)
@pytest.mark.parametrize(
    "now", [NOW, datetime(2026, 1, 1, 0, 5, tzinfo=UTC), datetime(2028, 2, 29, 13, tzinfo=UTC)]
)
def test_a_sample_of_each_form_has_no_fault_and_answers_every_question_shown(
    form: Form, now: datetime
) -> None:
    posted, reading = sample(form, Reader(form, LOADED.calendars), now)
    assert reading.faults == []
    assert {name for name in reading.shown if name in form.types} <= reading.answers.keys()
    assert posted.first(form.confirmation_to)


def test_another_option_is_tried_while_a_rule_is_broken() -> None:
    loaded = load_texts(definition(FIELDS, rules=RULE))
    form = loaded.forms["small"]
    _, reading = sample(form, Reader(form, loaded.calendars), NOW)
    assert reading.faults == []
    assert (reading.answers["a"], reading.answers["b"]) == ("yes", "no")
    assert (reading.answers["c"], reading.answers["d"]) == ("2026-06-11", "Sam")


def test_a_form_that_nothing_satisfies_still_has_a_sample() -> None:
    rule = RULE.replace("{field: b, same_as: a}", "{field: b, is_answered: true}")
    loaded = load_texts(definition(FIELDS, rules=rule))
    form = loaded.forms["small"]
    _, reading = sample(form, Reader(form, loaded.calendars), NOW)
    assert [fault.code for fault in reading.faults] == ["r"]
