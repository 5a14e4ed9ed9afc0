"""Every rule by its name."""

import inspect
from collections.abc import Callable, Iterable
from types import ModuleType

from tests.infra.rules import delivery, documents, functions, storage, watching, web
from tests.infra.stack import Stack

Rule = Callable[[Stack], Iterable[str]]


def _of(module: ModuleType, about: str) -> dict[str, Rule]:
    public = inspect.getmembers(module, inspect.isfunction)
    return {
        name: rule
        for name, rule in public
        if rule.__module__ == module.__name__
        and not name.startswith("_")
        and list(inspect.signature(rule).parameters) == [about]
    }


RULES = {
    name: rule
    for module in (storage, functions, delivery, documents, web, watching)
    for name, rule in _of(module, "stack").items()
}
EDGE_RULES = _of(web, "edge")
