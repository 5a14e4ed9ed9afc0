"""What a form reminds of: the same outcomes as on the page “Which form do I need?”, by its own facts."""

from datetime import timedelta

import pytest

from forms_src.routing import Report, Step, prompts
from tests.forms_src.small_forms import NOW, Typed, definition, moment, posted, reader
from tests.forms_src.small_routing import ROUTING, guide, replaced

FIELDS = """
- {id: bad, type: radios, label: "Bad?", options: yes-no, required: false}
- {id: worse, type: radios, label: "Worse?", options: yes-no, required: false}
"""
BAD = "{id: bad, label: Bad, source: s, true_when: {not: {field: bad, equals: no}}}"
WORSE = "{id: worse, label: Worse, source: s, true_when: {field: worse, equals: yes}}"


def prompted(
    typed: Typed, *, facts: str = f"[{BAD}, {WORSE}]", clocks: str = "[day]", routing: str = ROUTING
) -> list[Step]:
    """Return what another form than the small one reminds of."""
    read = reader(definition(FIELDS, id="other", facts=facts, clocks=clocks))
    reading = read.read(posted(typed), NOW)
    assert reading.faults == []
    own = frozenset(one.clock for one in reading.due)
    known = Report(
        read.form, reading.answers, reading.facts, reading.place, NOW, reading.when.today, own - {"day"}
    )
    found = guide(routing)
    return prompts(found.routing, known, found.calendars)


def ids(steps: list[Step]) -> list[str]:
    return [step.outcome.id for step in steps]


def test_a_true_fact_prompts_and_a_false_one_does_not() -> None:
    assert ids(prompted({"bad": "yes"})) == ["later", "soon"]
    assert ids(prompted({"bad": "no"})) == []


def test_not_known_prompts_as_the_fact_says() -> None:
    assert ids(prompted({})) == ["later", "soon"]


def test_a_form_without_one_of_the_facts_has_no_such_prompt() -> None:
    assert ids(prompted({"bad": "yes"}, facts=f"[{BAD}]")) == ["soon"]
    assert ids(prompted({"bad": "yes"}, facts="[]")) == []


def test_every_fact_of_a_prompt_is_judged() -> None:
    assert ids(prompted({"bad": "yes", "worse": "yes"})) == ["soon"]


def test_an_outcome_without_prompt_when_never_prompts() -> None:
    assert "now" not in ids(prompted({"bad": "yes", "worse": "yes"}))


def test_the_form_itself_is_never_prompted_for() -> None:
    assert ids(prompted({"bad": "yes"}, routing=replaced({"form: small": "form: small"}))) == [
        "later",
        "soon",
    ]
    read = reader(definition(FIELDS, facts=f"[{BAD}, {WORSE}]"))
    reading = read.read(posted({"bad": "yes"}), NOW)
    known = Report(
        read.form, reading.answers, reading.facts, reading.place, NOW, reading.when.today, frozenset()
    )
    assert ids(prompts(guide().routing, known, guide().calendars)) == ["later"]


def test_what_the_due_times_of_the_form_say_is_not_said_twice() -> None:
    when = moment("aware_at", 9, "9 am")
    assert ids(prompted({"bad": "yes"} | when)) == ["soon", "later"]
    assert ids(prompted({"bad": "yes"} | when, clocks="[day, week]")) == ["soon"]


def test_due_times_come_from_the_answers_the_first_due_first() -> None:
    steps = prompted({"bad": "yes"} | moment("aware_at", 9, "9 am"))
    assert [step.due.words() if step.due else "" for step in steps] == [
        "9 am, Wednesday 10 June 2026, Melbourne time",
        "11.59 pm, Tuesday 16 June 2026, Melbourne time",
    ]
    assert [step.passed for step in steps] == [True, False]


def test_without_a_date_the_clock_speaks_for_itself() -> None:
    assert [(step.due, step.words) for step in prompted({"bad": "yes"})] == [(None, "W."), (None, "W.")]


@pytest.mark.parametrize(("day", "there"), [(8, False), (9, True)])
def test_the_rules_of_the_day_that_the_answers_name_apply(day: int, there: bool) -> None:
    dated = replaced({"- id: soon": "- id: soon\n    effective_from: 2026-06-09"})
    steps = prompted({"bad": "yes"} | moment("aware_at", day, "9 am"), routing=dated)
    assert ("soon" in ids(steps)) is there


def test_without_a_date_the_rules_of_today_apply() -> None:
    today = (NOW + timedelta(hours=10)).date()
    dated = replaced({"- id: soon": f"- id: soon\n    effective_from: {today}"})
    later = replaced({"- id: soon": f"- id: soon\n    effective_from: {today + timedelta(days=1)}"})
    assert "soon" in ids(prompted({"bad": "yes"}, routing=dated))
    assert "soon" not in ids(prompted({"bad": "yes"}, routing=later))


def test_what_the_form_says_is_done_is_no_prompt() -> None:
    done = replaced({"prompt_when: {fact: bad}\n": "prompt_when: {fact: bad}\n    done_when: worse\n"})
    assert "soon" in ids(prompted({"bad": "yes", "worse": "no"}, routing=done))
    assert "soon" not in ids(prompted({"bad": "yes", "worse": "yes"}, routing=done))
    assert "soon" in ids(prompted({"bad": "yes", "worse": "yes"}, facts=f"[{BAD}]", routing=done))


def test_a_form_that_is_dated_by_a_moment_of_its_own_starts_the_clocks_there() -> None:
    own = FIELDS + "- {id: told_at, type: moment, label: Told, required: false}"
    read = reader(definition(own, id="other", facts=f"[{BAD}, {WORSE}]", dated_by="[told_at]"))
    reading = read.read(posted({"bad": "yes"} | moment("told_at", 8, "9 am")), NOW)
    known = Report(
        read.form, reading.answers, reading.facts, reading.place, NOW, reading.when.today, frozenset()
    )
    dated = replaced({"- id: later": "- id: later\n    effective_from: 2026-06-09"})
    (step,) = prompts(guide(dated).routing, known, guide(dated).calendars)
    assert step.outcome.id == "soon"
    assert step.due
    assert step.due.words() == "9 am, Tuesday 9 June 2026, Melbourne time"
