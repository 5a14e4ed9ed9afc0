"""What the tests need beside Python packages: two browsers, and the Nu checker where Java and npm are.

Run as a program it installs what is missing and it may; `build.py test` does so before pytest.
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

BROWSERS = ("chromium", "firefox-esr")  # Debian's: programs and packages have the same names
FONTS = "fonts-liberation"  # letters as wide as Arial's
VNU_VERSION = "26.9.27"
VNU_FOLDER = Path(sys.prefix) / "npm"
VNU_JAR = VNU_FOLDER / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
VNU_PACKAGE = VNU_FOLDER / "node_modules" / "vnu-jar" / "package.json"
APT = "apt-get update && apt-get install --yes --no-install-recommends"


def say(words: str) -> None:
    """Print at once."""
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


def missing_browsers() -> list[str]:
    """The browsers that are not on the PATH."""
    return [name for name in BROWSERS if not shutil.which(name)]


def has_browsers() -> bool:
    """Whether both browsers are there, now or after installing them; says what to do when not."""
    missing = missing_browsers()
    if missing and may_install():
        say(f"Installing {' and '.join(missing)} for the browser tests.")
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(["sh", "-c", f"{APT} {' '.join(missing)} {FONTS}"], env=environment, check=False)
        missing = missing_browsers()
    if missing:
        say(f"The browser tests need {' and '.join(missing)}. {advice(missing)}")
    return not missing


def may_install() -> bool:
    """Whether this is root on Debian."""
    return is_debian() and os.geteuid() == 0


def is_debian() -> bool:
    """Whether packages have Debian's names here; Ubuntu has no firefox-esr."""
    try:
        lines = Path("/etc/os-release").read_text().splitlines()
    except OSError:
        return False
    return "ID=debian" in lines and shutil.which("apt-get") is not None


def advice(missing: list[str]) -> str:
    """The one command that brings the browsers."""
    if is_debian():
        return f"Run: sudo sh -c '{APT} {' '.join(missing)} {FONTS}'"
    return (
        "Put them on the PATH under these names, or run the tests on Debian, for example: "
        "docker run --rm -it -v .:/work -w /work python:3.11-bookworm python3 build.py test"
    )


def has_checker() -> bool:
    """Whether the pinned Nu checker is installed."""
    try:
        version = json.loads(VNU_PACKAGE.read_text())["version"]
    except (OSError, ValueError, KeyError):
        return False
    return bool(version == VNU_VERSION and VNU_JAR.is_file())


def bring_checker() -> None:
    """Install the Nu checker where Java and npm are. Without it the HTML tests say what is missing."""
    npm = shutil.which("npm")
    if has_checker() or npm is None or shutil.which("java") is None:
        return
    say("Installing the Nu HTML checker for the HTML tests.")
    options = ["--no-save", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix", str(VNU_FOLDER)]
    subprocess.run([npm, "install", *options, f"vnu-jar@{VNU_VERSION}"], check=False)
    if not has_checker():
        say("The Nu HTML checker could not be installed; the HTML tests will say so.")


if __name__ == "__main__":
    bring_checker()
    sys.exit(0 if has_browsers() else 1)
