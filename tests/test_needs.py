"""Bringing what the tests need: only what is missing, only where it may, and never in silence."""

import json
from pathlib import Path
from typing import Protocol

import pytest

from tests import needs


class Machine(Protocol):
    """Puts programs of so much content on the PATH."""

    def __call__(self, *names: str, content: str = ...) -> None: ...


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Machine:
    """A machine with nothing on its PATH: tell it what is there with `machine("chromium", …)`."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(needs, "is_debian", lambda: True)
    monkeypatch.setattr("os.geteuid", lambda: 0)

    def put(*names: str, content: str = "#!/bin/sh\n") -> None:
        for name in names:
            (tmp_path / name).write_text(content)
            (tmp_path / name).chmod(0o755)

    put("sh", content='#!/bin/sh\nexec /bin/sh "$@"\n')
    return put


APT_GET = """#!/bin/sh
echo "apt-get $*" >> {log}
case "$*" in *install*) for name in chromium firefox-esr; do printf '#!/bin/sh\\n' > {folder}/$name
/bin/chmod +x {folder}/$name; done;; esac
"""


def test_root_on_debian_gets_what_is_missing(
    machine: Machine, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    machine("chromium")
    machine("apt-get", content=APT_GET.format(log=tmp_path / "log", folder=tmp_path))
    assert needs.has_browsers()
    assert capfd.readouterr().out == "Installing firefox-esr for the browser tests.\n"
    assert (tmp_path / "log").read_text().splitlines() == [
        "apt-get update",
        "apt-get install --yes --no-install-recommends firefox-esr fonts-liberation",
    ]


def test_nothing_is_done_when_all_is_there(
    machine: Machine, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    machine("chromium", "firefox-esr")
    assert needs.has_browsers()
    assert capfd.readouterr().out == ""


def test_others_on_debian_are_told_the_one_command(
    machine: Machine, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    assert not needs.has_browsers()
    assert capfd.readouterr().out == (
        "The browser tests need chromium and firefox-esr. Run: sudo sh -c 'apt-get update && "
        "apt-get install --yes --no-install-recommends chromium firefox-esr fonts-liberation'\n"
    )


def test_elsewhere_the_one_command_is_another(
    machine: Machine, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(needs, "is_debian", lambda: False)
    assert not needs.has_browsers()
    assert (
        "docker run --rm -it -v .:/work -w /work python:3.11-bookworm python3 build.py test\n"
        in capfd.readouterr().out
    )


def test_an_install_that_fails_is_told(machine: Machine, capfd: pytest.CaptureFixture[str]) -> None:
    machine("apt-get", content="#!/bin/sh\nexit 100\n")
    assert not needs.has_browsers()
    assert "The browser tests need chromium and firefox-esr." in capfd.readouterr().out


@pytest.fixture
def npm_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "prefix" / "npm"
    package = folder / "node_modules" / "vnu-jar"
    monkeypatch.setattr(needs, "VNU_FOLDER", folder)
    monkeypatch.setattr(needs, "VNU_PACKAGE", package / "package.json")
    monkeypatch.setattr(needs, "VNU_JAR", package / "vnu.jar")
    return folder


NPM = """#!/bin/sh
echo "npm $*" >> {log}
/bin/mkdir -p {package}
echo '{content}' > {package}/package.json
printf x > {package}/vnu.jar
"""


def npm(folder: Path, version: str = needs.VNU_VERSION) -> str:
    return NPM.format(
        log=folder.parents[1] / "log",
        package=folder / "node_modules" / "vnu-jar",
        content=json.dumps({"version": version}),
    )


def test_the_checker_is_brought_once_where_java_and_npm_are(
    machine: Machine, npm_folder: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    machine("java")
    machine("npm", content=npm(npm_folder))
    needs.bring_checker()
    needs.bring_checker()
    assert needs.has_checker()
    options = f"--no-save --no-audit --no-fund --ignore-scripts --prefix {npm_folder}"
    calls = (tmp_path / "log").read_text().splitlines()
    assert calls == [f"npm install {options} vnu-jar@{needs.VNU_VERSION}"]
    assert capfd.readouterr().out == "Installing the Nu HTML checker for the HTML tests.\n"


@pytest.mark.parametrize("there", ["java", "npm"])
def test_the_checker_is_not_brought_where_it_could_not_run(
    machine: Machine, npm_folder: Path, there: str, capfd: pytest.CaptureFixture[str]
) -> None:
    machine(there)
    needs.bring_checker()
    assert capfd.readouterr().out == ""


def test_another_version_of_the_checker_is_replaced(
    machine: Machine, npm_folder: Path, tmp_path: Path
) -> None:
    machine("java")
    machine("npm", content=npm(npm_folder, "1.0.0"))
    needs.bring_checker()
    assert not needs.has_checker()
    machine("npm", content=npm(npm_folder))
    needs.bring_checker()
    assert needs.has_checker()


def test_npm_failing_is_told_and_no_obstacle(
    machine: Machine, npm_folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    machine("java")
    machine("npm", content="#!/bin/sh\nexit 1\n")
    needs.bring_checker()
    assert capfd.readouterr().out.endswith(
        "The Nu HTML checker could not be installed; the HTML tests will say so.\n"
    )
