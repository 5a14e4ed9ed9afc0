"""Which part answers which address."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote

from lambdas.local.events import Context, to_event, to_response
from lambdas.local.incoming import UPLOADS, Request
from lambdas.local.outgoing import Response, message, sentence
from lambdas.local.reload import Reload
from lambdas.local.static import StaticSite
from lambdas.local.terminal import show_failure

API = "/api/"
LOCAL = "/_local/"
LOCAL_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'"
)

Handler = Callable[[dict[str, Any], Any], Any]
LocalPage = Callable[[str], tuple[int, str, bytes]]


@dataclass(frozen=True)
class Routes:
    """`handler` answers /api/, the page of the longest matching prefix answers /_local/, the site all else.

    A local page is given the decoded path after its prefix and returns status, content type and body.
    `uploads` answers what browsers send to the store of files.
    """

    site: StaticSite
    handler: Handler
    local: Mapping[str, LocalPage] = field(default_factory=dict)
    reload: Reload | None = None
    uploads: Callable[[Request], Response] | None = None

    def answer(self, request: Request, port: int) -> Response:
        """The answer to a request that came to `port`; never raises."""
        if (request.header("host") or "").lower() not in _hosts(port):
            return sentence(
                421, f"This server answers only http://localhost:{port}/, on the machine it runs on."
            )
        try:
            return self._choose(request, port)
        except Exception:
            show_failure(f"{request.method} {request.path} failed:")
            return message(500, "Internal Server Error")

    def _choose(self, request: Request, port: int) -> Response:
        if request.path.startswith(API):
            event = to_event(request, port)
            return to_response(self.handler(event, Context(event["requestContext"]["requestId"])))
        if self.uploads and request.path == UPLOADS and request.method == "POST":
            return self.uploads(request)
        if request.path.startswith(LOCAL) and request.method in {"GET", "HEAD"}:
            return self._local(request)
        return self.site.get(request)

    def _local(self, request: Request) -> Response:
        if self.reload and request.path == self.reload.path:
            return self.reload.response()
        path = unquote(request.path, errors="replace")
        if f"{path}/" in self.local:
            return sentence(301, "This page's address ends with /.", ("Location", f"{request.path}/"))
        prefix = max((known for known in self.local if path.startswith(known)), key=len, default=None)
        if prefix is None:
            return self.site.get(request)
        status, kind, body = self.local[prefix](path.removeprefix(prefix))
        policy = ("Content-Security-Policy", LOCAL_POLICY)
        return Response(status, (("Content-Type", kind), ("Cache-Control", "no-store"), policy), body)


def _hosts(port: int) -> set[str]:
    names = {"127.0.0.1", "localhost"}
    return {f"{name}:{port}" for name in names} | (names if port == 80 else set())
