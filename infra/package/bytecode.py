"""Compiled Python that a zip does not make stale: checked against nothing, made by the Lambdas' own Python.

Python takes a `.pyc` only while its source has the time it was compiled at, which zips change.
`unchecked-hash` says not to look (PEP 552).
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

TASK = "/var/task"  # where Lambda unpacks a zip: what a traceback names

_VERSION = "import sys; print(sys.implementation.name, '%d.%d.%d' % sys.version_info[:3])"


class NoPython(Exception):  # noqa: N818
    """There is no Python of the version that is needed."""


class CannotCompile(Exception):  # noqa: N818
    """A source file cannot be compiled; what was run has said why."""


def interpreter(version: str) -> Path:
    """Return a CPython of a version such as "3.13": this one, one on the PATH, or one that uv has.

    Raises NoPython.
    """
    for path in _candidates(version):
        if full_version(path).rpartition(".")[0] == version:
            return path
    raise NoPython(
        f"The Lambdas run Python {version}, and only Python {version} can compile for them. There is none "
        f"here. Put python{version} on the PATH, or install it with: uv python install {version}"
    )


def full_version(python: Path) -> str:
    """Return the version of a CPython, such as "3.13.0"; nothing where it does not run or is no CPython."""
    try:
        answer = subprocess.run([python, "-I", "-c", _VERSION], capture_output=True, text=True)
    except OSError:
        return ""
    name, _, version = answer.stdout.strip().partition(" ")
    return version if name == "cpython" else ""


def _candidates(version: str) -> Iterator[Path]:
    yield Path(sys.executable)
    if found := shutil.which(f"python{version}"):
        yield Path(found)
    if uv := shutil.which("uv"):
        answer = subprocess.run([uv, "python", "find", version], capture_output=True, text=True)
        if answer.returncode == 0:
            yield Path(answer.stdout.strip())


def compile_all(folder: Path, python: Path) -> None:
    """Compile every source below a folder. The same sources give the same bytes, wherever the folder is.

    In one process, in order and with fixed hashes: what was compiled before shows in a `.pyc`.
    Raises CannotCompile.
    """
    words: list[str | Path] = [
        "-q",
        "-f",
        "-j",
        "1",
        "--invalidation-mode",
        "unchecked-hash",
        "-s",
        folder,
        "-p",
        TASK,
        folder,
    ]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    environment["PYTHONHASHSEED"] = "0"
    if subprocess.run([python, "-s", "-m", "compileall", *words], env=environment).returncode:
        raise CannotCompile(
            "Python could not compile all that goes to the Lambdas; the lines above say what."
        )


def compiled(source: Path, version: str) -> Path:
    """Return where Python of a version such as "3.13" looks for what it compiled of a source."""
    return source.parent / "__pycache__" / f"{source.stem}.cpython-{version.replace('.', '')}.pyc"
