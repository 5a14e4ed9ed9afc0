"""“Which form do I need?”: an answer or the faults, nothing stored, nothing said to a log."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from forms_src.library import ROUTING
from lambdas.intake import handler as intake
from lambdas.intake import which_form
from lambdas.ports import records
from tests.lambdas.intake.conftest import FORM_TYPE, Call
from tests.lambdas.intake.pages import Answer
from tests.submissions import Typed, encoded, moment, ssr_critical_short

PATH = "/api/which-form"
SECRET = "a-secret-answer"
Ask = Callable[..., Answer]


def answers(**changes: str | list[str]) -> Typed:
    """Return a medication error in a supported residential service, treated at a hospital."""
    now = datetime.now(UTC)
    given: Typed = {
        "state": "vic",
        "provider_kind": ["srs"],
        "during_delivery": "yes",
        "what_happened": ["medication"],
        "hospital_treatment": "yes",
        "serious_harm": "no",
        **moment("occurred_at", now - timedelta(hours=2)),
        **moment("aware_at", now - timedelta(hours=1)),
    }
    return given | changes


@pytest.fixture
def ask(call: Call) -> Ask:
    def send(typed: Typed, action: str = "check") -> Answer:
        return call("POST", PATH, encoded({**typed, "action": action}))

    return send


def test_answers_lead_to_what_to_send(ask: Ask) -> None:
    page = ask(answers())
    assert page.status == 200
    for outcome in ("srs_medication_record", "ssr_short", "ssr_full", "srs_guardian"):
        assert outcome in page.ids
    assert not {"cims", "ndis_24_hours", "tac_24h", "rcs_3bd"} & page.ids
    assert "/forms/ssr-critical-short/" in page.links


def test_faults_keep_everything_that_was_answered(ask: Ask) -> None:
    page = ask(answers(what_happened=[], **{"aware_at-time": SECRET}))
    assert page.status == 422
    assert {"#what_happened", "#aware_at-time"} <= set(page.links)
    assert page.inputs["aware_at-time"] == [SECRET]
    assert page.inputs["provider_kind"] == ["srs"]


def test_the_answers_can_be_changed(ask: Ask) -> None:
    page = ask(answers())
    again = ask(page.hidden, "edit")
    assert again.status == 200
    assert again.inputs["provider_kind"] == ["srs"]
    assert again.inputs["hospital_treatment"] == ["yes"]
    assert ask(page.hidden).status == 200


def test_without_an_action_the_answers_are_checked(call: Call) -> None:
    assert "ssr_short" in call("POST", PATH, encoded(answers())).ids


def test_what_is_hidden_does_not_count(ask: Ask) -> None:
    page = ask(answers(police_involved="yes", ndis_supports="yes", rp_harm="yes", under_18="yes"))
    assert not {"ndis_24_hours", "rcs_3bd"} & page.ids
    assert "police_involved" not in page.hidden


def test_nothing_is_stored_and_no_answer_is_kept_on_the_way(ask: Ask, storage: Path) -> None:
    page = ask(answers())
    assert records().references() == []
    assert page.headers["cache-control"] == "no-store"
    assert page.cookies == []


def test_no_answer_gets_into_the_log(ask: Ask, caplog: pytest.LogCaptureFixture) -> None:
    ask(answers(**{"aware_at-time": SECRET}))
    ask(answers(**{SECRET: "x"}))
    said = [str(vars(record)) for record in caplog.records]
    assert len(said) == 2
    assert all("/api/which-form" in one and SECRET not in one for one in said)


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "HEAD"])
def test_it_takes_post_only_and_says_where_the_questions_are(call: Call, method: str) -> None:
    page = call(method, PATH)
    assert (page.status, page.headers["allow"]) == (405, "POST")
    assert "/which-form/" in page.text


def test_what_does_not_belong_to_the_page_is_named_and_the_answers_stay(ask: Ask) -> None:
    page = ask(answers(surprise="x"))
    assert page.status == 400
    assert "does not belong to this page" in page.text
    assert page.inputs["provider_kind"] == ["srs"]
    assert ask(answers(state=["vic", "nsw"])).status == 400


def test_what_cannot_be_read_is_said(call: Call) -> None:
    page = call("POST", PATH, encoded(answers()) + b"&aware_at-time=%ff")
    assert page.status == 400
    assert "could not be read" in page.text


def test_it_takes_forms_only(call: Call) -> None:
    assert call("POST", PATH, b"{}", {"content-type": "application/json"}).status == 415
    assert call("POST", PATH, b"", {"content-type": FORM_TYPE}).status == 422


def test_a_failure_says_so_and_shows_no_words_of_the_machine(
    ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_given: Any) -> None:
        raise ValueError(SECRET)

    monkeypatch.setattr(which_form, "unexpected_names", fail)
    page = ask(answers())
    assert page.status == 500
    assert SECRET not in page.body


def test_the_rules_are_those_of_the_day_of_awareness(ask: Ask) -> None:
    long_ago = datetime(2019, 6, 3, 2, 0, tzinfo=UTC)
    times = {**moment("occurred_at", long_ago), **moment("aware_at", long_ago)}
    typed = answers(provider_kind=["dffh"], what_happened=["self_harm"]) | times
    page = ask({name: value for name, value in typed.items() if name != "serious_harm"})
    assert "This was the rule before 3 February 2020" in page.text
    assert "noon, Tuesday 4 June 2019" in page.text


# Prompts on the pages of a form


def test_a_check_page_and_a_receipt_prompt_by_the_facts_of_the_form(
    post: Call, call: Call, forms_dir: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    folder = tmp_path / "forms"
    folder.mkdir()
    for path in forms_dir.iterdir():
        (folder / path.name).write_bytes(path.read_bytes())
    told = (folder / ROUTING).read_text().replace('"form":"ssr-critical-short"', '"form":"ndis-immediate"')
    (folder / ROUTING).write_text(told.replace('"clock":"ssr_cni_short"', '"clock":"tac_report"'))
    monkeypatch.setattr(intake.library(), "folder", folder)
    check = post("ssr-critical-short", ssr_critical_short())
    receipt = call("GET", post("ssr-critical-short", check.hidden, "send").location)
    for page in (check, receipt):
        assert "You may also need to do this" in page.text
        assert "/forms/ndis-immediate/" in page.links
        assert "Send the critical incident short form (opens in a new tab). Due by" in page.text


def test_the_form_itself_is_not_prompted_for(post: Call, call: Call) -> None:
    check = post("ssr-critical-short", ssr_critical_short())
    receipt = call("GET", post("ssr-critical-short", check.hidden, "send").location)
    assert "You may also need to" not in check.text + receipt.text


def test_without_a_routing_forms_work_and_the_page_is_not_there(
    ask: Ask, post: Call, forms_dir: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    folder = tmp_path / "forms"
    folder.mkdir()
    for path in forms_dir.iterdir():
        if path.name != ROUTING:
            (folder / path.name).write_bytes(path.read_bytes())
    monkeypatch.setattr(intake.library(), "folder", folder)
    assert ask(answers()).status == 404
    assert post("ssr-critical-short", ssr_critical_short()).status == 200
