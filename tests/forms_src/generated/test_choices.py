"""Every option of every choice can be chosen and sent, unless a rule is there to refuse it."""

from random import Random

from forms_src.answers import Reading
from forms_src.conditions import Condition
from forms_src.fields.choice import ChoiceField
from tests.forms_src.generated.every import SEED, Asked, each, fields, read
from tests.submissions.generated import NoSubmission, Where, generator


@each(one for one in fields() if isinstance(one.field, ChoiceField))
def test_every_option_can_be_chosen_and_sent(asked: Asked) -> None:
    assert isinstance(asked.field, ChoiceField)
    for option in asked.field.options:
        chosen = Where(asked.field.chosen_when(option.id), group=asked.group)
        reading = _read_with(asked, chosen)
        answers = reading.answers[asked.group][0] if asked.group else reading.answers
        answer = answers[asked.field.id]
        assert option.id in answer if asked.field.many_values else option.id == answer


def _read_with(asked: Asked, chosen: Where) -> Reading:
    """Read a submission with an option chosen. Where no valid one has it, nothing but rules may refuse it."""
    form, random = asked.form, Random(SEED)
    try:
        reading = read(form, generator(form).showing(asked.key, random, chosen).posted)
    except NoSubmission:
        where = (*generator(form).goals.shown(asked.key), chosen)
        reading = read(form, generator(form).submission(random, *where, broken=form.rules).posted)
        assert {fault.code for fault in reading.faults} <= {rule.id for rule in form.rules}
        assert reading.faults
    else:
        assert reading.faults == []
    return reading


@each(one for one in fields() if not one.field.required and one.field.takes_answer)
def test_every_optional_question_can_be_left_out_and_answered(asked: Asked) -> None:
    for answered in (True, False):
        where = Where(Condition(field=asked.field.id, is_answered=answered), group=asked.group)
        submission = generator(asked.form).showing(asked.key, Random(SEED), where)
        reading = read(asked.form, submission.posted)
        assert reading.faults == []
        answers = reading.answers[asked.group][0] if asked.group else reading.answers
        assert (asked.field.id in answers) is answered
