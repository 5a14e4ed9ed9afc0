"""Local mail: what a tester sees of the emails that would have been sent."""

import json
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

import pytest

from lambdas.local.mail_pages import MailPages
from lambdas.local.page import Answer
from lambdas.mail.local import LocalMail
from lambdas.records.model import sha256


def message(subject: str = "Report received", html: str = "<p>Hello <b>you</b></p>") -> EmailMessage:
    made = EmailMessage(policy=SMTP)
    made["From"] = "Incident forms <forms@service.example>"
    made["To"] = "person@example.com"
    made["Subject"] = subject
    made["Message-ID"] = f"<{sha256(subject.encode())}@service.example>"
    made["Date"] = "Mon, 23 Nov 2026 09:30:00 +1100"
    made.set_content("Hello <you>\n")
    if html:
        made.add_alternative(html, subtype="html")
        made.add_attachment("BEGIN:VCALENDAR\r\n", subtype="calendar", filename="due.ics")
    return made


@pytest.fixture
def mail(tmp_path: Path) -> LocalMail:
    return LocalMail(tmp_path / "mail")


@pytest.fixture
def pages(mail: LocalMail) -> MailPages:
    return MailPages(mail)


def read(answer: Answer) -> tuple[int, str, str]:
    """Status, media type and body as text."""
    status, kind, body = answer
    return status, kind.partition(";")[0], body.decode()


def test_an_empty_mailbox_says_so(pages: MailPages) -> None:
    assert "No mail yet." in read(pages.page(""))[2]
    assert json.loads(pages.as_json("")[2]) == []


def test_the_list_links_each_message_and_escapes_its_subject(pages: MailPages, mail: LocalMail) -> None:
    name = mail.send(message("<Hello>"))
    status, kind, body = read(pages.page(""))
    assert (status, kind) == (200, "text/html")
    assert f'<a href="/_local/mail/{name}/">&lt;Hello&gt;</a>' in body


def test_a_message_shows_its_text_and_links_its_parts(pages: MailPages, mail: LocalMail) -> None:
    name = mail.send(message())
    body = read(pages.page(f"{name}/"))[2]
    assert "<pre>Hello &lt;you&gt;" in body
    assert [f'href="/_local/mail/{name}/{part}"' in body for part in ("html", "source", "1")] == [True] * 3


def test_each_part_is_served_as_what_a_browser_can_show_safely(pages: MailPages, mail: LocalMail) -> None:
    name = mail.send(message())
    assert read(pages.page(f"{name}/html")) == (200, "text/html", "<p>Hello <b>you</b></p>\n")
    assert read(pages.page(f"{name}/1"))[:2] == (200, "text/plain")
    assert read(pages.page(f"{name}/1"))[2].startswith("BEGIN:VCALENDAR")
    assert read(pages.page(f"{name}/source"))[1] == "text/plain"
    assert "Subject: Report received" in read(pages.page(f"{name}/source"))[2]


def test_a_message_without_an_html_part_has_no_link_to_one(pages: MailPages, mail: LocalMail) -> None:
    name = mail.send(message(html=""))
    assert "As HTML" not in read(pages.page(f"{name}/"))[2]
    assert pages.page(f"{name}/html")[0] == 404


@pytest.mark.parametrize("path", ["nothing", "nothing/", "../x/", "{name}/2", "{name}/0", "{name}/x"])
def test_what_is_not_there_is_not_found(pages: MailPages, mail: LocalMail, path: str) -> None:
    name = mail.send(message())
    assert pages.page(path.format(name=name))[0] == 404


def test_the_json_list_holds_everything_newest_first(pages: MailPages, mail: LocalMail) -> None:
    first = mail.send(message("First", html=""))
    second = mail.send(message("Second"))
    status, kind, body = read(pages.as_json(""))
    newest, oldest = json.loads(body)
    assert (status, kind) == (200, "application/json")
    assert (newest["id"], oldest["id"]) == (second, first)
    assert oldest["html"] == ""
    assert newest == {
        "id": second,
        "from": "Incident forms <forms@service.example>",
        "to": "person@example.com",
        "subject": "Second",
        "date": "2026-11-23T09:30:00+11:00",
        "text": "Hello <you>\n",
        "html": "<p>Hello <b>you</b></p>\n",
        "attachments": [
            {"filename": "due.ics", "content_type": "text/calendar", "text": "BEGIN:VCALENDAR\r\n"}
        ],
    }
    assert pages.as_json("x")[0] == 404
