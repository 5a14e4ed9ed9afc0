"""What a log may hold: allowed keys, and of an address only what is ours."""

import json
import logging

import pytest

from lambdas.intake import handler as intake
from lambdas.local.gateway import _log
from lambdas.local.incoming import Request
from lambdas.local.outgoing import Response
from tests.lambdas.hostile.strings import MARK
from tests.lambdas.intake.conftest import event


def test_a_key_that_is_not_allowed_is_not_written(caplog: pytest.LogCaptureFixture) -> None:
    intake.logger.setLevel(logging.INFO)
    with caplog.at_level(logging.INFO):
        intake.logger.info("answered", extra={"status": 200, "body": MARK, "email": MARK})
        try:
            raise ValueError(MARK)
        except ValueError:
            intake.logger.exception("fault", kind="ValueError", contact=MARK)
    lines = [json.loads(intake.logger.registered_formatter.format(one)) for one in caplog.records]
    assert [line["message"] for line in lines] == ["answered", "fault"]
    assert lines[0]["status"] == 200
    assert lines[1]["kind"] == "ValueError"
    assert MARK not in json.dumps(lines)


@pytest.mark.usefixtures("storage")
@pytest.mark.parametrize(
    ("path", "route"),
    [
        (f"/api/{MARK}", "other"),
        (f"/{MARK}/x", "other"),
        (f"/api/receiptsx{MARK}", "other"),
        (f"/api/receipts/{MARK}", "/api/receipts"),
        (f"/api/receipts%2F{MARK}", "other"),
        (f"/api/forms/{MARK}", "/api/forms"),
        ("/api/health", "/api/health"),
        ("\ud800", "other"),
    ],
    ids=ascii,
)
def test_of_an_address_only_what_is_ours_is_logged(
    path: str, route: str, caplog: pytest.LogCaptureFixture
) -> None:
    intake.logger.setLevel(logging.INFO)
    with caplog.at_level(logging.INFO):
        intake.handler(event("GET", path), None)
    assert [one.route for one in caplog.records if one.message == "answered"] == [route]  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", ["aws_lambda_powertools", "boto3", "botocore", "urllib3"])
def test_libraries_that_write_whole_requests_stay_quiet(name: str, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        logging.getLogger(f"{name}.anything").debug(MARK)
    assert caplog.records == []


def test_the_terminal_shows_no_secret_of_an_address_however_it_is_spelled(
    capfd: pytest.CaptureFixture[str],
) -> None:
    for path in (f"/api/receipts/{MARK}", f"/api%2Freceipts%2F{MARK}", f"//api/receipts/{MARK}"):
        _log(Request("GET", path, "", 1, ()), Response(404, ()), 0.001)
    assert capfd.readouterr().out == "GET /api/receipts 404 1 ms\n" * 3
