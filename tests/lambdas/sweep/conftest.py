"""The sweep as it runs at some moment, and the drafts beside the records that it works on."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from lambdas import ports
from lambdas.drafts.port import Drafts
from lambdas.records.port import Records
from lambdas.sweep import handler as sweep
from tests.lambdas.clock import telling
from tests.lambdas.drafts.conftest import aws_drafts, draft, drafts, local_drafts

__all__ = ["aws_drafts", "draft", "drafts", "local_drafts"]

Sweep = Callable[[datetime], dict[str, Any]]


@pytest.fixture(autouse=True)
def _drafts(drafts: Drafts, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ports, "drafts", lambda: drafts)


@pytest.fixture
def swept(records: Records, monkeypatch: pytest.MonkeyPatch) -> Sweep:
    """Run the sweep as if it were some moment; what it says it has done."""
    monkeypatch.setattr(ports, "records", lambda: records)

    def run(now: datetime) -> dict[str, Any]:
        monkeypatch.setattr(sweep, "datetime", telling(lambda: now))
        return sweep.handler({}, None)

    return run
