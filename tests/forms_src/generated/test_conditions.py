"""Every condition is seen true and false: what it shows, the clocks it starts, the rules it breaks."""

from random import Random

import pytest

from forms_src.conditions import Condition
from forms_src.definition import Form, FormClock, Rule
from tests.forms_src.generated.every import FORMS, SEED, TODAY, Asked, each, fields, named, read
from tests.submissions.generated import NoSubmission, Submission, Where, generator

# Today's editions alone: no submission was found for the clock of the 2018 and 2019 editions not to apply.
CLOCKS = [
    pytest.param(form, clock, id=f"{named(form)}-{clock.id}")
    for form in TODAY
    for clock in form.clocks
    if clock.applies_when
]
OVERDUE = [
    pytest.param(form, clock, id=f"{named(form)}-{clock.id}") for form in FORMS for clock in form.clocks
]
RULES = [pytest.param(form, rule, id=f"{named(form)}-{rule.id}") for form in FORMS for rule in form.rules]


@each(one for one in fields() if generator(one.form).goals.shown(one.key))
def test_every_conditional_question_is_seen_shown(asked: Asked) -> None:
    reading = read(asked.form, asked.submission().posted)
    assert reading.faults == []
    assert asked.name in reading.shown


@each(one for one in fields() if generator(one.form).goals.shown(one.key))
def test_every_conditional_question_is_seen_hidden_and_its_answer_is_dropped(asked: Asked) -> None:
    *around, last = generator(asked.form).goals.shown(asked.key)
    submission = generator(asked.form).submission(Random(SEED), *around, last._replace(holds=False))
    left_out = read(asked.form, submission.posted)
    present = read(asked.form, submission.with_hidden(Random(SEED)))
    for reading in (left_out, present):
        assert reading.faults == []
        assert asked.name not in reading.shown
        assert reading.answers == submission.answers


@pytest.mark.parametrize(("form", "clock"), CLOCKS)
@pytest.mark.parametrize("applies", [True, False])
def test_every_clock_is_seen_to_apply_and_not_to(form: Form, clock: FormClock, applies: bool) -> None:
    assert clock.applies_when
    started = [
        Condition(field=name, is_answered=True) for name in clock.starts_from if name in form.fields_by_id
    ]
    where = (Where(Condition(any=tuple(started))), Where(clock.applies_when, applies))
    reading = read(form, generator(form).submission(Random(SEED), *where).posted)
    assert reading.faults == []
    assert (clock.id in {due.clock for due in reading.due}) is applies


@pytest.mark.parametrize(("form", "clock"), OVERDUE)
@pytest.mark.parametrize("late", [True, False])
def test_a_report_is_accepted_late_and_in_time(form: Form, clock: FormClock, late: bool) -> None:
    where = Where(Condition(overdue=clock.id), late)
    reading = read(form, generator(form).submission(Random(SEED), where).posted)
    assert reading.faults == []
    assert (clock.id in reading.late) is late


@pytest.mark.parametrize(("form", "rule"), RULES)
def test_every_rule_is_seen_broken_with_its_message_at_its_question(form: Form, rule: Rule) -> None:
    reading = read(form, _breaking(form, rule).posted)
    (fault,) = [fault for fault in reading.faults if fault.code == rule.id]
    at = asked_by(form, rule)
    assert (fault.name, fault.message) == (at.name, rule.message + at.suffix)
    others = {one.id for one in form.rules}
    assert {fault.code for fault in reading.faults} <= others, "only rules are broken"


def _breaking(form: Form, rule: Rule) -> Submission:
    """Return a submission that breaks one rule, and others only where that cannot be helped."""
    where = (*generator(form).goals.shown(rule.field), Where(rule.wrong_when, group=rule.group))
    try:
        return generator(form).submission(Random(SEED), *where, broken=[rule])
    except NoSubmission:
        return generator(form).submission(Random(SEED), *where, broken=form.rules)


@pytest.mark.parametrize(("form", "rule"), RULES)
def test_every_rule_is_seen_kept_with_its_question_shown(form: Form, rule: Rule) -> None:
    reading = read(form, generator(form).showing(rule.field, Random(SEED)).posted)
    assert reading.faults == []
    assert asked_by(form, rule).name in reading.shown


def asked_by(form: Form, rule: Rule) -> Asked:
    return Asked(form, rule.field, form.fields_by_id[rule.field])
