"""An email address."""

import re
from collections.abc import Mapping
from typing import ClassVar, Literal

from pydantic import Field

from forms_src.fields.base import BaseField, Parsed, Problem, When, typed_text
from forms_src.posted import Posted

# A pattern, not a validator: whether an address works shows only when mail is sent to it.
_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
ADDRESS = re.compile(rf"(?=.{{1,64}}@){_ATOM}(?:\.{_ATOM})*@(?:{_LABEL}\.)+[A-Za-z]{{2,63}}")


class Email(BaseField):
    """One address, at most 254 characters."""

    type: Literal["email"]
    autocomplete: str | None = Field(default=None, description="What the browser may fill in, such as email.")

    patterns: ClassVar[Mapping[str, str]] = {
        "required": "Enter {name}",
        "not_email": "{Name} must be like name@example.com",
    }

    def read(self, posted: Posted, name: str, _when: When) -> Parsed:
        """Return the address as typed."""
        text = typed_text(posted, name)
        if len(text) > 254 or not ADDRESS.fullmatch(text):
            return Parsed(problem=Problem("not_email"))
        return Parsed(text)
