"""What a module needs: read from the imports in its source, those in functions too, without running it."""

import ast
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

OWN = ("forms_src", "lambdas")
NOT_IN_A_LAMBDA = {"markdown_it"}  # read_words has it, and only the site's build reads words
FOUND_BY_BEING_THERE = {"forms_src.fields": "fields/*/field.py"}


@dataclass
class Needs:
    """The files of ours that a module needs, below the root, and the top names of what others wrote."""

    own: set[Path] = field(default_factory=set)
    foreign: set[str] = field(default_factory=set)


def needs_of(module: str, root: Path) -> Needs:
    """Follow every import from a module of ours, such as `lambdas.intake.handler`.

    Left out are the adapters for one's own machine (`….local`), and what only the site's build imports.
    Raises FileNotFoundError when there is no such module.
    """
    needs, waiting, seen = Needs(), [module], set[str]()
    if not _file_of(module, root):
        raise FileNotFoundError(f"There is no module {module} in {root}")
    while waiting:
        name = waiting.pop()
        if name in seen or name.endswith(".local"):
            continue
        seen.add(name)
        if name.partition(".")[0] not in OWN:
            needs.foreign.add(name.partition(".")[0])
        elif path := _file_of(name, root):
            needs.own.add(path)
            waiting += [*_parents(name), *_imported(root / path), *_found(name, root)]
    needs.foreign -= NOT_IN_A_LAMBDA | sys.stdlib_module_names
    if "zoneinfo" in seen:
        needs.foreign.add("tzdata")
    return needs


def _file_of(module: str, root: Path) -> Path | None:
    stem = Path(*module.split("."))
    return next(
        (path for path in (stem / "__init__.py", stem.with_suffix(".py")) if (root / path).is_file()), None
    )


def _parents(module: str) -> Iterator[str]:
    while "." in module:
        module = module.rpartition(".")[0]
        yield module


def _imported(path: Path) -> Iterator[str]:
    """Every name that may be a module; that of a class or function is no file, and so is passed over.

    Left out is what only the checker of types imports: a Lambda never does.
    """
    tree = ast.parse(path.read_bytes())
    for_types = {inner for node in ast.walk(tree) if _is_for_types(node) for inner in ast.walk(node)}
    for node in ast.walk(tree):
        if node in for_types:
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def _is_for_types(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"


def _found(module: str, root: Path) -> Iterator[str]:
    if pattern := FOUND_BY_BEING_THERE.get(module):
        for path in sorted((root / OWN[0]).glob(pattern)):
            yield ".".join(path.relative_to(root).with_suffix("").parts)
