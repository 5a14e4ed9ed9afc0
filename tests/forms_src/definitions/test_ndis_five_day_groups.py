"""N12 and N13 of the NDIS 5-day notification: its witnesses, actions and restrictive practices."""

from datetime import timedelta

import pytest

from tests.forms_src.definitions.conftest import NOW, Read, faults
from tests.submissions import Typed, moment
from tests.submissions.ndis_five_day import SOLE, practice

FORM = "ndis-five-day"
WITNESS = (
    "witnesses-1-name",
    "witnesses-1-relationship",
    "witnesses-1-phone",
    "witnesses-1-statement_taken",
    "witnesses-1-statement_date-day",
    "witnesses-1-statement_date-month",
    "witnesses-1-statement_date-year",
)
ACTION = (
    "further_actions-1-what",
    "further_actions-1-who",
    "further_actions-1-due_on-day",
    "further_actions-1-due_on-month",
    "further_actions-1-due_on-year",
)


def without(*names: str) -> dict[str, None]:
    return dict.fromkeys(names)


def test_n12_witnesses_are_named_or_there_are_explicitly_none(read: Read) -> None:
    assert faults(read(FORM, **without("has_witnesses"))) == {"has_witnesses": "required"}
    assert faults(read(FORM, **without(*WITNESS))) == {
        "witnesses-1-name": "required",
        "witnesses-1-relationship": "required",
        "witnesses-1-other_contact": "required",
        "witnesses-1-statement_taken": "required",
    }
    none = read(FORM, has_witnesses="no")
    assert faults(none) == {}
    assert "witnesses" not in none.answers


@pytest.mark.parametrize("way", ["phone", "email", "other_contact"])
def test_n12_one_way_to_reach_a_witness_is_enough(read: Read, way: str) -> None:
    ways = {"phone": "0400 000 001", "email": "alex@example.com", "other_contact": "Through the house"}
    given = {**without(*WITNESS[2:3]), f"witnesses-1-{way}": ways[way]}
    assert faults(read(FORM, **given)) == {}


def test_n12_further_actions_are_named_or_there_are_explicitly_none(read: Read) -> None:
    assert faults(read(FORM, **without("has_further_actions"))) == {"has_further_actions": "required"}
    assert faults(read(FORM, **without(*ACTION))) == {
        "further_actions-1-what": "required",
        "further_actions-1-who": "required",
        "further_actions-1-due_on": "required",
    }
    none = read(FORM, has_further_actions="no")
    assert faults(none) == {}
    assert "further_actions" not in none.answers


def test_n12_several_witnesses_and_actions_are_kept_in_order(read: Read) -> None:
    second = {name.replace("-1-", "-2-"): "2027" if "year" in name else "1" for name in ACTION}
    reading = read(FORM, **second)
    assert faults(reading) == {}
    assert [one["what"] for one in reading.answers["further_actions"]] == ["A check of all floors.", "1"]


@pytest.mark.parametrize("place", ["category_primary", "category_secondary"])
def test_n13_a_restrictive_practice_category_needs_a_practice(read: Read, place: str) -> None:
    category = {place: "restrictive_practice", "rp_harm": "yes"}
    assert faults(read(FORM, **category))["restrictive_practices-1-rp_type"] == "required"
    assert faults(read(FORM, **{**category, **practice(NOW)})) == {}


def test_n13_another_category_has_no_practice(read: Read) -> None:
    reading = read(FORM, **practice(NOW))
    assert faults(reading) == {}
    assert "restrictive_practices" not in reading.answers


def test_n13_each_practice_has_a_block_of_its_own(read: Read) -> None:
    second = practice(NOW, 2)
    broken = {**second, "restrictive_practices-2-rp_reason": ""}
    assert faults(read(FORM, **{**SOLE, **practice(NOW), **broken})) == {
        "restrictive_practices-2-rp_reason": "required"
    }
    reading = read(FORM, **{**SOLE, **practice(NOW), **second})
    assert faults(reading) == {}
    assert len(reading.answers["restrictive_practices"]) == 2


@pytest.mark.parametrize(
    ("kind", "asked"),
    [
        ("chemical", {"rp_medication", "rp_dose", "rp_prescriber", "rp_medication_use"}),
        ("mechanical", {"rp_device"}),
        ("environmental", {"rp_environment"}),
        ("physical", set()),
        ("seclusion", set()),
    ],
)
def test_each_kind_of_practice_has_its_own_questions(read: Read, kind: str, asked: set[str]) -> None:
    item = "restrictive_practices-1"
    reading = read(FORM, **{**SOLE, **practice(NOW), f"{item}-rp_type": kind})
    assert faults(reading) == {f"{item}-{name}": "required" for name in asked}


def test_an_ongoing_practice_has_no_end(read: Read) -> None:
    ongoing = {**practice(NOW), "restrictive_practices-1-rp_ongoing": "ongoing"}
    reading = read(FORM, **{**SOLE, **ongoing})
    assert faults(reading) == {}
    assert not {"rp_end", "rp_duration_minutes"} & reading.answers["restrictive_practices"][0].keys()


def test_an_end_before_the_start_is_pointed_out(read: Read) -> None:
    note = "restrictive_practices-1-rp_end_note"
    early: Typed = {**practice(NOW), **moment("restrictive_practices-1-rp_end", NOW - timedelta(hours=26))}
    assert note in read(FORM, **{**SOLE, **early}).shown
    assert note not in read(FORM, **{**SOLE, **practice(NOW)}).shown
