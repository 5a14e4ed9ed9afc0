"""infra/README.md says what is so: parameters, agencies, outputs, alarms, costs."""

import re

import pytest

from infra.costs import LINES, REPORTS, Line, table
from tests.infra.stack import Stack
from tests.infra.template import ROOT
from tests.real_forms import LOADED

README = (ROOT / "infra" / "README.md").read_text()


def test_every_parameter_is_explained(stack: Stack) -> None:
    assert [name for name in stack.template["Parameters"] if f"`{name}`" not in README] == []


def test_every_agency_that_gets_notices_has_its_place_in_the_example() -> None:
    example = next(line for line in README.splitlines() if line.startswith("| `AgencyInboxes`"))
    assert {form.agency.id for form in LOADED.forms.values()} == set(re.findall(r'"([a-z-]+)":"', example))


def test_the_example_of_inboxes_fits_the_parameter(stack: Stack) -> None:
    pattern = stack.template["Parameters"]["AgencyInboxes"]["AllowedPattern"]
    found = re.search(r'\{"ndis.*?\}', README)
    assert found
    assert re.search(pattern, found[0])


def test_the_outputs_it_names_exist(stack: Stack) -> None:
    named = {"SiteTarget", "SiteBucket", "DistributionId", "MailRecords", "ApiAddress"}
    assert [name for name in named if f"`{name}`" not in README] == []
    assert named <= set(stack.template["Outputs"])


def test_the_alarms_it_names_exist(stack: Stack) -> None:
    section = README.partition("## Alarms")[2].partition("\n## ")[0]
    rows = [line for line in section.splitlines() if line.startswith("| `")]
    named = {name for row in rows for name in re.findall(r"`(\w+)`", row.split("|")[1])}
    assert named
    assert named <= set(stack.of("CloudWatch::Alarm"))


def test_what_is_reserved_is_said(stack: Stack) -> None:
    total = sum(one["ReservedConcurrentExecutions"] for one in stack.of("Lambda::Function").values())
    assert f"The template reserves {total}." in README


def test_the_costs_are_those_worked_out() -> None:
    assert table() in README


def test_alarms_cost_as_many_as_there_are(stack: Stack) -> None:
    line = next(line for line in LINES if line.what == "CloudWatch alarms")
    assert line.a_year == 12 * len(stack.of("CloudWatch::Alarm"))


@pytest.mark.parametrize("line", LINES, ids=lambda line: line.what)
def test_more_reports_never_cost_less(line: Line) -> None:
    costs = [line.cost(reports) for reports in REPORTS]
    assert costs == sorted(costs)
    assert costs[-1] > 0
