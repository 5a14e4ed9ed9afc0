"""Faults in the definitions, on top of each page."""

from pathlib import Path

from forms_src.faults import Fault
from lambdas.local.banner import with_faults

PAGE = b'<html><body class="a"><p>x</p></body>'


def test_faults_are_shown_at_the_top_of_the_page_with_the_lines_around_and_cannot_be_markup(
    tmp_path: Path,
) -> None:
    (tmp_path / "a.yaml").write_text("id: a\ntitle: <b>\nwho: us\n")
    fault = Fault(tmp_path / "a.yaml", 2, "No <b>", "wrong-values", 8)
    assert with_faults(PAGE, [fault], tmp_path).decode() == (
        '<html><body class="a"><div role="alert" id="local-faults"><p><strong>1 fault in the definitions. '
        "Until this is put right, the pages it touches stay as they were.</strong></p><ul>"
        "<li><code>a.yaml:2: No &lt;b&gt;</code>"
        "<pre>1  id: a\n<mark>2  title: &lt;b&gt;</mark>\n3  who: us</pre>"
        "How to mend it: <code>forms_src/guide/faults/wrong-values.md</code></li></ul></div>"
        "<p>x</p></body>"
    )


def test_a_file_that_is_gone_has_no_lines(tmp_path: Path) -> None:
    faults = [Fault(tmp_path / "a.yaml", n, "No", "wrong-values") for n in (1, 2)]
    page = with_faults(b"x", faults, tmp_path)
    assert b"2 faults in" in page
    assert b"<pre>" not in page


def test_without_faults_the_page_is_as_it_was(tmp_path: Path) -> None:
    assert with_faults(PAGE, [], tmp_path) == PAGE
