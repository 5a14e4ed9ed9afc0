"""The words of the two emails, in text and in HTML, and what they must never hold."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from html.parser import HTMLParser
from typing import Any

import pytest

from forms_src.answers import HONEYPOT
from forms_src.posted import Posted
from lambdas.intake.signals import LEAST_SECONDS, signals
from lambdas.intake.tokens import new_key
from lambdas.mail.addresses import AddressRefused
from lambdas.mail.port import wire
from lambdas.notify.emails import SIGNS, notice
from lambdas.records.model import OutboxItem, Report

Make = Callable[..., EmailMessage]

ON_TIME = """\
We received your report

Reference: NDI-4K7Q-2MXR
Form: Tell the NDIS Commission about a reportable incident (24 hours)
Time received: 2.30 pm, Friday 5 June 2026, Melbourne time
Who received it: NDIS Quality and Safeguards Commission

Your report was on time. It was due by 2 pm, Saturday 6 June 2026, Melbourne time.

Keep this email. Use the reference when you ask about your report.

What is due next

- NDIS five-day form
  Due by: 2 pm, Friday 12 June 2026, Melbourne time

The attached calendar files remind you of what is still ahead.

What happens next

- Send the five-day form in 5 business days.

Fingerprint of your report

ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff

This is the SHA-256 fingerprint of what we stored. If anything in your report changes, the fingerprint changes too.

Your answers are not in this email. Email is not private enough for them. We have not checked that this address is yours.

A computer sent this email. Please do not reply to it.
"""  # noqa: E501

NOTICE = """\
A new report arrived

Reference: NDI-4K7Q-2MXR
Form: Tell the NDIS Commission about a reportable incident (24 hours)
Time received: 2.30 pm, Friday 5 June 2026, Melbourne time
Due by: 2 pm, Saturday 6 June 2026, Melbourne time
Late: no

What the sender must do next

- NDIS five-day form
  Due by: 2 pm, Friday 12 June 2026, Melbourne time

Where to read it

Open the list of records and find NDI-4K7Q-2MXR.

The answers and names are not in this email, because email is not private enough for them.

A computer sent this email. Please do not reply to it.
"""

QUICK = "It was sent within 3 seconds of reading back the answers."


class Words(HTMLParser):
    """The words of a page, and every address it would fetch or link to."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self._said = ""
        self.addresses: list[str] = []
        self.feed(html)

    @property
    def words(self) -> list[str]:
        return self._said.split()

    def handle_data(self, data: str) -> None:
        self._said += data

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._said += "\n" if tag == "br" else ""
        self.addresses += [str(value) for name, value in attrs if name in ("href", "src", "background")]


def text_of(message: EmailMessage) -> str:
    part = message.get_body(("plain",))
    assert part
    return str(part.get_content()).replace("\r\n", "\n")


def html_of(message: EmailMessage) -> str:
    part = message.get_body(("html",))
    assert part
    return str(part.get_content())


def test_the_confirmation_says_all_of_this(confirm: Make) -> None:
    message = confirm()
    assert message["Subject"] == "We received your report: NDI-4K7Q-2MXR"
    assert message["To"] == "kiri@provider.example"
    assert text_of(message) == ON_TIME


def test_the_notice_says_all_of_this(tell_agency: Make) -> None:
    message = tell_agency()
    expected = "New report NDI-4K7Q-2MXR: Tell the NDIS Commission about a reportable incident (24 hours)"
    assert message["Subject"] == expected
    assert message["To"] == "reports@agency.example"
    assert text_of(message) == NOTICE


@pytest.mark.parametrize(
    ("signals", "words"),
    [
        (("honeypot",), "A box that people do not see was filled in."),
        (("quick",), QUICK),
        (
            ("honeypot", "quick", "of_a_later_version"),
            f"A box that people do not see was filled in. {QUICK}",
        ),
    ],
)
def test_the_notice_says_what_is_a_sign_of_a_program_and_to_treat_the_report_as_real(
    tell_agency: Make, signals: tuple[str, ...], words: str
) -> None:
    message = tell_agency(signals)
    said = f"This report may have been sent by a program. {words} Treat it as real until you know."
    assert said in text_of(message).splitlines()
    assert said in " ".join(Words(html_of(message)).words)


def test_every_sign_that_intake_knows_has_words() -> None:
    now = datetime(2026, 6, 10, 2, 0, tzinfo=UTC)
    assert set(signals(Posted({HONEYPOT: ("x",)}), new_key(now), now)) == set(SIGNS)
    assert f"within {LEAST_SECONDS} seconds" in SIGNS["quick"]


@pytest.mark.parametrize("changes", [{}, {"late": ("ndis_24h", "ndis_5bd")}, {"due": ()}, {"next_steps": ()}])
@pytest.mark.parametrize("which", ["confirm", "tell_agency"])
def test_the_html_says_what_the_text_says(
    request: pytest.FixtureRequest, which: str, changes: dict[str, Any]
) -> None:
    message = request.getfixturevalue(which)(**changes)
    html = html_of(message)
    in_text = [word for word in text_of(message).split() if word != "-"]
    in_html = Words(html[html.index("<body") :]).words
    assert in_html == in_text


def test_a_late_report_is_said_to_be_late_and_to_have_arrived(confirm: Make, tell_agency: Make) -> None:
    late: dict[str, Any] = {"late": ("ndis_24h",)}
    expected = (
        "Your report was late. It was due by 2 pm, Saturday 6 June 2026, Melbourne time. "
        "We have it. You do not need to send it again."
    )
    assert expected in text_of(confirm(**late))
    assert "on time" not in text_of(confirm(**late))
    assert "Late: yes" in text_of(tell_agency(**late))


def test_what_is_due_next_and_already_over_is_to_be_done_now(confirm: Make, tell_agency: Make) -> None:
    late: dict[str, Any] = {"late": ("ndis_24h", "ndis_5bd")}
    text = text_of(confirm(**late))
    assert "Melbourne time\n  This time has passed. Please do it now.\n" in text
    assert "calendar" not in text
    assert "This time had passed when the report arrived." in text_of(tell_agency(**late))


def test_a_report_without_due_times_says_nothing_about_them(confirm: Make, tell_agency: Make) -> None:
    text = text_of(confirm(due=()))
    assert "We have it. You do not need to send it again." in text
    for word in ("due", "late", "on time", "calendar"):
        assert word not in text.lower().replace("five-day", "")
    assert "Late:" not in text_of(tell_agency(due=()))


def test_a_due_time_that_a_holiday_may_move_says_both(
    confirm: Make, make_report: Callable[..., Report]
) -> None:
    first, second = make_report().due
    later = second.model_copy(
        update={"or_at": second.due_at + timedelta(days=3), "or_because": "provisional"}
    )
    text = text_of(confirm(due=(first, later)))
    assert later.words() in text
    assert "if a public holiday" in text


@pytest.mark.parametrize("which", ["confirm", "tell_agency"])
def test_no_email_holds_an_answer_or_a_name(request: pytest.FixtureRequest, which: str) -> None:
    message = request.getfixturevalue(which)()
    said = str(message["Subject"]) + "".join(
        part.get_content() for part in message.walk() if part.get_content_maintype() == "text"
    )
    for answer in ("fell in the kitchen", "Kiri Example", "Ari Example", "430000001"):
        assert answer not in said
    if which == "tell_agency":
        assert b"kiri" not in wire(message)


@pytest.mark.parametrize("which", ["confirm", "tell_agency"])
def test_an_email_fetches_nothing_and_links_nowhere(request: pytest.FixtureRequest, which: str) -> None:
    assert Words(html_of(request.getfixturevalue(which)())).addresses == []


@pytest.mark.parametrize("which", ["confirm", "tell_agency"])
def test_the_html_names_its_language_and_title_and_has_one_main_heading(
    request: pytest.FixtureRequest, which: str
) -> None:
    html = html_of(request.getfixturevalue(which)())
    assert '<html lang="en-AU">' in html
    assert re.search(r"<title>[^<]*NDI-4K7Q-2MXR</title>", html)
    assert re.findall(r"<h(\d)", html)[0] == "1"
    assert html.count("<h1") == 1


def test_definition_text_cannot_become_markup(confirm: Make) -> None:
    html = html_of(confirm(form_title="<b>Bold</b> & co", next_steps=("Ring <script>",)))
    assert "&lt;b&gt;Bold&lt;/b&gt; &amp; co" in html
    assert "<script" not in html


def test_sentences_are_short(confirm: Make, tell_agency: Make) -> None:
    for message in (confirm(), tell_agency()):
        for sentence in re.split(r"[.?!:]\s|\n\n", text_of(message)):
            assert len(sentence.split()) <= 25, sentence


@pytest.mark.parametrize("which", ["confirm", "tell_agency"])
def test_an_email_says_that_a_machine_sent_it_and_asks_for_no_reply(
    request: pytest.FixtureRequest, which: str
) -> None:
    message = request.getfixturevalue(which)()
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["From"] == "Incident forms <forms@service.example>"
    assert message["Reply-To"] is None
    assert message["Bcc"] is None


@pytest.mark.parametrize("which", ["confirm", "tell_agency"])
def test_building_an_email_again_gives_the_same_bytes(request: pytest.FixtureRequest, which: str) -> None:
    make = request.getfixturevalue(which)
    assert wire(make()) == wire(make())


def test_date_and_message_id_come_from_what_was_owed_not_from_the_clock(confirm: Make) -> None:
    message = confirm()
    assert message["Date"].datetime == datetime(2026, 6, 5, 4, 30, tzinfo=UTC)
    assert message["Message-ID"] == "<NDI-4K7Q-2MXR-confirmation@service.example>"


def test_every_line_on_the_wire_is_short_plain_ascii(confirm: Make) -> None:
    lines = wire(confirm(agency_name="Te Māngai – a very long name " * 20)).split(b"\r\n")
    assert max(len(line) for line in lines) <= 998
    assert all(line.isascii() and b"\n" not in line for line in lines)


def test_a_title_cannot_add_a_header(tell_agency: Make) -> None:
    with pytest.raises(ValueError, match="linefeed or carriage return"):
        tell_agency(form_title="Title\r\nBcc: other@example.com")


@pytest.mark.parametrize("inbox", ["a@agency.example\nBcc: b@example.com", "a@agency.example,b@example.com"])
def test_an_inbox_that_is_not_one_address_is_refused(make_report: Callable[..., Report], inbox: str) -> None:
    report = make_report()
    item = OutboxItem.of(report.reference, "notice", report.received_at)
    with pytest.raises(AddressRefused):
        notice(report, item, "forms@service.example", inbox)
