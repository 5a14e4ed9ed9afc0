"""What a JSON Schema says of plain data: as much of draft 7 as the schemas of definitions use."""

import re
from collections.abc import Iterator
from typing import Any

Schema = dict[str, Any]
TYPES: dict[str, type | tuple[type, ...]] = {
    "object": dict,
    "array": list,
    "string": str,
    "boolean": bool,
    "integer": int,
    "null": type(None),
}
KNOWN = {
    *(
        "$schema",
        "$defs",
        "$ref",
        "allOf",
        "anyOf",
        "oneOf",
        "type",
        "const",
        "enum",
        "default",
        "description",
    ),
    *("properties", "required", "additionalProperties", "items", "minItems", "maxItems", "pattern", "format"),
    *("minLength", "maxLength", "minimum", "maximum", "exclusiveMinimum"),
}


def wrong(data: Any, schema: Schema, whole: Schema, at: str = "") -> list[str]:
    """Return where data is not as a schema says, each place with why."""
    assert schema.keys() <= KNOWN, schema.keys() - KNOWN
    if "$ref" in schema:
        return wrong(data, whole["$defs"][schema["$ref"].rpartition("/")[2]], whole, at)
    found = [problem for part in schema.get("allOf", ()) for problem in wrong(data, part, whole, at)]
    for several in ("anyOf", "oneOf"):
        tried = [wrong(data, one, whole, at) for one in schema.get(several, ())]
        if tried and all(tried):
            found += sorted(tried, key=len)[0]
    return [*found, *_itself(data, schema, at), *_inside(data, schema, whole, at)]


def _itself(data: Any, schema: Schema, at: str) -> Iterator[str]:
    named = schema.get("type")
    types = [named] if isinstance(named, str) else named or []
    if types and not any(_is_a(data, one) for one in types):
        yield f"{at}: not {types}"
    if data not in schema.get("enum", [data]) or schema.get("const", data) != data:
        yield f"{at}: {data!r} is none of those"
    if isinstance(data, str) and not _fits(data, schema):
        yield f"{at}: {data!r} does not fit"
    if _is_a(data, "integer") and not _lies_between(data, schema):
        yield f"{at}: {data} is too small or too large"


def _is_a(data: Any, named: str) -> bool:
    return isinstance(data, TYPES[named]) and (named == "boolean" or not isinstance(data, bool))


def _fits(text: str, schema: Schema) -> bool:
    long_enough = schema.get("minLength", 0) <= len(text) <= schema.get("maxLength", len(text))
    is_date = schema.get("format") != "date" or re.fullmatch(r"\d{4}-\d\d-\d\d", text)
    return bool(long_enough and is_date and re.search(schema.get("pattern", ""), text))


def _lies_between(number: int, schema: Schema) -> bool:
    above: bool = number > schema.get("exclusiveMinimum", number - 1)
    between: bool = schema.get("minimum", number) <= number <= schema.get("maximum", number)
    return above and between


def _inside(data: Any, schema: Schema, whole: Schema, at: str) -> Iterator[str]:
    if isinstance(data, list):
        if not schema.get("minItems", 0) <= len(data) <= schema.get("maxItems", len(data)):
            yield f"{at}: too few or too many"
        for n, item in enumerate(data):
            yield from wrong(item, schema.get("items", {}), whole, f"{at}[{n}]")
    if isinstance(data, dict):
        properties = schema.get("properties", {})
        yield from (f"{at}.{name}: missing" for name in schema.get("required", ()) if name not in data)
        for name, inner in data.items():
            other = schema.get("additionalProperties", {})
            if name not in properties and other is False:
                yield f"{at}.{name}: not known"
            else:
                yield from wrong(
                    inner,
                    properties.get(name, other if isinstance(other, dict) else {}),
                    whole,
                    f"{at}.{name}",
                )
