"""Packages made for this machine, without a network: of what the tests run with, and of one small wheel."""

import base64
import hashlib
import os
import shutil
import sys
import zipfile
from importlib.metadata import distribution
from io import BytesIO
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from forms_src.loading import DEFINITIONS
from infra.package import command
from infra.package.contents import FUNCTIONS
from infra.package.wheels import Target

HERE = Target("{}.{}".format(*sys.version_info[:2]))
PYTHON = Path(sys.executable)

Packages = dict[str, command.Package]


def copied(requirements: str, folder: Path, _target: Target) -> None:
    """Take from the running environment what would be installed: the same versions, for this machine."""
    pins = [line.removesuffix("\\") for line in requirements.splitlines() if line[:1].isalnum()]
    for pin in map(Requirement, pins):
        source = distribution(pin.name)
        assert pin.specifier.contains(source.version)
        for file in source.files or ():
            if ".." not in file.parts and "__pycache__" not in file.parts:
                (folder / file).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(str(source.locate_file(file)), folder / file)


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Packages:
    """The packages of the three functions, by their names."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(command, "install", copied)
        whole = command.packages(tmp_path_factory.mktemp("stage"), HERE, PYTHON)
    return {one.function: one for one in whole}


@pytest.fixture(scope="session")
def unpacked(made: Packages, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The folder that each zip is unpacked in, as Lambda does."""
    folders = {name: tmp_path_factory.mktemp(name) for name in made}
    for name, folder in folders.items():
        zipfile.ZipFile(BytesIO(made[name].archive)).extractall(folder)
    return folders


class Small:
    """A project of three functions that import one package, `probe`, and a folder with its wheel."""

    def __init__(self, folder: Path) -> None:
        self.root, self.wheels = folder / "project", folder / "wheels"
        for name in FUNCTIONS:
            (self.root / "lambdas" / name).mkdir(parents=True)
            (self.root / "lambdas" / name / "handler.py").write_text(
                "import probe\nKINDS = {'a', 'b', 'c'}\n"
            )
        (self.root / "forms_src").mkdir()
        (self.root / "forms_src" / "definitions").symlink_to(DEFINITIONS)
        self.require(self._wheel())

    def require(self, sha256: str) -> None:
        (self.root / "requirements.txt").write_text(f"probe==1.0 --hash=sha256:{sha256}\n")

    def _wheel(self) -> str:
        record = "probe-1.0.dist-info"
        files = {
            "probe/__init__.py": "WORDS = frozenset(('at', 'or', 'after'))\n",
            "probe/tests/test_probe.py": "",
            f"{record}/METADATA": "Metadata-Version: 2.4\nName: probe\nVersion: 1.0\nLicense: MIT\n",
            f"{record}/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        }
        digests = {
            name: base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).rstrip(b"=").decode()
            for name, text in files.items()
        }
        lines = [f"{name},sha256={digests[name]},{len(text)}" for name, text in files.items()]
        files[f"{record}/RECORD"] = "\n".join([*lines, f"{record}/RECORD,,", ""])
        self.wheels.mkdir()
        path = self.wheels / "probe-1.0-py3-none-any.whl"
        with zipfile.ZipFile(path, "w") as archive:
            for name, text in files.items():
                archive.writestr(name, text)
        return hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Small:
    """Its wheel is all that pip and uv can have; it is also installed here, as requirements are."""
    project = Small(tmp_path)
    installed = tmp_path / "installed"
    zipfile.ZipFile(next(project.wheels.iterdir())).extractall(installed)
    monkeypatch.syspath_prepend(str(installed))
    for name in ("PIP_NO_INDEX", "UV_NO_INDEX", "UV_OFFLINE"):
        monkeypatch.setenv(name, "1")
    for name in ("PIP_FIND_LINKS", "UV_FIND_LINKS"):
        monkeypatch.setenv(name, str(project.wheels))
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    return project
