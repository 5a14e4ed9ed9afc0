"""One HTTP request, as API Gateway (HTTP API, payload 2.0) hands it over."""

import base64
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from forms_src.origins import without_secrets
from forms_src.posted import Posted, UnreadableBody

MAX_BODY = 1_000_000
FORM_TYPE = "application/x-www-form-urlencoded"


class Refused(Exception):  # noqa: N818 - an answer to the person, not an error of ours
    """A request that is answered at once: `status`, and the sentences that say why and what to do."""

    def __init__(
        self, status: int, title: str, *sentences: str, headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(title)
        self.status = status
        self.title = title
        self.sentences = sentences
        self.headers = dict(headers or {})


@dataclass(frozen=True)
class Request:
    """Method, path, lower-case headers, cookies, the body's bytes and the query as it came.

    API Gateway has decoded the path; decoding it twice would give one address many spellings.
    """

    method: str
    path: str
    headers: Mapping[str, str]
    cookies: Mapping[str, str]
    body: bytes
    query: str = ""

    @classmethod
    def of(cls, event: Mapping[str, Any]) -> "Request":
        """Read an event. Raises Refused: 413 for a body over `MAX_BODY` bytes, 400 for bad base64."""
        http = event["requestContext"]["http"]
        pairs = (cookie.partition("=") for cookie in event.get("cookies") or ())
        return cls(
            method=str(http["method"]).upper(),
            path=str(event["rawPath"]),
            headers={name.lower(): value for name, value in (event.get("headers") or {}).items()},
            cookies={name.strip(): value.strip() for name, _, value in pairs},
            body=_body(event),
            query=str(event.get("rawQueryString") or ""),
        )

    @property
    def media_type(self) -> str:
        """The media type of the body, without its parameters."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    @property
    def is_from_elsewhere(self) -> bool:
        """Whether the browser says that the page which sent this is not one of ours.

        Browsers from before 2023 may not say. `Origin` cannot tell: with our `no-referrer` it is `null`.
        """
        return self.headers.get("sec-fetch-site", "none") not in ("same-origin", "none")

    @property
    def is_secure(self) -> bool:
        """Whether the browser came over HTTPS."""
        return self.headers.get("x-forwarded-proto", "") == "https"

    def posted(self) -> tuple[Posted, bool]:
        """Return what the form posted and whether it was readable; what can be kept of it is kept.

        Raises Refused (415) for another media type or character set, (400) for more values than a form sends.
        """
        charset = re.search(r"charset=\"?([\w-]+)", self.headers.get("content-type", ""), re.IGNORECASE)
        if self.media_type != FORM_TYPE or (charset and charset[1].lower() not in ("utf-8", "utf8")):
            raise Refused(415, "This page takes forms only", f"Send the answers as {FORM_TYPE}, in UTF-8.")
        try:
            posted, readable = Posted.from_body(self.body), True
        except UnreadableBody:
            posted, readable = self._lenient(), False
        return (without_secrets(posted) if self.is_from_elsewhere else posted), readable

    def _lenient(self) -> Posted:
        try:
            return Posted.from_body(self.body, lenient=True)
        except UnreadableBody as error:
            raise Refused(400, "We could not read what was sent", *GO_BACK) from error


GO_BACK = ("Nothing was sent.", "Go back: your answers should still be on the page. Then try again.")


def _body(event: Mapping[str, Any]) -> bytes:
    text = event.get("body") or ""
    if len(text) > MAX_BODY * 2:
        raise too_large()
    try:
        body = base64.b64decode(text, validate=True) if event.get("isBase64Encoded") else text.encode()
    except ValueError as error:  # not base64, not ASCII, or half a character
        raise Refused(400, "We could not read what was sent", *GO_BACK) from error
    if len(body) > MAX_BODY:
        raise too_large()
    return body


def too_large() -> Refused:
    """Return the refusal of a body over the limit."""
    return Refused(413, "There is too much text to send at once", "The most is 1 MB.", *GO_BACK)
