"""cfn-lint, the SAM translator and checkov, in an environment of their own: they need older packages.

It is made once, from tools-requirements.txt, below .build/. Made new by:

    uv pip compile tests/infra/tools-requirements.in --universal --generate-hashes --no-header -q \
        --python-version 3.11 -o tests/infra/tools-requirements.txt

uv-requirements.txt holds uv, which installs them: the same command on a file that says `uv`.
"""

import contextlib
import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
REQUIREMENTS = HERE / "tools-requirements.txt"
UV_REQUIREMENTS = HERE / "uv-requirements.txt"
INSIDE = HERE / "inside.py"
FOLDER = HERE.parents[1] / ".build" / "infra-tools"


def inside(command: str, given: dict[str, Any]) -> Any:
    """What inside.py makes of this, by its name in `given`. Asked again, it is read from a file."""
    text = json.dumps(given, sort_keys=True)
    seed = "".join([command, text, INSIDE.read_text(), REQUIREMENTS.read_text()])
    kept = FOLDER / f"{command}-{hashlib.sha256(seed.encode()).hexdigest()[:32]}.json"
    with _alone():
        if not kept.exists():
            for old in FOLDER.glob(f"{command}-*.json"):
                old.unlink()
            kept.write_text(_run(command, text))
        return json.loads(kept.read_text())


def _run(command: str, text: str) -> str:
    words: list[str | Path] = [_python(), INSIDE, command]
    done = subprocess.run(words, input=text, capture_output=True, text=True, env=_environment(), timeout=500)
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout


def _environment() -> dict[str, str]:
    """No credentials, and no place to look for any: nothing here talks to AWS."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith("AWS_")}
    return plain | {"AWS_EC2_METADATA_DISABLED": "true", "AWS_DEFAULT_REGION": "ap-southeast-2"}


def _python() -> Path:
    folder = FOLDER / hashlib.sha256(REQUIREMENTS.read_bytes()).hexdigest()[:16]
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    stamp = folder / "complete"
    if not stamp.exists():
        _make(folder, python)
        stamp.touch()
    return python


def _make(folder: Path, python: Path) -> None:
    """By uv: pip takes five minutes for these."""
    subprocess.run([sys.executable, "-m", "venv", "--clear", folder], check=True)
    subprocess.run(
        [python, "-m", "pip", "install", "-q", "--require-hashes", "-r", UV_REQUIREMENTS], check=True
    )
    uv: list[str | Path] = [python, "-m", "uv", "pip", "install", "-q", "--python", python]
    subprocess.run([*uv, "--require-hashes", "-r", REQUIREMENTS], check=True)


@contextlib.contextmanager
def _alone() -> Iterator[None]:
    """One process at a time (except on Windows): the tests run in several."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (FOLDER / "lock").open("w") as held:
        if os.name != "nt":
            import fcntl

            fcntl.flock(held, fcntl.LOCK_EX)
        yield
