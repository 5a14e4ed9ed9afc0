"""Run in the environment of the tools (tools.py). Reads JSON from standard input, writes JSON.

python inside.py translate    {name: SAM template} → {name: what AWS makes of it}
python inside.py lint         {name: template} → {name: rules of cfn-lint that it breaks, with words}
python inside.py scan         {name: template} → {name: checks of checkov that it fails, with resources}
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

REGION = "ap-southeast-2"
Templates = dict[str, dict[str, Any]]
Findings = dict[str, list[str]]


def translate(given: Templates) -> Templates:
    """There are no managed policies to look up: each role is our own."""
    import boto3
    from samtranslator.parser.parser import Parser
    from samtranslator.translator.transform import Translator

    session = boto3.Session(region_name=REGION)
    for template in given.values():
        for resource in template["Resources"].values():
            properties = resource.get("Properties", {})
            if "CodeUri" in properties:  # as `sam package` leaves it
                properties["CodeUri"] = f"s3://package/{properties['CodeUri'].rpartition('/')[2]}"
    return {
        name: Translator({}, Parser(), boto_session=session).translate(
            sam_template=template, parameter_values={}
        )
        for name, template in given.items()
    }


def lint(given: Templates) -> Findings:
    with tempfile.TemporaryDirectory() as folder:
        _write(given, folder)
        found = json.loads(
            _output("cfn-lint", "--format", "json", "-r", REGION, "ap-southeast-4", "--", *_files(folder))
        )
    words: Findings = {name: [] for name in given}
    for one in found:
        words[Path(one["Filename"]).stem].append(f"{one['Rule']['Id']} {one['Message']}")
    return words


def scan(given: Templates) -> Findings:
    with tempfile.TemporaryDirectory() as folder:
        _write(given, folder)
        plain = ("--framework", "cloudformation", "--compact", "--quiet", "--skip-download", "-o", "json")
        answer = json.loads(_output("checkov", "-d", folder, *plain))
    words: Findings = {name: [] for name in given}
    assert not answer["summary"]["parsing_errors"], answer["summary"]
    for one in answer["results"]["failed_checks"]:
        words[Path(one["file_path"]).stem].append(f"{one['check_id']} {one['resource'].rpartition('.')[2]}")
    return words


def _write(given: Templates, folder: str) -> None:
    for name, template in given.items():
        Path(folder, f"{name}.json").write_text(json.dumps(template, indent=1))


def _files(folder: str) -> list[str]:
    return sorted(str(path) for path in Path(folder).iterdir())


def _output(tool: str, *words: str) -> str:
    """Both exit with another status when they find something."""
    done = subprocess.run(
        [Path(sys.executable).with_name(tool), *words], capture_output=True, text=True, cwd=os.sep
    )
    assert done.stdout, done.stderr[-3000:]
    return done.stdout


if __name__ == "__main__":
    json.dump(
        {"translate": translate, "lint": lint, "scan": scan}[sys.argv[1]](json.load(sys.stdin)), sys.stdout
    )
