"""Bringing wheels, for a Lambda or for this machine, with every hash checked."""

import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from importlib.metadata import Distribution, distributions
from importlib.util import find_spec
from pathlib import Path

from infra.package.requirements import canonical


class CannotInstall(Exception):  # noqa: N818
    """The wheels could not be had; what was run has said why."""


@dataclass(frozen=True)
class Target:
    """What wheels are for: a Python version such as "3.13", and a platform as uv and as pip call it.

    No platform means this machine.
    """

    python: str
    uv_platform: str = ""
    pip_platforms: tuple[str, ...] = ()


LAMBDA = Target("3.13", "aarch64-manylinux2014", ("manylinux2014_aarch64", "manylinux_2_17_aarch64"))


def install(requirements: str, folder: Path, target: Target) -> None:
    """Unpack the wheels of hashed requirements into a folder. Raises CannotInstall."""
    with tempfile.TemporaryDirectory() as temporary:
        listed = Path(temporary, "requirements.txt")
        listed.write_text(requirements, "utf-8")
        uv = shutil.which("uv")
        command = by_uv(uv, target) if uv else by_pip(target)
        hashed: list[str | Path] = [
            "--require-hashes",
            "--no-deps",
            "--only-binary",
            ":all:",
            "--target",
            folder,
            "-r",
            listed,
        ]
        if subprocess.run([*command, *hashed]).returncode:
            raise CannotInstall(
                "The packages for the Lambdas could not be had; the lines above say why. Put it right, for "
                "example connect to the network, and run the same command again."
            )


def by_uv(uv: str, target: Target) -> list[str]:
    """Return uv's command without what both take."""
    platform = ["--python-platform", target.uv_platform] if target.uv_platform else []
    return [
        uv,
        "pip",
        "install",
        "--quiet",
        "--python",
        sys.executable,
        "--python-version",
        target.python,
        *platform,
    ]


def by_pip(target: Target) -> list[str]:
    """Return pip's command without what both take. An environment that uv made has no pip at first."""
    if not find_spec("pip"):
        subprocess.run([sys.executable, "-m", "ensurepip"], stdout=subprocess.DEVNULL)
    platform = [word for name in target.pip_platforms for word in ("--platform", name)]
    chosen = ["--python-version", target.python, "--implementation", "cp", *platform]
    return [sys.executable, "-m", "pip", "install", "--quiet", "--no-compile", *chosen]


def installed(folder: Path) -> dict[str, Distribution]:
    """Return what is installed in a folder, by canonical name."""
    found = {canonical(one.metadata["Name"]): one for one in distributions(path=[str(folder)])}
    return dict(sorted(found.items()))
