"""A folder of many forms, made from the NDIS form: as large as forms get, each with an id of its own."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from forms_src.loading import DEFINITIONS

SOURCE = "ndis-immediate"


@contextmanager
def project_with(count: int) -> Iterator[Path]:
    """Give a project folder whose `forms_src/definitions` has this many forms."""
    with TemporaryDirectory() as folder:
        root = Path(folder)
        definitions = root / "forms_src" / "definitions"
        definitions.mkdir(parents=True)
        shutil.copytree(DEFINITIONS / "shared", definitions / "shared")
        text = (DEFINITIONS / f"{SOURCE}.yaml").read_text()
        for n in range(count):
            (definitions / f"form-{n}.yaml").write_text(text.replace(f"id: {SOURCE}", f"id: form-{n}", 1))
        yield root
