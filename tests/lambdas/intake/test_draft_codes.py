"""The code of a draft: without it nothing is shown, and it can be guessed five times."""

import pytest

from lambdas.drafts.model import MAX_TRIES
from tests.lambdas.intake.conftest import Call
from tests.lambdas.intake.test_drafts import DRAFT, FORM, HALF, code_on, hidden, link_on, opened


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06}"


def test_nothing_of_a_draft_is_shown_before_its_code(post: Call, call: Call) -> None:
    token = link_on(post(FORM, HALF, "save"))
    for method in ("GET", "HEAD"):
        page = call(method, f"/api/drafts/{token}")
        assert page.status == 200
        assert "Code" in page.text
        assert not any(value in page.body for value in HALF.values() if len(value) > 3)
    blank = post(FORM, {}, "save")
    other = call("GET", f"/api/drafts/{link_on(blank)}")
    assert other.body.replace(link_on(blank), "") == page.body.replace(token, "")


@pytest.mark.parametrize("token", ["0" * 26, "x", "0" * 32, "A" * 26, "é"])
def test_an_address_that_is_none_is_answered_like_one_that_was(call: Call, post: Call, token: str) -> None:
    known = link_on(post(FORM, HALF, "save"))
    for _ in range(MAX_TRIES):
        locked = opened(call, known, "000000")
    locked = call("GET", f"/api/drafts/{known}")
    page = call("GET", f"/api/drafts/{token}")
    assert (page.status, page.body) == (404, locked.body)
    assert opened(call, token, "012345").body == page.body


@pytest.mark.parametrize("typed", ["", "12345", "abcdef", "1234567"])
def test_what_cannot_be_a_code_is_asked_again_and_not_counted(post: Call, call: Call, typed: str) -> None:
    page = post(FORM, HALF, "save")
    for _ in range(MAX_TRIES + 1):
        assert opened(call, link_on(page), typed).status == 422
    assert opened(call, link_on(page), code_on(page)).status == 200


def test_the_fifth_wrong_code_locks_the_draft_for_the_right_one_too(post: Call, call: Call) -> None:
    page = post(FORM, HALF, "save")
    token, code = link_on(page), code_on(page)
    answers = [opened(call, token, wrong(code)) for _ in range(MAX_TRIES)]
    assert [one.status for one in answers] == [422, 422, 422, 422, 429]
    assert "you can try 4 more times" in answers[0].text
    assert "you can try once more" in answers[3].text
    assert "locked" in answers[4].text
    assert "start a new report" in answers[4].text
    assert opened(call, token, code).status == 404


def test_a_right_code_begins_the_count_anew(post: Call, call: Call) -> None:
    page = post(FORM, HALF, "save")
    token, code = link_on(page), code_on(page)
    for _ in range(3):
        for _ in range(MAX_TRIES - 1):
            assert opened(call, token, wrong(code)).status == 422
        assert opened(call, token, code).status == 200


def test_a_code_of_another_draft_opens_nothing(post: Call, call: Call) -> None:
    one, other = post(FORM, HALF, "save"), post(FORM, {}, "save")
    if code_on(one) != code_on(other):
        assert opened(call, link_on(one), code_on(other)).status == 422


def test_a_page_that_is_open_when_its_draft_is_locked_saves_its_answers_to_a_new_one(
    post: Call, call: Call
) -> None:
    page = post(FORM, HALF, "save")
    form = opened(call, link_on(page), code_on(page))
    for _ in range(MAX_TRIES):
        opened(call, link_on(page), wrong(code_on(page)))
    new = post(FORM, HALF | hidden(form, *DRAFT), "save")
    assert "can no longer be used" in new.text
    assert link_on(new) != link_on(page)
    assert opened(call, link_on(new), code_on(new)).inputs["provider_name"] == ["Sample Care"]
