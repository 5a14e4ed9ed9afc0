"""What the person at the terminal is told."""

import sys
import traceback


def say(*lines: str) -> None:
    """Print each line at once, also into a pipe."""
    sys.stdout.write("".join(f"{line}\n" for line in lines))
    sys.stdout.flush()


def warn(*lines: str) -> None:
    """Print each line to standard error."""
    sys.stderr.write("".join(f"{line}\n" for line in lines))
    sys.stderr.flush()


def show_failure(what: str) -> None:
    """Print the exception being handled, under one line that says what failed."""
    warn(what, traceback.format_exc().rstrip())
