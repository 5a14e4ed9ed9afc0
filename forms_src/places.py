"""Places: where a service is decides its time zone and its public holidays."""

from pydantic import Field

from forms_src.strict import Strict


class Place(Strict):
    """A state or territory.

    `zone` is an IANA id, `zone_words` how messages speak of it, `calendar` the id of the calendar used
    unless the service is known to keep another one (domain/calendar.md sections 1 and 6).
    """

    id: str = Field(description="Two or three capital letters, such as VIC.")
    name: str = Field(description="Its whole name.")
    zone: str = Field(description="Its time zone, such as Australia/Melbourne.")
    zone_words: str = Field(description="Whose time it is, in words, such as Melbourne time.")
    calendar: str = Field(description="The id of its calendar of public holidays.")
