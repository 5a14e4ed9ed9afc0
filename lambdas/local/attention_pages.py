"""What needs a person, in one list: reports that were not passed on, emails that did not arrive."""

from lambdas.local.page import Answer, link, missing, page, table, text
from lambdas.local.record_pages import PREFIX as RECORDS
from lambdas.records.model import Event
from lambdas.records.port import Records

PREFIX = "/_local/attention/"
SHOWN = 200  # the oldest first
_WHAT = {
    "not_processed": "The agency could not be told. Phone it.",
    "email_not_sent": "An email was not sent.",
    "email_bounced": "An email came back.",
    "document_delayed": "The scan of a document does not come. Look at what GuardDuty says.",
    "email_complained": "Someone called an email unwanted.",
}


class AttentionPages:
    """The list at ""."""

    def __init__(self, records: Records) -> None:
        self._records = records

    def page(self, path: str) -> Answer:
        """The page for a path below PREFIX."""
        if path:
            return missing("There is no such list.")
        events = self._records.attention(SHOWN)
        if not events:
            return page("What needs a person", "<p>Nothing.</p>")
        headings = ("Reference", "Since", "What", "Email", "Why")
        return page("What needs a person", table(headings, map(_row, events)))


def _row(event: Event) -> tuple[str, ...]:
    why = (event.details.get(name) for name in ("reason", "type", "subtype"))
    return (
        link(f"{RECORDS}{event.reference}/", event.reference),
        event.at.strftime("%Y-%m-%d %H:%M:%S UTC"),
        _WHAT[event.kind],
        text(event.details.get("outbox", "")),
        text(", ".join(str(one) for one in why if one)),
    )
