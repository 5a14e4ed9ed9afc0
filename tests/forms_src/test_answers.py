"""One submission read: what is kept, what is hidden, and what is wrong."""

from datetime import UTC, datetime

import pytest

from forms_src.answers import Fault, place_of
from tests.forms_src.small_forms import codes, definition, moment, posted, read, small_form

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
