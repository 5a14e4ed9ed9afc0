"""The bill of materials says what is in the zip: all of it, and nothing else."""

import hashlib
import json
import re
import zipfile
from importlib.metadata import Distribution, version
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from infra.package.contents import FUNCTIONS, Contents
from infra.package.sbom import PROJECT, licences
from tests.infra.package.conftest import Packages


def bill(made: Packages, function: str) -> dict[str, Any]:
    whole: dict[str, Any] = json.loads(made[function].bill)
    return whole


@pytest.mark.parametrize("function", FUNCTIONS)
def test_it_has_what_cyclonedx_requires_and_nothing_that_changes_by_itself(
    made: Packages, function: str
) -> None:
    """Required fields of the CycloneDX 1.6 JSON schema, for the parts that are used here."""
    whole = bill(made, function)
    assert (whole["bomFormat"], whole["specVersion"], whole["version"]) == ("CycloneDX", "1.6", 1)
    assert not {"serialNumber"} & whole.keys()
    assert "timestamp" not in whole["metadata"]
    top = whole["metadata"]["component"]
    assert top["name"] == f"incident-forms-{function}"
    assert top["type"] == "application"
    assert {one["type"] for one in whole["components"]} == {"library"}
    refs = [one["bom-ref"] for one in (top, *whole["components"])]
    assert len(set(refs)) == len(refs)
    for one in whole["components"]:
        assert re.fullmatch(r"pkg:pypi/[a-z0-9-]+@[0-9a-z.]+", one["purl"])
        assert all("expression" in licence or licence["license"]["name"] for licence in one["licenses"])
        assert one["licenses"]
    for one in (top, *whole["components"]):
        for file in one["components"]:
            assert file.keys() == {"type", "name", "hashes"}
            assert file["type"] == "file"
            assert re.fullmatch("[0-9a-f]{64}", file["hashes"][0]["content"])
            assert file["hashes"][0]["alg"] == "SHA-256"


@pytest.mark.parametrize("function", FUNCTIONS)
def test_every_file_of_the_zip_is_in_it_once_with_its_hash(made: Packages, function: str) -> None:
    whole, archive = bill(made, function), zipfile.ZipFile(BytesIO(made[function].archive))
    holders = (whole["metadata"]["component"], *whole["components"])
    listed = [(file["name"], file["hashes"][0]["content"]) for one in holders for file in one["components"]]
    inside = [name for name in archive.namelist() if not name.endswith(".pyc")]
    assert sorted(listed) == sorted((name, hashlib.sha256(archive.read(name)).hexdigest()) for name in inside)
    digest = hashlib.sha256(made[function].archive).hexdigest()
    assert whole["metadata"]["component"]["hashes"] == [{"alg": "SHA-256", "content": digest}]


@pytest.mark.parametrize("function", FUNCTIONS)
def test_it_names_every_package_with_its_version_and_what_it_needs(made: Packages, function: str) -> None:
    whole = bill(made, function)
    found = {one["purl"].partition("@")[0].removeprefix("pkg:pypi/"): one for one in whole["components"]}
    assert found.keys() == Contents(function, PROJECT.parent).distributions
    assert {name: one["version"] for name, one in found.items()} == {name: version(name) for name in found}
    needs = {one["ref"]: one["dependsOn"] for one in whole["dependencies"]}
    assert needs.keys() == {f"incident-forms-{function}", *(one["purl"] for one in found.values())}
    assert needs[found["python-dateutil"]["purl"]] == [found["six"]["purl"]]
    assert needs[f"incident-forms-{function}"] == sorted(one["purl"] for one in found.values())


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ("License-Expression: MIT OR Apache-2.0\nLicense: MIT", [{"expression": "MIT OR Apache-2.0"}]),
        (
            "License: MIT\nClassifier: License :: OSI Approved :: MIT License",
            [{"license": {"name": "MIT License"}}],
        ),
        ("License: Apache-2.0", [{"license": {"name": "Apache-2.0"}}]),
        ("Name: probe", []),
    ],
)
def test_a_licence_is_said_as_the_package_says_it(
    headers: str, expected: list[dict[str, Any]], tmp_path: Path
) -> None:
    (tmp_path / "METADATA").write_text(headers)
    assert licences(Distribution.at(tmp_path).metadata) == expected
