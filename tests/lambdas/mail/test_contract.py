"""What every way of sending email must do, held against the folder and against SES."""

from collections.abc import Callable
from dataclasses import dataclass
from email import message_from_bytes, message_from_string
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from typing import Any

import pytest
from moto.ses.models import ses_backends

from lambdas.clients import client
from lambdas.mail.addresses import address, named_address
from lambdas.mail.aws import AwsMail
from lambdas.mail.local import LocalMail
from lambdas.mail.port import Mail, MailUnavailable, wire

ACCOUNT = "123456789012"


@dataclass(frozen=True)
class Post:
    """A way of sending, what it carried, and how to break it."""

    mail: Mail
    carried: Callable[[], list[EmailMessage]]
    break_it: Callable[[], object]


def local_post(tmp_path: Path) -> Post:
    mail = LocalMail(tmp_path / "data" / "mail")

    def break_it() -> None:
        for part in ("tmp", "new"):
            (tmp_path / "data" / "mail" / part).rmdir()

    return Post(mail, lambda: list(mail.messages().values())[::-1], break_it)


def aws_post(tmp_path: Path) -> Post:
    backend = ses_backends[ACCOUNT]["ap-southeast-2"]
    backend.reset()
    client("sesv2").create_email_identity(EmailIdentity="forms@service.example")

    def carried() -> list[Any]:
        return [message_from_string(sent.raw_data, policy=SMTP) for sent in backend.sent_messages]

    def break_it() -> None:
        client("sesv2").delete_email_identity(EmailIdentity="forms@service.example")

    return Post(AwsMail(), carried, break_it)


@pytest.fixture(params=[local_post, aws_post], ids=["local", "aws"])
def post(request: pytest.FixtureRequest, tmp_path: Path) -> Post:
    if request.param is aws_post:
        request.getfixturevalue("aws")
    made: Post = request.param(tmp_path)
    return made


def letter(subject: str = "We received your report: NDI-4K7Q-2MXR") -> EmailMessage:
    message = EmailMessage(policy=SMTP)
    message["From"] = named_address("Incident forms <forms@service.example>")
    message["To"] = address("kiri@provider.example")
    message["Subject"] = subject
    message.set_content("Kia ora – a dash and a macron: ā\n", cte="quoted-printable")
    return message


def test_a_message_arrives_as_it_was_sent(post: Post) -> None:
    sent = letter()
    assert post.mail.send(sent)
    assert [wire(message) for message in post.carried()] == [wire(sent)]


def test_each_message_has_its_own_id(post: Post) -> None:
    assert post.mail.send(letter("One")) != post.mail.send(letter("Two"))
    assert [message["Subject"] for message in post.carried()] == ["One", "Two"]


def test_a_message_that_is_not_taken_is_never_called_sent(post: Post) -> None:
    post.break_it()
    with pytest.raises(MailUnavailable, match=r"did not answer: \w+\.$"):
        post.mail.send(letter())


def test_ses_sends_to_the_address_without_its_name(aws: None, tmp_path: Path) -> None:
    aws_post(tmp_path).mail.send(letter())
    (sent,) = ses_backends[ACCOUNT]["ap-southeast-2"].sent_messages
    assert sent.source == "Incident forms <forms@service.example>"
    assert set(sent.destinations) == {"kiri@provider.example"}


def test_local_mail_is_a_maildir_that_keeps_what_a_mail_reader_moves(tmp_path: Path) -> None:
    mail = LocalMail(tmp_path)
    key = mail.send(letter())
    (tmp_path / "new" / key).rename(tmp_path / "cur" / f"{key}:2,S")
    assert list(mail.messages()) == [key]
    body = (tmp_path / "cur" / f"{key}:2,S").read_bytes()
    assert message_from_bytes(body, policy=SMTP)["Subject"] == letter()["Subject"]
