"""The templates, translated, linted and scanned once, with the faults that are for the tools to see."""

from typing import Any

import pytest

from tests.infra.faults.all_faults import SEEN_BY_TOOLS
from tests.infra.faults.planting import LINT, SCAN, planted
from tests.infra.stack import Stack
from tests.infra.template import EDGE, TEMPLATE, read
from tests.infra.tools import inside


@pytest.fixture(scope="session")
def stack() -> Stack:
    """infra/template.yaml as AWS gets it."""
    return Stack(inside("translate", {"template": read(TEMPLATE)})["template"])


@pytest.fixture(scope="session")
def edge() -> Stack:
    """infra/edge.yaml, which has nothing to translate."""
    return Stack(read(EDGE))


@pytest.fixture(scope="session")
def linted(stack: Stack, edge: Stack) -> Any:
    """What cfn-lint finds, by the name of the template."""
    plain = {"source": read(TEMPLATE), "translated": stack.template, "edge": edge.template}
    return inside("lint", plain | {"planted": _planted(LINT, stack)})


@pytest.fixture(scope="session")
def scanned(stack: Stack, edge: Stack) -> Any:
    """What checkov finds, by the name of the template."""
    plain = {"translated": stack.template, "edge": edge.template}
    return inside("scan", plain | {"planted": _planted(SCAN, stack)})


def _planted(tool: str, stack: Stack) -> Any:
    """All faults for a tool at once: each run takes seconds."""
    for fault in SEEN_BY_TOOLS:
        stack = planted(fault, stack) if fault.caught_by == tool else stack
    return stack.template
