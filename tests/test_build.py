"""build.py as people run it: a process, outside and inside environments, with and without a network.

The one package is a stand-in, and so is uv, which saves the ten seconds that venv takes to install pip; the
environments are real, and one test has real venv and pip.
"""

import ast
import base64
import hashlib
import os
import re
import shutil
import signal
import subprocess
import sys
import zipfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from time import monotonic, sleep

import pytest

ROOT = Path(__file__).resolve().parents[1]
BASE_PYTHON = Path(sys.base_prefix) / ("python.exe" if os.name == "nt" else "bin/python3")
PATIENCE = 240.0  # seconds until a test gives up; making an environment is slow on a machine under load
STAMP = "incident-forms-requirements.sha256"
MADE = "Making .venv, the project's own Python environment (once).\n"


def wheel(folder: Path) -> str:
    """A package `probe` in a wheel; its SHA-256."""
    record = "probe-1.0.dist-info"
    files = {
        "probe.py": "",
        f"{record}/METADATA": "Metadata-Version: 2.1\nName: probe\nVersion: 1.0\n",
        f"{record}/WHEEL": "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    lines = [f"{name},sha256={_digest(text)},{len(text)}" for name, text in files.items()]
    files[f"{record}/RECORD"] = "\n".join([*lines, f"{record}/RECORD,,", ""])
    folder.mkdir()
    path = folder / "probe-1.0-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _digest(text: str) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).rstrip(b"=").decode()


UV = """\
#!{python}
import hashlib, os, pathlib, subprocess, sys, time, zipfile
folder = pathlib.Path({folder!r})
with open(folder / "uv-calls", "a") as calls:
    print(*sys.argv[1:], file=calls)
if sys.argv[1] == "venv":
    sys.exit(subprocess.call([sys.executable, "-m", "venv", "--without-pip", sys.argv[-1]]))
if os.environ["NETWORK"] == "slow":
    (folder / "uv-waits").touch()
    time.sleep(600)
wheel = pathlib.Path({wheel!r})
known = hashlib.sha256(wheel.read_bytes()).hexdigest() in pathlib.Path(sys.argv[-1]).read_text()
if os.environ["NETWORK"] == "none" or not known:
    sys.exit("probe cannot be had")
python = pathlib.Path(sys.argv[4].partition("=")[2])
zipfile.ZipFile(wheel).extractall(next(python.parents[1].glob("lib/python*/site-packages")))
"""


class Project:
    """A folder with build.py, requirements, and a `check` that says which environment it runs in."""

    def __init__(self, folder: Path, wheels: Path, sha256: str, *, uv: bool = True) -> None:
        self.folder, self.wheels = folder, wheels
        (folder / "forms_src").mkdir(parents=True)
        (folder / "forms_src" / "checking.py").write_text(
            "import sys, probe\ndef check_command(*_):\n    print(f'in {sys.prefix}')\n    return 7\n"
        )
        shutil.copy(ROOT / "build.py", folder)
        (folder / "bin").mkdir()
        if uv:
            wheel = str(next(wheels.iterdir()))
            (folder / "bin" / "uv").write_text(UV.format(python=BASE_PYTHON, folder=str(folder), wheel=wheel))
            (folder / "bin" / "uv").chmod(0o755)
        self.require(sha256)

    def require(self, sha256: str) -> None:
        (self.folder / "requirements.txt").write_text(f"probe==1.0 --hash=sha256:{sha256}\n")

    @property
    def environment(self) -> Path:
        return self.folder / ".venv"

    def words(self, *words: str, python: Path = BASE_PYTHON) -> list[str]:
        return [str(python), str(self.folder / "build.py"), *words]

    def settings(self, *, network: bool = True, **more: str) -> dict[str, str]:
        """A bare environment; the stand-in for the network is the folder of wheels."""
        return {
            "PATH": str(self.folder / "bin"),
            "HOME": str(self.folder),
            "NETWORK": "there" if network else "none",  # read by the stand-in for uv
            "PIP_NO_INDEX": "1",
            "PIP_CONFIG_FILE": os.devnull,
            **({"PIP_FIND_LINKS": str(self.wheels)} if network else {}),
            **more,
        }

    def run(
        self, *words: str, python: Path = BASE_PYTHON, network: bool = True, **more: str
    ) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            self.words(*words, python=python),
            cwd=self.folder,
            env=self.settings(network=network, **more),
            capture_output=True,
            text=True,
            timeout=PATIENCE,
        )


@pytest.fixture(scope="module")
def wheels(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    folder = tmp_path_factory.mktemp("packages") / "wheels"
    return folder, wheel(folder)


@pytest.fixture
def project(tmp_path: Path, wheels: tuple[Path, str]) -> Project:
    """A project that was never used."""
    return Project(tmp_path / "project", *wheels)


@pytest.fixture
def used(project: Project) -> Project:
    """A project after its first use."""
    assert project.run("check").returncode == 7
    return project


def other_environment(folder: Path) -> Path:
    """A person's own environment without any package, and its Python."""
    subprocess.run([BASE_PYTHON, "-m", "venv", "--without-pip", folder], check=True)
    return folder / "bin" / "python"


def test_alone_it_says_what_it_can_do_and_makes_nothing(project: Project) -> None:
    done = project.run()
    assert done.returncode == 0
    lines = done.stdout.splitlines()
    for name in ("serve", "check", "site", "new", "diff", "publish", "package", "load", "test"):
        assert sum(f"python3 build.py {name} " in line for line in lines) == 1
    assert not project.environment.exists()


@pytest.mark.parametrize(
    ("typed", "near"),
    [("serv", " Did you mean serve?"), ("chekc", " Did you mean check?"), ("frobnicate", "")],
)
def test_an_unknown_command_is_answered_with_the_nearest(project: Project, typed: str, near: str) -> None:
    done = project.run(typed)
    assert done.returncode == 2
    assert done.stderr == f"There is no command {typed}.{near} Run build.py alone to see what there is.\n"


@pytest.mark.parametrize("typed", ["65536", "-1", "many"])
def test_a_port_is_a_number_from_0_to_65535(project: Project, typed: str) -> None:
    done = project.run("serve", f"--port={typed}")
    assert done.returncode == 2
    assert f"argument --port: {typed} is not a port: a number from 0 to 65535" in done.stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--from=soon",), "argument --from: soon is not a date such as 2027-01-31"),
        (("--from=2027-01-31", "--force"), "--force and --reason go together: say why systems are told late"),
        (("--from=2027-01-31", "--reason=No"), "--force and --reason go together"),
        (("--from=2027-01-31", "--force", "--reason= "), "--force and --reason go together"),
    ],
)
def test_publishing_needs_a_day_and_force_a_reason(
    project: Project, words: tuple[str, ...], said: str
) -> None:
    done = project.run("publish", "small", *words)
    assert done.returncode == 2
    assert said in done.stderr


@pytest.mark.parametrize("name", ["serve", "check", "site", "new", "diff", "publish", "package", "load"])
def test_help_needs_no_environment(project: Project, name: str) -> None:
    done = project.run(name, "--help")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(f"usage: build.py {name}")
    assert not project.environment.exists()


def test_it_is_readable_to_old_pythons_which_then_say_what_is_needed() -> None:
    source = (ROOT / "build.py").read_text()
    ast.parse(source, feature_version=(3, 6))
    program = f"import sys; sys.version_info = (3, 9, 2); exec(compile({source!r}, 'build.py', 'exec'))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.returncode == 1
    assert done.stderr == (
        "This needs Python 3.11 or later; this is Python 3.9. "
        "Run it with a newer one, for example: python3.13 build.py\n"
    )


def test_it_starts_with_the_standard_library_alone() -> None:
    imported = {
        name.name.partition(".")[0]
        for node in ast.parse((ROOT / "build.py").read_text()).body
        if isinstance(node, ast.Import)
        for name in node.names
    }
    assert imported <= sys.stdlib_module_names


def test_first_use_makes_an_environment_says_so_and_goes_on_inside_it(project: Project) -> None:
    done = project.run("check")
    assert done.stderr == ""
    assert done.stdout.startswith(MADE)
    assert f"Installing the packages of requirements.txt into {project.environment}." in done.stdout
    assert done.stdout.endswith(f"in {project.environment}\n")
    assert done.returncode == 7


def test_later_uses_need_no_network_and_say_nothing_of_it(used: Project) -> None:
    done = used.run("check", network=False)
    assert (done.returncode, done.stdout, done.stderr) == (7, f"in {used.environment}\n", "")


def test_changed_requirements_are_installed(used: Project, wheels: tuple[Path, str]) -> None:
    used.require(f"{wheels[1]} --hash=sha256:{'0' * 64}")
    done = used.run("check")
    assert MADE not in done.stdout
    assert "Installing the packages of requirements.txt" in done.stdout
    assert "Installing" not in used.run("check", network=False).stdout


def break_half_made(environment: Path) -> None:
    (environment / STAMP).unlink()
    next(environment.glob("lib/python*/site-packages/probe.py")).unlink()


def break_python_gone(environment: Path) -> None:
    for python in environment.glob("bin/python*"):
        python.unlink()
        python.symlink_to("/nowhere/python3")


def break_empty(environment: Path) -> None:
    shutil.rmtree(environment)
    environment.mkdir()


def break_file(environment: Path) -> None:
    shutil.rmtree(environment)
    environment.write_text("")


def break_settings_gone(environment: Path) -> None:
    (environment / "pyvenv.cfg").unlink()


@pytest.mark.parametrize(
    "damage", [break_half_made, break_python_gone, break_empty, break_file, break_settings_gone]
)
def test_a_broken_environment_is_made_anew(used: Project, damage: Callable[[Path], None]) -> None:
    damage(used.environment)
    done = used.run("check")
    assert done.stdout.startswith(MADE)
    assert done.returncode == 7


def test_packages_that_cannot_be_had_are_a_sentence_and_not_a_dead_end(project: Project) -> None:
    done = project.run("check", network=False)
    assert done.returncode == 3
    assert "Traceback" not in done.stderr
    assert done.stderr.endswith(
        "The packages could not be installed; the lines above say why. Put it right, for example connect to "
        "the network, and run the same command again.\n"
    )
    assert project.run("check").returncode == 7


def test_without_uv_venv_and_pip_do_the_same_and_never_install_another_hash(
    tmp_path: Path, wheels: tuple[Path, str]
) -> None:
    project = Project(tmp_path / "project", *wheels, uv=False)
    project.require("0" * 64)
    refused = project.run("check")
    assert refused.returncode == 3
    assert "DO NOT MATCH THE HASHES" in refused.stderr
    assert not list(project.environment.glob("lib/python*/site-packages/probe.py"))
    project.require(wheels[1])
    done = project.run("check")
    assert (done.returncode, done.stderr) == (7, "")
    assert done.stdout.startswith(MADE)
    assert project.run("check", network=False).stdout == f"in {project.environment}\n"


def stopped_while_installing(project: Project, number: int) -> tuple[str, int]:
    """Send a signal in the middle, as a terminal does; what it said and its exit status."""
    running = subprocess.Popen(
        project.words("check"),
        cwd=project.folder,
        env=project.settings(NETWORK="slow"),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        until = monotonic() + PATIENCE
        while not (project.folder / "uv-waits").exists():
            assert monotonic() < until
            sleep(0.01)
        os.killpg(running.pid, number)
        return running.communicate(timeout=PATIENCE)[1], running.returncode
    finally:
        with suppress(ProcessLookupError):
            os.killpg(running.pid, signal.SIGKILL)
        running.communicate()


def test_interrupted_it_says_so_and_the_next_use_repairs_it(project: Project) -> None:
    said, status = stopped_while_installing(project, signal.SIGINT)
    assert said.endswith("Stopped half way. Run the same command again to go on.\n")
    assert status == 130
    assert project.run("check").returncode == 7


def test_killed_while_it_was_being_made_it_is_repaired(project: Project) -> None:
    stopped_while_installing(project, signal.SIGKILL)
    assert project.run("check").returncode == 7


def test_an_active_environment_is_completed_and_used_and_no_other_made(
    project: Project, tmp_path: Path
) -> None:
    python = other_environment(tmp_path / "mine")
    kept = tmp_path / "mine" / "kept.txt"
    kept.write_text("mine")
    for words in ({"python": python}, {"VIRTUAL_ENV": str(tmp_path / "mine")}):
        done = project.run("check", **words)
        assert done.stdout.endswith(f"in {tmp_path / 'mine'}\n")
        assert done.returncode == 7
    assert "Installing" not in done.stdout
    assert kept.read_text() == "mine"
    assert not project.environment.exists()


@pytest.mark.parametrize("named", ["gone", "project/.venv"])
def test_an_active_environment_that_is_gone_or_the_projects_own_is_no_obstacle(
    project: Project, tmp_path: Path, named: str
) -> None:
    done = project.run("check", VIRTUAL_ENV=str(tmp_path / named))
    assert done.stdout.endswith(f"in {project.environment}\n")


def test_uv_is_used_where_it_is_on_the_path_and_checks_the_hashes_too(used: Project) -> None:
    making, installing = (used.folder / "uv-calls").read_text().splitlines()
    assert re.fullmatch(rf"venv --quiet --python \S+ {used.environment}", making)
    assert installing == (
        f"pip install --quiet --python={used.environment}/bin/python "
        f"--require-hashes -r {used.folder}/requirements.txt"
    )


def test_two_at_once_make_one_environment(project: Project) -> None:
    both = [
        subprocess.Popen(
            project.words("check"),
            cwd=project.folder,
            env=project.settings(),
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    said = [one.communicate(timeout=PATIENCE)[0] for one in both]
    assert [one.returncode for one in both] == [7, 7]
    assert sum(MADE in words for words in said) == 1


def test_it_can_be_run_from_any_folder(used: Project, tmp_path: Path) -> None:
    done = subprocess.run(
        used.words("check"), cwd=tmp_path, env=used.settings(network=False), capture_output=True, text=True
    )
    assert done.returncode == 7


def test_every_requirement_has_its_hashes_and_names_no_place() -> None:
    text = (ROOT / "requirements.txt").read_text()
    pinned = re.findall(
        r"^[a-z0-9.-]+==[^ \\]+[^\n]*\\\n(?:    --hash=sha256:[0-9a-f]{64}(?: \\)?\n)+", text, re.MULTILINE
    )
    assert len(pinned) == len(re.findall(r"^[^ #\n]", text, re.MULTILINE)) > 0
    assert not re.search(r"https?:|file:|--(extra-)?index-url|--find-links| @ |^-", text, re.MULTILINE)
