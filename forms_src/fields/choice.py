"""Choosing from options: what radios, select and checkboxes share."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from forms_src.conditions import Condition
from forms_src.fields.base import MAX_ID, BaseField, FieldId, When, small_first
from forms_src.strict import Strict


class Option(Strict):
    """One thing that can be chosen. `say` asks for more in a text box that comes with it."""

    id: FieldId = Field(description="What is kept when it is chosen. It never changes.")
    label: str = Field(description="What people read.", min_length=1)
    hint: str | None = Field(default=None, description="A line under the label.")
    say: str | None = Field(
        description="The label of a text box that comes with this option.",
        default=None,
        min_length=1,
        max_length=300,
    )
    exclusive: bool = Field(
        default=False, description="Whether it goes with no other, as “None of these” does."
    )
    basis: Literal["source", "designed"] = Field(
        default="source", description="Write designed where no source has this option."
    )


class ChoiceField(BaseField):
    """A field answered by choosing."""

    options: tuple[Option, ...] = Field(
        description="What can be chosen: the id of a shared list, or the options themselves.", min_length=1
    )

    @model_validator(mode="after")
    def option_ids_differ(self) -> Self:
        """Refuse two options with one id."""
        ids = [option.id for option in self.options]
        twice = sorted({id_ for id_ in ids if ids.count(id_) > 1})
        if twice:
            raise PydanticCustomError("option_twice", f"Two options have the id “{twice[0]}”")
        return self

    @model_validator(mode="after")
    def text_boxes_can_be_named(self) -> Self:
        """Refuse an option whose text box would get an id that no field can have."""
        names = (f"{self.id}_{option.id}" for option in self.options if option.say)
        long = next((name for name in names if len(name) > MAX_ID), None)
        if long:
            raise PydanticCustomError(
                "long_id", f"“{long}” is longer than {MAX_ID} characters: shorten the ids"
            )
        return self

    @cached_property
    def labels(self) -> Mapping[str, str]:
        """The label of each option by its id."""
        return {option.id: option.label for option in self.options}

    def chosen_when(self, option: str) -> Condition:
        """Return the condition that the option is chosen."""
        return Condition(field=self.id, equals=option)

    def companions(self) -> tuple[BaseField, ...]:
        """Return the text boxes of the options that have one."""
        return self._says

    @cached_property
    def _says(self) -> tuple[BaseField, ...]:
        return tuple(self._say_field(option) for option in self.options if option.say)

    def _say_field(self, option: Option) -> BaseField:
        from forms_src.fields.short_text.field import ShortText  # a field type that others build on

        label = option.label.rstrip(":")
        required = f"Enter {self.spoken}: you chose “{label}”"
        return ShortText(
            type="short_text",
            id=f"{self.id}_{option.id}",
            label=option.say or "",
            name=f"{small_first(label)} for {self.spoken}",
            basis=self.basis,
            source=self.source,
            show_when=self.chosen_when(option.id),
            messages={"required": required.replace("{", "{{").replace("}", "}}")},
        )

    def still_possible(self, value: Any) -> Any:
        """Return the chosen options that this field has."""
        if isinstance(value, (list, tuple)):
            return [option for option in value if option in self.labels] or None
        return value if value in self.labels else None

    def words(self, value: Any, _when: When) -> tuple[str, ...]:
        """Return the labels of what was chosen."""
        chosen = value if isinstance(value, (list, tuple)) else [value]
        return tuple(self.labels[option] for option in chosen)
