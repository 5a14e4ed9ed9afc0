"""The guide's pages on faults in the browser."""

from typing import get_args

import pytest

from forms_src.faults import LoadingFault
from lambdas.local.fault_pages import FaultPages
from lambdas.local.serve import ROOT
from tests.forms_src.html_reader import read_html

PAGES = FaultPages(ROOT)


def shown(path: str) -> str:
    status, _, body = PAGES.page(path)
    assert status == 200
    return body.decode()


def test_the_list_leads_to_the_page_of_each_kind_of_fault() -> None:
    links = [one.attributes["href"] for one in read_html(shown("")).all("a")]
    kinds = [link.removeprefix("/_local/faults/") for link in links[1:]]
    assert {kind.removesuffix("/") for kind in kinds} > set(get_args(LoadingFault))
    assert all(len(read_html(shown(kind)).all("h1")) == 1 for kind in kinds)


def test_a_page_has_its_title_once_its_examples_and_the_way_back() -> None:
    page = read_html(shown("curly-quotes/"))
    assert [one.text for one in page.all("h1")] == ["Curly quotes around words"]
    assert "title: “Tell us: it matters”" in page.all("pre")[0].text
    assert [one.attributes["href"] for one in page.all("a")] == ["/_local/", "/_local/faults/"]


@pytest.mark.parametrize("path", ["nothing/", "../README/", "..", "/etc/passwd", "a/b/", "x\0"])
def test_what_there_is_not_is_told(path: str) -> None:
    assert PAGES.page(path)[0] == 404
