"""A folder of many forms, made from the NDIS form: as large as forms get, each with an id of its own."""

import re
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
        (definitions / "shared" / "routing.yaml").unlink()  # it names forms that are not here
        text = re.sub(
            r"^followed_by:\n(?: .*\n)+", "", (DEFINITIONS / f"{SOURCE}.yaml").read_text(), flags=re.M
        )
        for n in range(count):
            (definitions / f"form-{n}.yaml").write_text(text.replace(f"id: {SOURCE}", f"id: form-{n}", 1))
        yield root
