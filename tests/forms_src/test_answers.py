"""One submission read: what is kept, what is hidden, what is wrong, and what is due."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from forms_src.answers import Fault, place_of
from forms_src.fields.group.field import Group
from forms_src.fields.group.numbers import item_numbers
from tests.forms_src.small_forms import NOW, codes, definition, moment, posted, read, reader, small_form

PEOPLE = definition(
    """
    - {id: kind, type: radios, label: Kind, options: yes-no, required: false}
    - id: people
      type: group
      label: People
      item: person
      item_title: Person
      add_label: Add
      fields:
        - {id: note, type: short_text, label: Note, required: false, show_when: {field: kind, equals: yes}}
        - {id: kind, type: radios, label: Their kind, options: yes-no}
        - {id: ticks, type: checkboxes, label: Ticks, options: yes-no, required: false}
        - {id: why, type: radios, label: Why, required: false, options: [{id: other, label: Other, say: S}]}
    - {id: any_yes, type: guidance, text: A, show_when: {field: people.kind, includes: yes}}
    - {id: ticked, type: guidance, text: T, show_when: {field: people.ticks, includes: no}}
    - {id: some, type: guidance, text: S, show_when: {field: people, is_answered: true}}
    """
)
CHAIN = definition(
    """
    - {id: a, type: radios, label: A, options: yes-no}
    - {id: b, type: radios, label: B, options: yes-no, show_when: {field: a, equals: yes}}
    - {id: c, type: short_text, label: C, show_when: {field: b, equals: yes}}
    """
)
DATED = definition(
    """
    - {id: at, type: moment, label: When, required: false}
    - {id: reason, type: short_text, label: Why not, show_when: {field: at, is_answered: false}}
    """
)
LATE = definition(
    """
    - {id: reason, type: short_text, label: Why late, show_when: {overdue: day}}
    - {id: asked, type: radios, label: Asked, options: yes-no, required: false}
    - id: either
      type: short_text
      label: Either
      show_when: {any: [{overdue: day}, {field: asked, equals: yes}]}
    - id: steps
      type: group
      label: Steps
      item: step
      item_title: Step
      add_label: Add
      min: 0
      required: false
      fields:
        - {id: what, type: short_text, label: What}
        - {id: late, type: short_text, label: Late step, show_when: {overdue: day}}
    """,
    clocks="[day, week]",
    facts="- {id: was_late, label: Late, source: s, true_when: {overdue: day}}",
    rules="- {id: L1, source: s, field: email, wrong_when: {overdue: week}, message: Too late for email}",
)


# ---- hidden means hidden


def test_what_is_not_shown_is_never_kept_or_judged() -> None:
    reading = read(CHAIN, {"a": "no", "b": "no such option", "c": "x" * 999})
    assert reading.answers == {"a": "no"}
    assert reading.faults == []
    assert reading.shown == {"a", "email", "aware_at"}


def test_what_hangs_on_a_hidden_answer_is_hidden_too() -> None:
    assert read(CHAIN, {"a": "yes", "b": "yes", "c": "kept"}).answers == {"a": "yes", "b": "yes", "c": "kept"}
    assert read(CHAIN, {"a": "no", "b": "yes", "c": "kept"}).answers == {"a": "no"}


def test_a_hidden_section_hides_all_its_fields() -> None:
    text = definition(
        "- {id: a, type: radios, label: A, options: yes-no}",
        sections="""
        - id: more
          title: More
          show_when: {field: a, equals: yes}
          fields:
            - {id: b, type: short_text, label: B}
            - {id: c, type: short_text, label: C, show_when: {field: b, is_answered: true}}
        """,
    )
    assert read(text, {"a": "no", "b": "x", "c": "y"}).answers == {"a": "no"}
    assert codes(read(text, {"a": "yes"})) == [("b", "required")]


def test_the_text_of_an_option_is_kept_only_while_it_is_chosen() -> None:
    text = definition(
        "- {id: p, type: radios, label: P, options: [{id: h, label: Home}, {id: o, label: Other, say: S}]}"
    )
    assert read(text, {"p": "o", "p_o": "Park"}).answers == {"p": "o", "p_o": "Park"}
    assert read(text, {"p": "h", "p_o": "Park"}).answers == {"p": "h"}
    assert codes(read(text, {"p": "o"})) == [("p_o", "required")]


def test_a_wrong_answer_is_an_answer_so_nobody_is_asked_why_there_is_none() -> None:
    wrong = {**moment("at", 31, "2 pm", month=2)}
    assert codes(read(DATED, wrong)) == [("at", "not_real")]
    assert codes(read(DATED, {})) == [("reason", "required")]
    assert read(DATED, {**wrong, "reason": "I do not know"}).answers == {}


def test_guidance_is_shown_and_never_answered() -> None:
    text = definition("- {id: words, type: guidance, text: Read this.}")
    reading = read(text, {"words": "typed"})
    assert reading.answers == {}
    assert "words" in reading.shown


def test_answers_are_in_the_order_of_the_form_whatever_is_read_first() -> None:
    text = definition(
        """
        - {id: b, type: short_text, label: B, show_when: {field: a, equals: yes}}
        - {id: a, type: radios, label: A, options: yes-no}
        """
    )
    reading = read(text, {"email": "a@example.com", "a": "yes", "b": "x"})
    assert list(reading.answers) == ["b", "a", "email"]


# ---- items of groups


def test_an_item_s_own_field_stands_before_one_of_the_form_answered_or_not() -> None:
    typed = {
        "kind": "yes",
        "people-1-note": "hidden",
        "people-1-kind": "no",
        "people-2-note": "kept",
        "people-2-kind": "yes",
    }
    reading = read(PEOPLE, typed)
    assert reading.answers["people"] == [{"kind": "no"}, {"note": "kept", "kind": "yes"}]
    unanswered = read(PEOPLE, {"kind": "yes", "people-1-note": "hidden", "people-1-ticks": ["yes"]})
    assert "people-1-note" not in unanswered.shown
    assert codes(unanswered) == [("people-1-kind", "required")]


def test_a_condition_on_all_items_asks_if_any_says_so() -> None:
    assert "any_yes" in read(PEOPLE, {"people-1-kind": "no", "people-2-kind": "yes"}).shown
    assert "any_yes" not in read(PEOPLE, {"people-1-kind": "no"}).shown


def test_choices_of_many_in_items_are_looked_through_one_by_one() -> None:
    typed: dict[str, Any] = {"people-1-kind": "no", "people-1-ticks": ["yes"], "people-2-kind": "no"}
    assert "ticked" not in read(PEOPLE, typed).shown
    assert "ticked" in read(PEOPLE, {**typed, "people-2-ticks": ["yes", "no"]}).shown


def test_a_group_is_answered_when_an_item_is() -> None:
    assert "some" in read(PEOPLE, {"people-1-kind": "no"}).shown
    assert "some" not in read(PEOPLE, {}).shown


def test_blank_items_are_passed_over_and_the_rest_keep_their_order_and_numbers() -> None:
    typed = {"people-1-kind": " ", "people-3-kind": "yes", "people-10-kind": "no", "people-2-note": ""}
    reading = read(PEOPLE, typed)
    assert reading.answers["people"] == [{"kind": "yes"}, {"kind": "no"}]
    assert reading.shown >= {"people-3-kind", "people-10-kind"}
    assert "people-1-kind" not in reading.shown


def test_without_any_item_the_first_is_asked_for() -> None:
    reading = read(PEOPLE, {})
    assert reading.faults == [
        Fault("people-1-kind", "people-1-kind", "required", "Select their kind (person 1)"),
    ]


def test_the_missing_items_take_the_lowest_free_numbers() -> None:
    text = PEOPLE.replace("add_label: Add", "add_label: Add\n        min: 3")
    assert codes(read(text, {"people-2-kind": "yes"})) == [
        ("people-1-kind", "required"),
        ("people-3-kind", "required"),
    ]


def test_an_optional_group_may_have_no_item_whatever_its_least() -> None:
    text = PEOPLE.replace("add_label: Add", "add_label: Add\n        required: false")
    assert read(text, {}).faults == []
    assert "people" not in read(text, {}).answers


@pytest.mark.parametrize(("items", "faults"), [(20, []), (21, [("people", "too_many")])])
def test_up_to_20_items_are_taken(items: int, faults: list[tuple[str, str]]) -> None:
    reading = read(PEOPLE, {f"people-{n}-kind": "yes" for n in range(1, items + 1)})
    assert codes(reading) == faults
    assert len(reading.answers["people"]) == 20


def test_items_of_a_hidden_group_are_hidden() -> None:
    text = definition(
        """
        - {id: a, type: radios, label: A, options: yes-no}
        - id: people
          type: group
          label: People
          item: person
          item_title: Person
          add_label: Add
          show_when: {field: a, equals: yes}
          fields:
            - {id: name, type: short_text, label: Name}
        """
    )
    assert read(text, {"a": "no", "people-1-name": "Pat"}).answers == {"a": "no"}


def test_a_text_box_of_an_option_in_an_item_has_the_item_s_name() -> None:
    typed = {"people-1-kind": "yes", "people-1-why": "other"}
    (fault,) = read(PEOPLE, typed).faults
    assert (fault.name, fault.message) == ("people-1-why_other", "Enter why: you chose “Other” (person 1)")
    assert read(PEOPLE, {**typed, "people-1-why_other": "X"}).answers["people"][0]["why_other"] == "X"


@pytest.mark.parametrize(
    "name",
    ["people-0-kind", "people-01-kind", "people-100000-kind", "people--kind", "people-x-kind", "people-1"],
)
def test_numbers_of_items_are_from_1_without_zeros_before(name: str) -> None:
    group = small_form_group()
    assert item_numbers(group, [name]) == []
    assert item_numbers(group, ["people-99999-kind", "people-2-kind", "people-2-note"]) == [2, 99999]


def small_form_group() -> Group:
    group = reader(PEOPLE).form.fields_by_id["people"]
    assert isinstance(group, Group)
    return group


# ---- late


def test_a_report_is_late_after_its_due_time_and_not_at_it() -> None:
    aware = moment("aware_at", 9, "12 pm")
    assert read(LATE, aware, now=NOW).late == ()
    assert read(LATE, aware, now=NOW + timedelta(seconds=1)).late == ("day",)
    assert read(LATE, aware, now=NOW + timedelta(days=30)).late == ("day", "week")


def test_a_late_report_is_asked_why_and_one_in_time_is_not() -> None:
    late = moment("aware_at", 8, "12 pm")
    assert codes(read(LATE, late)) == [("reason", "required"), ("either", "required")]
    assert "reason" not in read(LATE, moment("aware_at", 10, "9 am")).shown
    answered = read(LATE, {**late, "reason": "Storm", "either": "x"})
    assert answered.faults == []
    assert answered.answers["reason"] == "Storm"


def test_a_report_that_became_late_on_the_check_page_still_goes() -> None:
    late = moment("aware_at", 8, "12 pm")
    reading = read(LATE, late, sending=True)
    assert reading.faults == []
    assert reading.late == ("day",)


def test_only_what_nothing_but_the_clock_has_shown_is_waived() -> None:
    late = {**moment("aware_at", 8, "12 pm"), "asked": "yes"}
    assert codes(read(LATE, late, sending=True)) == [("either", "required")]


def test_a_wrong_reason_is_never_waived() -> None:
    late = {**moment("aware_at", 8, "12 pm"), "reason": "x" * 201}
    assert codes(read(LATE, late, sending=True)) == [("reason", "too_long")]


def test_a_clock_opens_questions_in_items_too_and_they_are_waived_too() -> None:
    typed = {**moment("aware_at", 8, "12 pm"), "steps-1-what": "Called", "reason": "x", "either": "x"}
    assert codes(read(LATE, typed)) == [("steps-1-late", "required")]
    assert read(LATE, typed, sending=True).faults == []
    assert codes(read(LATE, {**moment("aware_at", 10, "9 am"), "steps-1-what": "Called"})) == []


def test_a_group_that_only_a_clock_has_shown_is_waived_whole() -> None:
    text = definition(
        """
        - id: reasons
          type: group
          label: Reasons
          item: reason
          item_title: Reason
          add_label: Add
          show_when: {overdue: day}
          fields:
            - {id: what, type: short_text, label: What}
        """
    )
    late = moment("aware_at", 8, "12 pm")
    assert codes(read(text, late)) == [("reasons-1-what", "required")]
    assert read(text, late, sending=True).faults == []


def test_facts_and_rules_may_ask_if_it_is_late() -> None:
    late = {**moment("aware_at", 1, "12 pm"), "reason": "x", "either": "x", "email": "a@example.com"}
    assert read(LATE, late).facts == {"was_late": True}
    assert codes(read(LATE, late)) == [("email", "L1")]
    assert read(LATE, moment("aware_at", 10, "9 am")).facts == {"was_late": False}


def test_due_times_are_those_of_the_clocks_that_started_in_the_form_s_order() -> None:
    assert read(LATE, {}).due == ()
    due = read(LATE, moment("aware_at", 10, "9 am")).due
    assert [one.clock for one in due] == ["day", "week"]
    assert due[0].due_at == datetime(2026, 6, 10, 23, 0, tzinfo=UTC)


def test_a_moment_that_cannot_be_read_starts_no_clock() -> None:
    assert read(LATE, moment("aware_at", 31, "9 am")).due == ()


def test_a_clock_that_does_not_apply_is_neither_due_nor_overdue() -> None:
    text = definition(
        """
        - {id: urgent, type: radios, label: Urgent, options: yes-no}
        - {id: reason, type: short_text, label: Why late, show_when: {overdue: day}}
        """,
        clocks="[{clock: day, applies_when: {field: urgent, equals: yes}}, week]",
    )
    late = moment("aware_at", 8, "12 pm")
    assert codes(read(text, {**late, "urgent": "yes"})) == [("reason", "required")]
    assert read(text, {**late, "urgent": "no"}).late == ()
    assert [one.clock for one in read(text, {**late, "urgent": "no"}).due] == ["week"]


# ---- rules and facts


RULED = definition(
    """
    - {id: first, type: date, label: First day}
    - {id: last, type: date, label: Last day}
    - {id: one, type: radios, label: One, options: yes-no, required: false}
    - id: other
      type: radios
      label: Other
      options: yes-no
      required: false
      show_when: {field: one, equals: yes}
    """,
    rules="""
    - id: R1
      source: test
      field: last
      wrong_when: {field: last, before: first}
      message: The last day must be the same as or after the first day
    - {id: R2, source: t, field: other, wrong_when: {field: other, same_as: one}, message: Must be different}
    - {id: R3, source: t, field: other, wrong_when: {not: {fact: same}}, message: Never said where hidden}
    """,
    facts="- {id: same, label: Same, source: s, true_when: {field: other, same_as: one}}",
)


def days(first: int, last: int) -> dict[str, str]:
    return {
        name: part for day, boxes in (("first", first), ("last", last)) for name, part in _day(day, boxes)
    }


def _day(name: str, day: int) -> list[tuple[str, str]]:
    return [(f"{name}-day", str(day)), (f"{name}-month", "6"), (f"{name}-year", "2026")]


def test_a_broken_rule_says_so_at_its_field() -> None:
    (fault,) = read(RULED, days(9, 8)).faults
    assert fault == Fault("last", "last-day", "R1", "The last day must be the same as or after the first day")
    assert read(RULED, days(9, 9)).faults == []


def test_a_rule_is_silent_about_a_field_that_is_hidden_or_wrong_already() -> None:
    assert read(RULED, days(1, 2)).faults == []
    assert codes(read(RULED, days(9, 31))) == [("last", "not_real")]


def test_every_rule_and_fact_sees_only_what_is_shown() -> None:
    both = read(RULED, {**days(1, 2), "one": "yes", "other": "yes"})
    assert codes(both) == [("other", "R2")]
    assert both.facts == {"same": True}
    hidden = read(RULED, {**days(1, 2), "one": "no", "other": "no"})
    assert hidden.faults == []
    assert hidden.facts == {"same": False}


def test_a_second_rule_speaks_once_the_first_is_kept() -> None:
    assert codes(read(RULED, {**days(1, 2), "one": "yes", "other": "no"})) == [("other", "R3")]


# ---- order


def test_faults_are_in_the_order_of_the_page_whatever_is_read_first() -> None:
    text = definition(
        """
        - {id: a, type: short_text, label: A, show_when: {not: {field: d, equals: yes}}}
        - id: people
          type: group
          label: People
          item: person
          item_title: Person
          add_label: Add
          min: 2
          max: 2
          fields:
            - {id: x, type: short_text, label: X, show_when: {not: {field: y, equals: yes}}}
            - {id: y, type: radios, label: Y, options: yes-no}
        - {id: c, type: radios, label: C, options: [{id: o, label: Other, say: Which}]}
        - {id: d, type: radios, label: D, options: yes-no}
        """,
        rules=(
            "- {id: R, source: s, field: email, wrong_when: {field: email, "
            "is_answered: true}, message: Wrong}"
        ),
    )
    typed = {"c": "o", "email": "a@example.com", **{f"people-{n}-y": " " for n in range(3, 12)}}
    assert codes(read(text, typed)) == [
        ("a", "required"),
        ("people-1-x", "required"),
        ("people-1-y", "required"),
        ("people-2-x", "required"),
        ("people-2-y", "required"),
        ("c_o", "required"),
        ("d", "required"),
        ("email", "R"),
    ]
    many = read(text, {f"people-{n}-x": "x" for n in (2, 10, 11)})
    assert [name for name, _code in codes(many)][1:4] == ["people", "people-2-y", "people-10-y"]


# ---- places and hours


STATES = definition(
    """
    - {id: at, type: moment, label: When, must_be: any}
    - {id: state, type: radios, label: State, options: [{id: vic, label: Victoria}, {id: wa, label: WA}]}
    """,
    place="{field: state}",
)


@pytest.mark.parametrize(
    ("state", "offset"), [("vic", "+10:00"), ("wa", "+08:00"), ("", "+10:00"), ("nowhere", "+10:00")]
)
def test_the_place_answered_decides_the_zone_else_the_first_place(state: str, offset: str) -> None:
    reading = read(STATES, {"state": state, **moment("at", 9, "2 pm"), **moment("aware_at", 9, "2 pm")})
    assert reading.answers["at"] == f"2026-06-09T14:00:00{offset}"
    assert reading.when.zone_words == reading.place.zone_words


def test_the_place_decides_the_day_it_is_there() -> None:
    text = STATES.replace("must_be: any", "must_be: any, show_when: {field: born, age_under: 18}").replace(
        "- {id: state", "- {id: born, type: date, label: Born}\n      - {id: state"
    )
    born = {"born-day": "10", "born-month": "6", "born-year": "2008"}
    midnight_in_melbourne = datetime(2026, 6, 9, 14, 30, tzinfo=UTC)
    assert "at" not in read(text, {**born, "state": "vic"}, now=midnight_in_melbourne).shown
    assert "at" in read(text, {**born, "state": "wa"}, now=midnight_in_melbourne).shown


def test_a_form_for_one_place_has_that_place() -> None:
    form = small_form("- {id: place, type: short_text, label: X}", place="WA")
    assert place_of(form, posted({"place": "VIC"})).zone_words == "Perth time"


@pytest.mark.parametrize(
    ("typed", "code", "answer"),
    [
        (moment("at", 4, "2.30 am", month=10), "skipped", None),
        (moment("at", 4, "1.59 am", month=10), None, "2026-10-04T01:59:00+10:00"),
        (moment("at", 4, "3 am", month=10), None, "2026-10-04T03:00:00+11:00"),
        (moment("at", 5, "2.30 am", month=4), "repeated", None),
        (moment("at", 5, "1.59 am", month=4), None, "2026-04-05T01:59:00+11:00"),
        (moment("at", 5, "3 am", month=4), None, "2026-04-05T03:00:00+10:00"),
        ({**moment("at", 5, "2.30 am", month=4), "at-clock": "before"}, None, "2026-04-05T02:30:00+11:00"),
        ({**moment("at", 5, "2.30 am", month=4), "at-clock": "after"}, None, "2026-04-05T02:30:00+10:00"),
        ({**moment("at", 5, "2.30 am", month=4), "at-clock": "both"}, "repeated", None),
        ({**moment("at", 9, "2.30 am"), "at-clock": "after"}, None, "2026-06-09T02:30:00+10:00"),
        (moment("at", 5, "2.30 am", month=4) | {"state": "wa"}, None, "2026-04-05T02:30:00+08:00"),
    ],
)
def test_an_hour_that_never_came_or_came_twice_is_asked_about(
    typed: dict[str, str], code: str | None, answer: str | None
) -> None:
    reading = read(STATES, {"state": "vic", **typed})
    assert codes(reading) == ([("at", code)] if code else [])
    assert reading.answers.get("at") == answer


def test_a_caution_stops_nothing() -> None:
    text = definition("- {id: n, type: short_text, label: Number, identifier: ndis_participant_number}")
    reading = read(text, {"n": "410 000 000"})
    assert reading.faults == []
    assert reading.cautions == {"n": "NDIS participant numbers usually start with 43"}
