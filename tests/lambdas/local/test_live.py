"""What a change to the sources does to the pages that are up."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from lambdas.local.reload import Reload
from lambdas.local.serve import ROOT, Live


class Workshop:
    """Answers one result after another."""

    def __init__(self, *results: Sequence[str]) -> None:
        self.results = list(results)
        self.calls: list[object] = []

    def build(self) -> Sequence[str]:
        self.calls.append("build")
        return self.results.pop(0)

    def changed(self, paths: set[Path]) -> Sequence[str]:
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
    live = Live(Workshop([], [f"{ROOT}/forms_src/a.yaml:1: no"], []), Reload())
    live.build()
    assert b"local-faults" not in live.page(b"<body></body>")
    live.changed(set())
    assert b"<code>forms_src/a.yaml:1: no" in live.page(b"<body></body>")
    assert "forms_src/a.yaml:1: no\nUntil" in capfd.readouterr().err
    live.changed(set())
    assert b"local-faults" not in live.page(b"<body></body>")


def test_changed_code_asks_for_a_restart(capfd: pytest.CaptureFixture[str]) -> None:
    live = Live(Workshop([]), Reload())
    live.changed({ROOT / "forms_src" / "pages.py"})
    assert "forms_src/pages.py is code: stop serve and start it again to use it." in capfd.readouterr().out
