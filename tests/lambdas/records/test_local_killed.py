"""A folder of records survives kill -9: what was told is there, and nothing is half-written."""

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

from lambdas.records.local import LocalRecords
from lambdas.records.model import sha256

_SENDER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from lambdas.records.local import LocalRecords
from lambdas.records.model import Document, Event, OutboxItem, Submission, sha256

records, run = LocalRecords(Path(sys.argv[1])), sys.argv[2]
for number in range(10_000):
    reference, at = f"NDI-{run}-{number:04d}", datetime.now(UTC)
    body = sha256(reference.encode()).encode() * 5_000
    document = Document.of("report.json", body, "application/json")
    records.put_document(reference, document, body)
    begun = {"reference": reference, "number": 1, "at": at, "actor": "reporter", "kind": "received"}
    press = {"id": document.sha256, "answers_sha256": document.sha256, "received_at": at}
    event, submission = Event(**begun, documents=(document,)), Submission(**press, reference=reference)
    records.commit(event, submission, [OutboxItem.of(reference, "notice", at)])
    print(reference, flush=True)
"""


def told_before_death(folder: Path, run: str) -> list[str]:
    """The references a sender printed before kill -9 met it at a moment of chance."""
    command = [sys.executable, "-c", _SENDER, str(folder), run]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as sender:
        assert sender.stdout
        told = [sender.stdout.readline().strip()]
        time.sleep(random.uniform(0.1, 0.4))
        os.kill(sender.pid, signal.SIGKILL)
        told += sender.stdout.read().split("\n")
    assert sender.returncode == -signal.SIGKILL
    return [reference for reference in told if len(reference) == 13]


def test_kill_9_loses_no_report_that_was_told_and_leaves_none_half_written(tmp_path: Path) -> None:
    told = [reference for run in ("AAAA", "BBBB", "CCCC") for reference in told_before_death(tmp_path, run)]
    assert len(told) >= 3
    with closing(LocalRecords(tmp_path)) as records:
        stored = records.references()
        assert set(told) <= set(stored)
        assert {item.reference for item in records.pending()} == set(stored)
        for reference in stored:
            (event,) = records.events(reference)
            assert records.submission(event.documents[0].sha256)
    for file in (tmp_path / "records").rglob("*.json"):
        assert file.read_bytes() == sha256(file.parent.name.encode()).encode() * 5_000
    with closing(sqlite3.connect(tmp_path / "records.sqlite")) as connection:
        assert connection.execute("pragma integrity_check").fetchall() == [("ok",)]


_KILLED_AT_EVERY_LINE = """
import os, signal, sys
from datetime import UTC, datetime
from pathlib import Path
from lambdas.records import database, files, local
from lambdas.records.model import Document, Event, OutboxItem, Submission, sha256

OURS = {database.__file__, files.__file__, local.__file__}
reference, body = "NDI-4K7Q-2MXR", b"answers " * 1_000
document = Document.of("report.json", body, "application/json")

def store(folder):
    at = datetime.now(UTC)
    records = local.LocalRecords(folder)
    records.put_document(reference, document, body)
    begun = {"reference": reference, "number": 1, "at": at, "actor": "reporter", "kind": "received"}
    press = {"id": document.sha256, "answers_sha256": document.sha256, "received_at": at}
    event, submission = Event(**begun, documents=(document,)), Submission(**press, reference=reference)
    records.commit(event, submission, [OutboxItem.of(reference, "notice", at)])

def killed_at(line):
    left = [line]
    def trace(frame, event, _):
        if frame.f_code.co_filename in OURS and event == "line":
            left[0] -= 1
            if not left[0]:
                os.kill(os.getpid(), signal.SIGKILL)
        return trace
    return trace

for line in range(1, 2_000):
    child = os.fork()
    if not child:
        sys.settrace(killed_at(line))
        store(Path(sys.argv[1], str(line)))
        os._exit(0)
    if os.WIFEXITED(os.waitpid(child, 0)[1]):
        break
"""


def test_killed_at_any_line_a_report_is_there_with_all_its_parts_or_not_at_all(tmp_path: Path) -> None:
    command = [sys.executable, "-c", _KILLED_AT_EVERY_LINE, str(tmp_path)]
    subprocess.run(command, check=True)
    outcomes = []
    for folder in sorted(tmp_path.iterdir(), key=lambda folder: int(folder.name)):
        with closing(LocalRecords(folder)) as records:
            events = records.events("NDI-4K7Q-2MXR")
            assert len(records.pending()) == len(events)
            assert bool(records.submission(sha256(b"answers " * 1_000))) == bool(events)
            whole = [file.read_bytes() == b"answers " * 1_000 for file in folder.glob("records/*/*")]
            assert whole == [True] or (whole == [] and not events)
            outcomes.append(bool(events))
    assert len(outcomes) > 50
    assert outcomes == sorted(outcomes)
    assert outcomes[-1]
