"""Which kind of file some bytes are. The name of a file is never asked: anyone can write any name."""

from typing import Literal, get_args

from lambdas.uploads.boxes import check_heic, check_mp4, is_box_file, is_heic, is_mp4
from lambdas.uploads.pictures import JPEG, PNG, check_jpeg, check_png
from lambdas.uploads.refusals import MAX_BYTES, DocumentRefused
from lambdas.uploads.texts import check_email, check_text, is_email
from lambdas.uploads.zips import ZIP, ends_as_zip, office_kind

Kind = Literal["pdf", "docx", "xlsx", "jpg", "png", "heic", "mp4", "eml", "txt"]
KINDS: tuple[Kind, ...] = get_args(Kind)
CONTENT_TYPES: dict[Kind, str] = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "jpg": "image/jpeg",
    "png": "image/png",
    "heic": "image/heic",
    "mp4": "video/mp4",
    "eml": "message/rfc822",
    "txt": "text/plain; charset=utf-8",
}
PDF = b"%PDF-"
_BEGINS_WITHIN = 1024  # a reader of PDF looks so far for its beginning, and from the end for its end
_SIGNATURES: dict[bytes, Kind] = {PDF: "pdf", JPEG: "jpg", PNG: "png"}


def kind_of(body: bytes) -> Kind:
    """Return the one kind that a document is, by its content. Raises DocumentRefused."""
    if not body:
        raise DocumentRefused("empty")
    if len(body) > MAX_BYTES:
        raise DocumentRefused("too_large")
    kind = _kind(body)
    _check_is_one_file(kind, body)
    return kind


def _kind(body: bytes) -> Kind:
    if body.startswith(ZIP):
        return office_kind(body)
    kind: Kind = next((kind for start, kind in _SIGNATURES.items() if body.startswith(start)), "txt")
    if is_box_file(body):
        kind = _kind_of_boxes(body)
    elif kind == "txt" and is_email(body):
        kind = "eml"
    _check(kind, body)
    return kind


def _kind_of_boxes(body: bytes) -> Kind:
    if is_heic(body):
        return "heic"
    if is_mp4(body):
        return "mp4"
    raise DocumentRefused("wrong_kind")


def _check(kind: Kind, body: bytes) -> None:
    match kind:
        case "pdf":
            _check_pdf(body)
        case "jpg":
            check_jpeg(body)
        case "png":
            check_png(body)
        case "heic":
            check_heic(body)
        case "mp4":
            check_mp4(body)
        case "eml":
            check_email(body)
        case _:
            check_text(body)


def _check_pdf(body: bytes) -> None:
    if b"%%EOF" not in body[-_BEGINS_WITHIN:]:
        raise DocumentRefused("wrong_kind")


def _check_is_one_file(kind: Kind, body: bytes) -> None:
    """Raise DocumentRefused for a file that another program would read as another kind."""
    if kind != "pdf" and PDF in body[:_BEGINS_WITHIN]:
        raise DocumentRefused("unsafe")
    if kind not in ("docx", "xlsx") and ends_as_zip(body):
        raise DocumentRefused("unsafe")
