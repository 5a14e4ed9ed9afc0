"""Which of the hashed requirements a set of imports needs.

There is one list, `requirements.txt`, for people and Lambdas alike: on AWS runs what the tests ran with.
Its part for the Lambdas is worked out from it, and from what the installed packages say they require.
"""

import re
from collections.abc import Iterable
from importlib.metadata import packages_distributions, requires
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

TARGET = {  # as the markers of requirements name it
    "implementation_name": "cpython",
    "os_name": "posix",
    "platform_machine": "aarch64",
    "platform_python_implementation": "CPython",
    "platform_system": "Linux",
    "python_full_version": "3.13.0",
    "python_version": "3.13",
    "sys_platform": "linux",
    "extra": "",
}


def canonical(name: str) -> str:
    """Return the one way to write the name of a distribution."""
    return canonicalize_name(name)


class NotPinned(Exception):  # noqa: N818
    """Something imported is in no installed package, or its package is not in requirements.txt."""


def distributions_of(tops: Iterable[str]) -> set[str]:
    """Return the distributions, by canonical name, that hold these top-level modules. Raises NotPinned."""
    known = packages_distributions()
    found = set[str]()
    for top in sorted(tops):
        if top not in known:
            raise NotPinned(
                f"{top} is imported, but no installed package has it. Add its package to pyproject.toml."
            )
        found |= {canonical(name) for name in known[top]}
    return found


def required_by(distribution: str) -> set[str]:
    """Return what a distribution requires on the Lambda itself, without extras, by canonical names."""
    wanted = (Requirement(line) for line in requires(distribution) or ())
    return {canonical(one.name) for one in wanted if not one.marker or one.marker.evaluate(dict(TARGET))}


def with_required(distributions: Iterable[str]) -> set[str]:
    """Return distributions with all that they require, and that these require."""
    whole, waiting = set[str](), list(distributions)
    while waiting:
        name = waiting.pop()
        if name not in whole:
            whole.add(name)
            waiting += required_by(name)
    return whole


def hashed_lines(path: Path, distributions: Iterable[str]) -> str:
    """Return the part of a file of hashed requirements that pins these. Raises NotPinned for one it lacks."""
    blocks = re.split(r"^(?=[A-Za-z0-9])", path.read_text("utf-8"), flags=re.MULTILINE)
    pinned = {canonical(found[0]): block for block in blocks if (found := re.match(r"[\w.-]+", block))}
    wanted = sorted(distributions)
    if missing := [name for name in wanted if name not in pinned]:
        raise NotPinned(
            f"{path.name} does not pin {', '.join(missing)}. Compile it again from pyproject.toml."
        )
    return "".join(pinned[name] for name in wanted)
