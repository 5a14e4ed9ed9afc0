"""The Lambda behind `/api/`: routes, and the last line against faults."""

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from forms_src.library import Library
from lambdas.drafts.port import DraftsUnavailable
from lambdas.intake import documents, drafts, forms, receipts, which_form
from lambdas.intake.request import Refused, Request, too_large
from lambdas.intake.responses import Response, data, html, is_too_long
from lambdas.logs import logger as logger_of
from lambdas.records.port import RecordsUnavailable
from lambdas.settings import settings

logger = logger_of("intake")
_FORM = re.compile(r"/api/forms/([a-z0-9-]{1,60})")
_DRAFT = re.compile(r"/api/drafts/([^/]{1,100})")
_RECEIPT = re.compile(r"/api/receipts/([^/]{1,100})")
_DOCUMENTS = re.compile(r"/api/receipts/([^/]{1,100})/documents")
_UPLOAD_LINK = re.compile(r"/api/documents/([^/]{1,100})")
TRY_AGAIN = (
    "Something is not working on our side. Nothing was sent.",
    "Go back: your answers should still be on the page. Wait a minute, then try again.",
    "If it still does not work, phone the agency that receives the report.",
)
ROUTES = (
    "/api/drafts/",
    "/api/forms/",
    "/api/receipts/",
    "/api/documents/",
    "/api/which-form",
    "/api/health",
)
LAST_WORDS = f"<!doctype html><html lang=en-AU><title>Not available</title><p>{'<p>'.join(TRY_AGAIN)}"


@cache
def library() -> Library:
    """Return the compiled forms."""
    return Library(settings().forms_dir)


def handler(event: Mapping[str, Any], _context: object) -> Response:
    """Answer one API Gateway request (HTTP API, payload 2.0). Never raises."""
    try:
        response = _fitting(_answered(event))
    except Exception as error:  # a person sees no stack trace, and the log has its kind but never its words
        logger.error("fault", extra={"kind": type(error).__name__, "at": _where(error)})
        response = html(500, LAST_WORDS)  # made of nothing that could fail too
    logger.info("answered", extra={"status": response["statusCode"], "route": _route(event)})
    return response


def _answered(event: Mapping[str, Any]) -> Response:
    try:
        return _answer(Request.of(event))
    except Refused as refused:
        return _refusal(refused)
    except (RecordsUnavailable, DraftsUnavailable):
        return _refusal(Refused(503, "This page is not available right now", *TRY_AGAIN))


def _fitting(response: Response) -> Response:
    """Return the response, or a refusal: Lambda makes a fault of one that is too long."""
    return _refusal(too_large()) if is_too_long(response) else response


def _answer(request: Request) -> Response:
    if request.path == "/api/health":
        _allow(request, "GET", "HEAD")
        return data(200, {"status": "ok"})
    if response := _behind_secret(request):
        return response
    if request.path == "/api/which-form" and (guide := library().guide()):
        if request.method != "POST":
            raise _not_allowed("POST", "Open the questions at /which-form/ instead.")
        return which_form.respond(request, guide)
    found = _FORM.fullmatch(request.path)
    compiled = library().form(found[1]) if found else None
    if compiled is None:
        raise Refused(404, "Page not found", "Check the address, or start again from the first page.")
    if request.method != "POST":
        raise _not_allowed("POST", f"Open the questions at /forms/{compiled.form.id}/ instead.")
    return forms.respond(request, compiled, library())


def _behind_secret(request: Request) -> Response | None:
    """Answer at an address that is a secret: of a receipt, its documents, a draft, an emailed link."""
    if found := _DOCUMENTS.fullmatch(request.path):
        _allow(request, "POST")
        return documents.add_from_receipt(found[1], request, library())
    receipt, draft = _RECEIPT.fullmatch(request.path), _DRAFT.fullmatch(request.path)
    link = _UPLOAD_LINK.fullmatch(request.path)
    if receipt or draft or link:
        _allow(request, "GET", "HEAD", "POST")
    if draft:
        return drafts.respond(draft[1], request, library())
    if link:
        return documents.respond(link[1], request)
    if receipt and request.method == "POST":
        return receipts.act(receipt[1], request, library())
    return receipts.respond(receipt[1], request, library()) if receipt else None


def _allow(request: Request, *methods: str) -> None:
    if request.method not in methods:
        raise _not_allowed(", ".join(methods), "Start again from the first page.")


def _not_allowed(methods: str, sentence: str) -> Refused:
    return Refused(405, "This address cannot be used that way", sentence, headers={"allow": methods})


def _refusal(refused: Refused) -> Response:
    from forms_src.pages import message_page

    page = message_page(refused.title, refused.sentences, links=[("/", "Go to the first page")])
    return html(refused.status, page, refused.headers)


def _route(event: Mapping[str, Any]) -> str:
    """Return the start of an address that is ours; of any other nothing, for it may be a secret mistyped."""
    path = str(event.get("rawPath", ""))
    return next((route.rstrip("/") for route in ROUTES if path.startswith(route)), "other")


def _where(error: Exception) -> str:
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    return f"{trace.tb_frame.f_code.co_name}:{trace.tb_lineno}" if trace else ""
