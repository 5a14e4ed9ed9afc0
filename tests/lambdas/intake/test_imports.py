"""A cold start pays for what it imports: the intake takes nothing it does not need to answer."""

import subprocess
import sys

UNWANTED = ("aws_xray_sdk", "holidays", "jinja2", "requests", "ruamel", "boto3.resources", "icalendar")


def test_importing_the_intake_pulls_in_nothing_heavy() -> None:
    script = "import sys, lambdas.intake.handler; print('\\n'.join(sys.modules))"
    loaded = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    ).stdout.split()
    heavy = [name for name in loaded if any(name == one or name.startswith(f"{one}.") for one in UNWANTED)]
    assert heavy == []
    assert "lambdas.intake.handler" in loaded
