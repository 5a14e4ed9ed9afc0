"""Local mail in the browser and as JSON: what would have been sent."""

import json
from email.message import EmailMessage
from typing import Any
from urllib.parse import quote

from lambdas.local.page import HTML, JSON, LOCAL_PAGES, TEXT, Answer, link, missing, page, table, text
from lambdas.mail.local import LocalMail

PREFIX = "/_local/mail/"
LIST = (PREFIX, "Local mail")


class MailPages:
    """The list at "", one message at "<id>/", its HTML part at "<id>/html", its source at "<id>/source" and
    each attachment at "<id>/<number>" from 1."""

    def __init__(self, mail: LocalMail) -> None:
        self._mail = mail

    def page(self, path: str) -> Answer:
        """The page for a path below PREFIX."""
        messages = self._mail.messages()
        if not path:
            return _list(messages)
        name, _, part = path.partition("/")
        if name not in messages:
            return missing("There is no such message.")
        return _part(messages[name], part) if part else _message(messages[name], name)

    def as_json(self, path: str) -> Answer:
        """Every message, newest first: a list of {id, from, to, subject, date (ISO 8601), text, html,
        attachments: [{filename, content_type, text}]}."""
        if path:
            return missing("There is no such list.")
        found = [_as_json(name, message) for name, message in self._mail.messages().items()]
        return 200, JSON, json.dumps(found, ensure_ascii=False, indent=1).encode()


def _list(messages: dict[str, EmailMessage]) -> Answer:
    rows = [
        (link(f"{PREFIX}{quote(name)}/", message["Subject"]), text(message["To"]), text(message["Date"]))
        for name, message in messages.items()
    ]
    body = table(("Subject", "To", "Date"), rows) if rows else "<p>No mail yet.</p>"
    return page(LIST[1], "<p>Nothing here leaves this computer.</p>", body)


def _message(message: EmailMessage, name: str) -> Answer:
    heads = [(text(key), text(message[key])) for key in ("From", "To", "Date")]
    parts = [link(f"{PREFIX}{quote(name)}/source", "Source")]
    if message.get_body(("html",)):
        parts.insert(0, link(f"{PREFIX}{quote(name)}/html", "As HTML"))
    parts += [
        link(f"{PREFIX}{quote(name)}/{number}", attachment["filename"])
        for number, attachment in enumerate(_attachments(message), start=1)
    ]
    listed = "".join(f"<li>{part}</li>" for part in parts)
    plain = f"<pre>{text(_content(message, 'plain'))}</pre>"
    body = (table(("Header", "Value"), heads), plain, f"<ul>{listed}</ul>")
    return page(str(message["Subject"]), *body, above=(LOCAL_PAGES, LIST))


def _part(message: EmailMessage, part: str) -> Answer:
    if part == "source":
        return 200, TEXT, message.as_bytes()
    if part == "html" and message.get_body(("html",)):
        return 200, HTML, _content(message, "html").encode()
    for number, attachment in enumerate(_attachments(message), start=1):
        if part == str(number):
            return 200, TEXT, attachment["text"].encode()
    return missing("The message has no such part.")


def _as_json(name: str, message: EmailMessage) -> dict[str, Any]:
    return {
        "id": name,
        "from": str(message["From"]),
        "to": str(message["To"]),
        "subject": str(message["Subject"]),
        "date": message["Date"].datetime.isoformat() if message["Date"] else None,
        "text": _content(message, "plain"),
        "html": _content(message, "html"),
        "attachments": _attachments(message),
    }


def _content(message: EmailMessage, subtype: str) -> str:
    """The plain or html part with plain line ends; "" when there is none."""
    part = message.get_body((subtype,))
    return str(part.get_content()).replace("\r\n", "\n") if part else ""


def _attachments(message: EmailMessage) -> list[dict[str, str]]:
    return [
        {
            "filename": part.get_filename() or "unnamed",
            "content_type": part.get_content_type(),
            "text": _decoded(part),
        }
        for part in message.iter_attachments()
        if isinstance(part, EmailMessage)
    ]


def _decoded(part: EmailMessage) -> str:
    content = part.get_content()
    return content.decode(errors="replace") if isinstance(content, bytes) else str(content)
