"""Another site cannot choose the key of a report: whoever knows it can open the receipt and the answers."""

from uuid import uuid4

import pytest

from forms_src.origins import NAMES
from lambdas.intake.tokens import receipt_token
from tests.lambdas.intake.conftest import Call
from tests.submissions import encoded, ssr_critical_short

FORM = "ssr-critical-short"
FOREIGN = ["cross-site", "same-site", "anything else"]


@pytest.mark.parametrize("site", FOREIGN)
@pytest.mark.parametrize("action", ["check", "edit", "add-nothing"])
def test_a_key_from_another_site_is_not_passed_on(post: Call, site: str, action: str) -> None:
    planted = str(uuid4())
    page = post(FORM, ssr_critical_short() | {"submission_key": planted}, action, **{"sec-fetch-site": site})
    assert planted not in page.body
    assert planted not in "".join(page.cookies)


@pytest.mark.parametrize("site", FOREIGN)
def test_a_report_sent_from_another_site_is_read_back_before_it_is_sent(
    post: Call, call: Call, site: str
) -> None:
    planted = str(uuid4())
    typed = ssr_critical_short() | {"submission_key": planted}
    page = post(FORM, typed, "send", **{"sec-fetch-site": site})
    assert page.status == 400
    assert "Nothing has been sent" in page.text
    assert page.hidden["provider_name"] == ["Sample Lodge"]
    sent = post(FORM, page.hidden, "send", **{"sec-fetch-site": "same-origin"})
    assert sent.status == 303
    assert call("GET", f"/api/receipts/{receipt_token(planted)}").status == 404
    assert call("GET", sent.location).status == 200


@pytest.mark.parametrize("name", NAMES)
def test_a_secret_from_another_site_is_not_passed_on(post: Call, name: str) -> None:
    secret = receipt_token(str(uuid4()))
    page = post(FORM, ssr_critical_short() | {name: secret}, **{"sec-fetch-site": "cross-site"})
    assert page.status == 200
    assert secret not in page.body


@pytest.mark.parametrize("headers", [{}, {"sec-fetch-site": "same-origin"}, {"sec-fetch-site": "none"}])
def test_our_own_pages_and_browsers_that_do_not_say_keep_their_key(
    post: Call, headers: dict[str, str]
) -> None:
    key = str(uuid4())
    assert post(FORM, ssr_critical_short() | {"submission_key": key}, **headers).key == key


def test_a_receipt_of_someone_else_opens_from_another_site_only_by_its_secret(call: Call) -> None:
    path = f"/api/receipts/{receipt_token(str(uuid4()))}"
    answer = call("POST", path, encoded({"action": "correct"}), {"sec-fetch-site": "cross-site"})
    assert answer.status == 404
