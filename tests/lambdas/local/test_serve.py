"""The whole of serve as a process: what it says, how it starts and how it ends."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from time import monotonic, sleep
from typing import Protocol
from urllib.request import urlopen

import pytest

from tests.lambdas.local.client import PATIENCE

ROOT = Path(__file__).resolve().parents[3]

# serve with a workshop and an intake of our own: what they do is not what is tested here
PROGRAM = """
import sys, time, types
from pathlib import Path
from forms_src.faults import Fault

class Workshop:
    def __init__(self, root, out, compiled):
        self.root, self.out, self.compiled = root, out, compiled
    def build(self):
        self.out.mkdir(parents=True, exist_ok=True)
        self.compiled.mkdir(parents=True, exist_ok=True)
        (self.out / "index.html").write_text("<!doctype html><body><p>start</p></body>")
        return [Fault(Path("a.yaml"), 3, words, "wrong-values") for words in {faults}]
    def changed(self, paths):
        return []
    def prepare(self, address):
        pass

def handler(event, context):
    import os
    Path(os.environ["LOCAL_DATA"], "begun").touch()
    time.sleep(float(event["rawQueryString"] or 0))
    keys = ("LOCAL_DATA", "FORMS_DIR", "SITE_URL")
    return dict(statusCode=200, body=repr([os.environ[key] for key in keys]))

def module(name: str, **parts):
    sys.modules[name] = types.ModuleType(name)
    vars(sys.modules[name]).update(parts)

module("forms_src.workshop", Workshop=Workshop)
module("lambdas.intake", __path__=[])
module("lambdas.intake.handler", handler=handler)
from lambdas.local.serve import serve
sys.exit(serve({port}, Path(sys.argv[1])))
"""


class Process:
    """A running serve."""

    def __init__(self, data: Path, port: int, faults: Sequence[str]) -> None:
        self.data = data
        self.said = ""
        program = PROGRAM.replace("{port}", str(port)).replace("{faults}", repr(list(faults)))
        self.process = subprocess.Popen(
            [sys.executable, "-c", program, str(data)],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env={key: value for key, value in os.environ.items() if key not in ("LOCAL_DATA", "SITE_URL")},
        )

    def address(self) -> str:
        """Read on until it has said where it is."""
        assert self.process.stdout
        while not self.said.endswith("Ctrl-C stops.\n"):
            line = self.process.stdout.readline()
            assert line, self.end()
            self.said += line
        return "".join(re.findall(r"^Site +(http://127\.0\.0\.1:\d+/)$", self.said, re.MULTILINE))

    def end(self) -> tuple[str, str, int]:
        """All it said, on standard output and error, and its exit status."""
        out, err = self.process.communicate(timeout=2 * PATIENCE)
        return self.said + out, err, self.process.returncode


class Run(Protocol):
    """Starts a serve that is ended after the test."""

    def __call__(self, data: Path = ..., *, port: int = 0, faults: Sequence[str] = ()) -> Process: ...


@pytest.fixture
def run(tmp_path: Path) -> Iterator[Run]:
    started: list[Process] = []

    def start(data: Path = tmp_path / "data", *, port: int = 0, faults: Sequence[str] = ()) -> Process:
        started.append(Process(data, port, faults))
        return started[-1]

    yield start
    for one in started:
        if one.process.poll() is None:
            one.process.kill()
        one.process.communicate()


def read(address: str) -> str:
    with urlopen(address, timeout=PATIENCE) as reply:
        return str(reply.read().decode())


def test_says_where_site_mail_and_records_are_and_serves_them(run: Run) -> None:
    server = run()
    site = server.address()
    assert "<p>start</p>" in read(site)
    assert json.loads(read(f"{site}_local/mail.json")) == []
    assert "Local mail" in read(f"{site}_local/mail/")
    assert "Local records" in read(f"{site}_local/records/")
    front = read(f"{site}_local/")
    assert '<a href="/_local/mail/">Mail</a>' in front
    links = re.findall('href="/([^"]*)"', front)
    assert {"", "_local/preview/", "_local/faults/"} <= set(links)
    assert all(read(f"{site}{link}") for link in links)
    server.process.send_signal(signal.SIGINT)
    out, _, status = server.end()
    assert f"Mail     {site}_local/mail/\nRecords  {site}_local/records/\n" in out
    assert out.endswith("Stopped. What was sent is kept.\n")
    assert status == 0


def test_the_lambdas_are_told_where_everything_is(run: Run) -> None:
    server = run()
    site = server.address()
    data = str(server.data)
    assert read(f"{site}api/x") == repr([data, f"{data}/forms", site.removesuffix("/")])


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_request_in_flight_is_finished_before_the_end(run: Run, number: int) -> None:
    server = run()
    site = server.address()
    port = int(site.rsplit(":")[-1].strip("/"))
    with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) as connection:
        connection.sendall(b"GET /api/x?0.5 HTTP/1.0\r\nHost: 127.0.0.1:%d\r\n\r\n" % port)
        wait_for(server.data / "begun")
        server.process.send_signal(number)
        reply = connection.makefile("rb").read()
    assert reply.startswith(b"HTTP/1.1 200 OK\r\n")
    assert server.end()[2] == 0


def wait_for(path: Path) -> None:
    until = monotonic() + PATIENCE
    while not path.exists():
        assert monotonic() < until
        sleep(0.01)


def wait_until_closed(port: int) -> None:
    """Wait for the server to accept no more: then it has seen the first signal."""
    until = monotonic() + PATIENCE
    with suppress(ConnectionError):
        while monotonic() < until:
            socket.create_connection(("127.0.0.1", port), timeout=PATIENCE).close()
            sleep(0.01)
        pytest.fail("It still accepts.")


def test_a_second_ctrl_c_ends_at_once(run: Run) -> None:
    server = run()
    site = server.address()
    port = int(site.rsplit(":")[-1].strip("/"))
    with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) as connection:
        connection.sendall(b"GET /api/x?100 HTTP/1.0\r\nHost: 127.0.0.1:%d\r\n\r\n" % port)
        wait_for(server.data / "begun")
        server.process.send_signal(signal.SIGINT)
        wait_until_closed(port)
        assert server.process.poll() is None
        server.process.send_signal(signal.SIGINT)
        assert server.end()[2] == -signal.SIGINT


def test_a_port_in_use_is_a_sentence(run: Run, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        _, err, status = run(port=port).end()
    assert status == 1
    assert err == f"Port {port} cannot be used: Address already in use. Choose another with --port.\n"


def test_a_data_folder_serves_one_at_a_time(run: Run) -> None:
    first = run()
    first.address()
    _, err, status = run().end()
    assert status == 1
    assert err == f"Another serve uses {first.data}. Stop it, or choose another folder with --data.\n"


def test_after_kill_9_the_folder_can_be_used_at_once(run: Run) -> None:
    first = run()
    first.address()
    first.process.kill()
    first.end()
    assert "start" in read(run().address())


def test_a_data_folder_that_cannot_be_made_is_a_sentence(run: Run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    _, err, status = run(tmp_path / "file" / "data").end()
    assert status == 1
    assert (
        err
        == f"The folder {tmp_path}/file/data cannot be used: Not a directory. Choose another with --data.\n"
    )


def test_faults_are_shown_in_the_terminal_and_on_the_page(run: Run) -> None:
    server = run(faults=["<fault>"])
    page = read(server.address())
    assert 'role="alert" id="local-faults">' in page
    assert "<strong>&lt;fault&gt;</strong><br><code>a.yaml:3</code>" in page
    server.process.send_signal(signal.SIGINT)
    assert server.end()[1] == (
        "a.yaml:3: <fault>\n    How to mend it: forms_src/guide/faults/wrong-values.md\n\n"
        "Put it right and save. Until then, the pages that it touches stay as they were.\n"
    )
