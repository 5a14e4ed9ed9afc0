"""`build.py load`: many people send at once while serve is killed and started again; then all is compared."""

import random
import shutil
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import mkdtemp

from lambdas.records.local import LocalRecords
from tests.e2e.service import Service, eventually
from tests.load.client import Board, Client, Sent
from tests.load.figures import speed, verdict
from tests.load.reconciliation import Reconciliation

LOOK_SECONDS = 0.05
EMAIL_SECONDS = 120  # for one email more to go, once all reports are sent
EMAILS_A_LOOK, LONGEST_LOOK_SECONDS = 100, 5.0  # to look takes time from the service, the more are owed
SECONDS_BETWEEN_KILLS = (3.0, 7.0)

KillNow = Callable[[float, int], bool]  # by the seconds it has been up, and the reports received so far


@dataclass(frozen=True)
class Run:
    """What a run came to. `seconds` is until the last receipt, `up_seconds` without the time of restarts."""

    sent: list[Sent]
    kills: int
    seconds: float
    up_seconds: float


Received = Callable[[Run], object]  # told when the last receipt is there, and emails may still be owed


def load_command(sends: int, clients: int) -> int:
    """Run, print, and return 0 if nothing was lost or doubled. The folder is kept if something was."""
    folder = Path(mkdtemp(prefix="load-"))
    _say(f"{sends:,} reports by {clients} people at once, in {folder}; this takes minutes.")
    run, found = load(folder / "data", sends, clients, every_few_seconds(), _say_speed)
    _say(f"{found.records:,} records and {found.emails:,} emails in the store")
    given_up = [f"{sends - len(run.sent)} reports were given up"] if len(run.sent) < sends else []
    _say(*verdict(given_up + found.lost, found.doubled))
    if given_up or found.lost or found.doubled:
        return 1
    shutil.rmtree(folder)
    return 0


def every_few_seconds() -> KillNow:
    """Kill after a few seconds of work, each time another few."""
    wait = [random.uniform(*SECONDS_BETWEEN_KILLS)]

    def now(up: float, _received: int) -> bool:
        if up < wait[0]:
            return False
        wait[0] = random.uniform(*SECONDS_BETWEEN_KILLS)
        return True

    return now


def _say_speed(run: Run) -> None:
    _say(*speed(run.sent, run.seconds, run.up_seconds, run.kills))
    _say("Now the emails that are still owed go, and then all is compared.")


def load(
    data: Path, sends: int, clients: int, kill_now: KillNow, received: Received
) -> tuple[Run, Reconciliation]:
    """Send so many reports by so many clients, killing serve in between; then read what is stored."""
    service = Service(data)
    board = Board(service.address, sends)
    started = time.monotonic()
    threads = [Client(board) for _ in range(clients)]
    for thread in threads:
        thread.start()
    kills, down = 0, 0.0
    up_since = time.monotonic()
    while any(thread.is_alive() for thread in threads):
        time.sleep(LOOK_SECONDS)
        if not kill_now(time.monotonic() - up_since, len(board.sent)):
            continue
        killed_at = time.monotonic()
        service.kill()
        service = Service(data)
        board.address = service.address
        up_since = time.monotonic()
        kills, down = kills + 1, down + up_since - killed_at
    seconds = time.monotonic() - started
    run = Run(board.sent, kills, seconds, seconds - down)
    try:
        received(run)
    finally:
        let_emails_go(service, data)
    return run, Reconciliation(data, board.sent)


def let_emails_go(service: Service, data: Path) -> None:
    """Wait until nothing is owed, then stop serve as Ctrl-C does."""
    records = LocalRecords(data)
    try:
        while left := len(records.pending()):
            time.sleep(min(left / EMAILS_A_LOOK, LONGEST_LOOK_SECONDS))
            eventually(partial(_fewer, records, left), EMAIL_SECONDS)
    finally:
        records.close()
        service.stop()


def _fewer(records: LocalRecords, than: int) -> bool:
    return len(records.pending()) < than


def _say(*lines: str) -> None:
    sys.stdout.write("".join(f"{line}\n" for line in lines))
    sys.stdout.flush()
