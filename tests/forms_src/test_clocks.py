"""The clocks that staff maintain in clocks.yaml, against domain/calendar.md section 3."""

from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError
from ruamel.yaml import YAML

from forms_src.deadlines import Clock

SHARED = Path(__file__).parents[2] / "forms_src/definitions/shared"


def read(path: Path) -> Any:
    return YAML(typ="safe", pure=True).load(path)


CLOCKS = {clock["id"]: Clock(**clock) for clock in read(SHARED / "clocks.yaml")["clocks"]}

ALL_IN_SECTION_3 = {
    "cims_report": (3, "business_days"),
    "cims_report_major_2018": (24, "hours"),
    "cims_investigation": (28, "business_days"),
    "cims_case_review": (21, "business_days"),
    "cims_rca": (60, "business_days"),
    "ssr_cni_short": (1, "business_days"),
    "ssr_full": (3, "business_days"),
    "srs_guardian": (3, "business_days"),
    "tac_report": (24, "hours"),
    "rcs_notice": (3, "business_days"),
    "rcs_detail": (30, "calendar_days"),
    "ndis_24h": (24, "hours"),
    "ndis_5bd": (5, "business_days"),
    "ndis_final": (60, "business_days"),
    "worksafe_written": (48, "hours"),
    "dffh_privacy_incident": (1, "business_days"),
}


def test_every_plain_period_of_section_3_is_a_clock() -> None:
    assert {clock.id: (clock.amount, clock.unit) for clock in CLOCKS.values()} == ALL_IN_SECTION_3
    assert {clock.id for clock in CLOCKS.values() if clock.at} == {"ssr_cni_short"}


def test_the_ssr_clocks_start_at_the_incident_and_fall_back_on_awareness() -> None:
    for clock in ("ssr_cni_short", "ssr_full", "srs_guardian"):
        assert CLOCKS[clock].starts_from == ("occurred_at", "incident_at", "aware_at")


@pytest.mark.parametrize("clock", CLOCKS.values(), ids=CLOCKS)
def test_every_clock_says_which_days_count_in_short_sentences(clock: Clock) -> None:
    sentences = [part for part in f"{clock.words} {clock.next_step or ''}".split(". ") if part]
    assert all(len(sentence.split()) <= 25 for sentence in sentences)
    if clock.id != "ndis_final":
        verb = "do not count" if clock.unit == "business_days" else "count"
        assert clock.words.endswith(f"and public holidays {verb}.")
    assert ("Nights" in clock.words) is (clock.unit == "hours")
    assert "calendar.md section" in clock.source


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"amount": 24, "unit": "hours", "at": "17:00"}, "A period in hours has no `at`"),
        ({"amount": 1, "unit": "weeks"}, "business_days"),
        ({"at": 17}, "as in 17:00"),
        ({"amount": 1, "starts_from": []}, "at least 1 item"),
        ({"amount": 1, "colour": "red"}, "Extra inputs"),
    ],
)
def test_a_clock_that_makes_no_sense_is_refused(settings: dict[str, Any], message: str) -> None:
    made = CLOCKS["ssr_full"].model_dump() | settings
    with pytest.raises(ValidationError, match=message):
        Clock.model_validate(made)
