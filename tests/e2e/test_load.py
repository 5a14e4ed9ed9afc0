"""Many send at once while serve is killed: nothing is lost or doubled, and what would be is found."""

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.e2e.service import Service
from tests.load import command
from tests.load.client import Sent
from tests.load.command import Run, let_emails_go, load
from tests.load.reconciliation import Reconciliation

SENDS, CLIENTS, KILLS = 200, 8, 2
_OF_RECORD = "delete from events where reference = :reference"


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("load") / "data"


class Loaded(NamedTuple):
    """A run, what was found after it, and what came first: its speed told, or the emails waited for."""

    run: Run
    found: Reconciliation
    steps: list[str]


@pytest.fixture(scope="module")
def loaded(data: Path) -> Loaded:
    """Two hundred reports, and kill -9 each time another third of them is in."""
    killed: list[int] = []
    steps: list[str] = []

    def kill_now(_up: float, received: int) -> bool:
        now = received * (KILLS + 1) // SENDS > len(killed) and len(killed) < KILLS
        killed.extend([received] if now else [])
        return now

    def emails_go(service: Service, folder: Path) -> None:
        steps.append("emails waited for")
        let_emails_go(service, folder)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(command, "let_emails_go", emails_go)
        return Loaded(
            *load(data, SENDS, CLIENTS, kill_now, lambda run: steps.append(f"{len(run.sent)} told")), steps
        )


@pytest.fixture(scope="module")
def run(loaded: Loaded) -> Run:
    return loaded.run


def test_kill_9_in_mid_send_loses_no_report_that_had_a_receipt_and_doubles_none(
    run: Run, loaded: Loaded
) -> None:
    assert run.kills == KILLS
    assert len({one.key for one in run.sent}) == len({one.reference for one in run.sent}) == SENDS
    assert loaded.found.records == SENDS
    assert loaded.found.lost == []
    assert loaded.found.doubled == []


def test_how_fast_it_was_is_told_before_the_emails_are_waited_for(loaded: Loaded) -> None:
    assert loaded.steps == [f"{SENDS} told", "emails waited for"]


@pytest.fixture
def copied(run: Run, data: Path, tmp_path: Path) -> Path:
    """The store of the run, to be spoiled."""
    return Path(shutil.copytree(data, tmp_path / "data"))


def sql(statement: str) -> Callable[[Path, Sent], object]:
    def act(data: Path, sent: Sent) -> None:
        with closing(sqlite3.connect(data / "records.sqlite")) as connection, connection:
            connection.execute(statement, {"reference": sent.reference, "any": f"%{sent.reference}%"})

    return act


def other_words(data: Path, sent: Sent) -> None:
    report = data / "records" / sent.reference / "report.json"
    report.write_text(report.read_text().replace(sent.words, "something else"))


def no_email(data: Path, sent: Sent) -> None:
    email_of(data, sent).unlink()


def second_email(data: Path, sent: Sent) -> None:
    email = email_of(data, sent)
    shutil.copy(email, email.with_name("2.second.here"))


def email_of(data: Path, sent: Sent) -> Path:
    mark = f"Message-ID: <{sent.reference}-notice@".encode()
    return next(file for file in (data / "mail" / "new").iterdir() if mark in file.read_bytes())


@pytest.mark.parametrize(
    ("spoil", "lost", "doubled"),
    [
        (sql(_OF_RECORD), "{} is not stored", None),
        (sql("delete from submissions where body like :any"), "{} is not what its key leads to", None),
        (sql(f"{_OF_RECORD} and number = 2"), "Event 2 of {} is missing.", None),
        (other_words, "{} does not hold what was sent", None),
        (other_words, "{} does not have the fingerprint of its receipt", None),
        (no_email, "{}-notice is filed 1 times and sent 0 times", None),
        (second_email, None, "{}-notice was sent 2 times"),
    ],
)  # fmt: skip
def test_what_is_lost_or_doubled_is_found(
    run: Run,
    copied: Path,
    spoil: Callable[[Path, Sent], object],
    lost: str | None,
    doubled: str | None,
) -> None:
    sent = run.sent[0]
    spoil(copied, sent)
    found = Reconciliation(copied, run.sent)
    assert not lost or lost.format(sent.reference) in found.lost
    assert not doubled or doubled.format(sent.reference) in found.doubled


def test_a_report_stored_for_no_receipt_and_one_shown_for_two_keys_are_found(run: Run, copied: Path) -> None:
    first, second, *rest = run.sent
    again = Sent(second.words, second.key, first.reference, first.fingerprint)
    assert set(Reconciliation(copied, [first, again, *rest]).doubled) == {
        f"{first.reference} was shown for 2 keys",
        f"{second.reference} is stored beside what its key led to",
    }
