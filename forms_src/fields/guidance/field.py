"""Words between questions: nothing is asked."""

from typing import ClassVar, Literal

from pydantic import Field

from forms_src.fields.base import BaseField


class Guidance(BaseField):
    """Text to read; blank lines part paragraphs, lines that start with `- ` make a list."""

    type: Literal["guidance"]
    label: str = ""
    heading: str | None = None
    text: str = Field(min_length=1)
    tone: Literal["plain", "warning"] = "plain"
    required: Literal[False] = False
    takes_answer: ClassVar[bool] = False

    def inputs(self, _name: str) -> tuple[str, ...]:
        """Return no input."""
        return ()
