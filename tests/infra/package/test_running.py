"""The unpacked zips answer, in a Python that has nothing else: no environment, no project, no network.

Records and mail are those for one's own machine, which are put beside the packaged code.
"""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from infra.package.contents import FUNCTIONS
from lambdas.mail.local import LocalMail
from lambdas.notify.stream import stream_event
from lambdas.records.local import LocalRecords
from tests.lambdas.intake.conftest import event
from tests.lambdas.intake.pages import Answer
from tests.submissions import VALID, encoded

ROOT = Path(__file__).parents[3]
# The adapters for one's own machine, and what only they use: no package has them.
LOCAL = [
    *sorted((ROOT / "lambdas").glob("*/local.py")),
    *(ROOT / "lambdas" / "records" / name for name in ("database.py", "files.py")),
]
PROGRAM = """
import os, sys
answers, sys.stdout = sys.stdout, sys.stderr  # the Logger writes to the latter
sys.path.insert(0, sys.argv[1])
import json
from importlib import import_module
handler = import_module(f"lambdas.{sys.argv[2]}.handler").handler
for line in sys.stdin:
    print(json.dumps(handler(json.loads(line), None)), file=answers, flush=True)
"""
CLIENTS = """
import sys
sys.path.insert(0, sys.argv[1])
from lambdas.clients import client
print(*(client(name).meta.service_model.service_name for name in ("dynamodb", "kms", "s3", "sesv2")))
"""

Call = Callable[[dict[str, Any]], Any]


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("data")


@pytest.fixture(scope="module")
def start(unpacked: dict[str, Path], data: Path) -> Iterator[Callable[[str], Call]]:
    """Starts a function by name; what it returns answers events."""
    started: list[subprocess.Popen[str]] = []

    def begin(function: str) -> Call:
        folder = unpacked[function]
        for path in LOCAL:
            if (place := folder / path.relative_to(ROOT)).parent.is_dir():
                shutil.copy(path, place)
        settings = {
            "LOCAL_DATA": str(data),
            "FORMS_DIR": str(folder / "forms"),
            "SITE_URL": "https://forms.example",
        }
        program = subprocess.Popen(
            [sys.executable, "-I", "-S", "-c", PROGRAM, folder, function],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=settings,
            text=True,
        )
        started.append(program)

        def call(given: dict[str, Any]) -> Any:
            assert program.stdin
            assert program.stdout
            program.stdin.write(json.dumps(given) + "\n")
            program.stdin.flush()
            line = program.stdout.readline()
            assert line, program.communicate()[1]
            return json.loads(line)

        return call

    yield begin
    for program in started:
        program.communicate()


def test_the_packages_take_reports_and_send_their_emails(start: Callable[[str], Call], data: Path) -> None:
    intake = start("intake")
    for form, typed in VALID.items():
        path = f"/api/forms/{form}"
        refused = Answer(intake(event("POST", path, encoded({"form_version": "1", "action": "check"}))))
        assert refused.status == 422
        page = Answer(intake(event("POST", path, encoded({**typed(), "action": "check"}))))
        assert page.status == 200, page.text[:600]
        sent = Answer(intake(event("POST", path, encoded({**page.hidden, "action": "send"}))))
        assert sent.status == 303, sent.text[:600]
        assert Answer(intake(event("GET", sent.location))).status == 200
    assert Answer(intake(event("POST", "/api/which-form"))).status in (200, 422)

    records, mail = LocalRecords(data), LocalMail(data / "mail")
    owed = records.pending()
    assert len(owed) > len(VALID)
    assert start("notify")(stream_event(owed)) == {"batchItemFailures": []}
    assert records.pending() == []
    messages = list(mail.messages().values())
    assert len(messages) == len(owed)
    assert any(part.get_content_type() == "text/calendar" for one in messages for part in one.walk())
    records.close()

    assert start("documents")({}) == {"done": 0}
    assert set(start("sweep")({}).values()) == {0}


@pytest.mark.parametrize("function", FUNCTIONS)
def test_each_package_can_open_its_clients_of_aws(unpacked: dict[str, Path], function: str) -> None:
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", CLIENTS, unpacked[function]],
        env={"AWS_DEFAULT_REGION": "ap-southeast-2"},
        capture_output=True,
        text=True,
    )
    assert done.stdout.split() == ["dynamodb", "kms", "s3", "sesv2"], done.stderr
