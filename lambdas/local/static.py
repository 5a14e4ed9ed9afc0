"""The generated site's files, served as CloudFront serves them."""

import hashlib
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote_to_bytes

from lambdas.local.incoming import Request
from lambdas.local.outgoing import Response, sentence

TYPES = {
    ".css": "text/css; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".ico": "image/x-icon",
    ".ics": "text/calendar; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".md": "text/markdown; charset=utf-8",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".webmanifest": "application/manifest+json",
    ".xml": "application/xml",
}
UNNAMED_TYPE = "application/octet-stream"
HTML = TYPES[".html"]
NOT_FOUND = (
    b'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Page not found</title></head>'
    b"<body><main><h1>Page not found</h1></main></body></html>"
)


class StaticSite:
    """GET and HEAD of one folder. `decorate` is given each HTML page and returns what is sent; `prepare` is
    told each path that is asked for, before it is looked up.
    """

    def __init__(
        self,
        folder: Path,
        decorate: Callable[[bytes], bytes] = bytes,
        prepare: Callable[[str], object] = bool,
    ) -> None:
        self._folder = folder
        self._decorate = decorate
        self._prepare = prepare

    def get(self, request: Request) -> Response:
        """The file, a redirect to the folder's own address, or the site's 404 page."""
        if request.method not in {"GET", "HEAD"}:
            return sentence(405, "This page can only be read.", ("Allow", "GET, HEAD"))
        self._prepare(request.path)
        found = self._find(request.path)
        if found is None:
            return self._not_found()
        if found.is_dir():
            query = f"?{request.query}" if request.query else ""
            return sentence(301, "This page's address ends with /.", ("Location", f"{request.path}/{query}"))
        return self._file(request, found)

    def _find(self, path: str) -> Path | None:
        """The file for a path, or a folder that has a page; None for all else."""
        parts = path.removeprefix("/").split("/")
        names = [_name(part) for part in [*parts[:-1], parts[-1] or "index.html"]]
        known = [name for name in names if name]
        if len(known) < len(names):
            return None
        try:
            root = self._folder.resolve()
            found = root.joinpath(*known).resolve()
            readable = found.is_file() or (found / "index.html").is_file()
        except OSError:  # a name longer than the file system allows
            return None
        return found if readable and found.is_relative_to(root) else None

    def _file(self, request: Request, path: Path) -> Response:
        try:
            body, kind = self._content(path)
        except FileNotFoundError:  # rebuilt away since it was found
            return self._not_found()
        tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
        headers = (("Content-Type", kind), ("Cache-Control", "no-cache"), ("ETag", tag))
        if _matches(request.header("if-none-match"), tag):
            return Response(304, headers)
        return Response(200, headers, body)

    def _not_found(self) -> Response:
        try:
            body, _ = self._content(self._folder / "404.html")
        except FileNotFoundError:
            body = self._decorate(NOT_FOUND)
        return Response(404, (("Content-Type", HTML), ("Cache-Control", "no-cache")), body)

    def _content(self, path: Path) -> tuple[bytes, str]:
        kind = TYPES.get(path.suffix, UNNAMED_TYPE)
        body = path.read_bytes()
        return (self._decorate(body) if kind == HTML else body), kind


def _name(encoded: str) -> str | None:
    """One part of a path, decoded; None where it could lead out of the folder or to a hidden file."""
    try:
        name = unquote_to_bytes(encoded).decode("utf-8")
    except UnicodeDecodeError:
        return None
    safe = name.isprintable() and not name.startswith(".") and not any(char in "/\\:" for char in name)
    return name if safe else None


def _matches(wanted: str | None, tag: str) -> bool:
    if wanted is None:
        return False
    tags = {part.strip().removeprefix("W/") for part in wanted.split(",")}
    return tag in tags or "*" in tags
