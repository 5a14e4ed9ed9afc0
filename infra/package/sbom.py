"""What is inside a zip, as a CycloneDX 1.6 bill of materials: packages, files, hashes, licences.

It has no serial number and no time, so that the same zip always has the same one.
"""

import hashlib
import json
import tomllib
from collections.abc import Iterable, Mapping
from importlib.metadata import Distribution, PackageMetadata
from pathlib import Path
from typing import Any

from infra.package.requirements import canonical, required_by

PROJECT = Path(__file__).parents[2] / "pyproject.toml"
Json = dict[str, Any]


def bill(
    function: str,
    archive: bytes,
    folder: Path,
    own: Iterable[Path],
    packages: Mapping[Distribution, Iterable[Path]],
) -> bytes:
    """Return the bill of one zip, as JSON.

    `own` and `packages` are the files below `folder` in the zip, without what Python compiled of them.
    """
    project = tomllib.loads(PROJECT.read_text("utf-8"))["project"]
    whole = f"{project['name']}-{function}"
    components = [_library(one, folder, files) for one, files in packages.items()]
    refs = {canonical(one["name"]): one["bom-ref"] for one in components}
    written = {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": whole,
                "name": whole,
                "version": project["version"],
                "hashes": _hashes(archive),
                "components": _files(folder, own),
            }
        },
        "components": sorted(components, key=lambda one: str(one["bom-ref"])),
        "dependencies": [
            {"ref": whole, "dependsOn": sorted(refs.values())},
            *(
                {"ref": refs[name], "dependsOn": sorted(refs[one] for one in required_by(name))}
                for name in sorted(refs)
            ),
        ],
    }
    return json.dumps(written, indent=1, ensure_ascii=False).encode() + b"\n"


def _library(distribution: Distribution, folder: Path, files: Iterable[Path]) -> Json:
    name, version = distribution.metadata["Name"], distribution.version
    address = f"pkg:pypi/{canonical(name)}@{version}"
    return {
        "type": "library",
        "bom-ref": address,
        "name": name,
        "version": version,
        "purl": address,
        "licenses": licences(distribution.metadata),
        "components": _files(folder, files),
    }


def _files(folder: Path, paths: Iterable[Path]) -> list[Json]:
    named = sorted((path.as_posix(), path) for path in paths)
    return [
        {"type": "file", "name": name, "hashes": _hashes((folder / path).read_bytes())}
        for name, path in named
    ]


def _hashes(content: bytes) -> list[Json]:
    return [{"alg": "SHA-256", "content": hashlib.sha256(content).hexdigest()}]


def licences(metadata: PackageMetadata) -> list[Json]:
    """Return the licence: an SPDX expression where the package has one, else the package's own words."""
    if expression := _said(metadata, "License-Expression"):
        return [{"expression": expression}]
    classified = [
        line.rpartition(" :: ")[2]
        for line in metadata.get_all("Classifier", ())
        if line.startswith("License ::")
    ]
    named = classified or [line for line in [_said(metadata, "License").partition("\n")[0]] if line]
    return [{"license": {"name": name}} for name in named]


def _said(metadata: PackageMetadata, name: str) -> str:
    return str(metadata[name] or "") if name in metadata else ""
