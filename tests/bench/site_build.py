"""Building the site for 5, 100 and 1,000 forms, beside bare Jinja rendering of the same pages.

Both render the NDIS form, the largest; the build also reads YAML, checks it and writes files.
Run: python -m tests.bench.site_build
"""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from forms_src.loading import load
from forms_src.pages import form_page
from forms_src.site import build_site
from tests.bench.many_forms import project_with

COUNTS = (5, 100, 1000)


def main() -> None:
    """Print a line for each count: reading and checking, whole build, bare rendering, ratio."""
    for count in COUNTS:
        with project_with(count) as root, TemporaryDirectory() as out:
            start = perf_counter()
            loaded = load(root / "forms_src" / "definitions")
            read = perf_counter() - start
            build_site(loaded, Path(out))
            whole = perf_counter() - start
            start = perf_counter()
            for form in loaded.forms.values():
                form_page(form)
            bare = perf_counter() - start
        line = f"{count:5} forms  read and checked {read:6.2f} s  built {whole:6.2f} s"
        sys.stdout.write(f"{line}  bare rendering {bare:6.2f} s  ratio {whole / bare:4.1f}\n")


if __name__ == "__main__":
    main()
