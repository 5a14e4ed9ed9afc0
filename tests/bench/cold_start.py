"""Cold starts: each function from its unpacked package, beside `import boto3` with a DynamoDB client.

The packages are made for this machine and its Python 3.13, else for the Python that runs this, with compiled
files as on AWS; boto3 is installed and compiled in the same way. Each statement runs in a fresh interpreter
that sees nothing else. What is measured is time of the processor, which other work on the machine disturbs
least. It needs the network, or a cache of the packages. Run: python -m tests.bench.cold_start
"""

import os
import subprocess
import sys
import zipfile
from io import BytesIO
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from infra.package.bytecode import NoPython, compile_all, full_version, interpreter
from infra.package.command import ROOT, packages
from infra.package.contents import FUNCTIONS
from infra.package.requirements import hashed_lines, with_required
from infra.package.wheels import LAMBDA, Target, install

ROUNDS = 9
BUDGET = 1.5  # times the floor
FLOOR = "boto3"
CLIENT = "import boto3; boto3.client('dynamodb', region_name='ap-southeast-2')"
OUR_CLIENT = "from lambdas.clients import client; client('dynamodb')"
SETTINGS = {"AWS_DEFAULT_REGION": "ap-southeast-2", "AWS_LAMBDA_FUNCTION_NAME": "bench"}
TIMED = """
import sys, time
sys.path.insert(0, sys.argv[1])
start = time.process_time()
{}
print(time.process_time() - start)
"""


def milliseconds(python: Path, folder: Path, statement: str) -> float:
    """Return the processor's time for a statement in a fresh interpreter that has only this folder."""
    done = subprocess.run(
        [python, "-I", "-S", "-c", TIMED.format(statement), folder],
        capture_output=True,
        text=True,
        check=True,
        env={**SETTINGS, "PATH": os.environ["PATH"]},  # a Python may be found by a script that looks along it
    )
    return float(done.stdout) * 1000


def statements() -> dict[tuple[str, str], str]:
    """Return what is timed: by folder, and by what it is called."""
    found = {(FLOOR, "boto3 and a DynamoDB client"): CLIENT}
    for function in FUNCTIONS:
        handler = f"import lambdas.{function}.handler"
        found[function, "handler"] = handler
        found[function, "handler and a DynamoDB client"] = f"{handler}; {OUR_CLIENT}"
    return found


def lay_out(folder: Path, python: Path, target: Target) -> None:
    """Unpack each package in a folder of its name, and beside them boto3 with all that it requires."""
    for one in packages(folder / "stage", target, python):
        zipfile.ZipFile(BytesIO(one.archive)).extractall(folder / one.function)
    install(hashed_lines(ROOT / "requirements.txt", with_required({"boto3"})), folder / FLOOR, target)
    compile_all(folder / FLOOR, python)


def main() -> None:
    """Print the median of each, its ratio to the floor, and the budget of the handlers."""
    try:
        python = interpreter(LAMBDA.python)
    except NoPython:
        python = Path(sys.executable)
    version = full_version(python)
    with TemporaryDirectory() as folder:
        lay_out(Path(folder), python, Target(version.rpartition(".")[0]))
        cases = statements()
        rounds = [  # interleaved, so that a busy moment hits all alike; the first only warms the disk's cache
            {case: milliseconds(python, Path(folder, case[0]), cases[case]) for case in cases}
            for _ in range(ROUNDS + 1)
        ][1:]
    times = {case: median(one[case] for one in rounds) for case in cases}
    floor = times[FLOOR, "boto3 and a DynamoDB client"]
    load = os.getloadavg()[0]
    sys.stdout.write(f"Python {version}, {ROUNDS} rounds, load {load:.1f}; budget of a handler {BUDGET}\n")
    for (place, name), time in times.items():
        sys.stdout.write(f"{place:7} {name:30} {time:6.0f} ms  ratio {time / floor:.2f}\n")


if __name__ == "__main__":
    main()
