"""Prompts on the check page and the receipt of real forms, from a post to a page (N14, S09)."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.lambdas.intake.conftest import Call
from tests.lambdas.intake.pages import Answer
from tests.submissions import VALID, Typed, moment

FORM = "ndis-five-day"
CIMS = "/forms/cims-incident-report/"


def typed(**changes: str | list[str]) -> Typed:
    return VALID[FORM](datetime.now(UTC)) | {"state": "vic", "funder": ["none"]} | changes


def pages(post: Call, call: Call, given: Typed) -> list[Answer]:
    check = post(FORM, given)
    assert check.status == 200, check.text[:600]
    return [check, call("GET", post(FORM, check.hidden, "send").location)]


@pytest.mark.parametrize("funder", ["dffh", "not_known"])
def test_n14_a_department_funded_service_is_told_of_cims(post: Call, call: Call, funder: str) -> None:
    for page in pages(post, call, typed(funder=[funder])):
        assert "You may also need to do this" in page.text
        assert CIMS in page.links
        assert "Send a CIMS incident report (opens in a new tab). Due by 11.59 pm" in page.text


def test_n14_a_tac_funded_service_is_told_of_the_tac_and_the_regulator(post: Call, call: Call) -> None:
    for page in pages(post, call, typed(funder=["tac"])):
        assert "Send the TAC or WorkSafe serious incident form" in page.text
        assert "Send the full incident report" in page.text
        assert CIMS not in page.links


def test_n14_without_other_funding_nothing_is_prompted_for(post: Call, call: Call) -> None:
    for page in pages(post, call, typed()):
        assert "You may also need to" not in page.text


def test_the_receipt_says_what_to_do_and_not_why(post: Call, call: Call) -> None:
    _check, receipt = pages(post, call, typed(funder=["dffh"]))
    assert "If the department funds your service" not in receipt.text


def test_the_clocks_of_the_regulator_start_when_it_happened(post: Call, call: Call) -> None:
    happened = datetime(2026, 6, 4, 0, 0, tzinfo=UTC)  # Thursday 10 am in Melbourne, before a long weekend
    known = moment("aware_at", happened + timedelta(days=1)) | {"late_reason": "We were late."}
    check = post(FORM, typed(funder=["tac"], **moment("incident_at", happened), **known))
    assert (
        "Send the full incident report (opens in a new tab). It was due by 11.59 pm, Wednesday 10 June"
        in check.text
    )


SSR = "ssr-incident-report"
SHORT = "Send the critical incident short form"
NO_SHORT_FORM: Typed = {"short_form_ref": "", "short_form_not_sent_reason": "We did not know of it."}


@pytest.mark.parametrize(
    ("rule", "changes", "prompted"),
    [
        ("S06", {"funder": ["dffh"]}, "Send a CIMS incident report"),
        ("S10", {"funder": ["tac"]}, "Send the TAC or WorkSafe serious incident form"),
        ("C11", NO_SHORT_FORM, SHORT),
    ],
)
def test_the_full_report_prompts_by_its_own_answers(
    post: Call, rule: str, changes: Typed, prompted: str
) -> None:
    given = VALID[SSR](datetime.now(UTC))
    check = post(SSR, given | changes)
    assert check.status == 200, check.text[:600]
    assert prompted in check.text, rule
    assert prompted not in post(SSR, given).text, rule


CIMS_FORM = "cims-incident-report"


@pytest.mark.parametrize(
    ("rule", "changes", "prompted", "link"),
    [
        (
            "C11",
            {"emergency_event": "yes", "relocated": "yes"},
            f"{SHORT} (opens in a new tab). Due by 5 pm",
            "/forms/ssr-critical-short/",
        ),
        (
            "C12",
            {"clients-1-client_ndis_participant": "yes"},
            "Send the 24-hour notification (opens in a new tab). Due by",
            "/forms/ndis-immediate/",
        ),
    ],
)
def test_a_cims_report_prompts_for_the_other_bodies(
    post: Call, call: Call, rule: str, changes: Typed, prompted: str, link: str
) -> None:
    given = VALID[CIMS_FORM](datetime.now(UTC))
    check = post(CIMS_FORM, given | changes)
    assert check.status == 200, check.text[:600]
    receipt = call("GET", post(CIMS_FORM, check.hidden, "send").location)
    for page in (check, receipt):
        assert prompted in page.text, rule
        assert link in page.links
    assert "You may also need to" not in post(CIMS_FORM, given).text
