"""The templates keep every rule, and the tools find nothing but what is allowed with a reason."""

from collections.abc import Mapping

import pytest

from tests.infra.findings import IGNORED_BY_CFN_LINT, SKIPPED_BY_CHECKOV
from tests.infra.rules.all_rules import EDGE_RULES, RULES
from tests.infra.stack import Stack

Findings = Mapping[str, list[str]]


@pytest.mark.parametrize("rule", RULES)
def test_the_translated_template_keeps_the_rule(rule: str, stack: Stack) -> None:
    assert list(RULES[rule](stack)) == []


@pytest.mark.parametrize("rule", EDGE_RULES)
def test_the_edge_keeps_the_rule(rule: str, edge: Stack) -> None:
    assert list(EDGE_RULES[rule](edge)) == []


@pytest.mark.parametrize("name", ["source", "translated", "edge"])
def test_cfn_lint_finds_nothing(name: str, linted: Findings) -> None:
    assert [one for one in linted[name] if one.split()[0] not in IGNORED_BY_CFN_LINT] == []


@pytest.mark.parametrize("name", ["translated", "edge"])
def test_checkov_finds_only_what_has_a_reason(name: str, scanned: Findings) -> None:
    assert [one for one in scanned[name] if one.split()[0] not in SKIPPED_BY_CHECKOV] == []


@pytest.mark.parametrize("id_", SKIPPED_BY_CHECKOV)
def test_each_skip_of_checkov_is_still_needed(id_: str, scanned: Findings) -> None:
    assert id_ in {one.split()[0] for one in scanned["translated"] + scanned["edge"]}
