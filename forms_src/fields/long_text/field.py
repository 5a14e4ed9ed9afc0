"""Several lines of text with a character count."""

from collections.abc import Mapping
from typing import Any, ClassVar, Literal

from pydantic import Field

from forms_src.fields.base import BaseField, Parsed, Problem, When, has_control, typed_text
from forms_src.number_cautions import number_caution
from forms_src.posted import Posted


class LongText(BaseField):
    """Text of at most `max_length` characters; a new line counts as one."""

    type: Literal["long_text"]
    max_length: int = Field(description="How many characters it may have.", default=4000, gt=0, le=20_000)
    rows: int = Field(description="How many lines the box shows.", default=5, ge=2, le=20)

    patterns: ClassVar[Mapping[str, str]] = {
        "required": "Enter {name}",
        "too_long": "{Name} must be {max_length} characters or less",
        "control": "{Name} must not include hidden characters",
    }

    def read(self, posted: Posted, name: str, _when: When) -> Parsed:
        """Return the text with each line end as one new line character."""
        text = typed_text(posted, name)
        if has_control(text):
            return Parsed(problem=Problem("control"))
        if len(text) > self.max_length:
            return Parsed(problem=Problem("too_long"))
        return Parsed(text, caution=number_caution(text))

    def limits(self) -> Mapping[str, object]:
        """Return the longest length, in characters."""
        return {"max_length": f"{self.max_length:,}"}

    def words(self, value: Any, _when: When) -> tuple[str, ...]:
        """Return the text line by line."""
        return tuple(str(value).split("\n"))
