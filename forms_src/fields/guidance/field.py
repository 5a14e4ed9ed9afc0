"""Words between questions: nothing is asked."""

from typing import ClassVar, Literal

from pydantic import Field

from forms_src.fields.base import BaseField


class Guidance(BaseField):
    """Text to read; blank lines part paragraphs, lines that start with `- ` make a list."""

    type: Literal["guidance"]
    label: str = Field(default="", description="Nothing: guidance has a heading instead.")
    heading: str | None = Field(default=None, description="A heading above the words.")
    text: str = Field(
        description="The words. A blank line starts a paragraph; lines that start with “- ” make a list.",
        min_length=1,
    )
    tone: Literal["plain", "warning"] = Field(
        default="plain", description="Write warning for words that must not be missed."
    )
    required: Literal[False] = Field(default=False, description="Nothing is asked, so nothing is required.")
    takes_answer: ClassVar[bool] = False

    def inputs(self, _name: str) -> tuple[str, ...]:
        """Return no input."""
        return ()
