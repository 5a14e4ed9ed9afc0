"""Documents on the HTTP side: who may add, what is asked, and what each page tells."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from lambdas import ports
from lambdas.documents.settling import arrive, file_of, scanned
from lambdas.documents.states import MAX_DOCUMENTS
from lambdas.records.port import RecordsUnavailable
from lambdas.seals.links import OPEN_FOR, Link, message_of
from lambdas.seals.port import SealsUnavailable
from lambdas.uploads.local import LocalUploads
from lambdas.uploads.port import Upload, UploadsUnavailable
from tests.lambdas.clock import telling
from tests.lambdas.intake.conftest import SITE, Call
from tests.lambdas.intake.pages import Answer
from tests.lambdas.uploads import files
from tests.submissions import encoded, ssr_critical_short

TITLE = "Plan of care for <Sam> & 'Ari'"
LABEL = "What is the document?"


@pytest.fixture
def receipt(post: Call) -> str:
    """The address of the receipt of a report that was sent."""
    checked = post("ssr-critical-short", ssr_critical_short())
    sent = post("ssr-critical-short", ssr_critical_short() | {"submission_key": checked.key}, "send")
    return sent.location


@pytest.fixture
def reference(receipt: str) -> str:
    return ports.records().references()[0]


@pytest.fixture
def link(reference: str) -> str:
    return link_of(reference)


def link_of(reference: str) -> str:
    return f"/api/documents/{Link(reference, ports.seals().seal(message_of(reference)))}"


Send = Callable[..., Upload]


@pytest.fixture
def send(call: Call) -> Send:
    """Add a document by its title at an address, send its file and scan it."""

    def add(address: str, title: str = TITLE, body: bytes = files.pdf(), verdict: Any = "clean") -> Upload:
        page = call("POST", address, encoded({"title": title}))
        assert page.status == 200
        return store(page, body, verdict)

    return add


def store(page: Answer, body: bytes, verdict: Any = "clean") -> Upload:
    uploads, now = ports.uploads(), datetime.now(UTC)
    assert isinstance(uploads, LocalUploads)
    upload, version = uploads.receive({name: values[0] for name, values in page.hidden.items()}, body, now)
    file = file_of(uploads, upload, version)
    assert file
    if verdict:
        scanned(uploads, ports.records(), file, verdict, "nobody", now)
    else:
        arrive(uploads, ports.records(), file, now)
    return upload


def test_a_receipt_asks_for_a_title_and_says_how_many_more(call: Call, receipt: str) -> None:
    page = call("GET", receipt)
    assert LABEL in page.text
    assert "You can add 10 more documents, of up to 25 MB each" in page.text


def test_a_title_leads_to_a_form_for_one_file_of_this_record(
    call: Call, receipt: str, reference: str
) -> None:
    page = call("POST", f"{receipt}/documents", encoded({"title": TITLE}))
    assert page.status == 200
    [key] = page.hidden["key"]
    upload = Upload.of_key(key)
    assert upload
    assert upload.reference == reference
    assert page.hidden["success_action_redirect"] == [f"{SITE}{receipt}"]
    assert TITLE in page.text
    assert "<Sam>" not in page.body
    assert TITLE not in json.dumps(page.hidden)
    assert json.loads(ports.uploads().note(upload)) == {"title": TITLE}


def test_only_the_page_that_sends_a_file_may_send_to_the_store(call: Call, receipt: str) -> None:
    page = call("POST", f"{receipt}/documents", encoded({"title": TITLE}))
    assert f"form-action 'self' {SITE};" in page.body
    assert "form-action 'self';" in call("GET", receipt).body
    assert "form-action 'self';" in call("POST", f"{receipt}/documents", encoded({"title": ""})).body


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("", "Enter what the document is"),
        (" \u200b\u2060 ", "Enter what the document is"),
        ("a" * 121, "What the document is must be 120 characters or less"),
        ("two\r\nlines", "What the document is must not include line breaks or hidden characters"),
        ("bell\x07", "What the document is must not include line breaks or hidden characters"),
        (
            "../../etc/passwd\x00.pdf",
            "What the document is must not include line breaks or hidden characters",
        ),
    ],
)
def test_a_title_that_does_not_do_is_asked_for_again(
    call: Call, receipt: str, storage: Path, title: str, words: str
) -> None:
    page = call("POST", f"{receipt}/documents", encoded({"title": title}))
    assert page.status == 422
    assert words in page.text
    assert not list(storage.glob("quarantine/notes/*/*"))


def test_a_title_at_its_longest_is_taken(call: Call, receipt: str) -> None:
    assert call("POST", f"{receipt}/documents", encoded({"title": "李" * 120})).status == 200


def test_bytes_that_are_no_text_are_no_title(call: Call, receipt: str) -> None:
    assert call("POST", f"{receipt}/documents", b"title=%ff%fe").status == 422


def test_the_receipt_tells_what_became_of_each_document(call: Call, receipt: str, send: Send) -> None:
    send(f"{receipt}/documents", "First")
    send(f"{receipt}/documents", "Second", files.pdf("second"), None)
    send(f"{receipt}/documents", "Third", b"MZ\0", None)
    send(f"{receipt}/documents", "Fourth", files.png(), "malware")
    text = call("GET", receipt).text
    assert "First (PDF) Added to your report. This service has no virus check" in text
    assert "Second (PDF) Being checked for viruses. It is not in your report yet." in text
    assert "Third Not added. It was not a kind of file we can take." in text
    assert "Fourth (PNG picture) Not added. We found a virus" in text
    assert "You can add 8 more documents" in text


def test_titles_are_escaped_and_shown_for_a_day_only(
    call: Call, receipt: str, send: Send, monkeypatch: pytest.MonkeyPatch
) -> None:
    send(f"{receipt}/documents")
    page = call("GET", receipt)
    assert TITLE in page.text
    assert "<Sam>" not in page.body
    monkeypatch.setattr("lambdas.intake.documents.ANSWERS_OPEN_FOR", timedelta(0))
    later = call("GET", receipt)
    assert "Sam" not in later.text
    assert "Document 1 (PDF) Added to your report." in later.text


def test_the_store_leads_back_and_the_receipt_says_that_a_file_arrived(
    call: Call, receipt: str, reference: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def with_query(query: str) -> str:
        from lambdas.intake import handler as intake
        from tests.lambdas.intake.conftest import event

        return Answer(intake.handler(event("GET", receipt) | {"rawQueryString": query}, None)).text

    assert "Your file has arrived" in with_query(
        f"bucket=b&key=files%2F{reference}%2F0123456789abcdef&etag=e"
    )
    for query in ("", "key=", "key=files/SSC-0000-0000/0123456789abcdef", "key=%ff", "key=<script>"):
        assert "Your file has arrived" not in with_query(query)


def test_after_ten_documents_no_more_are_asked_for(call: Call, receipt: str, send: Send) -> None:
    for number in range(MAX_DOCUMENTS):
        send(f"{receipt}/documents", f"Title {number}", files.pdf(str(number)))
    page = call("GET", receipt)
    assert LABEL not in page.text
    assert "No more documents can be added here" in page.text
    assert call("POST", f"{receipt}/documents", encoded({"title": "One more"})).status == 409


def test_the_emailed_link_adds_and_does_not_read(
    call: Call, receipt: str, reference: str, link: str, send: Send
) -> None:
    send(f"{receipt}/documents", "Hidden from the link")
    page = call("GET", link)
    assert page.status == 200
    assert reference in page.text
    assert "You can add 9 more documents" in page.text
    assert "Hidden" not in page.body
    assert "PDF" not in page.text.replace("each: PDF", "")
    assert receipt.rpartition("/")[2] not in page.body
    send(link, "From the link", files.png())
    assert "From the link (PNG picture)" in call("GET", receipt).text
    assert "From the link" not in call("GET", link).body
    form = call("POST", link, encoded({"title": TITLE}))
    assert form.hidden["success_action_redirect"] == [f"{SITE}{link}"]
    assert receipt.rpartition("/")[2] not in form.body


def test_the_emailed_link_ends_after_thirty_days(
    call: Call, link: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    received = ports.records().events(ports.records().references()[0])[0].at
    last = received + OPEN_FOR - timedelta(seconds=1)
    monkeypatch.setattr("lambdas.intake.documents.datetime", telling(lambda: last))
    assert call("GET", link).status == 200
    monkeypatch.setattr("lambdas.intake.documents.datetime", telling(lambda: received + OPEN_FOR))
    assert call("GET", link).status == 410
    over = call("POST", link, encoded({"title": TITLE}))
    assert over.status == 410
    assert "phone the agency" in over.text


@pytest.mark.parametrize(
    "spoil",
    [
        lambda token: token[:-1] + ("0" if token[-1] != "0" else "1"),
        lambda token: token[:-52] + "0" * 52,
        lambda token: token[:-52] + "z" * 52,
        lambda token: token[:13],
        lambda token: token.upper(),
        lambda token: f"SSC-0000-0000{token[13:]}",
        lambda token: token + "\n",
        lambda token: f"{token}/../x",
    ],
)
def test_no_link_but_the_true_one_opens_anything(call: Call, link: str, spoil: Callable[[str], str]) -> None:
    token = link.rpartition("/")[2]
    assert spoil(token) != token
    page = call("GET", f"/api/documents/{spoil(token)}")
    assert page.status == 404
    assert LABEL not in page.text


def test_the_link_of_one_record_is_not_that_of_another_and_opens_no_receipt(call: Call, link: str) -> None:
    token = link.rpartition("/")[2]
    assert call("GET", f"/api/receipts/{token}").status == 404
    assert call("POST", f"/api/receipts/{token}/documents", encoded({"title": TITLE})).status == 404
    assert call("GET", link_of("SSC-0000-0000")).status == 404


def test_a_receipt_is_needed_to_add_to_it(call: Call, reference: str) -> None:
    wrong = f"/api/receipts/{'0' * 32}/documents"
    assert call("POST", wrong, encoded({"title": TITLE})).status == 404
    assert call("POST", f"/api/receipts/{reference}/documents", encoded({"title": TITLE})).status == 404
    assert call("GET", wrong).status == 405


def broken(kind: type[Exception]) -> Callable[..., Any]:
    def fail(*_given: Any, **_named: Any) -> Any:
        raise kind("Broken.")

    return fail


def test_a_store_that_is_down_touches_no_report(
    call: Call, receipt: str, link: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ports.uploads(), "offer", broken(UploadsUnavailable))
    page = call("POST", f"{receipt}/documents", encoded({"title": TITLE}))
    assert page.status == 503
    assert "Your report is safe" in page.text
    assert call("GET", receipt).status == 200
    monkeypatch.setattr(ports.seals(), "fits", broken(SealsUnavailable))
    assert call("GET", link).status == 503


def test_a_title_that_cannot_be_read_hides_no_receipt(
    call: Call, receipt: str, send: Send, monkeypatch: pytest.MonkeyPatch
) -> None:
    send(f"{receipt}/documents")
    records = ports.records()
    whole = records.document

    def document(reference: str, name: str) -> bytes:
        if name.endswith("-title.json"):
            raise RecordsUnavailable
        return whole(reference, name)

    monkeypatch.setattr(records, "document", document)
    page = call("GET", receipt)
    assert page.status == 200
    assert "Document 1 (PDF)" in page.text
