#!/usr/bin/env python3
"""The one command of this project. It starts with the standard library alone and makes what it needs."""

import sys

if sys.version_info < (3, 11):  # noqa: UP036  people do run it with older ones, and deserve a sentence
    sys.exit(
        "This needs Python 3.11 or later; this is Python {}.{}. Run it with a newer one, for example: "
        "python3.13 build.py".format(*sys.version_info[:2])
    )

# Up to here and in its syntax this file is for old Pythons too, so that they can say the sentence above.
import argparse
import contextlib
import difflib
import hashlib
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parent
REQUIREMENTS = ROOT / "requirements.txt"
OWN_ENVIRONMENT = ROOT / ".venv"
STAMP = "incident-forms-requirements.sha256"  # in an environment: the requirements that are installed there
CANNOT_INSTALL = 3  # exit status
INTERRUPTED = 130
WINDOWS = os.name == "nt"


class Stopped(Exception):  # noqa: N818
    """The work cannot go on; the message is for the person at the terminal."""


# The environment


def go_on_in_environment() -> None:
    """Return inside an environment that has every requirement, or start this command again in one."""
    if sys.prefix != sys.base_prefix:
        return complete(Path(sys.prefix), Path(sys.executable))
    python = python_of(active_environment() or own_environment())
    return become([str(python), *sys.argv])


def active_environment() -> Path | None:
    """The activated environment, unless it is the project's own or no longer there."""
    named = Path(os.environ.get("VIRTUAL_ENV") or OWN_ENVIRONMENT).absolute()
    return named if named != OWN_ENVIRONMENT and works(named) else None


def own_environment() -> Path:
    """The project's own environment, made or made anew where it is missing, broken or half made."""
    with alone():
        if not (OWN_ENVIRONMENT / STAMP).is_file() or not works(OWN_ENVIRONMENT):
            make(OWN_ENVIRONMENT)
    return OWN_ENVIRONMENT


def make(folder: Path) -> None:
    """A new environment with every requirement, in place of whatever is there."""
    print(f"Making {folder.name}, the project's own Python environment (once).", flush=True)
    if folder.is_symlink() or folder.is_file():
        folder.unlink()
    elif folder.exists():
        shutil.rmtree(folder)
    uv = shutil.which("uv")
    maker = [uv, "venv", "--quiet", "--python", sys.executable] if uv else [sys.executable, "-m", "venv"]
    run([*maker, folder], NO_ENVIRONMENT)
    install(folder, python_of(folder))


def complete(folder: Path, python: Path) -> None:
    """Install what an existing environment lacks; nothing, and no network, when all is there."""
    if not is_complete(folder):
        with alone():
            if not is_complete(folder):
                install(folder, python)


def install(folder: Path, python: Path) -> None:
    """The hashed requirements, and a stamp that says so. It is written last: half is not taken for whole."""
    (folder / STAMP).unlink(missing_ok=True)
    print(f"Installing the packages of requirements.txt into {folder}. This can take a minute.", flush=True)
    uv = shutil.which("uv")
    if not uv and subprocess.run([python, "-m", "pip", "--version"], capture_output=True).returncode:
        run([python, "-m", "ensurepip"], NO_ENVIRONMENT)
    by_pip = [str(python), "-m", "pip", "install", "--quiet", "--quiet"]  # once still warns of each package
    words = [uv, "pip", "install", "--quiet", f"--python={python}"] if uv else by_pip
    run([*words, "--require-hashes", "-r", REQUIREMENTS], NO_PACKAGES)
    (folder / STAMP).write_text(fingerprint())


NO_ENVIRONMENT = (
    "The Python environment could not be made; the lines above say why. On Debian and Ubuntu this helps: "
    "apt-get install python3-venv"
)
NO_PACKAGES = (
    "The packages could not be installed; the lines above say why. Put it right, for example connect to the "
    "network, and run the same command again."
)


def run(command: Sequence[str | Path], otherwise: str) -> None:
    """Run a command, or stop with the sentence for its failure."""
    try:
        if subprocess.run(command).returncode == 0:
            return
    except OSError as failure:
        print(failure, file=sys.stderr)
    raise Stopped(otherwise)


def fingerprint() -> str:
    return hashlib.sha256(REQUIREMENTS.read_bytes()).hexdigest()


def is_complete(folder: Path) -> bool:
    stamp = folder / STAMP
    return stamp.is_file() and stamp.read_text() == fingerprint()


def python_of(folder: Path) -> Path:
    return folder / ("Scripts/python.exe" if WINDOWS else "bin/python")


def works(folder: Path) -> bool:
    """Whether its Python runs, and as an environment: it may have been made by a Python that is gone."""
    try:
        question = "import sys; sys.exit(sys.prefix == sys.base_prefix)"
        return subprocess.run([python_of(folder), "-c", question], capture_output=True).returncode == 0
    except OSError:
        return False


@contextlib.contextmanager
def alone() -> Iterator[None]:
    """Wait until no other build.py changes an environment (except on Windows)."""
    with REQUIREMENTS.open() as held:
        if not WINDOWS:
            import fcntl

            fcntl.flock(held, fcntl.LOCK_EX)
        yield


def become(command: list[str]) -> None:
    """Go on as another process."""
    if WINDOWS:  # exec there would return to the prompt at once
        sys.exit(subprocess.run(command).returncode)
    os.execv(command[0], command)


# The commands


def serve(options: argparse.Namespace) -> int:
    from lambdas.local.serve import serve as serve_here

    return serve_here(options.port, options.data)


def check(options: argparse.Namespace) -> int:
    from forms_src.checking import check_command

    return check_command(ROOT, options.sarif)


def site(options: argparse.Namespace) -> int:
    from forms_src.site import site_command

    return site_command(options.out)


def new(options: argparse.Namespace) -> int:
    from forms_src.starting.command import new_command

    return new_command(options.kind, options.name)


def publish(options: argparse.Namespace) -> int:
    from forms_src.versions.command import publish_command
    from forms_src.versions.publishing import Wish

    reason = options.reason if options.force else None
    return publish_command(ROOT, Wish(options.form, options.day, options.approved_by, options.again, reason))


def diff(options: argparse.Namespace) -> int:
    from forms_src.versions.command import diff_command

    return diff_command(ROOT, options.form, options.before, options.after)


def package(_options: argparse.Namespace) -> int:
    from infra.package.command import package_command

    return package_command(ROOT / ".build" / "package")


def test(options: argparse.Namespace) -> int:
    # It installs browsers where it may, else says how. What still lacks them fails; all else runs.
    subprocess.run([sys.executable, ROOT / "tests" / "needs.py"])
    os.chdir(ROOT)
    become([sys.executable, "-m", "pytest", "-n", "auto", "--dist", "worksteal", *options.pytest])
    return 0


def load(options: argparse.Namespace) -> int:
    from tests.load.command import load_command

    return load_command(options.sends, options.clients)


COMMANDS: dict[str, tuple[Callable[[argparse.Namespace], int], str]] = {
    "serve": (serve, "serve the site with everything behind it, and show changes as they are made"),
    "check": (check, "list every fault in the form definitions"),
    "site": (site, "write the static site"),
    "new": (new, "start a form, an option list or a section: a file that works, with notes that teach"),
    "diff": (diff, "say what changed in a form since it was published, and for whom"),
    "publish": (publish, "make a form’s definition its next version, in effect from a day"),
    "package": (package, "make the zips that run on AWS, each with a list of what is inside"),
    "load": (load, "send many reports while serve is killed, and find that none is lost or doubled"),
    "test": (test, "run the tests, browsers included; further words go to pytest"),
}


def parse(words: list[str]) -> argparse.Namespace:
    """The command with its settings; exits 2, saying why, when there is no such command or setting."""
    name, rest = words[0], words[1:]
    if name not in COMMANDS:
        near = "".join(f" Did you mean {known}?" for known in difflib.get_close_matches(name, COMMANDS, n=1))
        print(f"There is no command {name}.{near} Run build.py alone to see what there is.", file=sys.stderr)
        raise SystemExit(2)
    if name == "test":  # all that follows is pytest's, also what looks like a setting
        return argparse.Namespace(command=test, pytest=rest)
    command, purpose = COMMANDS[name]
    parser = argparse.ArgumentParser(prog=f"build.py {name}", description=f"{purpose.capitalize()}.")
    if name == "serve":
        parser.add_argument("--port", type=port, default=8000, help="default 8000; 0 takes a free one")
        parser.add_argument("--data", type=Path, default=ROOT / ".local", help="where all is kept (.local)")
    if name in ("check", "site"):
        output_settings(parser, name)
    if name == "new":
        parser.add_argument("kind", choices=("form", "option-list", "section"))
        parser.add_argument("name", help="small letters, digits and hyphens, such as falls-report")
    if name == "load":
        parser.add_argument("--sends", type=int, default=10_000, help="reports to send (10,000)")
        parser.add_argument("--clients", type=int, default=50, help="people who send at once (50)")
    if name in ("diff", "publish"):
        version_settings(parser, name)
    return checked(parser, parser.parse_args(rest, argparse.Namespace(command=command)))


def output_settings(parser: argparse.ArgumentParser, name: str) -> None:
    if name == "check":
        parser.add_argument("--sarif", type=Path, metavar="FILE", help="also write them here for a code host")
        return
    parser.add_argument("--out", type=Path, default=ROOT / "site", help="where to write it (site)")


def version_settings(parser: argparse.ArgumentParser, name: str) -> None:
    parser.add_argument("form", help="the id of a form, such as ndis-immediate")
    if name == "diff":
        parser.add_argument("before", type=int, nargs="?", help="a version (the last one)")
        parser.add_argument("after", type=int, nargs="?", help="another (the definition as it is now)")
        return
    parser.add_argument(
        "--from", type=day, dest="day", metavar="DAY", required=True, help="its first day: 2027-01-31"
    )
    parser.add_argument("--approved-by", metavar="NAME", help="who approved it (as its definition says)")
    parser.add_argument("--again", type=int, metavar="NUMBER", help="publish this earlier version once more")
    parser.add_argument("--force", action="store_true", help="tell systems late that they must change")
    parser.add_argument("--reason", metavar="WORDS", help="why they are told late; it is kept and shown")


def checked(parser: argparse.ArgumentParser, options: argparse.Namespace) -> argparse.Namespace:
    if "force" in options and options.force != bool(options.reason and options.reason.strip()):
        parser.error("--force and --reason go together: say why systems are told late")
    return options


def day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text} is not a date such as 2027-01-31") from None


def port(text: str) -> int:
    if not text.isdecimal() or int(text) > 65_535:
        raise argparse.ArgumentTypeError(f"{text} is not a port: a number from 0 to 65535")
    return int(text)


def overview() -> None:
    print("Incident forms. What build.py can do:\n")
    for name, (_, words) in COMMANDS.items():
        print(f"  python3 build.py {name:<8}{words}")
    print("\nEach takes --help, but for test, whose --help is pytest's.")


def main(words: list[str]) -> int:
    if not words or words[0] in {"-h", "--help", "help"}:
        overview()
        return 0
    options = parse(words)
    try:
        go_on_in_environment()
    except (Stopped, OSError) as failure:
        print(failure, file=sys.stderr)
        return CANNOT_INSTALL
    except KeyboardInterrupt:
        print("\nStopped half way. Run the same command again to go on.", file=sys.stderr)
        return INTERRUPTED
    return int(options.command(options))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
