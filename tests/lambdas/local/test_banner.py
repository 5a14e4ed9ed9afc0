"""Faults in the definitions, on top of each page."""

from pathlib import Path

from forms_src.faults import Fault
from lambdas.local.banner import with_faults
from lambdas.local.fault_pages import FaultPages
from lambdas.local.serve import ROOT

S = "\N{NO-BREAK SPACE}"
PAGE = b'<html><body class="a"><p>x</p></body>'


def test_faults_are_shown_at_the_top_of_the_page_with_the_lines_around_and_cannot_be_markup(
    tmp_path: Path,
) -> None:
    (tmp_path / "a.yaml").write_text("id: a\n  title: <b>\nwho: us\n")
    fault = Fault(tmp_path / "a.yaml", 2, "No <b>", "wrong-values", 8)
    assert with_faults(PAGE, [fault], tmp_path).decode() == (
        '<html><body class="a"><div class="sheet" role="alert" id="local-faults"><div class="warning">'
        "<h2>1 fault in the definitions</h2>"
        "<p>Put it right and save. Until then, the pages that it touches stay as they were.</p><ul>"
        "<li><p><strong>No &lt;b&gt;</strong><br><code>a.yaml:2</code></p>"
        f"<p><code>1{S}{S}id: a</code><br><mark><code>2{S}{S}{S}{S}title: &lt;b&gt;</code></mark><br>"
        f"<code>3{S}{S}who: us</code></p>"
        "<p>How to mend it: <code>forms_src/guide/faults/wrong-values.md</code></p></li></ul></div></div>"
        "<p>x</p></body>"
    )


def test_the_faults_stand_in_the_main_part_of_a_page_that_has_one(tmp_path: Path) -> None:
    page = b'<html><body><header></header><main id="main"><h1>x</h1></main></body>'
    found = with_faults(page, [Fault(tmp_path / "a.yaml", 1, "No", "wrong-values")], tmp_path)
    assert b'<main id="main"><div class="sheet" role="alert" id="local-faults">' in found


def test_a_fault_leads_to_its_page_of_the_guide(tmp_path: Path) -> None:
    found = with_faults(PAGE, [Fault(tmp_path / "a.yaml", 1, "No", "wrong-values")], ROOT).decode()
    assert (
        '<a href="/_local/faults/wrong-values/" target="_blank">How to mend it: '
        f"{FaultPages(ROOT).title('wrong-values')}</a> (opens in a new tab)"
    ) in found


def test_a_file_that_is_gone_has_no_lines(tmp_path: Path) -> None:
    faults = [Fault(tmp_path / "a.yaml", n, "No", "wrong-values") for n in (1, 2)]
    page = with_faults(b"x", faults, tmp_path)
    assert b"2 faults in" in page
    assert b"Put them right and save. Until then, the pages that they touch stay as they were." in page
    assert b"<mark>" not in page


def test_without_faults_the_page_is_as_it_was(tmp_path: Path) -> None:
    assert with_faults(PAGE, [], tmp_path) == PAGE
