"""A whole number."""

import re
from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from forms_src.fields.base import BaseField, Parsed, Problem, When, typed_text
from forms_src.posted import Posted

_WHOLE = re.compile(r"-?[0-9]{1,12}")


class Number(BaseField):
    """A whole number from `min` to `max`; thousands may be set apart by commas or spaces."""

    type: Literal["number"]
    min: int = Field(default=0, description="The smallest number.")
    max: int = Field(default=1_000_000, description="The largest number.")

    patterns: ClassVar[Mapping[str, str]] = {
        "required": "Enter {name}",
        "not_number": "{Name} must be a whole number, such as 3",
        "too_small": "{Name} must be {min} or more",
        "too_large": "{Name} must be {max} or less",
    }

    @model_validator(mode="after")
    def bounds_agree(self) -> Self:
        """Refuse bounds that no number lies between."""
        if self.min > self.max:
            raise PydanticCustomError("bounds", f"min is {self.min}, which is more than max, {self.max}")
        return self

    def read(self, posted: Posted, name: str, _when: When) -> Parsed:
        """Return an int."""
        text = re.sub(r"[ ,]", "", typed_text(posted, name))
        if not _WHOLE.fullmatch(text):
            return Parsed(problem=Problem("not_number"))
        value = int(text)
        if value < self.min:
            return Parsed(problem=Problem("too_small"))
        return Parsed(problem=Problem("too_large")) if value > self.max else Parsed(value)

    def limits(self) -> Mapping[str, object]:
        """Return the smallest and largest number."""
        return {"min": f"{self.min:,}", "max": f"{self.max:,}"}

    def words(self, value: Any, _when: When) -> tuple[str, ...]:
        """Return the number with commas between thousands."""
        return (f"{value:,}",)
