"""Faults as SARIF 2.1.0, so that code hosts show them on the changed lines."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from forms_src.excerpts import page_of
from forms_src.faults import Fault

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

PROJECT = Path(__file__).parents[1]


def sarif(faults: Sequence[Fault], root: Path) -> dict[str, Any]:
    """Return the log of one run; files are named as seen from `root`, columns count characters from 1."""
    ids = sorted({fault.id for fault in faults})
    rules = [_rule(next(fault for fault in faults if fault.id == id_)) for id_ in ids]
    return {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": {"name": "Incident Forms check", "rules": rules}},
                "columnKind": "unicodeCodePoints",
                "results": [_result(fault.below(root), ids.index(fault.id)) for fault in faults],
            }
        ],
    }


def _rule(fault: Fault) -> dict[str, Any]:
    page = page_of(fault.id)
    title = fault.id.replace("-", " ").capitalize()
    return {
        "id": fault.id,
        "shortDescription": {"text": title},
        "help": {
            "text": f"How to mend it: {page.as_posix()}",
            "markdown": (PROJECT / page).read_text("utf-8"),
        },
        "defaultConfiguration": {"level": fault.level},
    }


def _result(fault: Fault, rule: int) -> dict[str, Any]:
    return {
        "ruleId": fault.id,
        "ruleIndex": rule,
        "level": fault.level,
        "message": {"text": fault.message},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": quote(fault.file.as_posix())},
                    "region": {"startLine": fault.line, "startColumn": fault.column},
                }
            }
        ],
    }
