"""Reports of incidents under an older version of a policy, from the form to the record."""

import json
from datetime import UTC, datetime

from lambdas.ports import records
from tests.lambdas.intake.conftest import Call
from tests.lambdas.intake.test_flow import send_from
from tests.submissions import Typed, cims_incident_report

FORM = "cims-incident-report"
IN_2019 = datetime(2019, 5, 3, 2, 0, tzinfo=UTC)
LATE: Typed = {"late_reason": "We found it in our files."}


def test_a_report_that_has_no_due_time_is_received_like_any_other(post: Call, call: Call) -> None:
    receipt = call("GET", send_from(post, FORM, cims_incident_report(IN_2019)))
    assert receipt.status == 200
    [reference] = records().references()
    assert reference in receipt.text
    report = json.loads(records().document(reference, "report.json"))
    assert (report["rule_set"], report["edition"], report["due"]) == ("cims-2018", "2018-01-15", [])


def test_a_major_impact_of_2019_is_asked_why_it_is_late_by_the_clock_of_2019(post: Call) -> None:
    typed = cims_incident_report(IN_2019) | {"clients-1-impact": "major"}
    asked = post(FORM, typed)
    assert asked.status == 422
    assert "Enter the reason why this report is late" in asked.text
    send_from(post, FORM, typed | LATE)
    [reference] = records().references()
    report = json.loads(records().document(reference, "report.json"))
    assert [due["clock"] for due in report["due"]] == ["cims_report_major_2018"]


def test_the_page_that_comes_back_has_the_words_of_that_day(post: Call) -> None:
    page = post(FORM, cims_incident_report(IN_2019) | {"clients-1-impact": ""})
    assert page.status == 422
    assert "Alleged perpetrator" in page.text
    assert "Dangerous actions - client" in page.text
    assert "Serious risk" not in page.text
