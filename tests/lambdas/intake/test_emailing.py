"""The link of a draft by email: the link alone, three times at most, and never instead of the page."""

from collections.abc import Callable
from email.message import EmailMessage

import pytest

from lambdas.drafts.model import MAX_EMAILS
from lambdas.mail.addresses import AddressRefused
from lambdas.mail.port import MailRefused, MailUnavailable, MailUnclear
from lambdas.ports import drafts, mail
from tests.lambdas.intake.conftest import Call
from tests.lambdas.intake.pages import Answer
from tests.lambdas.intake.test_drafts import FORM, HALF, code_on, link_on, opened
from tests.submissions import Typed, encoded

Email = Callable[..., Answer]
TO = "kim@example.com"


@pytest.fixture
def email(call: Call) -> Email:
    """Press “Email the link” on a page of a draft."""

    def pressed(page: Answer, to: str = TO) -> Answer:
        held: Typed = {name: page.hidden[name] for name in ("draft", "code") if name in page.hidden}
        typed = encoded({**held, "email": to, "action": "email"})
        return call("POST", f"/api/drafts/{link_on(page)}", typed)

    return pressed


def sent() -> list[EmailMessage]:
    found: dict[str, EmailMessage] = mail().messages()  # type: ignore[attr-defined]
    return list(found.values())


def words(message: EmailMessage) -> str:
    """Every word of an email: the headers, and each part as it reads."""
    parts = [str(part.get_content()) for part in message.walk() if not part.is_multipart()]
    return "\n".join([*map(str, message.values()), *parts])


def test_the_email_holds_the_link_and_neither_the_code_nor_an_answer(post: Call, email: Email) -> None:
    page = post(FORM, HALF, "save")
    answer = email(page)
    assert (answer.status, f"We have emailed the link to {TO}" in answer.text) == (200, True)
    [message] = sent()
    assert message["To"] == TO
    text = words(message)
    assert text.count(f"https://forms.example/api/drafts/{link_on(page)}") >= 2
    code = code_on(page)
    held = page.hidden["draft"][0]
    assert not any(one in text for one in (code, f"{code[:3]} {code[3:]}", held, held.partition("-")[2]))
    assert not any(value in text for value in HALF.values() if len(value) > 3)


def test_the_link_in_the_email_opens_the_draft_with_the_code(post: Call, call: Call, email: Email) -> None:
    page = post(FORM, HALF, "save")
    email(page)
    token = words(sent()[0]).partition("/api/drafts/")[2][:26]
    assert opened(call, token, code_on(page)).inputs["provider_name"] == ["Sample Care"]


def test_the_code_stays_on_the_screen(post: Call, email: Email) -> None:
    page = post(FORM, HALF, "save")
    answer = email(page)
    assert code_on(answer) == code_on(page)
    assert code_on(email(answer, "not an address")) == code_on(page)


def test_a_code_that_is_not_the_drafts_is_not_shown_as_its_code(post: Call, email: Email) -> None:
    page = post(FORM, HALF, "save")
    page.hidden["code"] = [f"{(int(code_on(page)) + 1) % 1_000_000:06}"]
    assert code_on(email(page)) == ""


def test_the_link_is_emailed_three_times_and_not_a_fourth(post: Call, email: Email) -> None:
    page = post(FORM, HALF, "save")
    assert [email(page).status for _ in range(MAX_EMAILS)] == [200] * MAX_EMAILS
    more = email(page)
    assert more.status == 429
    assert "We cannot email this link again. Write it down: it is on this page" in more.text
    assert link_on(more) == link_on(page)
    assert code_on(more) == code_on(page)
    assert len(sent()) == MAX_EMAILS


@pytest.mark.parametrize(
    "to", ["", "kim at example", "kim@example.com, lee@example.com", "a@example.com\r\nBcc: b@c.com"]
)
def test_what_is_no_address_is_told_at_its_field_and_counts_for_nothing(
    post: Call, email: Email, to: str
) -> None:
    page = post(FORM, HALF, "save")
    for _ in range(MAX_EMAILS + 1):
        answer = email(page, to)
        assert answer.status == 422
    assert "email-error" in answer.ids
    assert link_on(answer) == link_on(page)
    assert sent() == []
    assert email(page).status == 200


@pytest.mark.parametrize("failure", [MailUnavailable, MailRefused, AddressRefused])
def test_an_email_that_does_not_go_is_told_with_the_link_still_on_the_page(
    post: Call, email: Email, monkeypatch: pytest.MonkeyPatch, failure: type[Exception]
) -> None:
    page = post(FORM, HALF, "save")
    answer = failing(email, page, monkeypatch, failure)
    assert answer.status == 503
    assert "We could not email the link. Write it down: it is on this page" in answer.text
    kept_on(answer, page)


def test_an_email_that_nobody_can_tell_about_is_not_called_sent_or_lost(
    post: Call, email: Email, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = post(FORM, HALF, "save")
    answer = failing(email, page, monkeypatch, MailUnclear)
    assert answer.status == 503
    assert "We cannot tell if the email went. Write the link down: it is on this page" in answer.text
    assert "We have emailed" not in answer.text
    kept_on(answer, page)


def failing(email: Email, page: Answer, monkeypatch: pytest.MonkeyPatch, failure: type[Exception]) -> Answer:
    def fails(*_: object) -> str:
        raise failure("no")

    monkeypatch.setattr(type(mail()), "send", fails)
    return email(page)


def kept_on(answer: Answer, page: Answer) -> None:
    """The page still has link, code and the address that was typed."""
    assert link_on(answer) == link_on(page)
    assert code_on(answer) == code_on(page)
    assert answer.inputs["email"] == [TO]


def test_the_address_is_kept_nowhere(post: Call, email: Email) -> None:
    page = post(FORM, HALF, "save")
    email(page)
    [stored] = drafts().bodies()
    assert TO.encode() not in drafts().body(stored.name)
