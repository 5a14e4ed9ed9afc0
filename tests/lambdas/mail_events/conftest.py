"""Events as SES publishes them, with all that they quote."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from lambdas.records.model import sha256

OUTBOX = "NDI-4K7Q-2MXR-confirmation"
EMAIL = b"From: forms@service.example\r\n\r\nWe received your report.\r\n"
QUOTED = "kiri@provider.example"
SENT_AS = "EXAMPLE7c191be45-e9aedb9a-02f9-4d12-a87d-dd0099a07f8a-000000"

SesEvent = Callable[..., str]


def published(event_type: str, body: dict[str, Any] | None = None, **tags: str | None) -> str:
    """One event as JSON. `body` is what stands under its type, `tags` may take the place of ours."""
    ours: dict[str, str | None] = {"outbox": OUTBOX, "sha256": sha256(EMAIL), **tags}
    mail = {
        "timestamp": "2026-06-05T04:31:00.000Z",
        "source": "Incident forms <forms@service.example>",
        "messageId": SENT_AS,
        "destination": [QUOTED],
        "headers": [{"name": "To", "value": QUOTED}],
        "tags": {"ses:configuration-set": ["forms"]}
        | {name: [value] for name, value in ours.items() if value},
    }
    name = event_type[0].lower() + event_type[1:]
    return json.dumps({"eventType": event_type, name: body or {}, "mail": mail})


def bounced(type_: str = "Permanent", subtype: str = "General", **tags: str) -> str:
    """A bounce of a type and subtype, with what the other server said."""
    said = f"smtp; 550 5.1.1 <{QUOTED}> user unknown"
    recipients = [{"emailAddress": QUOTED, "status": "5.1.1", "diagnosticCode": said}]
    body = {"bounceType": type_, "bounceSubType": subtype, "bouncedRecipients": recipients}
    return published("Bounce", body, **tags)


@pytest.fixture
def ses() -> SesEvent:
    return published


@pytest.fixture
def bounce() -> SesEvent:
    return bounced
