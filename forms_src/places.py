"""Places: where a service is decides its time zone and its public holidays."""

from forms_src.strict import Strict


class Place(Strict):
    """A state or territory.

    `zone` is an IANA id, `zone_words` how messages speak of it, `calendar` the id of the calendar used
    unless the service is known to keep another one (domain/calendar.md sections 1 and 6).
    """

    id: str
    name: str
    zone: str
    zone_words: str
    calendar: str
