"""A phone number."""

import re
from collections.abc import Mapping
from typing import ClassVar, Literal

from pydantic import Field

from forms_src.fields.base import BaseField, Parsed, Problem, When, typed_text
from forms_src.posted import Posted

_CHARACTERS = re.compile(r"\+?[0-9 ().-]{1,40}(?: ?(?:ext|x)\.? ?[0-9]{1,6})?", re.IGNORECASE)


class Phone(BaseField):
    """A number of 6 to 20 digits, in any common layout, with an extension if there is one."""

    type: Literal["phone"]
    autocomplete: str | None = Field(default=None, description="What the browser may fill in, such as tel.")

    patterns: ClassVar[Mapping[str, str]] = {
        "required": "Enter {name}",
        "not_phone": "{Name} must be like 03 9000 0000 or 0400 000 000",
    }

    def read(self, posted: Posted, name: str, _when: When) -> Parsed:
        """Return the number as typed."""
        text = typed_text(posted, name)
        if not _CHARACTERS.fullmatch(text) or not 6 <= sum(map(str.isdigit, text)) <= 20:
            return Parsed(problem=Problem("not_phone"))
        return Parsed(text)
