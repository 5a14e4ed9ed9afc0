"""What SES says of an email, as it comes out of the queue.

The shape: Amazon SES Developer Guide, “Examples of event data that Amazon SES publishes to Amazon SNS”. Such
an event quotes addresses, headers and what another mail server said. Of all that, only the type goes further.
"""

import json
import re
from dataclasses import dataclass
from typing import Any, Literal

from forms_src.references import WRITTEN

_OUTBOX = re.compile(rf"({WRITTEN})-[a-z_]+(-[A-Za-z0-9_-]+)?")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_NAME = re.compile(r"[A-Za-z-]{1,40}")
# SES gives this to an out-of-office reply as well (“Amazon SNS notification contents”, bounce types).
_AUTOMATIC = ("Transient", "General")

Kind = Literal["sent", "bounced", "complained"]


@dataclass(frozen=True)
class MailEvent:
    """What became of the email of one outbox item. `sha256` is of its bytes, `sent_as` SES's id for it."""

    kind: Kind
    outbox: str
    reference: str
    sha256: str
    sent_as: str
    type: str = ""
    subtype: str = ""


def read(body: str) -> MailEvent | None:
    """Return what one message of the queue says, None if it is nothing to record.

    Nothing to record: automatic replies, delays, what has no tags of ours, what is no event at all.
    """
    try:
        said = json.loads(body)
        outbox, sha256 = (said["mail"]["tags"][name][0] for name in ("outbox", "sha256"))
        found = _OUTBOX.fullmatch(outbox)
        told = _told(said)
        if found is None or told is None or not _SHA256.fullmatch(sha256):
            return None
        kind, type_, subtype = told
        return MailEvent(
            kind, outbox, found[1], sha256, _plain(said["mail"]["messageId"], 100), type_, subtype
        )
    except (AttributeError, IndexError, KeyError, TypeError, ValueError):
        return None


def _told(said: dict[str, Any]) -> tuple[Kind, str, str] | None:
    match said["eventType"]:
        case "Send" | "Delivery":
            return "sent", "", ""
        case "Reject":
            return "bounced", "Reject", ""
        case "Complaint":
            complaint = said["complaint"]
            return (
                "complained",
                _name(complaint, "complaintFeedbackType"),
                _name(complaint, "complaintSubType"),
            )
        case "Bounce":
            type_, subtype = (_name(said["bounce"], name) for name in ("bounceType", "bounceSubType"))
            return None if (type_, subtype) == _AUTOMATIC else ("bounced", type_, subtype)
    return None


def _name(said: dict[str, Any], key: str) -> str:
    """A name such as "Permanent"; "" for anything else, which may be an address."""
    value = str(said.get(key) or "")
    return value if _NAME.fullmatch(value) else ""


def _plain(text: str, most: int) -> str:
    return text if re.fullmatch(rf"[A-Za-z0-9-]{{1,{most}}}", text) else ""
