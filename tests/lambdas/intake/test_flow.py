"""From a posted form to a receipt, in every form."""

import json
import re
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from forms_src.references import normalise
from lambdas.ports import records
from lambdas.records.model import sha256
from tests.lambdas.intake.conftest import Call
from tests.submissions import VALID, Typed, moment, ndis_immediate, ssr_critical_short

FORMS = sorted(VALID)


def send_from(post: Call, form: str, typed: Typed) -> str:
    page = post(form, typed)
    assert page.status == 200, page.text[:600]
    sent = post(form, page.hidden, "send")
    assert sent.status == 303, sent.text[:600]
    return sent.location


@pytest.mark.parametrize("form", FORMS)
def test_a_valid_form_leads_to_a_check_page_that_says_nothing_is_sent(post: Call, form: str) -> None:
    page = post(form, VALID[form]())
    assert page.status == 200
    assert "Nothing has been sent" in page.text
    assert UUID(page.key)
    assert records().references() == []


@pytest.mark.parametrize("form", FORMS)
def test_send_stores_the_report_and_shows_a_receipt_with_its_fingerprint(
    post: Call, call: Call, form: str
) -> None:
    receipt = call("GET", send_from(post, form, VALID[form]()))
    assert receipt.status == 200
    [reference] = records().references()
    assert normalise(reference) == reference
    assert reference in receipt.text
    assert sha256(records().document(reference, "report.json")) in re.sub(r"\s", "", receipt.text)


@pytest.mark.parametrize("form", FORMS)
def test_a_receipt_holds_no_answer(post: Call, call: Call, form: str) -> None:
    receipt = call("GET", send_from(post, form, VALID[form]()))
    for answer in (
        "Pat Example",
        "430000001",
        "Sample House",
        "robin@example.com",
        "kim@example.com",
        "alex@example.com",
        "Exampleton",
        "Example Hospital",
    ):
        assert answer not in receipt.body


def test_what_is_stored_is_what_was_answered(post: Call) -> None:
    send_from(post, "ndis-immediate", ndis_immediate())
    [reference] = records().references()
    stored = json.loads(records().document(reference, "report.json"))
    assert stored["answers"]["description"] == "Pat fell in the kitchen.\nStaff called an ambulance."
    assert stored["answers"]["ip_ndis_number"] == "430000001"
    assert stored["answers"]["ip_communication"] == ["verbal", "gestures"]
    assert stored["answers"]["ip_dob"] == "1980-11-07"
    assert [due["clock"] for due in stored["due"]] == ["ndis_24h", "ndis_5bd"]
    assert stored["late"] == []


def test_an_answer_to_a_hidden_question_is_never_stored(post: Call) -> None:
    typed = ndis_immediate() | {"location_type_other": "hidden", "police_officer": "hidden", "rp_harm": "yes"}
    page = post("ndis-immediate", typed)
    assert "police_officer" not in page.hidden
    sent = post("ndis-immediate", {**typed, "submission_key": page.key}, "send")
    assert sent.status == 303
    [reference] = records().references()
    stored = json.loads(records().document(reference, "report.json"))["answers"]
    assert not {"location_type_other", "police_officer", "rp_harm"} & stored.keys()


def test_the_same_key_again_gives_the_same_receipt(post: Call) -> None:
    page = post("ssr-critical-short", ssr_critical_short())
    sent = [post("ssr-critical-short", page.hidden, "send").location for _ in range(3)]
    assert len(set(sent)) == 1
    assert len(records().references()) == 1


def test_the_same_key_with_other_answers_sends_nothing_and_says_so(post: Call) -> None:
    page = post("ssr-critical-short", ssr_critical_short())
    post("ssr-critical-short", page.hidden, "send")
    [reference] = records().references()
    again = post("ssr-critical-short", {**page.hidden, "brief_description": "Something else"}, "send")
    assert again.status == 409
    assert reference in again.text
    assert again.key != page.key
    assert records().references() == [reference]


def test_checking_the_same_answers_again_in_one_browser_keeps_the_key(post: Call) -> None:
    typed = ssr_critical_short()
    first = post("ssr-critical-short", typed)
    cookie = first.cookies[0].partition(";")[0]
    # A browser hands cookies to API Gateway, which passes them on apart from the headers.
    from lambdas.intake.handler import handler
    from tests.lambdas.intake.conftest import event
    from tests.lambdas.intake.pages import Answer
    from tests.submissions import encoded

    request = event("POST", "/api/forms/ssr-critical-short", encoded(typed)) | {"cookies": [cookie]}
    assert Answer(handler(request, None)).key == first.key
    other = event("POST", "/api/forms/ssr-critical-short", encoded(typed | {"site_name": "Elsewhere"}))
    assert Answer(handler(other | {"cookies": [cookie]}, None)).key != first.key


def test_edit_brings_every_answer_back(post: Call) -> None:
    page = post("ndis-immediate", ndis_immediate())
    form = post("ndis-immediate", page.hidden, "edit")
    assert form.status == 200
    assert form.inputs["provider_name"] == ["Sample Care"]
    assert form.inputs["aware_at-time"] == page.hidden["aware_at-time"]
    assert form.inputs["ip_communication"] == ["verbal", "gestures"]
    assert form.key == page.key


def test_a_late_report_asks_why_and_is_accepted_and_marked(post: Call, call: Call) -> None:
    long_ago = datetime.now(UTC) - timedelta(hours=30)
    typed = ndis_immediate() | moment("incident_at", long_ago) | moment("aware_at", long_ago)
    asked = post("ndis-immediate", typed)
    assert asked.status == 422
    assert "late_reason" in asked.inputs
    receipt = call("GET", send_from(post, "ndis-immediate", typed | {"late_reason": "The manager was away."}))
    assert "late" in receipt.text.lower()
    [reference] = records().references()
    assert json.loads(records().document(reference, "report.json"))["late"] == ["ndis_24h"]


def test_a_report_that_becomes_late_on_the_check_page_still_goes(post: Call) -> None:
    long_ago = datetime.now(UTC) - timedelta(hours=30)
    typed = ndis_immediate() | moment("incident_at", long_ago) | moment("aware_at", long_ago)
    key = {"submission_key": "0f0e0d0c-0b0a-4908-8706-050403020100"}
    assert post("ndis-immediate", typed | key, "send").status == 303


def test_an_item_is_added_and_removed_without_a_script(post: Call) -> None:
    typed = ndis_immediate() | {
        "has_subject": "yes",
        "subjects-1-kind": "worker",
        "subjects-1-name": "Sam Sample",
    }
    added = post("ndis-immediate", typed, "add-subjects")
    assert added.status == 200
    assert "subjects-2" in added.ids
    assert added.inputs["subjects-1-name"] == ["Sam Sample"]
    asks = post("ndis-immediate", typed, "remove-subjects-1")
    assert asks.status == 200
    assert asks.inputs["subjects-1-name"] == ["Sam Sample"]
    assert asks.hidden["confirm_remove"] == ["yes"]
    removed = post("ndis-immediate", typed | {"confirm_remove": "yes"}, "remove-subjects-1")
    assert removed.inputs.get("subjects-1-name", [""]) == [""]


def test_removing_an_item_moves_those_after_it_up(post: Call) -> None:
    typed = ndis_immediate() | {"has_subject": "yes", "confirm_remove": "yes"}
    for n, name in enumerate(("Ali", "Bo", "Cy"), 1):
        typed |= {f"subjects-{n}-kind": "worker", f"subjects-{n}-name": name}
    removed = post("ndis-immediate", typed, "remove-subjects-2")
    assert removed.inputs["subjects-1-name"] == ["Ali"]
    assert removed.inputs["subjects-2-name"] == ["Cy"]
    assert "subjects-3-name" not in removed.inputs


def test_a_form_with_faults_keeps_everything_that_was_typed(post: Call) -> None:
    typed = ndis_immediate() | {
        "provider_name": "",
        "contact_email": "not an address",
        "police_officer": "kept",
    }
    page = post("ndis-immediate", typed)
    assert page.status == 422
    assert "Enter" in page.text
    assert page.inputs["contact_email"] == ["not an address"]
    assert page.inputs["police_officer"] == ["kept"]
    assert page.inputs["lead_up"] == ["The floor was wet."]
    assert "There is a problem" in page.text


def test_health_answers(call: Call) -> None:
    assert json.loads(call("GET", "/api/health").body) == {"status": "ok"}
