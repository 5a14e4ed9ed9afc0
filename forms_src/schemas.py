"""The JSON Schema of the definition language, so that editors complete and check YAML as it is typed.

It is made from the models, and lies beside the definitions: `python -m forms_src.schemas` writes it again.
What a schema cannot say, such as whether a named question is there, `check` says.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from forms_src.calendars import Calendar
from forms_src.conditions import SHAPES, TESTS
from forms_src.deadlines import Clock
from forms_src.definition import Agency, Fact, Form, Rule, Section
from forms_src.fields import FIELD_TYPES
from forms_src.fields.base import BaseField
from forms_src.files import write_whole
from forms_src.includes import MADE_HERE
from forms_src.places import Place
from forms_src.retention import RetentionClass
from forms_src.routing import Routing
from forms_src.shared import OptionList

DEFINITIONS = Path(__file__).parent / "definitions"
FORM = "form.schema.json"
Schema = dict[str, Any]

# Each schema beside what it is for: one thing a file, or a list of things under a name.
WHOLE: dict[str, type[BaseModel]] = {
    FORM: Form,
    "shared/routing.schema.json": Routing,
    "shared/options.schema.json": OptionList,
    "shared/sections.schema.json": Section,
    "shared/facts.schema.json": Fact,
    "shared/rules.schema.json": Rule,
    "shared/calendars.schema.json": Calendar,
}
LISTS: dict[str, type[BaseModel]] = {
    "agencies": Agency,
    "clocks": Clock,
    "places": Place,
    "retention": RetentionClass,
}
_DAY: Schema = {"type": "string", "format": "date"}
_DATES = {
    "effective_from": _DAY | {"description": "The first day on which this is in effect."},
    "effective_to": _DAY | {"description": "The last day on which this is in effect."},
}
_UNDATED = {"Agency", "Condition", "Control", "PlaceOf", "Receiver"}
_NAMED: Schema = {"type": "string", "minLength": 1}
# Editors of YAML 1.1 read yes and no as true and false.
_WORD: Schema = {"type": ["string", "boolean"], "minLength": 1}


def schemas() -> Iterator[tuple[str, bytes]]:
    """Yield each schema with its path below the folder of definitions."""
    for path, model in WHOLE.items():
        yield path, _written(_schema_of(model))
    for name, model in LISTS.items():
        yield f"shared/{name}.schema.json", _written(_listed(name, model))


def _written(schema: Schema) -> bytes:
    whole = {"$schema": "http://json-schema.org/draft-07/schema#", **schema}
    return (json.dumps(whole, indent=1, ensure_ascii=False) + "\n").encode()


def _listed(name: str, model: type[BaseModel]) -> Schema:
    item = _schema_of(model)
    definitions = item.pop("$defs", {})
    listed = {"type": "array", "items": item, "description": f"Every one of the {name}."}
    return {"$defs": definitions, **_closed({name: listed}, name)}


def _schema_of(model: type[BaseModel]) -> Schema:
    found: Schema = _plain(_at_the_top(model.model_json_schema()))
    every = {model.__name__: found, **found.get("$defs", {})}
    if "Condition" in every:
        every["Condition"] = found["$defs"]["Condition"] = _condition(every["Condition"])
    for name, one in every.items():
        if "properties" in one:
            _as_written(name, one, is_file=one is found and name in ("Form", "Routing", "Calendar"))
    for name in MADE_HERE if issubclass(model, (Form, Routing)) else ():
        found["properties"].pop(name)
    found["required"] = [name for name in found["required"] if name in found["properties"]]
    return found


def _at_the_top(schema: Schema) -> Schema:
    """Return a schema whose own settings stand at its top, also where the model names itself."""
    definitions = schema.get("$defs", {})
    own = definitions.pop(schema.pop("$ref").rpartition("/")[2]) if "$ref" in schema else {}
    return {**own, "$defs": definitions} if own else schema


def _plain(node: Any) -> Any:
    """Return a schema without what staff never write: titles of classes, values that are none."""
    if isinstance(node, list):
        return [_plain(one) for one in node]
    if not isinstance(node, dict):
        return node
    kept = {
        name: _plain(inner)
        for name, inner in node.items()
        if not (name == "title" and isinstance(inner, str))
        and not (name == "default" and inner is None)
        and not (name == "description" and "properties" in node)
        and name != "discriminator"
    }
    return _without_nothing(kept)


def _without_nothing(node: Schema) -> Schema:
    choices: list[Schema] = [one for one in node.get("anyOf", ()) if one != {"type": "null"}]
    if len(choices) == 1:
        node = {name: inner for name, inner in node.items() if name != "anyOf"} | choices[0]
    if "$ref" in node and len(node) > 1:  # beside $ref, older editors read nothing
        node["allOf"] = [{"$ref": node.pop("$ref")}]
    return node


def _as_written(name: str, one: Schema, *, is_file: bool) -> None:
    """Change a mapping of the model to what staff write in its place."""
    properties = one["properties"]
    if name not in _UNDATED and not is_file:
        properties |= _DATES
    if "rule_sets" in properties:
        properties["rule_sets"].pop("maxItems")  # one a day, but several in the file
    _with_shared_parts(name, properties)
    if name == "Option":
        properties["id"] |= {"type": ["string", "boolean"]}
    _describe_type(one)


def _with_shared_parts(name: str, properties: Schema) -> None:
    """Let shared parts be named where they may be."""
    for setting, brings_dates in (("sections", True), ("facts", True), ("rules", True), ("fields", False)):
        if setting in properties:
            _or(properties[setting]["items"], _include(dated=brings_dates))
    for setting, own in (("clocks", "clock"), ("retention", "class")):
        if setting in properties:
            properties[setting]["items"] = {"anyOf": [_NAMED, _used(own)]}
    by_id = {"agency", "receiver"} if name == "OptionList" else {"agency", "receiver", "options"}
    for setting in sorted(by_id & properties.keys()):
        _or(properties[setting], _NAMED)


def _describe_type(one: Schema) -> None:
    field = FIELD_TYPES.get(one["properties"].get("type", {}).get("const", ""))
    if field:
        one["properties"]["type"]["description"] = str(field.__doc__).partition("\n")[0]
        one["properties"]["messages"] |= {"properties": _messages(field), "additionalProperties": False}


def _messages(field: type[BaseField]) -> Schema:
    return {
        code: {"type": "string", "minLength": 1, "description": f"In place of “{words}”."}
        for code, words in field.patterns.items()
    }


def _or(schema: Schema, other: Schema) -> None:
    """Let something else stand in the place of what a schema describes."""
    words = schema.pop("description", None)
    before = schema.pop("oneOf", None) or [dict(schema)]
    schema.clear()
    schema |= {"anyOf": [*before, other]} | ({"description": words} if words else {})


def _include(*, dated: bool) -> Schema:
    named = _NAMED | {"description": "The id of a part of definitions/shared/, which is put here."}
    return _closed({"include": named} | (_DATES if dated else {}), "include")


def _used(own: str) -> Schema:
    when = {"allOf": [{"$ref": "#/$defs/Condition"}], "description": "It applies only where this holds."}
    named = _NAMED | {"description": f"The id of a shared {own}."}
    return _closed({own: named, "applies_when": when, **_DATES}, own)


def _closed(properties: Schema, *required: str) -> Schema:
    return {
        "type": "object",
        "properties": properties,
        "required": list(required),
        "additionalProperties": False,
    }


def _condition(model: Schema) -> Schema:
    """Return one schema for each shape that a condition can have."""
    known = model["properties"]
    for name in ("equals", "includes"):
        known[name] = _WORD | {"description": known[name]["description"]}
    known["one_of"]["items"] = _WORD
    tests = [_closed({"field": known["field"], test: known[test]} | _DATES, "field", test) for test in TESTS]
    others = [_closed({one: known[one]} | _DATES, one) for one in SHAPES if one != "field"]
    return {"anyOf": [*tests, *others]}


def write_schemas(folder: Path = DEFINITIONS) -> None:
    """Write every schema into a folder of definitions."""
    for path, content in schemas():
        write_whole(folder / path, content)


if __name__ == "__main__":
    write_schemas()
