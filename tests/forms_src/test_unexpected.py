"""Names that the form never sends."""

import pytest

from forms_src.answers import CONTROLS
from forms_src.unexpected import unexpected_names
from tests.forms_src.small_forms import Typed, posted, small_form

FORM = small_form(
    """
    - {id: name, type: short_text, label: Name}
    - {id: ticks, type: checkboxes, label: Ticks, options: [{id: a, label: A}, {id: o, label: O, say: Which}]}
    - {id: words, type: guidance, text: Read this.}
    - {id: declare, type: declaration, label: D, statements: [{id: one, text: One}, {id: two, text: Two}]}
    - id: people
      type: group
      label: People
      item: person
      item_title: Person
      add_label: Add
      fields:
        - {id: born, type: date, label: Born}
        - {id: roles, type: checkboxes, label: R, options: [{id: x, label: X}, {id: y, label: Y, say: Which}]}
    """
)


def unexpected(typed: Typed) -> list[str]:
    return unexpected_names(FORM, posted(typed))


def test_everything_a_page_can_send_is_expected() -> None:
    typed: dict[str, str | list[str]] = {
        "name": "x",
        "ticks": ["a", "o"],
        "ticks_o": "x",
        "declare": ["one", "two"],
        "email": "",
        **{f"aware_at-{part}": "1" for part in ("day", "month", "year", "time", "clock")},
        **{f"people-{n}-born-{part}": "1" for n in (1, 2, 20, 99999) for part in ("day", "month", "year")},
        "people-2-roles": ["x", "y"],
        "people-2-roles_y": "x",
        **dict.fromkeys(CONTROLS, "x"),
    }
    assert unexpected(typed) == []


@pytest.mark.parametrize(
    "name",
    [
        "",
        "nam",
        "name ",
        "NAME",
        "name-day",
        "name-1-name",
        "words",
        "people",
        "people-1",
        "people-1-",
        "people-1-born",
        "people-0-born-day",
        "people-01-born-day",
        "people-100000-born-day",
        "people-#-born-day",
        "people-1-born-time",
        "people-1-people-1-born-day",
        "x-people-1-born-day",
        "people-1-roles_x",
        "ticks_a",
        "aware_at",
        "__proto__",
        "name\0",
    ],
)
def test_any_other_name_is_not(name: str) -> None:
    assert unexpected({name: "x"}) == [name]
    assert unexpected({name: ""}) == [name]


@pytest.mark.parametrize(
    "name", ["name", "ticks_o", "aware_at-day", "people-1-born-day", "people-1-roles_y", "action"]
)
def test_a_single_answer_given_twice_is_not(name: str) -> None:
    assert unexpected({name: ["a", "a"]}) == [name]
    assert unexpected({name: ["a"]}) == []


def test_unknown_names_come_first_then_doubled_ones_each_once() -> None:
    assert unexpected({"name": ["a", "b"], "zzz": ["1", "2"], "ticks": ["a", "o"]}) == ["zzz", "name"]
