"""Documents added to a sent report, from its receipt and from the emailed link, with script on and off."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.e2e.contexts import Open, pages
from tests.e2e.filling import press, send
from tests.e2e.service import REFERENCE, Service, eventually
from tests.lambdas.uploads import files
from tests.submissions import ssr_critical_short

SCRIPT = pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
PATIENCE = 60
File = Callable[[bytes], Path]
TITLE = "Plan of care <Sam>"


@pytest.fixture
def open_page(browser: Browser, service: Service) -> Iterator[Open]:
    yield from pages(service, browser, "/forms/ssr-critical-short/", viewport={"width": 320, "height": 640})


@pytest.fixture
def receipt(open_page: Open) -> Callable[..., Page]:
    """Send a critical short form and stay on its receipt."""

    def sent(*, script: bool) -> Page:
        page = open_page(script=script)
        send(page, ssr_critical_short())
        return page

    return sent


def add(page: Page, title: str, file: Path, *, script: bool) -> None:
    """Add a document as a person does: a title, then the file."""
    page.get_by_label("What is the document?").fill(title)
    press(page, "Choose the file")
    assert_fits(page, script=script)
    page.get_by_label("The file").set_input_files(file)
    press(page, "Add this document")


@pytest.fixture
def file(tmp_path: Path) -> Callable[[bytes], Path]:
    """A file on the person's device, with a name that says nothing true."""

    def write(body: bytes) -> Path:
        path = tmp_path / "holiday.pdf.exe"
        path.write_bytes(body)
        return path

    return write


def line_of(page: Page, title: str, words: str) -> str:
    """The line of a document on the receipt, once it says these words."""

    def look() -> str | None:
        page.goto(page.url.partition("?")[0])
        line = page.locator("li", has_text=title)
        found = line.inner_text() if line.count() else ""
        return found if words in found else None

    return str(eventually(look, PATIENCE))


def assert_fits(page: Page, *, script: bool) -> None:
    """Nothing is wider than the screen, and axe finds nothing, where a script can run to look."""
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    if script:
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()


def reference_on(page: Page) -> str:
    found = REFERENCE.search(page.locator("main").inner_text())
    assert found
    return found[0]


@SCRIPT
def test_a_document_is_added_from_the_receipt_and_a_wrong_one_refused(
    receipt: Callable[..., Page], service: Service, file: File, script: bool
) -> None:
    page = receipt(script=script)
    address, reference = page.url, reference_on(page)
    press(page, "Choose the file")
    assert "Enter what the document is" in page.locator("#errors").inner_text()
    page.goto(address)
    add(page, TITLE, file(files.pdf()), script=script)
    assert page.url.startswith(f"{address}?")
    expect(page.get_by_text("Your file has arrived.")).to_be_visible()
    assert "Added to your report" in line_of(page, TITLE, "Added")
    add(page, "Other <b>file</b>", file(b"MZ\x90\0"), script=script)
    assert "not a kind of file we can take" in line_of(page, "Other <b>file</b>", "Not added")
    add(page, "Harm", file(files.EICAR), script=script)
    assert "virus" in line_of(page, "Harm", "Not added")
    assert_fits(page, script=script)
    with urlopen(f"{service.address}/_local/records/{reference}/") as found:
        record = found.read().decode()
    assert "Plan of care" not in record
    assert "holiday" not in record
    assert re.search(r"document-[0-9a-f]{16}\.pdf</a></td><td>application/pdf</td>", record)
    mails = eventually(lambda: _about(service, reference, "A document was not accepted", 2), PATIENCE)
    assert mails
    told = " ".join(f"{mail['subject']} {mail['text']} {mail['html']}" for mail in service.mails())
    assert "Plan of care" not in told
    assert "Harm" not in told


def _about(service: Service, reference: str, subject: str, least: int) -> bool:
    found = [mail for mail in service.mails() if mail["subject"] == f"{subject}: {reference}"]
    return len(found) >= least


@SCRIPT
def test_the_emailed_link_adds_and_does_not_read(
    receipt: Callable[..., Page], service: Service, file: File, script: bool
) -> None:
    page = receipt(script=script)
    address, reference = page.url, reference_on(page)
    add(page, TITLE, file(files.pdf()), script=script)
    confirmation = eventually(lambda: _confirmation(service, reference), PATIENCE)
    [link] = re.findall(r"http://\S+/api/documents/\S+", confirmation["text"])
    page.goto(link)
    assert_fits(page, script=script)
    add(page, "Photo of the stairs", file(files.png()), script=script)
    assert page.url.startswith(f"{link}?")
    expect(page.get_by_text("Your file has arrived.")).to_be_visible()
    seen = page.locator("main").inner_text()
    assert reference in seen
    assert "Plan of care" not in seen
    assert "Photo" not in seen
    assert address.rpartition("/")[2] not in page.content()
    page.goto(address)
    assert "PNG picture" in line_of(page, "Photo of the stairs", "Added")


def _confirmation(service: Service, reference: str) -> dict[str, str] | None:
    subject = f"We received your report: {reference}"
    return next((mail for mail in service.mails() if mail["subject"] == subject), None)
