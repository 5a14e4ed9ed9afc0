"""Every limit of lambdas/README.md, at it and over it; and what an answer may weigh."""

import json
from typing import Any

import pytest

from forms_src.definition import Form
from forms_src.fields.group.field import Group
from forms_src.fields.long_text.field import LongText
from forms_src.fields.short_text.field import ShortText
from forms_src.posted import MAX_VALUES
from lambdas.intake import handler as intake
from lambdas.intake.request import MAX_BODY
from lambdas.intake.responses import MAX_RESPONSE
from tests.lambdas.intake.conftest import Call, event
from tests.real_forms import LOADED
from tests.submissions import encoded, ndis_five_day, ssr_critical_short

FORM = "ssr-critical-short"
LAMBDA_TAKES = 6_291_556  # bytes of a response, AWS Lambda quotas


def test_a_body_of_20000_values_is_read_and_one_more_is_refused(call: Call) -> None:
    body = encoded(ssr_critical_short())
    spare = MAX_VALUES - body.count(b"&") - 1
    full = body + b"&other_notified=police" * spare
    assert call("POST", f"/api/forms/{FORM}", full).status == 200
    assert call("POST", f"/api/forms/{FORM}", full + b"&other_notified=police").status == 400


def test_an_answer_at_its_longest_is_taken_and_one_character_more_is_not(post: Call) -> None:
    form = LOADED.forms[FORM]
    for one in form.members():
        is_free = isinstance(one, LongText) or (isinstance(one, ShortText) and not one.identifier)
        if not is_free or one.id not in ssr_critical_short():
            continue
        assert isinstance(one, LongText | ShortText)
        longest = one.max_length
        assert post(FORM, ssr_critical_short() | {one.id: "李" * longest}).status == 200
        over = post(FORM, ssr_critical_short() | {one.id: "李" * (longest + 1)})
        assert over.status == 422
        assert f"must be {longest:,} characters or less" in over.text


def test_a_group_at_its_most_items_is_taken_and_one_more_is_not(post: Call) -> None:
    form = LOADED.forms["ndis-five-day"]
    most = group_of(form, "witnesses").max
    first = {name: value for name, value in ndis_five_day().items() if name.startswith("witnesses-1-")}
    typed = {
        name.replace("-1-", f"-{n}-", 1): value for name, value in first.items() for n in range(1, most + 1)
    }
    assert post("ndis-five-day", ndis_five_day() | typed).status == 200
    over = post("ndis-five-day", ndis_five_day() | typed | {f"witnesses-{most + 1}-name": "Alex Sample"})
    assert over.status == 422
    assert f"up to {most}" in over.text


@pytest.mark.parametrize("number", ["0", "01", "-1", "100000", "9" * 400, "1e3", "²", "１"])
def test_an_item_has_a_plain_number(post: Call, number: str) -> None:
    page = post("ndis-five-day", ndis_five_day() | {f"witnesses-{number}-name": "Alex Sample"})
    assert page.status == 400


@pytest.mark.parametrize(
    "name", ["witnesses-1-witnesses-1-name", "witnesses-1-name-1", "a" * 100_000, "witnesses-1-" * 9000]
)
def test_names_nest_no_deeper_than_a_form_does(post: Call, name: str) -> None:
    page = post("ndis-five-day", ndis_five_day() | {name: "Alex Sample"})
    assert page.status == 400
    assert page.inputs["provider_name"]


def group_of(form: Form, id_: str) -> Group:
    [group] = [one for one in form.members() if isinstance(one, Group) and one.id == id_]
    return group


def sent(body: bytes, form: str) -> dict[str, Any]:
    return intake.handler(event("POST", f"/api/forms/{form}", body), None)


@pytest.mark.usefixtures("storage")
@pytest.mark.parametrize("form", ["cims-incident-report", "ndis-five-day"])  # with the most items
def test_the_longest_answer_that_a_body_can_cause_is_one_that_lambda_lets_through(form: str) -> None:
    """A quote becomes five characters; a thousand items are posted beside it."""
    fields = list(LOADED.forms[form].members())
    groups = [one for one in fields if isinstance(one, Group)]
    items = [f"{one.id}-{n}-{one.members()[0].id}=" for one in groups for n in range(1, 1001)]
    text = next(one.id for one in fields if one.type == "long_text")
    start = "&".join([*items, f"{text}="]).encode()
    response = sent(start + b"'" * (MAX_BODY - len(start)), form)
    assert response["statusCode"] in (413, 422)
    assert len(json.dumps(response)) < LAMBDA_TAKES


@pytest.mark.usefixtures("storage")
def test_an_answer_at_the_longest_is_sent_and_over_it_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = sent(encoded(ssr_critical_short()), FORM)
    size = len(json.dumps(whole))
    assert MAX_RESPONSE < LAMBDA_TAKES
    monkeypatch.setattr("lambdas.intake.responses.MAX_RESPONSE", size)
    assert sent(encoded(ssr_critical_short()), FORM)["statusCode"] == 200
    monkeypatch.setattr("lambdas.intake.responses.MAX_RESPONSE", size - 1)
    refused = sent(encoded(ssr_critical_short()), FORM)
    assert refused["statusCode"] == 413
    assert "Go back" in refused["body"]
