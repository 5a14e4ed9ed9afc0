"""Planting faults in a translated template, one at a time: each must be caught."""

import copy
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.infra.stack import Stack

Template = dict[str, Any]
CACHING_OPTIMIZED = "658327ea-f89d-4fab-a63d-7e88639e58f6"
LINT, SCAN = "cfn-lint", "checkov"


@dataclass(frozen=True)
class Fault:
    """A change of a template, and what must catch it: a rule by name, or a tool and what it says."""

    name: str
    caught_by: str
    plant: Callable[[Template], object]
    in_edge: bool = False
    said: str = ""


def planted(fault: Fault, stack: Stack) -> Stack:
    """A copy of a template with a fault."""
    changed = copy.deepcopy(stack.template)
    fault.plant(changed)
    return Stack(changed)


def properties(template: Template, name: str) -> Template:
    found: Template = template["Resources"][name]["Properties"]
    return found


def without(name: str, setting: str) -> Callable[[Template], object]:
    return lambda template: properties(template, name).pop(setting)


def altered(name: str, **settings: Any) -> Callable[[Template], object]:
    return lambda template: properties(template, name).update(settings)


def gone(*names: str) -> Callable[[Template], object]:
    return lambda template: [template["Resources"].pop(name) for name in names]


def grant(role: str, action: str, resource: Any) -> Callable[[Template], object]:
    more = {"Effect": "Allow", "Action": action, "Resource": resource}
    return lambda template: statements(template, role).append(more)


def statements(template: Template, role: str) -> list[Template]:
    found: list[Template] = properties(template, role)["Policies"][0]["PolicyDocument"]["Statement"]
    return found


def refuse(role: str, action: str) -> Callable[[Template], object]:
    def plant(template: Template) -> None:
        for one in statements(template, role):
            if isinstance(one["Action"], list) and action in one["Action"]:
                one["Action"].remove(action)

    return plant


def public(policy: str) -> Callable[[Template], object]:
    more = {"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "*"}
    return lambda template: properties(template, policy)["PolicyDocument"]["Statement"].append(more)


def variables(template: Template, name: str) -> Template:
    found: Template = properties(template, name)["Environment"]["Variables"]
    return found


def distribution(template: Template) -> Template:
    found: Template = properties(template, "Distribution")["DistributionConfig"]
    return found


def api_behaviour(template: Template) -> Template:
    found: Template = distribution(template)["CacheBehaviors"][0]
    return found


def headers(template: Template) -> Template:
    found: Template = properties(template, "SecurityHeaders")["ResponseHeadersPolicyConfig"]
    return found


def rules(template: Template) -> list[Template]:
    found: list[Template] = properties(template, "WebAcl")["Rules"]
    return found


def methods(template: Template) -> Template:
    found: Template = properties(template, "Api")["Body"]["paths"]["/api/{proxy+}"]
    return found["x-amazon-apigateway-any-method"]  # type: ignore[no-any-return]
