"""A translated template to ask questions of."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

Resource = dict[str, Any]


@dataclass(frozen=True)
class Stack:
    """A template in JSON form."""

    template: dict[str, Any]

    @property
    def resources(self) -> dict[str, Resource]:
        found: dict[str, Resource] = self.template["Resources"]
        return found

    def of(self, type_: str) -> dict[str, Resource]:
        """The properties of each resource of a type such as `S3::Bucket`, by its name."""
        return {
            name: one.get("Properties", {})
            for name, one in self.resources.items()
            if one["Type"] == f"AWS::{type_}"
        }

    def statements(self, name: str) -> list[Resource]:
        """The statements of every policy document that a resource holds."""
        return [one for document in _documents(self.resources[name]) for one in document["Statement"]]

    def granted(self, function: str) -> list[Resource]:
        """The statements of the role of a function."""
        role = target(self.of("Lambda::Function")[function]["Role"])
        policies = self.of("IAM::Role")[role].get("Policies", [])
        return [one for policy in policies for one in policy["PolicyDocument"]["Statement"]]


def _documents(node: Any) -> Iterator[Resource]:
    if isinstance(node, dict):
        if isinstance(node.get("Statement"), list):
            yield node
        for value in node.values():
            yield from _documents(value)
    elif isinstance(node, list):
        for value in node:
            yield from _documents(value)


def listed(value: Any) -> list[Any]:
    """What AWS lets one write as a list or as its only element."""
    return value if isinstance(value, list) else [value]


def target(value: Any) -> str:
    """The name of the resource that a value is taken from; an empty one for a plain value."""
    match value:
        case {"Ref": str(name)}:
            return name
        case {"Fn::GetAtt": [str(name), *_]}:
            return name
        case {"Fn::Sub": str(text)} if text.startswith("${"):
            return text[2:].partition("}")[0].partition(".")[0]
    return ""


def refers(node: Any, name: str) -> bool:
    """Whether a resource is named anywhere inside."""
    text = json.dumps(node)
    return f'"{name}"' in text or f"${{{name}}}" in text or f"${{{name}." in text
