"""What a change to the sources does to the pages that are up."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from forms_src.faults import Fault
from lambdas.local.banner import MOST_SHOWN
from lambdas.local.reload import Reload
from lambdas.local.serve import ROOT, Live


class Workshop:
    """Answers one result after another."""

    def __init__(self, *results: Sequence[Fault]) -> None:
        self.results = list(results)
        self.calls: list[object] = []

    def build(self) -> Sequence[Fault]:
        self.calls.append("build")
        return self.results.pop(0)

    def changed(self, paths: set[Path]) -> Sequence[Fault]:
        self.calls.append(paths)
        return self.results.pop(0)

    def prepare(self, address: str) -> None:
        self.calls.append(address)


def test_a_change_rebuilds_what_changed_and_tells_open_pages(capfd: pytest.CaptureFixture[str]) -> None:
    workshop, reload = Workshop([], []), Reload()
    live = Live(workshop, reload)
    live.build()
    version = reload.version
    changed = {ROOT / "forms_src" / "definitions" / "a.yaml"}
    live.changed(changed)
    assert workshop.calls == ["build", changed]
    assert reload.version != version
    out = capfd.readouterr().out
    assert out.startswith("Built in ")
    assert "\nBuilt again in " in out


def test_faults_appear_on_pages_and_go_when_put_right(capfd: pytest.CaptureFixture[str]) -> None:
    live = Live(Workshop([], [Fault(ROOT / "forms_src" / "a.yaml", 1, "No", "wrong-values")], []), Reload())
    live.build()
    assert b"local-faults" not in live.page(b"<body></body>")
    live.changed(set())
    assert b"<strong>No</strong><br><code>forms_src/a.yaml:1</code>" in live.page(b"<body></body>")
    told = capfd.readouterr().err
    assert told.startswith("forms_src/a.yaml:1: No\n")
    assert told.endswith("Until then, the pages that it touches stay as they were.\n")
    live.changed(set())
    assert b"local-faults" not in live.page(b"<body></body>")


def test_a_flood_of_faults_shows_the_first_and_says_where_the_rest_are(
    capfd: pytest.CaptureFixture[str],
) -> None:
    faults = [Fault(ROOT / "a.yaml", n, "No", "wrong-values") for n in range(1, MOST_SHOWN + 3)]
    live = Live(Workshop(faults), Reload())
    live.build()
    words = "And 2 more: python3 build.py check shows them all."
    for told in (capfd.readouterr().err, live.page(b"<body></body>").decode()):
        assert told.count("a.yaml:") == MOST_SHOWN
        assert words in told


def test_changed_code_asks_for_a_restart(capfd: pytest.CaptureFixture[str]) -> None:
    live = Live(Workshop([]), Reload())
    live.changed({ROOT / "forms_src" / "pages.py"})
    assert "forms_src/pages.py is code: stop serve and start it again to use it." in capfd.readouterr().out
