"""A site of small forms: really rendered pages, the real script, a server that answers as the intake does."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from forms_src.answers import Reader, Reading
from forms_src.definition import Form
from forms_src.pages import form_page
from forms_src.posted import Posted
from forms_src.scripts import scripts
from tests.forms_src.small_forms import definition, load_texts

ARRIVED = "<!doctype html><html lang=en><title>Arrived</title><link rel=icon href='data:,'><h1>Arrived</h1>"
TODAY = datetime.now().astimezone().date()  # as the browsers have it
NOW = datetime.combine(TODAY, time(2), UTC)  # in Melbourne it is the same day, past noon


class SmallSite:
    """Forms by id, and each body that was posted."""

    def __init__(self, address: str) -> None:
        """Start without forms."""
        self.address = address
        self.bodies: list[str] = []
        self._readers: dict[str, Reader] = {}
        self._pages: dict[str, str] = {}

    def add(self, fields: str, *, name: str, sections: str = "", **settings: str) -> str:
        """Add a form of these fields under a name; return its address."""
        if name not in self._readers:
            loaded = load_texts(definition(fields, sections=sections, id=name, **settings))
            assert [str(fault) for fault in loaded.faults] == []
            self._readers[name] = Reader(loaded.forms[name], loaded.calendars)
        return f"{self.address}/forms/{name}/"

    def add_page(self, name: str, html: str) -> str:
        """Add a page as it is; return its address."""
        self._pages[f"/{name}"] = html
        return f"{self.address}/{name}"

    def form(self, name: str) -> Form:
        """Return a form."""
        return self._readers[name].form

    def read(self, posted: Posted, name: str) -> Reading:
        """Read what was posted to a form, now."""
        return self._readers[name].read(posted, NOW)

    def get(self, path: str) -> tuple[int, str, str]:
        """Return status, type and body."""
        made = scripts()
        if path in ("/script.js", made.address):
            script = made.answering if path == made.address else made.first
            return 200, "text/javascript", script.decode()
        if path == "/api/health":
            return 200, "application/json", "{}"
        if path.startswith("/forms/"):
            return 200, "text/html", form_page(self.form(path.split("/")[2]))
        return (200, "text/html", self._pages[path]) if path in self._pages else (404, "text/plain", "")

    def post(self, path: str, body: str) -> tuple[int, str, str]:
        """Return the form with its faults, or a page that says it arrived."""
        self.bodies.append(body)
        id_ = path.split("/")[3]
        posted = Posted.from_body(body.encode())
        reading = self.read(posted, id_)
        if posted.first("action") == "check" and reading.faults:
            return 422, "text/html", form_page(self.form(id_), posted, reading)
        return 200, "text/html", ARRIVED


@contextmanager
def serving() -> Iterator[SmallSite]:
    """Serve a small site on a port of its own."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._answer(*site.get(self.path))

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"])).decode()
            self._answer(*site.post(self.path, body))

        def _answer(self, status: int, kind: str, text: str) -> None:
            self.send_response(status)
            self.send_header("content-type", f"{kind}; charset=utf-8")
            self.end_headers()
            self.wfile.write(text.encode())

        def log_message(self, *_words: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    site = SmallSite(f"http://127.0.0.1:{server.server_address[1]}")
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield site
    server.shutdown()
    thread.join()
    server.server_close()
