"""Every single wrong answer is refused with a fault on its question; what is missing is asked for."""

import pytest

from forms_src.answers import Fault
from forms_src.fields import FIELD_TYPES
from forms_src.fields.base import Problem
from forms_src.posted import Posted
from forms_src.unexpected import unexpected_names
from tests.forms_src.generated.every import Asked, each, fields, read
from tests.submissions.generated.corruptions import CORRUPTIONS, MISSING, Target, corruptions
from tests.submissions.generated.spelling import SPELLINGS
from tests.submissions.generated.values import VALUES

ANSWERED = {name for name, one in FIELD_TYPES.items() if one.takes_answer}


@pytest.mark.parametrize("type_", FIELD_TYPES)
def test_every_problem_of_every_type_of_field_has_a_corruption(type_: str) -> None:
    assert {one.code for one in CORRUPTIONS.get(type_, ())} == set(FIELD_TYPES[type_].patterns)


def test_every_type_of_field_can_be_answered() -> None:
    assert VALUES.keys() == SPELLINGS.keys() == ANSWERED - {"group"}


def target_of(asked: Asked) -> Target:
    submission = asked.submission()
    return Target(asked.field, asked.name, submission.pairs, submission.when)


@each(one for one in fields() if one.field.takes_answer)
def test_every_wrong_answer_is_refused_at_its_question(asked: Asked) -> None:
    target = target_of(asked)
    applied = 0
    for corruption in corruptions(asked.field):
        change = corruption.change(target)
        if change is not None:
            faults = read(asked.form, Posted(target.pairs).replaced(change)).faults
            assert (asked.name, corruption.code) in {(one.name, one.code) for one in faults}, corruption.kind
            applied += 1
    assert applied or not asked.field.required


@each(one for one in fields() if one.field.required and one.field.type != "group")
def test_every_missing_answer_gives_its_message_in_the_words_of_the_field(asked: Asked) -> None:
    target = target_of(asked)
    change = MISSING.change(target)
    if change is None:
        assert asked.group, "only the one question of an item that nobody must give can be left out"
        return
    faults = read(asked.form, Posted(target.pairs).replaced(change)).faults
    fault = next(one for one in faults if one.name == asked.name)
    assert fault == expected(asked)
    own = asked.field.messages.get("required")
    assert own or asked.field.spoken.lower() in fault.message.lower()


def expected(asked: Asked) -> Fault:
    problem = Problem("required")
    at = asked.field.first_input(asked.name, problem)
    return Fault(asked.name, at, "required", asked.field.message(problem) + asked.suffix)


@each(one for one in fields() if one.field.takes_answer and one.field.type != "group")
def test_a_single_answer_given_twice_and_an_unknown_name_are_noticed(asked: Asked) -> None:
    submission = asked.submission()
    assert unexpected_names(asked.form, submission.posted) == []
    for box in asked.field.inputs(asked.name):
        twice = submission.posted.replaced({box: ("1", "2")})
        assert unexpected_names(asked.form, twice) == ([] if asked.field.many_values else [box])
        unknown = f"{box}_x"
        assert unexpected_names(asked.form, submission.posted.replaced({unknown: ("1",)})) == [unknown]
