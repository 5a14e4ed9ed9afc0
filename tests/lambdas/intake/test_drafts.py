"""A report saved and taken up again: nothing is lost, nothing is sent, and nobody else gets in."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from lambdas.drafts.model import KEPT_FOR
from lambdas.drafts.port import Drafts, DraftsUnavailable
from lambdas.intake import drafts as drafts_of
from lambdas.intake import forms as forms_of
from lambdas.ports import drafts, mail, records
from lambdas.records.port import RecordsUnavailable
from tests.lambdas.clock import telling
from tests.lambdas.intake.conftest import Call
from tests.lambdas.intake.pages import Answer
from tests.submissions import Typed, encoded, ndis_immediate, ssr_critical_short

FORM = "ndis-immediate"
HALF = {
    "form_version": "1",
    "provider_name": "Sample Care",
    "contact_email": "kim at example",
    "aware_at-day": "31",
    "aware_at-month": "2",
    "aware_at-time": "quarter past",
    "subjects-1-name": "Alex Sample",
    "subjects-3-name": "Sam Sample",
    "late_reason": "hidden: it is not late",
}
LINK = re.compile(r"/api/drafts/([0-9a-z]{26})")
CODE = re.compile(r"""class="reference">(\d{3}) (\d{3})<""")

Later = Callable[[timedelta], None]


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Later:
    """Let it be later, for the intake."""

    def wait(time: timedelta) -> None:
        for module in (drafts_of, forms_of):
            monkeypatch.setattr(module, "datetime", telling(lambda: datetime.now(UTC) + time))

    return wait


def link_on(page: Answer) -> str:
    return str(LINK.findall(page.body)[0])


def code_on(page: Answer) -> str:
    found = CODE.search(page.body)
    return found[1] + found[2] if found else ""


def opened(call: Call, token: str, code: str) -> Answer:
    return call("POST", f"/api/drafts/{token}", encoded({"action": "open", "code": code}))


def hidden(page: Answer, *names: str) -> Typed:
    return {name: page.hidden[name] for name in names}


DRAFT = ("draft", "draft_revision")


def test_whatever_was_typed_comes_back_as_it_was(post: Call, call: Call) -> None:
    page = post(FORM, HALF, "save")
    assert page.status == 200
    assert "Saved, not sent" in page.text
    again = opened(call, link_on(page), code_on(page))
    assert again.status == 200
    for name, value in HALF.items():
        assert [value] == (again.inputs | again.hidden)[name], name
    assert records().references() == []


def test_unreadable_characters_and_a_group_too_long_are_kept(call: Call) -> None:
    body = b"provider_name=%ff%fe+Care&action=save&" + b"&".join(
        b"subjects-%d-name=x" % n for n in range(1, 25)
    )
    page = call("POST", f"/api/forms/{FORM}", body)
    assert page.status == 200
    again = opened(call, link_on(page), code_on(page))
    assert again.inputs["provider_name"] == ["�� Care"]
    assert again.inputs["subjects-24-name"] == ["x"]


def test_what_the_form_does_not_ask_stops_no_save(post: Call) -> None:
    assert post(FORM, {**HALF, "no_question": "x", "form_version": "99"}, "save").status == 200


def test_the_page_says_what_it_must(post: Call) -> None:
    page = post(FORM, HALF, "save")
    for words in (
        "Your report is not sent",
        "Nobody has received it",
        "within 24 hours",
        "Write down the code now",
        "Nobody can find the link or the code for you",
        "Kept until",
        "Australian",
    )[:6]:
        assert words in page.text
    until = datetime.now(UTC) + KEPT_FOR
    assert f"{until:%B} {until.year}" in page.text
    assert page.headers["cache-control"] == "no-store"
    assert "Sample Care" not in page.body


def test_it_says_the_forms_own_due_time_once_that_can_be_worked_out(post: Call) -> None:
    page = post(FORM, ndis_immediate() | {"contact_email": ""}, "save")
    assert re.search(r"due by \d.*, \w+day \d+ \w+ \d{4}", page.text)


def test_a_draft_can_be_opened_until_its_time_and_not_at_it(post: Call, call: Call, later: Later) -> None:
    page = post(FORM, HALF, "save")
    later(KEPT_FOR - timedelta(minutes=1))
    assert opened(call, link_on(page), code_on(page)).status == 200
    later(KEPT_FOR)
    assert opened(call, link_on(page), code_on(page)).status == 404
    assert call("GET", f"/api/drafts/{link_on(page)}").status == 404


def test_to_save_again_keeps_link_and_code_for_14_more_days(post: Call, call: Call, later: Later) -> None:
    page = post(FORM, HALF, "save")
    later(timedelta(days=13))
    form = opened(call, link_on(page), code_on(page))
    again = post(FORM, HALF | hidden(form, *DRAFT) | {"provider_name": "Sample House"}, "save")
    assert link_on(again) == link_on(page)
    assert code_on(again) == ""
    assert "The same as before" in again.text
    later(timedelta(days=26))
    last = opened(call, link_on(page), code_on(page))
    assert last.inputs["provider_name"] == ["Sample House"]
    assert last.hidden["draft_revision"] == ["2"]
    assert "another version" not in again.text


def test_one_presses_on_from_the_saved_page_without_the_code(post: Call, call: Call) -> None:
    page = post(FORM, HALF, "save")
    form = call(
        "POST", f"/api/drafts/{link_on(page)}", encoded({"draft": page.hidden["draft"], "action": "open"})
    )
    assert form.inputs["provider_name"] == ["Sample Care"]
    assert form.hidden["draft"] == [page.hidden["draft"][0]]


def test_the_link_alone_is_no_right_to_save_or_to_go_on(post: Call, call: Call) -> None:
    page = post(FORM, HALF, "save")
    token = link_on(page)
    forged = f"{token}-{'0' * 26}"
    assert call("POST", f"/api/drafts/{token}", encoded({"draft": forged})).status == 404
    other = post(FORM, {"provider_name": "Mallory", "draft": forged, "draft_revision": "1"}, "save")
    assert link_on(other) != token
    assert "can no longer be used" in other.text
    assert opened(call, token, code_on(page)).inputs["provider_name"] == ["Sample Care"]


def test_a_page_of_one_draft_does_not_open_another(post: Call, call: Call) -> None:
    one, other = post(FORM, HALF, "save"), post(FORM, {}, "save")
    answer = call("POST", f"/api/drafts/{link_on(one)}", encoded({"draft": other.hidden["draft"]}))
    assert answer.status == 404


def test_of_two_saves_the_last_wins_and_the_other_is_kept_apart(post: Call, call: Call) -> None:
    page = post(FORM, HALF, "save")
    form = opened(call, link_on(page), code_on(page))
    mine, theirs = hidden(form, *DRAFT), hidden(form, *DRAFT)
    post(FORM, HALF | theirs | {"provider_name": "Theirs"}, "save")
    last = post(FORM, HALF | mine | {"provider_name": "Mine"}, "save")
    assert "There is another version" in last.text
    assert opened(call, link_on(page), code_on(page)).inputs["provider_name"] == ["Mine"]
    spare = next(token for token in LINK.findall(last.body) if token != link_on(page))
    assert opened(call, spare, code_on(last)).inputs["provider_name"] == ["Theirs"]


def test_a_save_that_loses_nothing_is_no_other_version(post: Call, call: Call) -> None:
    page = post(FORM, HALF, "save")
    form = hidden(opened(call, link_on(page), code_on(page)), *DRAFT)
    post(FORM, HALF | form | {"provider_name": "Sample"}, "save")
    back = post(FORM, HALF | form | {"provider_name": "Sample", "contact_name": "Kim"}, "save")
    assert "another version" not in back.text


def test_every_page_on_the_way_keeps_its_draft(post: Call, call: Call) -> None:
    page = post(FORM, HALF, "save")
    form = hidden(opened(call, link_on(page), code_on(page)), *DRAFT)
    for action in ("check", "edit", "add-subjects"):
        assert hidden(post(FORM, {**HALF, **form}, action), *DRAFT) == form
    assert hidden(post(FORM, {**ndis_immediate(), **form}), *DRAFT) == form


def sent_from(draft: Answer, post: Call, typed: Typed) -> Answer:
    check = post(FORM, {**typed, **hidden(draft, *DRAFT)})
    assert check.status == 200, check.text
    return post(FORM, check.hidden, "send")


def test_to_send_destroys_the_draft_and_its_body(post: Call, call: Call) -> None:
    page = post(FORM, HALF, "save")
    form = opened(call, link_on(page), code_on(page))
    assert len(drafts().bodies()) == 1
    assert sent_from(form, post, ndis_immediate()).status == 303
    assert len(records().references()) == 1
    assert opened(call, link_on(page), code_on(page)).status == 404
    assert drafts().bodies() == []


def test_a_report_that_is_not_stored_leaves_its_draft(
    post: Call, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = post(FORM, HALF, "save")
    form = opened(call, link_on(page), code_on(page))

    def fails(*_: object, **__: object) -> None:
        raise RecordsUnavailable("no")

    with monkeypatch.context() as patch:
        patch.setattr(type(records()), "commit", fails)
        assert sent_from(form, post, ndis_immediate()).status == 503
    assert opened(call, link_on(page), code_on(page)).status == 200


def test_a_report_goes_though_its_draft_is_gone(post: Call, call: Call) -> None:
    page = post(FORM, HALF, "save")
    form = opened(call, link_on(page), code_on(page))
    assert sent_from(form, post, ndis_immediate()).status == 303
    assert sent_from(form, post, ndis_immediate() | {"provider_name": "Another"}).status == 303


def test_a_body_that_stays_behind_does_not_undo_a_report(
    post: Call, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = post(FORM, HALF, "save")
    form = opened(call, link_on(page), code_on(page))
    monkeypatch.setattr(type(drafts()), "destroy_body", unavailable)
    assert sent_from(form, post, ndis_immediate()).status == 303
    assert opened(call, link_on(page), code_on(page)).status == 404


def unavailable(*_: object, **__: object) -> None:
    raise DraftsUnavailable("no")


@pytest.mark.parametrize("method", ["put_body", "save", "find"])
def test_what_cannot_be_saved_stays_on_the_page(
    post: Call, call: Call, monkeypatch: pytest.MonkeyPatch, method: str
) -> None:
    page = post(FORM, HALF, "save")
    form = hidden(opened(call, link_on(page), code_on(page)), *DRAFT)
    with monkeypatch.context() as patch:
        patch.setattr(type(drafts()), method, unavailable)
        failed = post(FORM, {**HALF, **form, "provider_name": "Sample House"}, "save")
    assert failed.status == 503
    assert "Not saved and not sent" in failed.text
    assert failed.inputs["provider_name"] == ["Sample House"]
    assert hidden(failed, *DRAFT) == form
    assert opened(call, link_on(page), code_on(page)).inputs["provider_name"] == ["Sample Care"]


def test_a_draft_that_cannot_be_read_now_is_told_as_a_fault_of_ours(
    post: Call, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = post(FORM, HALF, "save")
    monkeypatch.setattr(type(drafts()), "body", unavailable)
    assert opened(call, link_on(page), code_on(page)).status == 503


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_another_site_opens_no_draft_and_saves_to_none(post: Call, call: Call, site: str) -> None:
    """Else whoever knows a draft could have someone else fill it in."""
    page = post(FORM, HALF, "save")
    headers = {"sec-fetch-site": site}
    asked = call("POST", f"/api/drafts/{link_on(page)}", encoded({"code": code_on(page)}), headers)
    assert "Sample Care" not in asked.body
    assert "Code" in asked.text
    planted = {"draft": page.hidden["draft"][0], "draft_revision": "1", "provider_name": "Victim"}
    assert page.hidden["draft"][0] not in post(FORM, planted, "check", **headers).body
    other = post(FORM, planted, "save", **headers)
    assert link_on(other) != link_on(page)
    assert opened(call, link_on(page), code_on(page)).inputs["provider_name"] == ["Sample Care"]


def test_it_opens_where_it_was_left(post: Call, call: Call) -> None:
    page = post(FORM, HALF, "save")
    body = opened(call, link_on(page), code_on(page)).body
    [heading] = re.findall(r'<section id="([a-z-]+)" class="open"[^>]*>\s*<h2 tabindex="-1" autofocus>', body)
    assert heading == "subjects-of-allegation"


def test_mail_is_not_sent_by_a_save(post: Call) -> None:
    post(FORM, HALF, "save")
    assert mail().messages() == {}  # type: ignore[attr-defined]


def test_a_store_of_drafts_is_opened_by_drafts_alone(post: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    """A report never waits for it."""

    def never() -> Drafts:
        raise AssertionError

    for name in ("lambdas.intake.drafts.drafts", "lambdas.ports.drafts"):
        monkeypatch.setattr(name, never)
    check = post("ssr-critical-short", ssr_critical_short())
    assert post("ssr-critical-short", check.hidden, "send").status == 303
