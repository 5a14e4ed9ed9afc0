"""Every option of every choice can be chosen and sent."""

from random import Random

from forms_src.conditions import Condition
from forms_src.fields.choice import ChoiceField
from tests.forms_src.generated.every import SEED, Asked, each, fields, read
from tests.submissions.generated import Where, generator


@each(one for one in fields() if isinstance(one.field, ChoiceField))
def test_every_option_can_be_chosen_and_sent(asked: Asked) -> None:
    assert isinstance(asked.field, ChoiceField)
    for option in asked.field.options:
        chosen = Where(asked.field.chosen_when(option.id), group=asked.group)
        submission = generator(asked.form).showing(asked.key, Random(SEED), chosen)
        reading = read(asked.form, submission.posted)
        assert reading.faults == [], option.id
        answers = reading.answers[asked.group][0] if asked.group else reading.answers
        answer = answers[asked.field.id]
        assert option.id in answer if asked.field.many_values else option.id == answer


@each(one for one in fields() if not one.field.required and one.field.takes_answer)
def test_every_optional_question_can_be_left_out_and_answered(asked: Asked) -> None:
    for answered in (True, False):
        where = Where(Condition(field=asked.field.id, is_answered=answered), group=asked.group)
        submission = generator(asked.form).showing(asked.key, Random(SEED), where)
        reading = read(asked.form, submission.posted)
        assert reading.faults == []
        answers = reading.answers[asked.group][0] if asked.group else reading.answers
        assert (asked.field.id in answers) is answered
