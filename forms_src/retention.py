"""How long a record is kept: its class of retention (domain/records.md section 4)."""

from collections.abc import Sequence
from math import inf
from typing import Annotated, Literal

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from forms_src.conditions import Condition
from forms_src.strict import Strict

ClassId = Annotated[str, Field(pattern=r"^R-[A-Z]{2,20}$")]


class RetentionClass(Strict):
    """A class of records, which are kept for `keep_years` at least; without it, for good."""

    id: ClassId = Field(description="The name of the class, such as R-FS.")
    label: str = Field(description="What it is, in words.", min_length=1)
    keep_years: int | None = Field(
        description="How many years reports are kept at least. Without it, for good.", default=None, gt=0
    )
    source: str = Field(description="Where this is decided.", min_length=1)
    basis: Literal["designed"] | None = Field(
        default=None, description="Write designed where no source has it."
    )

    @property
    def years(self) -> float:
        """How many years at least; infinite for good."""
        return inf if self.keep_years is None else self.keep_years


class FormRetention(RetentionClass):
    """A class as one form uses it: of those reports for which `applies_when` holds, or of all."""

    applies_when: Condition | None = Field(
        default=None, description="Only reports for which this holds are of this class."
    )


def _has_one_for_all(classes: Sequence[FormRetention]) -> Sequence[FormRetention]:
    if all(one.applies_when for one in classes):
        words = "One class must be without “applies_when”, so that every report has a class"
        raise PydanticCustomError("retention", words)
    return classes


Retention = Annotated[
    tuple[FormRetention, ...], Field(min_length=1), AfterValidator(lambda classes: _has_one_for_all(classes))
]
