"""Importing the intake handler beside `import boto3` with a DynamoDB client, each in a fresh interpreter.

Run: python -m tests.bench.intake_import
"""

import subprocess
import sys
from statistics import median

ROUNDS = 9
CASES = {
    "nothing": "pass",
    "intake": "import lambdas.intake.handler",
    "boto3 and a DynamoDB client": "import boto3; boto3.client('dynamodb', region_name='ap-southeast-2')",
}
TIMED = "import time; start = time.perf_counter()\n{}\nprint(time.perf_counter() - start)"


def seconds(statement: str) -> float:
    """Return how long a statement takes in a fresh interpreter."""
    run = subprocess.run(
        [sys.executable, "-c", TIMED.format(statement)], capture_output=True, text=True, check=True
    )
    return float(run.stdout)


def main() -> None:
    """Print the median of each and the ratio; rounds are interleaved so that a busy moment hits all alike."""
    rounds = [{name: seconds(statement) for name, statement in CASES.items()} for _ in range(ROUNDS)]
    times = {name: median(one[name] for one in rounds) * 1000 for name in CASES}
    for name, time in times.items():
        sys.stdout.write(f"{name:30} {time:7.0f} ms\n")
    ratio = times["intake"] / times["boto3 and a DynamoDB client"]
    sys.stdout.write(f"ratio {ratio:.2f} (budget 1.5)\n")


if __name__ == "__main__":
    main()
