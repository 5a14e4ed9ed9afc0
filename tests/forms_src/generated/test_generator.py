"""The generator of submissions: it meets every kind of condition, and says so where nothing can."""

from random import Random

import pytest

from forms_src.conditions import Condition
from forms_src.identifiers import IDENTIFIERS
from tests.forms_src.small_forms import definition, load_texts
from tests.submissions.generated import NOW, Generator, NoSubmission, Where

YES_NO = "options: [{id: yes, label: Yes}, {id: no, label: No}]"
PEOPLE = """
- id: people
  type: group
  label: People
  item: person
  item_title: Person
  add_label: Add
  required: false
  min: 0
  fields:
    - {id: kind, type: radios, label: Kind, options: [{id: staff, label: Staff}, {id: other, label: Other}]}
    - {id: role, type: short_text, label: Role, show_when: {field: kind, equals: staff}}
    - {id: note, type: short_text, label: Note, required: false}
"""
FIELDS = f"""
- {{id: asked, type: radios, label: Asked, {YES_NO}}}
- {{id: why, type: short_text, label: Why, show_when: {{field: asked, equals: no}}}}
- {{id: again, type: select, label: Again, required: false, {YES_NO}}}
- {{id: born, type: date, label: Born, must_be: past, required: false}}
- {{id: met, type: date, label: Met, required: false}}
- {{id: ended, type: moment, label: Ended, required: false}}
- id: ticks
  type: checkboxes
  label: Ticks
  required: false
  options: [{{id: a, label: A}}, {{id: b, label: B, say: Which}}, {{id: none, label: None, exclusive: true}}]
"""


def made(fields: str = FIELDS + PEOPLE, **settings: str) -> Generator:
    loaded = load_texts(definition(fields, **settings))
    assert loaded.faults == []
    (form,) = loaded.forms.values()
    return Generator(form, loaded.calendars)


MADE = made()
CONDITIONS = [
    Condition(field="asked", equals="no"),
    Condition(field="asked", one_of=("yes",)),
    Condition(field="why", is_answered=True),
    Condition(field="again", is_answered=False),
    Condition(field="again", same_as="asked"),
    Condition(field="born", age_under=1),
    Condition(field="born", age_under=100),
    Condition(field="born", before="met"),
    Condition(field="met", same_as="born"),
    Condition(field="met", on_or_after="2027-03-01"),
    Condition(field="ended", before="aware_at"),
    Condition(field="ticks", includes="none"),
    Condition(field="ticks_b", is_answered=True),
    Condition(field="people", is_answered=True),
    Condition(field="people.kind", includes="other"),
    Condition(field="people.role", is_answered=True),
    Condition(overdue="day"),
    Condition(
        all=(
            Condition(field="people.kind", includes="other"),
            Condition(field="people.kind", includes="staff"),
        )
    ),
]


@pytest.mark.parametrize("wanted", [True, False])
@pytest.mark.parametrize("condition", CONDITIONS, ids=str)
def test_every_kind_of_condition_comes_true_and_false(condition: Condition, wanted: bool) -> None:
    wrong_when = condition.model_dump_json(by_alias=True, exclude_none=True)
    rule = f"[{{id: R, source: s, field: email, message: M, wrong_when: {wrong_when}}}]"
    form = made(rules=rule)
    for seed in range(3):
        broken = form.form.rules if wanted else ()
        where = (Where(condition, wanted),)
        submission = form.submission(Random(seed), *where, broken=broken)
        faults = form.reader.read(submission.posted, NOW).faults
        assert [fault.code for fault in faults] == (["R"] if wanted else [])


ITEM_RULES = [
    Condition(all=(Condition(field="kind", equals="staff"), Condition(field="note", is_answered=True))),
    Condition(field="note", is_answered=False),
    Condition(all=(Condition(field="kind", equals="other"), Condition(field="ended", is_answered=True))),
]


@pytest.mark.parametrize("condition", ITEM_RULES, ids=str)
def test_a_rule_of_items_is_kept_in_each_or_broken_in_the_first_alone(condition: Condition) -> None:
    wrong_when = condition.model_dump_json(by_alias=True, exclude_none=True)
    form = made(rules=f"[{{id: R, source: s, field: people.kind, message: M, wrong_when: {wrong_when}}}]")
    several = Where(Condition(field="people.kind", includes="other"))
    kept = [form.submission(Random(seed), several) for seed in range(20)]
    assert max(len(one.answers["people"]) for one in kept) > 1
    assert [form.reader.read(one.posted, NOW).faults for one in kept] == [[]] * len(kept)
    for seed in range(20):
        where = Where(condition, group="people")
        submission = form.submission(Random(seed), where, broken=form.form.rules)
        faults = form.reader.read(submission.posted, NOW).faults
        assert [(fault.name, fault.code) for fault in faults] == [("people-1-kind", "R")]


def test_a_condition_of_an_item_holds_in_the_first_item() -> None:
    where = Where(Condition(field="kind", equals="staff"), group="people")
    answers = MADE.submission(Random(1), where).answers
    assert answers["people"][0]["kind"] == "staff"


def test_without_wishes_both_sides_of_everything_come_up() -> None:
    made_at_random = [MADE.submission(Random(seed)) for seed in range(60)]
    for id_ in ("why", "again", "born", "ticks", "ticks_b", "people"):
        assert {id_ in one.answers for one in made_at_random} == {True, False}
    lengths = {len(one.answers.get("people", ())) for one in made_at_random}
    assert lengths >= {0, 1, 2}


def test_where_nothing_can_be_valid_it_says_so() -> None:
    with pytest.raises(NoSubmission):
        MADE.submission(Random(1), Where(Condition(field="asked", is_answered=False)))


def test_the_same_seed_makes_the_same_submission() -> None:
    first, second = (made().submission(Random(7)) for _ in range(2))
    assert (first.pairs, first.answers) == (second.pairs, second.answers)


def test_what_was_answered_before_it_was_hidden_is_for_hidden_questions_only() -> None:
    submission = MADE.submission(Random(3), Where(Condition(field="asked", equals="yes")))
    posted = submission.with_hidden(Random(3))
    assert posted.first("why")
    assert {name: posted[name] for name in submission.pairs} == submission.pairs


@pytest.mark.parametrize("name", IDENTIFIERS)
def test_the_words_of_every_identifier_end_with_an_example_that_fits(name: str) -> None:
    identifier = IDENTIFIERS[name]
    assert identifier.fits(identifier.tidy(identifier.example))


def test_moments_are_typed_in_the_zone_of_the_place() -> None:
    options = "options: [{id: vic, label: V}, {id: wa, label: W}]"
    form = made(f"- {{id: state, type: radios, label: State, {options}}}", place="{field: state}")
    for state, offset in (("vic", "+10:00"), ("wa", "+08:00")):
        started = Where(Condition(overdue="day")), Where(Condition(field="state", equals=state))
        submission = form.submission(Random(1), *started)
        answers = form.reader.read(submission.posted, NOW).answers
        assert answers == submission.answers
        assert answers["aware_at"][-6:] in (offset, "+11:00" if state == "vic" else offset)
