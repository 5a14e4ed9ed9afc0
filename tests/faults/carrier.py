"""What SES says of emails it took, in a queue: each message comes, and again while it is not recorded."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from lambdas.records.model import Event, sha256
from tests.lambdas.mail_events.conftest import bounced, published

Handler = Callable[[dict[str, Any], Any], Any]


class Carrier:
    """`returned` counts what it said of emails that came back, by kind of event and outbox item."""

    def __init__(self) -> None:
        self.waiting: list[str] = []
        self.returned: set[tuple[str, str]] = set()

    def sent(self, outbox: str, email: bytes) -> None:
        """Say that an email was sent."""
        self.waiting.append(published("Send", outbox=outbox, sha256=sha256(email)))

    def came_back(self, outbox: str, email: bytes) -> None:
        """Say of an email, twice as queues do, that it bounced, and that it was complained of."""
        tags = {"outbox": outbox, "sha256": sha256(email)}
        complaint = published("Complaint", {"complaintFeedbackType": "abuse"}, **tags)
        self.waiting += [bounced(**tags), complaint] * 2
        self.returned |= {("email_bounced", outbox), ("email_complained", outbox)}

    def deliver(self, handler: Handler) -> None:
        """Hand over what waits; what is reported as not recorded waits on."""
        messages = [
            {"messageId": str(place), "body": body, "eventSource": "aws:sqs"}
            for place, body in enumerate(self.waiting)
        ]
        failed = handler({"Records": messages}, None)["batchItemFailures"]
        self.waiting = [self.waiting[int(one["itemIdentifier"])] for one in failed]


def returned_broken(carrier: Carrier, histories: Mapping[str, Sequence[Event]]) -> Iterator[str]:
    """What came back is recorded once, and nothing else is."""
    kinds = {"email_bounced", "email_complained"}
    events = [event for history in histories.values() for event in history if event.kind in kinds]
    recorded: Counter[tuple[str, str]] = Counter(
        (event.kind, str(event.details["outbox"])) for event in events
    )
    for kind, outbox in carrier.returned | recorded.keys():
        times = recorded[kind, outbox]
        if (times, (kind, outbox) in carrier.returned) != (1, True):
            yield f"{kind} of {outbox} is recorded {times} times"
