"""Plain text and emails: told by what they do not hold, because text has no signature."""

import re

from lambdas.uploads.refusals import DocumentRefused

_MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f\x7f]")
# What a browser or a shell would run. Words in angle brackets are common in notes: “<head injury>” is none.
_MARKUP = re.compile(r"<\s*/?\s*(script|html|iframe|svg|!doctype|!entity|\?xml|\?php)\b", re.IGNORECASE)
_STARTS = re.compile(
    r"\s*(<(a|b|body|br|div|embed|font|form|head|img|link|meta|object|p|style|table|title|!--|%)[\s/>!-]|"
    r"#!|%!ps|\{\\rtf|\[internetshortcut\]|@echo\b|mime-version:)",
    re.IGNORECASE,
)
_HEAD = re.compile(rb"(?:[!-9;-~]{1,80}:[^\r\n]*(?:\r?\n[ \t][^\r\n]*)*\r?\n)+")
_MOST_HEAD = 100_000
_SENT = re.compile(rb"^(from|sender):", re.IGNORECASE | re.MULTILINE)
_AS_MAIL = re.compile(rb"^(date|received|message-id|mime-version):", re.IGNORECASE | re.MULTILINE)


def is_email(body: bytes) -> bool:
    """Return whether it begins with the headers of a message (RFC 5322): who sent it, and one more sign."""
    head = _HEAD.match(body[:_MOST_HEAD])
    return bool(head and _SENT.search(head[0]) and _AS_MAIL.search(head[0]))


def check_email(body: bytes) -> None:
    """Raise DocumentRefused for bytes that no message has. Its parts may be HTML: none is shown as such."""
    if b"\0" in body:
        raise DocumentRefused("wrong_kind")


def check_text(body: bytes) -> None:
    """Raise DocumentRefused for what is no text, or is text that something would run."""
    text = _decoded(body)
    if _CONTROL.search(text):
        raise DocumentRefused("wrong_kind")
    if _MARKUP.search(text) or _STARTS.match(text):
        raise DocumentRefused("unsafe")


def _decoded(body: bytes) -> str:
    """Return the text: UTF-8, UTF-16 with its mark, else Latin, in which every byte is a character."""
    for mark, encoding in _MARKS:
        if body.startswith(mark):
            return _strictly(body[len(mark) :], encoding)
    try:
        return body.decode()
    except UnicodeDecodeError:
        return body.decode("cp1252", errors="replace")


def _strictly(body: bytes, encoding: str) -> str:
    try:
        return body.decode(encoding)
    except UnicodeDecodeError:
        raise DocumentRefused("wrong_kind") from None
