"""What every way of sending email must do, held against the folder and against SES."""

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from email import message_from_bytes, message_from_string
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from typing import Any

import pytest
from botocore.exceptions import (
    ConnectionClosedError,
    ConnectTimeoutError,
    EndpointConnectionError,
    ReadTimeoutError,
)
from moto.ses.models import ses_backends

from lambdas.clients import client
from lambdas.mail.addresses import address, named_address
from lambdas.mail.aws import AwsMail
from lambdas.mail.local import LocalMail
from lambdas.mail.port import Mail, MailRefused, MailUnavailable, MailUnclear, wire
from lambdas.records.model import sha256
from tests.lambdas.wire import answering, heard, refusal

ACCOUNT = "123456789012"
ID = "NDI-4K7Q-2MXR-confirmation"


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


def letter(subject: str = "We received your report: NDI-4K7Q-2MXR", id_: str = ID) -> EmailMessage:
    message = EmailMessage(policy=SMTP)
    message["Message-ID"] = f"<{id_}@service.example>"
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
    assert post.mail.send(letter("One")) != post.mail.send(letter("Two", "NDI-4K7Q-2MXR-notice"))
    assert [message["Subject"] for message in post.carried()] == ["One", "Two"]


def test_a_message_that_is_not_taken_is_never_called_sent(post: Post) -> None:
    post.break_it()
    with pytest.raises((MailRefused, MailUnavailable), match=r"(did not take|refused) it: \w+\.$"):
        post.mail.send(letter())


@pytest.mark.parametrize("name", [None, "<no at>", "<two words@service.example>", "<../up@service.example>"])
def test_a_message_without_an_id_of_its_own_is_not_sent(post: Post, name: str | None) -> None:
    message = letter()
    del message["Message-ID"]
    if name:
        message["Message-ID"] = name
    with pytest.raises(ValueError, match="needs a Message-ID such as"):
        post.mail.send(message)
    assert post.carried() == []


def test_ses_sends_to_the_address_without_its_name(aws: None, tmp_path: Path) -> None:
    aws_post(tmp_path).mail.send(letter())
    (sent,) = ses_backends[ACCOUNT]["ap-southeast-2"].sent_messages
    assert sent.source == "Incident forms <forms@service.example>"
    assert set(sent.destinations) == {"kiri@provider.example"}


def test_ses_is_told_which_email_it_is_so_that_what_it_says_later_can_be_filed(
    aws: None, tmp_path: Path
) -> None:
    post = aws_post(tmp_path)
    with heard("sesv2", "SendEmail") as requests:
        post.mail.send(letter())
    tags = {tag["Name"]: tag["Value"] for tag in requests[0]["EmailTags"]}
    assert tags == {"outbox": ID, "sha256": sha256(wire(letter()))}
    # What SES takes as a tag (API_MessageTag of version 2).
    assert all(re.fullmatch(r"[A-Za-z0-9_.@-]{1,256}", tag) for tag in tags.values())


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (refusal(429, "TooManyRequestsException"), MailUnavailable),
        (refusal(400, "SendingPausedException"), MailUnavailable),
        (refusal(400, "LimitExceededException"), MailUnavailable),
        (refusal(403, "AccessDeniedException"), MailUnavailable),
        (
            refusal(400, "MessageRejected", "Email address is not verified: kiri@provider.example"),
            MailUnavailable,
        ),
        (refusal(400, "MessageRejected", "kiri@provider.example is bad"), MailRefused),
        (refusal(400, "BadRequestException", "kiri@provider.example is bad"), MailRefused),
        (refusal(500, "InternalFailure"), MailUnclear),
        (refusal(503, "ServiceUnavailable"), MailUnclear),
        (EndpointConnectionError(endpoint_url="https://ses.example"), MailUnavailable),
        (ConnectTimeoutError(endpoint_url="https://ses.example"), MailUnavailable),
        (ReadTimeoutError(endpoint_url="https://ses.example"), MailUnclear),
        (ConnectionClosedError(endpoint_url="https://ses.example"), MailUnclear),
    ],
    ids=str,
)
def test_ses_is_asked_once_and_what_it_says_is_told_apart(
    aws: None, tmp_path: Path, answer: Any, told: type[Exception]
) -> None:
    """A second try of botocore's own, after an answer that was lost, would be a second email."""
    post = aws_post(tmp_path)
    with answering("sesv2", "SendEmail", answer) as left:
        with pytest.raises(told) as caught:
            post.mail.send(letter())
        assert left == []
    assert "provider.example" not in str(caught.value)
    assert post.carried() == []


def test_a_folder_has_the_same_email_once_even_if_a_mail_reader_moved_it(tmp_path: Path) -> None:
    mail = LocalMail(tmp_path)
    assert [mail.send(letter()), mail.send(letter())] == [ID, ID]
    (tmp_path / "new" / ID).rename(tmp_path / "cur" / f"{ID}:2,S")
    mail.send(letter("Built anew"))
    assert [one["Subject"] for one in mail.messages().values()] == [letter()["Subject"]]


def test_of_many_workers_at_once_a_folder_has_the_email_once_and_whole(tmp_path: Path) -> None:
    mail = LocalMail(tmp_path)
    with ThreadPoolExecutor(16) as pool:
        assert set(pool.map(lambda _: mail.send(letter()), range(64))) == {ID}
    assert [wire(message) for message in mail.messages().values()] == [wire(letter())]
    assert list((tmp_path / "tmp").iterdir()) == []


def test_local_mail_is_a_maildir_that_keeps_what_a_mail_reader_moves(tmp_path: Path) -> None:
    mail = LocalMail(tmp_path)
    key = mail.send(letter())
    (tmp_path / "new" / key).rename(tmp_path / "cur" / f"{key}:2,S")
    assert list(mail.messages()) == [key]
    body = (tmp_path / "cur" / f"{key}:2,S").read_bytes()
    assert message_from_bytes(body, policy=SMTP)["Subject"] == letter()["Subject"]
