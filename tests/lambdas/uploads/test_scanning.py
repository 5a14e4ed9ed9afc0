"""Who looks for malware on one machine, and what is made of it."""

import os
from pathlib import Path

import pytest

from lambdas.uploads.scanning import scanner
from tests.lambdas.uploads import files


def program(folder: Path, status: int) -> str:
    """A clamscan that reads all and exits with a status."""
    path = folder / "clamscan"
    path.write_text(f"#!/bin/sh\ncat > {folder}/seen\nexit {status}\n")
    path.chmod(0o700)
    return os.fspath(path)


def test_the_stand_in_finds_the_test_file_alone_and_says_what_it_is() -> None:
    source, scan = scanner(lambda _name: None)
    assert source == "local.stand-in"
    assert scan(b"notes " + files.EICAR) == "malware"
    assert scan(files.pdf()) == "clean"


@pytest.mark.parametrize(("status", "found"), [(0, "clean"), (1, "malware"), (2, "failed"), (40, "failed")])
def test_clamav_is_asked_where_it_is_installed(tmp_path: Path, status: int, found: str) -> None:
    path = program(tmp_path, status)
    source, scan = scanner(lambda name: path if name == "clamscan" else None)
    assert source == "local.clamav"
    assert scan(files.pdf()) == found
    assert (tmp_path / "seen").read_bytes() == files.pdf()


def test_a_scanner_that_cannot_be_run_has_found_nothing_out(tmp_path: Path) -> None:
    _, scan = scanner(lambda _name: os.fspath(tmp_path / "gone"))
    assert scan(files.pdf()) == "failed"
