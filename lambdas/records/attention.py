"""Which events a person must look at: what the service could not do, and nobody else will notice."""

from lambdas.records.model import Event

_ALWAYS = {"not_processed", "email_bounced", "email_complained", "document_delayed"}
# Why an email was not sent that nobody waits for.
_IN_ORDER = {"no_address", "follow_up_arrived", "no_longer_due", "complained"}


def needs_attention(event: Event) -> bool:
    """Whether staff find this event in the list of what needs a person."""
    if event.kind == "email_not_sent":
        return event.details.get("reason") not in _IN_ORDER
    return event.kind in _ALWAYS
