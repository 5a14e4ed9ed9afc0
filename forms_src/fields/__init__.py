"""The field types: one folder each, found by being there."""

from functools import reduce
from importlib import import_module
from operator import or_
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, get_args

from pydantic import Field

from forms_src.fields.base import BaseField
from forms_src.fields.group.field import Group

FOLDER = Path(__file__).parent


def _type_of(folder: Path) -> type[BaseField]:
    module = import_module(f"forms_src.fields.{folder.name}.field")
    return next(
        cls
        for cls in vars(module).values()
        if isinstance(cls, type)
        and issubclass(cls, BaseField)
        and get_args(cls.model_fields["type"].annotation) == (folder.name,)
    )


def _found() -> dict[str, type[BaseField]]:
    folders = sorted(path.parent for path in FOLDER.glob("*/field.py"))
    return {folder.name: _type_of(folder) for folder in folders}


def _one_of(types: list[type[BaseField]]) -> Any:
    return Annotated[reduce(or_, types), Field(discriminator="type")]


FIELD_TYPES = _found()

if TYPE_CHECKING:
    AnyField = BaseField
else:
    ItemField = _one_of([cls for cls in FIELD_TYPES.values() if cls is not Group])
    Group.model_rebuild(_types_namespace={"ItemField": ItemField})
    AnyField = _one_of(list(FIELD_TYPES.values()))
