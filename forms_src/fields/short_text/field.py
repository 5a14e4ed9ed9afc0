"""One line of text."""

from collections.abc import Mapping
from typing import ClassVar, Literal

from pydantic import Field

from forms_src.fields.base import BaseField, Parsed, Problem, When, has_control, typed_text
from forms_src.identifiers import IDENTIFIERS
from forms_src.number_cautions import number_caution
from forms_src.posted import Posted

IdentifierName = Literal["ndis_participant_number", "abn", "ndis_registration_id", "report_reference"]


class ShortText(BaseField):
    """A single line, at most `max_length` characters; `identifier` names a known pattern that it must fit.

    One of full `width` is free text: numbers that do not belong there get a caution. A narrower one may well
    ask for a number.
    """

    type: Literal["short_text"]
    max_length: int = Field(description="How many characters it may have.", default=200, gt=0, le=1000)
    identifier: IdentifierName | None = Field(
        default=None, description="A known kind of number that the answer must look like."
    )
    autocomplete: str | None = Field(default=None, description="What the browser may fill in, such as name.")
    width: Literal["short", "medium", "full"] = Field(
        default="full", description="How wide the box is: as wide as the answer is long."
    )

    patterns: ClassVar[Mapping[str, str]] = {
        "required": "Enter {name}",
        "too_long": "{Name} must be {max_length} characters or less",
        "control": "{Name} must not include line breaks or hidden characters",
        "identifier": "{Name} must be {shape}",
    }

    def read(self, posted: Posted, name: str, _when: When) -> Parsed:
        """Return the text, an identifier as it is stored."""
        text = typed_text(posted, name).replace("\t", " ")
        if has_control(text) or "\n" in text:
            return Parsed(problem=Problem("control"))
        if len(text) > self.max_length:
            return Parsed(problem=Problem("too_long"))
        if self.identifier:
            return self._identified(text)
        return Parsed(text, caution=number_caution(text) if self.width == "full" else None)

    def _identified(self, text: str) -> Parsed:
        identifier = IDENTIFIERS[self.identifier or "abn"]
        value = identifier.tidy(text)
        if not identifier.fits(value):
            return Parsed(problem=Problem("identifier", details={"shape": identifier.shape}))
        return Parsed(identifier.stored(value), caution=identifier.caution(value))

    def limits(self) -> Mapping[str, object]:
        """Return the longest length, in characters."""
        return {"max_length": self.max_length}
