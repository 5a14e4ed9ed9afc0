"""The drafts beside the records that the sweep works on."""

import pytest

from lambdas import ports
from lambdas.drafts.port import Drafts
from tests.lambdas.drafts.conftest import aws_drafts, draft, drafts, local_drafts

__all__ = ["aws_drafts", "draft", "drafts", "local_drafts"]


@pytest.fixture(autouse=True)
def _drafts(drafts: Drafts, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ports, "drafts", lambda: drafts)
