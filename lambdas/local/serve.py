"""The whole service on one machine: builds the site, serves it with the handlers, sends mail to a folder."""

import os
import signal
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

from forms_src.excerpts import told_in_full
from forms_src.faults import Fault
from forms_src.library import Library
from lambdas.local.banner import MOST_SHOWN, left, until_mended, with_faults
from lambdas.local.claim import ClaimedError, claim
from lambdas.local.fault_pages import FaultPages
from lambdas.local.gateway import Gateway
from lambdas.local.inspect import local_pages
from lambdas.local.reload import Reload
from lambdas.local.routes import Routes
from lambdas.local.scanning import Scanner
from lambdas.local.static import StaticSite
from lambdas.local.terminal import say, warn
from lambdas.local.upload_store import UploadStore
from lambdas.local.watch import Watch
from lambdas.local.worker import Worker
from lambdas.mail.local import LocalMail
from lambdas.records.local import LocalRecords
from lambdas.uploads.local import LocalUploads

ROOT = Path(__file__).resolve().parents[2]
SOURCES = ROOT / "forms_src"
STOP_LOOK_SECONDS = 0.2  # on Windows a wait without end would not notice Ctrl-C


class Workshop(Protocol):
    """What forms_src.workshop.Workshop offers."""

    def build(self) -> Sequence[Fault]:
        """Build all; the faults."""

    def changed(self, paths: set[Path]) -> Sequence[Fault]:
        """Build what these paths touch; all faults there are now."""

    def prepare(self, address: str) -> None:
        """Make what is made only when somebody asks for it."""


class Live:
    """The site that is up, and the faults that keep a newer one from being built."""

    def __init__(self, workshop: Workshop, reload: Reload) -> None:
        self._workshop = workshop
        self._reload = reload
        self._faults: list[Fault] = []

    def build(self) -> None:
        """Build everything."""
        self._note(self._workshop.build, "Built")

    def changed(self, paths: set[Path]) -> None:
        """Build again what changed, and let open pages know."""
        for path in sorted(paths):
            if path.suffix == ".py":
                say(f"{path.relative_to(ROOT)} is code: stop serve and start it again to use it.")
        self._note(lambda: self._workshop.changed(paths), "Built again")
        self._reload.changed()

    def prepare(self, address: str) -> None:
        """Make what is made only when somebody asks for it."""
        self._workshop.prepare(address)

    def page(self, html: bytes) -> bytes:
        """A page of the site as it is served here."""
        return with_faults(self._reload.with_script(html), self._faults, ROOT)

    def _note(self, work: Callable[[], Sequence[Fault]], words: str) -> None:
        started = time.monotonic()
        self._faults = list(work())
        if self._faults:
            shown = [f"{told_in_full(fault, ROOT)}\n" for fault in self._faults[:MOST_SHOWN]]
            more = [left(self._faults)] if left(self._faults) else []
            warn(*shown, *more, until_mended(self._faults))
        else:
            say(f"{words} in {(time.monotonic() - started) * 1000:.0f} ms.")


def serve(port: int, data: Path) -> int:
    """Serve on 127.0.0.1 until Ctrl-C or SIGTERM; the exit status. Everything is kept in `data`."""
    stop = _stop_signals()
    data = data.resolve()
    try:
        data.mkdir(parents=True, exist_ok=True)
        with claim(data):
            return _serve(port, data, stop)
    except ClaimedError:
        warn(f"Another serve uses {data}. Stop it, or choose another folder with --data.")
    except OSError as failure:
        warn(f"The folder {data} cannot be used: {failure.strerror}. Choose another with --data.")
    return 1


def _serve(port: int, data: Path, stop: threading.Event) -> int:
    records, mail, reload = LocalRecords(data), LocalMail(data / "mail"), Reload()
    live = Live(_workshop(data), reload)
    site = StaticSite(data / "site", live.page, live.prepare)
    store = UploadStore(uploads := LocalUploads(data / "quarantine"))
    pages = local_pages(records, mail, reload, Library(data / "forms"), FaultPages(ROOT))
    routes = Routes(site, _intake, pages, reload, store.take)
    try:
        gateway = Gateway(port, routes)
    except OSError as failure:
        warn(f"Port {port} cannot be used: {failure.strerror}. Choose another with --port.")
        return 1
    address = f"http://127.0.0.1:{gateway.port}"
    _set_environment(data, address)
    watch, worker = Watch(SOURCES, live.changed), Worker(records, _notify, _sweep)
    scanner = Scanner(uploads, _documents)
    live.build()
    for part in (gateway, watch, worker, scanner):
        part.start()
    say(f"Site     {address}/", f"Mail     {address}/_local/mail/", f"Records  {address}/_local/records/")
    say(f"Previews {address}/_local/preview/")
    say("Ctrl-C stops.")
    _wait(stop)
    for part in (gateway, watch, worker, scanner):
        part.stop()
    records.close()
    say("Stopped. What was sent is kept.")
    return 0


def _set_environment(data: Path, address: str) -> None:
    """What the Lambdas are told on AWS by the template; read by them on first use."""
    os.environ |= {"LOCAL_DATA": str(data), "FORMS_DIR": str(data / "forms"), "SITE_URL": address}
    for name in ("LOG_LEVEL", "POWERTOOLS_LOG_LEVEL"):
        os.environ.setdefault(name, "WARNING")  # the gateway already says what was answered


def _workshop(data: Path) -> Workshop:
    from forms_src.workshop import Workshop

    return Workshop(ROOT, data / "site", data / "forms")


def _intake(event: dict[str, Any], context: Any) -> Any:
    from lambdas.intake.handler import handler

    return handler(event, context)


def _notify(event: dict[str, Any], context: Any) -> Any:
    from lambdas.notify.handler import handler

    return handler(event, context)


def _sweep(event: dict[str, Any], context: Any) -> Any:
    from lambdas.sweep.handler import handler

    return handler(event, context)


def _documents(event: Mapping[str, Any], context: Any) -> Any:
    from lambdas.documents.handler import handler

    return handler(event, context)


def _stop_signals() -> threading.Event:
    """Set at the first Ctrl-C or SIGTERM; a second one ends the process at once."""
    stop = threading.Event()

    def ask(number: int, _frame: object) -> None:
        signal.signal(number, signal.SIG_DFL)
        stop.set()

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, ask)
    return stop


def _wait(stop: threading.Event) -> None:
    while not stop.wait(STOP_LOOK_SECONDS):
        pass
