"""What the code of each function needs, read from its source: settings, calls of AWS, hence permissions.

What serves only a local service (`records/local.py`, `mail/local.py`) does not count.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tests.infra.template import ROOT

LAMBDAS = ROOT / "lambdas"
LOCAL_ONLY = {"LOCAL_DATA"}
OPTIONAL = {"LOG_LEVEL"}  # has a default that suits
PORTS = {
    "records": ("records/aws.py", "AwsRecords"),
    "mail": ("mail/aws.py", "AwsMail"),
    "drafts": ("drafts/aws.py", "AwsDrafts"),
    "uploads": ("uploads/aws.py", "AwsUploads"),
    "seals": ("seals/aws.py", "AwsSeals"),
}
PORT_CALLS = [
    {port, f"{port}()", f"ports.{port}()", *(["store"] if port == "drafts" else [])} for port in PORTS
]

# Permissions that a call needs, besides the key of the table.
# send_email: the documentation names SendEmail; for a raw message the service asks for SendRawEmail.
# get_object: without ListBucket what is not there answers AccessDenied, and the code waits for NoSuchKey.
ACTIONS = {
    "dynamodb.delete_item": {"dynamodb:DeleteItem", "kms:Decrypt"},
    "dynamodb.get_item": {"dynamodb:GetItem", "kms:Decrypt"},
    "dynamodb.put_item": {"dynamodb:PutItem", "kms:Decrypt"},
    "dynamodb.update_item": {"dynamodb:UpdateItem", "kms:Decrypt"},
    "dynamodb.query": {"dynamodb:Query", "kms:Decrypt"},
    "dynamodb.scan": {"dynamodb:Scan", "kms:Decrypt"},
    "dynamodb.transact_write_items": {"kms:Decrypt"},
    "dynamodb.transact_write_items.ConditionCheck": {"dynamodb:ConditionCheckItem"},
    "dynamodb.transact_write_items.Delete": {"dynamodb:DeleteItem"},
    "dynamodb.transact_write_items.Put": {"dynamodb:PutItem"},
    "s3.delete_object": {"s3:DeleteObject"},
    "kms.generate_mac": {"kms:GenerateMac"},
    "kms.verify_mac": {"kms:VerifyMac"},
    "s3.delete_object.VersionId": {"s3:DeleteObjectVersion"},
    "s3.get_object.VersionId": {"s3:GetObjectVersion", "s3:ListBucket", "kms:Decrypt"},
    "s3.list_object_versions": {"s3:ListBucketVersions"},
    "s3.get_object": {"s3:GetObject", "s3:ListBucket", "kms:Decrypt"},
    "s3.list_objects_v2": {"s3:ListBucket"},
    "s3.put_object": {"s3:PutObject", "kms:GenerateDataKey"},
    "s3.put_object.Tagging": {"s3:PutObjectTagging"},
    "secretsmanager.get_secret_value": {"secretsmanager:GetSecretValue"},
    "sesv2.send_email": {"ses:SendEmail", "ses:SendRawEmail"},
}
TRANSACTED = {"ConditionCheck", "Delete", "Put", "Update"}


@dataclass(frozen=True)
class Needs:
    """Environment names, permissions and indexes."""

    names: frozenset[str]
    actions: frozenset[str]
    indexed: bool


def needs(handler: str) -> Needs:
    """Of the function with this handler, such as `lambdas.sweep.handler.handler`."""
    trees = [_parsed(module) for module in sorted(_closure(handler.rpartition(".")[0]))]
    names, calls, indexed = set(_environment_names(trees)), set[str](), False
    settings = [_name for tree in trees for _name in _attributes(tree)]
    for port, (path, class_) in PORTS.items():
        if methods := _port_calls(trees, port):
            settings += _attributes(_functions(_parsed("lambdas.ports"))[port])
            reached = _reached(path, class_, methods)
            calls |= {call for node in reached for call in calls_of(node)}
            indexed |= any(word.arg == "IndexName" for node in reached for word in _keywords(node))
    names |= {name for setting in settings for name in _setting_names().get(setting, ())}
    actions = {action for call in calls for action in ACTIONS[call]}
    return Needs(frozenset(names - LOCAL_ONLY - OPTIONAL), frozenset(actions), indexed)


def calls_of(tree: ast.AST) -> Iterator[str]:
    """Yield each call of AWS, such as `s3.get_object`, and what is written in a transaction."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Dict):
            keys = {str(key.value) for key in node.keys if isinstance(key, ast.Constant)}
            yield from (f"dynamodb.transact_write_items.{key}" for key in sorted(keys & TRANSACTED))
        if isinstance(node, ast.Call):
            yield from _call(node)


def _call(node: ast.Call) -> Iterator[str]:
    match node.func:
        case ast.Attribute(ast.Call(ast.Name("client"), [ast.Constant(service)]), operation):
            one_version = any(one.arg == "VersionId" for one in node.keywords)
            yield f"{service!s}.{operation}{'.VersionId' if one_version else ''}"
            yield from (f"{service!s}.{operation}.Tagging" for one in node.keywords if one.arg == "Tagging")
        case ast.Attribute(ast.Name("self"), "_dynamodb" | "_pages" | "_write"):
            match node.args[0]:
                case ast.Constant(constant):
                    yield f"dynamodb.{constant!s}"


def handler_exists(handler: str) -> bool:
    """Whether `package.module.function` is a function of that module."""
    module, _, function = handler.rpartition(".")
    path = ROOT.joinpath(*module.split(".")).with_suffix(".py")
    return path.is_file() and function in _functions(ast.parse(path.read_text()))


def _closure(module: str) -> set[str]:
    """The modules of lambdas/ that a module imports, with itself. Ports are looked at apart."""
    found, todo = set[str](), [module]
    while todo:
        name = todo.pop()
        if name not in found:
            found.add(name)
            todo += _imports(_parsed(name))
    return found - {"lambdas.ports", "lambdas.settings"}


def _imports(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "lambdas":
            names = [node.module, *(f"{node.module}.{one.name}" for one in node.names)]
            yield from (name for name in names if _path(name).is_file() and name != "lambdas.ports")


def _port_calls(trees: list[ast.Module], port: str) -> set[str]:
    """The methods of a port that are called on `records`, `records()` or the like."""
    known = PORT_CALLS[list(PORTS).index(port)]
    calls = (node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Call))
    return {
        call.func.attr
        for call in calls
        if isinstance(call.func, ast.Attribute) and ast.unparse(call.func.value) in known
    }


def _reached(path: str, class_: str, methods: set[str]) -> list[ast.AST]:
    """The methods of an adapter that these call, with themselves, and what they call of its imports."""
    tree = ast.parse((LAMBDAS / path).read_text())
    own = next(node for node in tree.body if isinstance(node, ast.ClassDef) and node.name == class_)
    imported = {name: node for module in _imports(tree) for name, node in _functions(_parsed(module)).items()}
    there = imported | {f".{name}": node for name, node in _functions(own).items()}
    found, todo = set[str](), [f".{name}" for name in sorted(methods)]
    while todo:
        name = todo.pop()
        if name in there and name not in found:
            found.add(name)
            todo += [*(f".{one}" for one in _attributes(there[name])), *_called(there[name])]
    return [there[name] for name in sorted(found)]


def _environment_names(trees: list[ast.Module]) -> Iterator[str]:
    for tree in trees:
        for node in ast.walk(tree):
            match node:
                case ast.Call(
                    ast.Attribute(ast.Attribute(ast.Name("os"), "environ"), "get"), [ast.Constant(name), *_]
                ) | ast.Subscript(ast.Attribute(ast.Name("os"), "environ"), ast.Constant(name)):
                    yield str(name)


@cache
def _setting_names() -> dict[str, set[str]]:
    """The environment names that each member of Settings reads, by its name."""
    tree = ast.parse((LAMBDAS / "settings.py").read_text())
    own = next(node for node in tree.body if isinstance(node, ast.ClassDef) and node.name == "Settings")
    members = _functions(own)
    direct = {name: {*_read_names(node)} for name, node in members.items()}
    called = {name: {*_attributes(node)} & {*members} for name, node in members.items()}
    return {name: direct[name].union(*(direct[other] for other in called[name])) for name in members}


def _read_names(node: ast.AST) -> Iterator[str]:
    for call in ast.walk(node):
        match call:
            case ast.Call(
                ast.Attribute(ast.Name("self"), "_needed")
                | ast.Attribute(ast.Attribute(ast.Name("self"), "values"), "get"),
                [ast.Constant(name), *_],
            ):
                yield str(name)


def _keywords(tree: ast.AST) -> Iterator[ast.keyword]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.keyword))


def _attributes(tree: ast.AST) -> list[str]:
    return [node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)]


def _called(tree: ast.AST) -> list[str]:
    calls = (node.func for node in ast.walk(tree) if isinstance(node, ast.Call))
    return [function.id for function in calls if isinstance(function, ast.Name)]


def _functions(tree: ast.Module | ast.ClassDef) -> dict[str, ast.FunctionDef]:
    return {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}


@cache
def _parsed(module: str) -> ast.Module:
    return ast.parse(_path(module).read_text())


def _path(module: str) -> Path:
    return ROOT.joinpath(*module.split(".")).with_suffix(".py")
