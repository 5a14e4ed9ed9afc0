"""Looking for malware on one machine: ClamAV where it is installed, else a stand-in that says so.

The stand-in knows the EICAR test file alone. What it lets through is marked as scanned by nobody.
"""

import shutil
import subprocess
from collections.abc import Callable, Sequence
from typing import Literal

Found = Literal["clean", "malware", "failed"]
Scan = Callable[[bytes], Found]
# Written in two halves, so that scanners leave this file alone. (eicar.org, “anti-malware test file”)
_EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-" + rb"STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
_SECONDS = 120
_CLEAN, _MALWARE = 0, 1  # what clamscan and clamdscan exit with; 2 is a fault


def scanner(find: Callable[[str], str | None] = shutil.which) -> tuple[str, Scan]:
    """Return the source of its events, and what scans. `find` finds a program."""
    for program in ("clamdscan", "clamscan"):
        if path := find(program):
            return "local.clamav", lambda body: _clamav([path, "--no-summary", "-"], body)
    return "local.stand-in", stand_in


def stand_in(body: bytes) -> Found:
    """Look for the test file alone."""
    return "malware" if _EICAR in body else "clean"


def _clamav(command: Sequence[str], body: bytes) -> Found:
    try:
        done = subprocess.run(command, input=body, capture_output=True, timeout=_SECONDS, check=False)  # noqa: S603
    except (OSError, subprocess.TimeoutExpired):
        return "failed"
    return "clean" if done.returncode == _CLEAN else "malware" if done.returncode == _MALWARE else "failed"
