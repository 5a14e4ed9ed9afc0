"""Statements that the sender agrees to, each by a tick."""

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from forms_src.fields.base import BaseField, FieldId, Parsed, Problem, When
from forms_src.posted import Posted
from forms_src.strict import Strict


class Statement(Strict):
    """One statement to agree to."""

    id: FieldId = Field(description="Its short name. It is kept when the statement is ticked.")
    text: str = Field(description="The statement that people agree to.", min_length=1)


class Declaration(BaseField):
    """Every statement must be ticked; a tick stands for a signature."""

    type: Literal["declaration"]
    statements: tuple[Statement, ...] = Field(
        description="What people agree to, each with a tick.", min_length=1
    )
    many_values: ClassVar[bool] = True

    patterns: ClassVar[Mapping[str, str]] = {
        "required": "Tick every statement in {name} to agree to it",
        "missing": "Tick every statement in {name} to agree to it",
        "not_an_option": "Tick the statements that are shown in {name}",
    }

    @model_validator(mode="after")
    def statement_ids_differ(self) -> Self:
        """Refuse two statements with one id: one tick would agree to both."""
        ids = [statement.id for statement in self.statements]
        twice = sorted({id_ for id_ in ids if ids.count(id_) > 1})
        if twice:
            raise PydanticCustomError("statement_twice", f"Two statements have the id “{twice[0]}”")
        return self

    def read(self, posted: Posted, name: str, _when: When) -> Parsed:
        """Return the ids of the statements, all of them."""
        known = [statement.id for statement in self.statements]
        ticked = {value for value in posted.all(name) if value}
        if not ticked <= set(known):
            return Parsed(problem=Problem("not_an_option"))
        missing = [number for number, id_ in enumerate(known, 1) if id_ not in ticked]
        if missing and missing[0] > 1:
            return Parsed(problem=Problem("missing", str(missing[0])))
        return Parsed(problem=Problem("missing")) if missing else Parsed(known)

    def typed(self, name: str, value: Any, _zone: str) -> dict[str, tuple[str, ...]]:
        """Return the ticks."""
        return {name: tuple(value)}

    def words(self, value: Any, _when: When) -> tuple[str, ...]:
        """Return the statements agreed to."""
        return tuple(statement.text for statement in self.statements if statement.id in value)
