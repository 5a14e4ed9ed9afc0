"""The templates as they are written: CloudFormation's short tags in their long form."""

from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.nodes import MappingNode, ScalarNode, SequenceNode

ROOT = Path(__file__).resolve().parents[2]
TEMPLATE = ROOT / "infra" / "template.yaml"
EDGE = ROOT / "infra" / "edge.yaml"


def read(path: Path) -> dict[str, Any]:
    """Return a template as JSON would hold it."""
    yaml = YAML(typ="safe", pure=True)
    yaml.constructor.add_multi_constructor("!", _long_form)
    result: dict[str, Any] = yaml.load(path)
    return result


def _long_form(constructor: Any, tag: str, node: Any) -> dict[str, Any]:
    name = tag.removeprefix("!")
    value = _value(constructor, node)
    if name == "GetAtt" and isinstance(value, str):
        value = value.split(".", 1)
    return {name if name in {"Ref", "Condition"} else f"Fn::{name}": value}


def _value(constructor: Any, node: Any) -> Any:
    if isinstance(node, ScalarNode):
        return constructor.construct_scalar(node)
    if isinstance(node, SequenceNode):
        return constructor.construct_sequence(node, deep=True)
    assert isinstance(node, MappingNode)
    return constructor.construct_mapping(node, deep=True)
