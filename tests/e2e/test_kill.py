"""kill -9 in mid-send: a report that had a receipt is never lost, and none is stored twice."""

import random
import threading
import time
from contextlib import closing
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from urllib.parse import urlsplit
from uuid import uuid4

from lambdas.records.local import LocalRecords
from tests.e2e.service import Service
from tests.submissions import encoded, ssr_critical_short

SENDERS, ROUNDS = 6, 4
HEADERS = {"content-type": "application/x-www-form-urlencoded"}


class Sender(threading.Thread):
    """Sends one report after another, again with the same key after a failure, and keeps the receipts."""

    def __init__(self, address: list[str], stop: threading.Event) -> None:
        super().__init__(daemon=True)
        self.address, self.stop = address, stop
        self.receipts: dict[str, str] = {}

    def run(self) -> None:
        """Send until told to stop."""
        while not self.stop.is_set():
            key = str(uuid4())
            while not self.stop.is_set() and key not in self.receipts:
                self._send(key)

    def _send(self, key: str) -> None:
        body = encoded(ssr_critical_short() | {"submission_key": key, "action": "send", "site_name": key})
        connection = HTTPConnection(urlsplit(self.address[0]).netloc, timeout=10)
        try:
            with closing(connection):
                connection.request("POST", "/api/forms/ssr-critical-short", body, HEADERS)
                answer = connection.getresponse()
                if answer.status == 303:
                    self.receipts[key] = answer.headers["location"]
        except (OSError, HTTPException):
            time.sleep(0.05)


def test_kill_9_in_mid_send_loses_no_report_that_had_a_receipt(tmp_path: Path) -> None:
    service = Service(tmp_path / "data")
    address, stop = [service.address], threading.Event()
    senders = [Sender(address, stop) for _ in range(SENDERS)]
    for sender in senders:
        sender.start()
    for _ in range(ROUNDS):
        time.sleep(1 + random.random())
        service.kill()
        service = Service(tmp_path / "data")
        address[0] = service.address
    time.sleep(1)
    stop.set()
    for sender in senders:
        sender.join(15)
    service.kill()
    receipts = {key: link for sender in senders for key, link in sender.receipts.items()}
    records = LocalRecords(tmp_path / "data")
    stored = [records.document(reference, "report.json").decode() for reference in records.references()]
    assert len(receipts) > 20
    for key in receipts:
        assert sum(key in report for report in stored) == 1
    assert len(set(receipts.values())) == len(receipts)
    records.close()
