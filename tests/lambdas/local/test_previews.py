"""Previews in the browser: a list of forms, of states, and each state of each form."""

import pytest

from forms_src.library import Library
from lambdas.local.previews import STATES, Previews
from tests.compiling import compile_all
from tests.forms_src.html_reader import read_html
from tests.real_forms import LOADED


@pytest.fixture(scope="module")
def previews(tmp_path_factory: pytest.TempPathFactory) -> Previews:
    return Previews(Library(compile_all(LOADED, tmp_path_factory.mktemp("forms"))))


def shown(previews: Previews, path: str) -> str:
    status, _, body = previews.page(path)
    assert status == 200
    return body.decode()


def test_every_form_is_listed_with_every_state(previews: Previews) -> None:
    links = {one.attributes["href"] for one in read_html(shown(previews, "")).all("a")}
    assert links == {"/_local/", *(f"/_local/preview/{form}/" for form in LOADED.forms)}
    own = {one.attributes["href"] for one in read_html(shown(previews, "ndis-immediate/")).all("a")}
    assert {f"/_local/preview/ndis-immediate/{state}" for state in STATES} <= own


@pytest.mark.parametrize("form", LOADED.forms)
@pytest.mark.parametrize("state", STATES)
def test_every_state_of_every_form_is_a_page(previews: Previews, form: str, state: str) -> None:
    assert read_html(shown(previews, f"{form}/{state}")).all("h1")


def test_every_page_has_the_way_back_and_each_state_its_neighbours(previews: Previews) -> None:
    folder, states = "/_local/preview/ndis-immediate/", list(STATES)
    way = [("/_local/", "Local pages"), ("/_local/preview/", "Previews")]
    assert trail_of(previews, "") == way[:1]
    assert trail_of(previews, "ndis-immediate/") == way
    way += [(folder, LOADED.forms["ndis-immediate"].short_title)]
    for n, state in enumerate(states):
        beside = [folder + name for name in (*states[:n][-1:], *states[n + 1 : n + 2])]
        found = trail_of(previews, f"ndis-immediate/{state}")
        assert found[:3] == way, state
        assert [address for address, _ in found[3:]] == beside
        assert "Nothing on it can be sent" in shown(previews, f"ndis-immediate/{state}")


def trail_of(previews: Previews, path: str) -> list[tuple[str, str]]:
    """Return the address and words of each link of the one trail of a page."""
    (way,) = read_html(shown(previews, path)).all("div", role="navigation")
    return [(one.attributes["href"], one.text) for one in way.all("a")]


@pytest.mark.parametrize("path", ["nothing/", "ndis-immediate/nothing", "../x/open", "_calendars/"])
def test_what_there_is_not_is_told(previews: Previews, path: str) -> None:
    assert previews.page(path)[0] == 404


def test_the_emails_are_those_that_are_sent(previews: Previews) -> None:
    words = shown(previews, "ndis-immediate/emails")
    for subject in (
        "We received your report",
        "New report",
        "We received your correction",
        "was corrected",
        "Due soon",
        "Please phone about",
        "We could not add a document to your report",
        "We are still checking a document of your report",
        "A document was added",
        "A document was not accepted",
    ):
        assert subject in words


def test_the_receipt_and_the_email_say_where_documents_are_added(previews: Previews) -> None:
    assert "What is the document?" in shown(previews, "ssr-critical-short/receipt")
    assert "https://forms.example/api/documents/…" in shown(previews, "ssr-critical-short/emails")


def test_the_check_page_has_the_answers_and_the_receipt_has_none(previews: Previews) -> None:
    assert "Sample text" in shown(previews, "ssr-critical-short/check")
    assert "Sample text" in shown(previews, "ssr-critical-short/record")
    assert "Sample text" not in shown(previews, "ssr-critical-short/receipt")
    assert "Sample text" not in shown(previews, "ssr-critical-short/emails")


def test_the_sample_has_a_reference_of_its_own_form(previews: Previews) -> None:
    for state in ("receipt", "record", "emails"):
        assert "SSC-7K2M-9QX3" in shown(previews, f"ssr-critical-short/{state}")
        assert "NDI-" not in shown(previews, f"ssr-critical-short/{state}")
