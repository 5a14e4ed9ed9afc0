"""Each planted fault is caught by the check that is there for it, and by no rule before it was planted."""

from collections.abc import Mapping

import pytest

from tests.infra.faults.all_faults import FAULTS, SEEN_BY_RULES, SEEN_BY_TOOLS
from tests.infra.faults.planting import LINT, SCAN, planted
from tests.infra.rules.all_rules import EDGE_RULES, RULES
from tests.infra.stack import Stack

Findings = Mapping[str, list[str]]


@pytest.mark.parametrize("rule", [*RULES, *EDGE_RULES])
def test_every_rule_has_a_fault_to_catch(rule: str) -> None:
    assert rule in {fault.caught_by for fault in SEEN_BY_RULES}


def test_no_two_faults_have_one_name() -> None:
    assert len(FAULTS) == len(SEEN_BY_RULES) + len(SEEN_BY_TOOLS)


@pytest.mark.parametrize("name", [fault.name for fault in SEEN_BY_RULES])
def test_a_rule_catches(name: str, stack: Stack, edge: Stack) -> None:
    fault = FAULTS[name]
    where, rules = (edge, EDGE_RULES) if fault.in_edge else (stack, RULES)
    rule = rules[fault.caught_by]
    assert list(rule(where)) == []
    assert list(rule(planted(fault, where))) != []


@pytest.mark.parametrize("name", [fault.name for fault in SEEN_BY_TOOLS])
def test_a_tool_catches(name: str, linted: Findings, scanned: Findings) -> None:
    found = {LINT: linted, SCAN: scanned}[FAULTS[name].caught_by]
    more = set(found["planted"]) - set(found["translated"])
    assert [one for one in more if FAULTS[name].said in one]
