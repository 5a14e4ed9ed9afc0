"""A set of fields that repeats."""

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from forms_src.fields.base import BaseField, When

if TYPE_CHECKING:
    ItemField = BaseField  # all other field types, known once they are loaded


class Group(BaseField):
    """Fields asked once for each item, `min` to `max` times. The items are read by `forms_src.answers`."""

    type: Literal["group"]
    item: str = Field(description="The word for one item inside a sentence, such as person.", min_length=1)
    item_title: str = Field(description="The heading of one item, such as Person.", min_length=1)
    add_label: str = Field(description="The words on the button for one more.", min_length=1)
    min: int = Field(description="How many there are at least.", default=1, ge=0)
    max: int = Field(description="How many there may be, up to 20.", default=20, gt=0, le=20)
    fields: "tuple[ItemField, ...]" = Field(description="The questions asked for each item.", min_length=1)

    patterns: ClassVar[Mapping[str, str]] = {
        "required": "{Name} must have at least {min}",
        "too_many": "{Name} can have up to {max}: remove some to go on",
    }

    @model_validator(mode="after")
    def bounds_agree(self) -> Self:
        """Refuse a smallest count above the largest."""
        if self.min > self.max:
            raise PydanticCustomError("bounds", f"min is {self.min}, which is more than max, {self.max}")
        return self

    @cached_property
    def _members(self) -> tuple[BaseField, ...]:
        return tuple(one for member in self.fields for one in (member, *member.companions()))

    def members(self) -> tuple[BaseField, ...]:
        """Return the fields of one item with what comes with them."""
        return self._members

    def inputs(self, _name: str) -> tuple[str, ...]:
        """Return no input of its own: its items have them."""
        return ()

    def limits(self) -> Mapping[str, object]:
        """Return the bounds and the word for one item."""
        return {"min": self.min, "max": self.max, "item": self.item}

    def typed(self, name: str, value: Any, zone: str) -> dict[str, tuple[str, ...]]:
        """Return what to type in every item."""
        return {
            part: typed
            for number, item in enumerate(value, 1)
            for field in self.members()
            if field.id in item
            for part, typed in field.typed(f"{name}-{number}-{field.id}", item[field.id], zone).items()
        }

    def words(self, value: Any, _when: When) -> tuple[str, ...]:
        """Return how many there are."""
        return (f"{len(value)}",)
